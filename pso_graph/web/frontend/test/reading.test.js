// What the editor reads by itself: prefixes of a query, triples of an answer, addresses of pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { declarePrefixes } from "../src/sparql/completion.js";
import { readTriples } from "../src/sparql/endpoint.js";
import { Terms } from "../src/sparql/terms.js";

const PREFIXES = {
  psog: "https://w3id.org/pso-graph/ontology#",
  skos: "http://www.w3.org/2004/02/skos/core#",
};

test("known prefixes that are used and not declared are declared", () => {
  const text = "SELECT ?s { ?s a psog:Clause ; skos:prefLabel|other:name ?l }";
  assert.equal(
    declarePrefixes(text, PREFIXES),
    "PREFIX psog: <https://w3id.org/pso-graph/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n",
  );
  assert.equal(declarePrefixes(declarePrefixes(text, PREFIXES) + text, PREFIXES), "");
});

test("what only looks like a prefix is left alone", () => {
  const text = "ASK { ?psog:x ?p \"psog:a\", 'skos:b', <psog:c>, _:skos:d } # psog:e";
  assert.equal(declarePrefixes(text, PREFIXES), "");
});

test("triples have the terms of SPARQL results", () => {
  const text =
    '<http://a/s> <http://a/p> "a \\"quoted\\" \\u00e4\\n"@de .\n_:b <http://a/p> "1"^^<http://a/int> .\n';
  assert.deepEqual(JSON.parse(JSON.stringify(readTriples(text))), [
    [
      { type: "uri", value: "http://a/s" },
      { type: "uri", value: "http://a/p" },
      { type: "literal", value: 'a "quoted" ä\n', "xml:lang": "de" },
    ],
    [
      { type: "bnode", value: "b" },
      { type: "uri", value: "http://a/p" },
      { type: "literal", value: "1", datatype: "http://a/int" },
    ],
  ]);
});

test("things are called by their short ids, terms by their prefixes", () => {
  const terms = new Terms({
    prefixes: PREFIXES,
    base: "https://w3id.org/pso-graph/",
    pages: "./",
    parts: [],
  });
  assert.equal(
    terms.shorten("https://w3id.org/pso-graph/id/document/pso-19-2023/2.l.1"),
    "pso-19-2023/2.l.1",
  );
  assert.equal(terms.shorten("https://w3id.org/pso-graph/id/measure/welcome"), "measure/welcome");
  assert.equal(terms.shorten("https://w3id.org/pso-graph/ontology#Clause"), "psog:Clause");
  assert.equal(terms.shorten("http://example.org/a/b"), "http://example.org/a/b");
});

test("only what a browser can open becomes a link", () => {
  const terms = new Terms({
    prefixes: {},
    base: "https://w3id.org/pso-graph/",
    pages: "./",
    parts: ["report"],
  });
  assert.equal(terms.find("javascript:alert(1)"), null);
  assert.equal(terms.find("http://example.org/"), "http://example.org/");
  assert.equal(
    terms.find("https://w3id.org/pso-graph/id/document/a/2.l/report/b"),
    "./page/document/a/2.l#report/b",
  );
});
