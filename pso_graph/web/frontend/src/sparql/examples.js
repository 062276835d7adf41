// The query catalogue beside the editor: found by words, filled in as forms, put into the editor.
import { make } from "./dom.js";

/**
 * Make the list of links into forms: `queries` by name with their parameters, `place` is called with a text.
 * Values are put into a query by the server; a static copy gives the text with the example values.
 */
export function openExamples({ parent, queries, isStatic, texts, place }) {
  const list = parent.querySelector("ul");
  const field = make("input", { type: "search", input: () => filter(list, field.value) });
  list.before(make("p", {}, make("label", {}, texts.find + " ", field)));
  for (const link of list.querySelectorAll("a[data-query]")) {
    link.parentNode.dataset.name = link.dataset.query;
    link.replaceWith(makeExample(link, queries[link.dataset.query], { isStatic, texts, place }));
  }
}

function filter(list, typed) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const item of list.children) {
    const text = `${item.textContent} ${item.dataset.name}`.toLocaleLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
}

function makeExample(link, query, { isStatic, texts, place }) {
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  const form = make(
    "form",
    {
      submit: async (event) => {
        event.preventDefault();
        try {
          place(await fetchText(query.text, isStatic ? null : new FormData(form)));
          problem.hidden = true;
        } catch (error) {
          problem.textContent = error.message;
          problem.hidden = false;
        }
      },
    },
    isStatic ? [] : query.parameters.map(makeField),
    problem,
    make(
      "p",
      {},
      make("button", { type: "submit" }, texts.insert),
      " ",
      make("a", { href: link.href }, texts.about),
    ),
  );
  return make("details", {}, make("summary", {}, link.textContent), form);
}

/** The text of a query with the values of a form in it. */
async function fetchText(address, form) {
  const response = await fetch(form ? `${address}?${new URLSearchParams(form)}` : address);
  if (response.ok) return response.text();
  const { detail } = await response.json();
  throw new Error(detail);
}

function makeField({ name, kind, required, value, description }) {
  const type = { integer: "number", date: "date" }[kind] ?? "text";
  return make("p", {}, make("label", {}, description, make("input", { name, type, value, required })));
}
