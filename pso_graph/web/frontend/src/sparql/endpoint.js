// Asking the endpoint: a query in, a table, a truth value, a graph or a problem document out.

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, application/problem+json;q=0.8";
const LONGEST = 6000; // characters of an address; longer queries are posted

/** What the endpoint says is wrong: an RFC 9457 problem document. */
export class Problem extends Error {
  constructor(document) {
    super(document.detail || document.title);
    this.document = document;
  }
}

/** The address that answers a query in a format, or null if it were too long to be one. */
export function makeAddress(endpoint, query, format) {
  const address = new URL(endpoint, document.baseURI);
  address.searchParams.set("query", query);
  if (format) address.searchParams.set("format", format);
  return address.href.length <= LONGEST ? address.href : null;
}

/**
 * What the endpoint answers: `{kind: "table", names, rows}`, `{kind: "truth", value}` or `{kind: "graph", triples}`.
 * Throws a `Problem` where it refuses.
 */
export async function ask(endpoint, query, signal) {
  const address = makeAddress(endpoint, query);
  const options = { headers: { Accept: ACCEPT }, credentials: "omit", signal };
  const response = address
    ? await fetch(address, options)
    : await fetch(endpoint, { ...options, method: "POST", body: new URLSearchParams({ query }) });
  if (!response.ok) throw new Problem(await readProblem(response));
  if (response.headers.get("Content-Type")?.startsWith("application/n-triples")) {
    return { kind: "graph", triples: readTriples(await response.text()) };
  }
  const { head, results, boolean } = await response.json();
  if (boolean !== undefined) return { kind: "truth", value: boolean };
  return { kind: "table", names: head.vars ?? [], rows: results.bindings };
}

async function readProblem(response) {
  const isProblem = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  if (isProblem) return response.json();
  return { title: `${response.status} ${response.statusText}`, status: response.status };
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([\w-]+))?/g;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const ESCAPED = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** The triples of an N-Triples document, their terms as in SPARQL results. */
export function readTriples(text) {
  return text
    .split("\n")
    .map((line) => [...line.matchAll(TERM)].slice(0, 3).map(readTerm))
    .filter((terms) => terms.length === 3);
}

function readTerm([, iri, blank, literal, datatype, language]) {
  if (iri !== undefined) return { type: "uri", value: unescape(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return { type: "literal", value: unescape(literal), datatype, "xml:lang": language };
}

function unescape(text) {
  return text.replace(ESCAPE, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four || eight, 16)) : (ESCAPED[one] ?? one),
  );
}
