// Showing what the endpoint answered, in the view that the reader chooses.
import { isDrawable, showChart } from "./chart.js";
import { make } from "./dom.js";
import { makeAddress } from "./endpoint.js";
import { showTable } from "./table.js";

const FORMATS = {
  table: { csv: "CSV", tsv: "TSV", json: "JSON", xml: "XML" },
  truth: { json: "JSON", xml: "XML" },
  graph: { turtle: "Turtle", ntriples: "N-Triples", jsonld: "JSON-LD", rdfxml: "RDF/XML" },
};

/** The part of the page that shows answers; `chosen` is called with the name of a view that the reader takes. */
export class Answers {
  constructor({ parent, endpoint, context, chosen }) {
    this.parent = parent;
    this.endpoint = endpoint;
    this.context = context;
    this.chosen = chosen;
    this.status = make("p", { role: "status" });
    this.body = make("div");
    parent.replaceChildren(this.status, this.body);
  }

  /** Say that an answer is waited for, with a way to stop. */
  wait(stop) {
    const { texts } = this.context;
    this.status.replaceChildren(
      texts.running + " ",
      make("button", { type: "button", click: stop }, texts.stop),
    );
    this.body.replaceChildren();
  }

  /** Show an answer in a view; one that it does not have becomes its first. */
  async show(result, query, view, milliseconds) {
    const { texts } = this.context;
    const views = listViews(result);
    const found = count(result, texts);
    this.status.replaceChildren(`${found} · ${Math.round(milliseconds)} ms`);
    if (result.kind === "truth") {
      this.body.replaceChildren(
        make("p", { class: "boolean" }, String(result.value)),
        this.makeDownloads(result, query),
      );
      return;
    }
    const place = make("div");
    const buttons = Object.keys(views).map((name) =>
      make("button", { type: "button", click: () => open(name, true) }, texts[name]),
    );
    const open = async (name, byReader) => {
      Object.keys(views).forEach((each, at) =>
        buttons[at].setAttribute("aria-pressed", String(each === name)),
      );
      place.replaceChildren(await views[name](result, this.context));
      if (byReader) this.chosen(name);
    };
    const choice = make("div", { class: "choice", role: "group", "aria-label": texts.view }, buttons);
    this.body.replaceChildren(choice, place, this.makeDownloads(result, query));
    await open(view in views ? view : Object.keys(views)[0], false);
  }

  /** Show what is wrong, with a way to the place in the query if it has one. */
  refuse(problem, go) {
    const { texts } = this.context;
    const { title, detail, type, line, column } = problem;
    this.status.replaceChildren();
    const place =
      line &&
      make("p", {}, make("button", { type: "button", click: go }, `${texts.place} ${line}:${column}`));
    const isExplained = /^https?:.*\/problems\//.test(type);
    const more = isExplained && make("p", {}, make("a", { href: type }, texts.explained));
    const parts = [make("h2", {}, title), detail && make("p", {}, detail), place, more];
    this.body.replaceChildren(make("div", { class: "problem", role: "alert" }, parts));
  }

  clear() {
    this.status.replaceChildren();
    this.body.replaceChildren();
  }

  makeDownloads(result, query) {
    const links = Object.entries(FORMATS[result.kind])
      .map(([format, name]) => [makeAddress(this.endpoint, query, format), name])
      .filter(([address]) => address)
      .flatMap(([href, name], at) => [at ? " · " : "", make("a", { href }, name)]);
    return links.length ? make("p", { class: "forms" }, this.context.texts.downloads + ": ", links) : "";
  }
}

function listViews(result) {
  if (result.kind === "graph") return { drawing: showGraph, table: showTriples };
  return result.kind === "table" && isDrawable(result)
    ? { table: showTable, chart: showChart }
    : { table: showTable };
}

async function showGraph(result, context) {
  const { showDrawing } = await import("./drawing.js"); // only graphs need it
  return showDrawing(result.triples, context);
}

function showTriples({ triples }, context) {
  const names = ["subject", "predicate", "object"];
  const rows = triples.map((terms) => Object.fromEntries(terms.map((term, at) => [names[at], term])));
  return showTable({ names, rows }, context);
}

function count(result, texts) {
  if (result.kind === "truth") return texts.answer;
  const [number, one, many] =
    result.kind === "table"
      ? [result.rows.length, texts.row, texts.rows]
      : [result.triples.length, texts.triple, texts.triples];
  return `${number.toLocaleString(texts.language)} ${number === 1 ? one : many}`;
}
