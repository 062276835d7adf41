// How terms are shown: IRIs by their prefix, ours as links to their pages, numbers as numbers.
import { make } from "./dom.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"].map((name) => XSD + name),
);
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));
const LOCAL = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u;

export const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype);
export const isDate = (term) => term?.type === "literal" && DATES.has(term.datatype);

/** Knows prefixes by name, the base of our IRIs, the way to their pages, and what begins a part of a thing. */
export class Terms {
  constructor({ prefixes, base, pages, parts, isStatic }) {
    this.prefixes = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
    this.base = base;
    this.pages = pages;
    this.parts = new Set(parts);
    this.ending = isStatic ? ".html" : "";
  }

  /** An IRI as readers write it: `psog:Clause`, a short id, or the whole of it. */
  shorten(iri) {
    const things = this.base + "id/";
    if (iri.startsWith(things)) return iri.slice(things.length).replace(/^document\//, "");
    for (const [prefix, namespace] of this.prefixes) {
      const local = iri.slice(namespace.length);
      if (iri.startsWith(namespace) && LOCAL.test(local)) return `${prefix}:${local}`;
    }
    return iri;
  }

  /** What a term says, as text. */
  write(term) {
    if (!term) return "";
    return term.type === "uri"
      ? this.shorten(term.value)
      : term.type === "bnode"
        ? "_:" + term.value
        : term.value;
  }

  /** The address of the page of an IRI of ours; of others the IRI, where a browser can open it; or null. */
  find(iri) {
    const page = iri.startsWith(this.base) ? this.findPage(iri.slice(this.base.length)) : null;
    if (!page) return /^https?:/.test(iri) ? iri : null;
    const [path, place] = page;
    return this.pages + encodeURI(path) + this.ending + (place ? "#" + encodeURI(place) : "");
  }

  /** Path and place of what is at a path below the base; as `find_page` on the server. */
  findPage(rest) {
    if (rest.startsWith("id/")) return this.findOwner(rest.slice(3).split("/"));
    if (/^(concept|graph)\//.test(rest)) return ["page/" + rest, ""];
    const [whole, name] = rest.split("#");
    return whole.split("/")[0] === "ontology" ? ["ontology", name] : null;
  }

  /** Page and place of a thing, which may be a part of another; as `find_owner` on the server. */
  findOwner(steps) {
    if (steps[0] === "file" && steps.length > 2) return ["page/document/" + steps[1], steps.join("/")];
    const [first, next] = [...steps.keys()].filter((at) => at >= 2 && this.parts.has(steps[at]));
    return ["page/" + steps.slice(0, first).join("/"), first ? steps.slice(first, next).join("/") : ""];
  }

  /** A term as an element or text. */
  show(term) {
    if (!term) return "";
    const address = term.type === "uri" ? this.find(term.value) : null;
    if (address) return make("a", { href: address, title: term.value }, breakAtSlashes(this.write(term)));
    const language = term["xml:lang"];
    if (language) return make("span", { lang: language }, term.value);
    return this.write(term);
  }
}

/** A text that may be broken after each slash. */
function breakAtSlashes(text) {
  return text.split(/(?<=\/)/).flatMap((part, at) => (at ? [make("wbr"), part] : [part]));
}
