// A table of rows, sorted by the column that the reader chooses, shown in portions.
import { make } from "./dom.js";
import { isDate, isNumber } from "./terms.js";

const PORTION = 500; // rows; a browser is slow with many thousands

/** The table of a SELECT result `{names, rows}`. */
export function showTable({ names, rows }, { terms, texts }) {
  const body = make("tbody");
  const more = make("button", { type: "button", click: () => add() }, texts.more);
  let sorted = rows;
  let shown = 0;

  const add = () => {
    const portion = sorted.slice(shown, shown + PORTION);
    body.append(
      ...portion.map((row) =>
        make(
          "tr",
          {},
          names.map((name) => makeCell(row[name], terms)),
        ),
      ),
    );
    shown += portion.length;
    more.hidden = shown >= sorted.length;
  };

  const sort = (name, heading) => {
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    sorted = [...rows].sort((one, other) => compare(one[name], other[name]) * (descending ? -1 : 1));
    shown = 0;
    body.replaceChildren();
    add();
  };

  const headings = names.map((name) => {
    const heading = make("th", { scope: "col" });
    heading.append(make("button", { type: "button", class: "sort", click: () => sort(name, heading) }, name));
    return heading;
  });
  add();
  const table = make("table", {}, make("thead", {}, make("tr", {}, headings)), body);
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.table };
  return make("div", { class: "rows" }, make("div", region, table), make("p", {}, more));
}

function makeCell(term, terms) {
  return make("td", { class: isNumber(term) && "number" }, terms.show(term));
}

function compare(one, other) {
  if (!one || !other) return (one ? 1 : 0) - (other ? 1 : 0);
  if (isNumber(one) && isNumber(other)) return Number(one.value) - Number(other.value);
  if (isDate(one) && isDate(other)) return one.value < other.value ? -1 : one.value > other.value ? 1 : 0;
  return one.value.localeCompare(other.value, undefined, { numeric: true });
}
