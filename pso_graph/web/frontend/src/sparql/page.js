// The page: its parts, and what passes between them.
import { readAddress, writeAddress } from "./address.js";
import { Answers } from "./answers.js";
import { declarePrefixes, makeSource } from "./completion.js";
import { Editor } from "./editor.js";
import { Problem, ask } from "./endpoint.js";
import { openExamples } from "./examples.js";
import { Terms } from "./terms.js";
import { make } from "./dom.js";

/** Start the page within an element that names the address of its settings. */
export async function start(root) {
  const response = await fetch(root.dataset.sparql);
  if (!response.ok) return; // the form stays
  const settings = await response.json();
  const { texts, prefixes, endpoint, queries, isStatic } = settings;
  const form = root.querySelector("form");
  const field = form.elements.namedItem("query");
  const asked = readAddress();
  let running = null;
  let view = asked.view;

  const run = async () => {
    editor.prepend(declarePrefixes(editor.text, prefixes));
    const query = editor.text;
    running?.abort();
    const own = (running = new AbortController());
    const began = performance.now();
    editor.clearMark();
    writeAddress({ query, view });
    answers.wait(() => own.abort());
    try {
      const result = await ask(endpoint, query, own.signal);
      if (own !== running) return;
      await answers.show(result, query, view, performance.now() - began);
    } catch (error) {
      if (own === running) refuse(error);
    }
  };

  const refuse = (error) => {
    if (error.name === "AbortError") return answers.clear();
    const problem =
      error instanceof Problem ? error.document : { title: texts.unreachable, detail: error.message };
    if (problem.line) editor.mark(problem.line, problem.column, problem.detail);
    answers.refuse(problem, () => {
      editor.mark(problem.line, problem.column, problem.detail);
      editor.focus();
    });
  };

  const place = (text) => {
    editor.text = text;
    editor.focus();
    writeAddress({ query: text, view });
  };

  const parent = make("div", { class: "editor" });
  field.closest("p").hidden = true;
  field.closest("p").after(parent);
  const editor = new Editor({
    parent,
    text: asked.query ?? field.value,
    label: texts.label,
    source: makeSource(settings),
    run,
    changed: () => (field.value = editor.text),
  });
  const answers = new Answers({
    parent: root.querySelector(".answers"),
    endpoint,
    context: { terms: new Terms(settings), texts },
    chosen: (name) => {
      view = name;
      writeAddress({ query: editor.text, view });
    },
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  form
    .querySelector("button[type=submit]")
    .after(" ", navigator.clipboard ? makeCopier(texts) : "", " ", make("small", {}, texts.keys));
  openExamples({ parent: root.querySelector(".examples"), queries, isStatic, texts, place });
  addEventListener("hashchange", () => {
    const { query } = readAddress();
    if (query !== null && query !== editor.text) editor.text = query;
  });
  if (asked.query !== null) run();
}

function makeCopier(texts) {
  const button = make("button", { type: "button", class: "quiet" }, texts.copy);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = texts.copied;
  });
  return button;
}
