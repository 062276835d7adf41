// A chart of rows: bars for things and their numbers, a line where the first axis is time.
import { draw, make } from "./dom.js";
import { isDate, isNumber } from "./terms.js";

const MOST = 60; // bars that can still be read
const BAR = 24; // pixels, with the gap
const LABEL = 260;
const WIDTH = 820;
const HEIGHT = 320;

/** Whether rows have a column of numbers to draw. */
export const isDrawable = ({ names, rows }) => listNumbers(names, rows).length > 0;

/** The chart of a SELECT result with a choice of its columns. */
export function showChart(result, context) {
  const { texts } = context;
  const numbers = listNumbers(result.names, result.rows);
  const others = result.names.filter((name) => !numbers.includes(name));
  const labels = [...preferLabels(others, result.rows), ...numbers];
  const value = makeChoice(texts.value, numbers);
  const label = makeChoice(texts.axis, labels);
  const picture = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.chart });
  if (!others.length) value.select.value = numbers.at(-1); // the first is the axis
  const show = () => picture.replaceChildren(drawChart(result.rows, label.value(), value.value(), context));
  for (const choice of [value, label]) choice.select.addEventListener("change", show);
  show();
  return make("div", {}, make("p", { class: "choice" }, label.field, value.field), picture);
}

function listNumbers(names, rows) {
  return names.filter(
    (name) =>
      rows.some((row) => isNumber(row[name])) && rows.every((row) => !row[name] || isNumber(row[name])),
  );
}

/** Columns with names for readers first, dates before them, IRIs last. */
function preferLabels(names, rows) {
  const rank = (name) => {
    const term = rows.find((row) => row[name])?.[name];
    return isDate(term) ? 0 : term?.["xml:lang"] ? 1 : term?.type === "literal" ? 2 : 3;
  };
  return [...names].sort((one, other) => rank(one) - rank(other));
}

function makeChoice(text, names) {
  const select = make(
    "select",
    {},
    names.map((name) => make("option", {}, name)),
  );
  return { select, value: () => select.value, field: make("label", {}, text + " ", select) };
}

function drawChart(rows, label, value, context) {
  const points = rows
    .filter((row) => row[value])
    .map((row) => ({
      label: context.terms.write(row[label]),
      term: row[label],
      value: Number(row[value].value),
    }));
  const isTime =
    points.length > 1 && points.every(({ term }) => isDate(term) || (isNumber(term) && label !== value));
  return isTime ? drawLine(points, value, context) : drawBars(points, label, value, context);
}

function drawBars(points, label, value, { texts }) {
  const shown = points.slice(0, MOST);
  const most = Math.max(...shown.map((point) => point.value), 0) || 1;
  const height = shown.length * BAR + 8;
  const bars = shown.map((point, at) => {
    const width = (Math.max(point.value, 0) / most) * (WIDTH - LABEL - 80);
    const y = at * BAR + 4;
    return draw(
      "g",
      {},
      draw("title", {}, tell(point)),
      draw("text", { x: LABEL - 8, y: y + 15, "text-anchor": "end" }, cut(point.label)),
      draw("rect", { x: LABEL, y, width, height: BAR - 6 }),
      draw("text", { x: LABEL + width + 6, y: y + 15 }, String(point.value)),
    );
  });
  const name = `${texts.chart}: ${value}, ${label}`;
  const picture = frame(name, height, bars);
  const note = points.length > MOST && make("p", { class: "small" }, `${MOST} / ${points.length}`);
  return make("div", {}, picture, note);
}

function drawLine(points, value, { texts }) {
  const place = ({ term }) => (isNumber(term) ? Number(term.value) : Date.parse(term.value));
  const sorted = [...points].sort((one, other) => place(one) - place(other));
  const values = sorted.map((point) => point.value);
  const [first, last] = [place(sorted[0]), place(sorted.at(-1))];
  const [least, most] = [Math.min(0, ...values), Math.max(...values)];
  const [left, right, above, below] = [60, WIDTH - 30, 26, HEIGHT - 34];
  const x = (point) => left + ((place(point) - first) / (last - first || 1)) * (right - left);
  const y = (amount) => below - ((amount - least) / (most - least || 1)) * (below - above);
  const path = sorted.map(
    (point, at) => `${at ? "L" : "M"}${x(point).toFixed(1)} ${y(point.value).toFixed(1)}`,
  );
  const write = (text, x, y, anchor) => draw("text", { x, y, "text-anchor": anchor }, String(text));
  const mark = (point) =>
    draw("circle", { cx: x(point), cy: y(point.value), r: 4 }, draw("title", {}, tell(point)));
  return frame(`${texts.chart}: ${value}`, HEIGHT, [
    draw("line", { x1: left, x2: right, y1: below, y2: below }),
    write(least, left - 6, below, "end"),
    write(most, left - 6, above + 4, "end"),
    write(sorted[0].label, left, HEIGHT - 10, "start"),
    write(sorted.at(-1).label, right, HEIGHT - 10, "end"),
    draw("path", { d: path.join("") }),
    ...sorted.map(mark),
  ]);
}

function frame(name, height, parts) {
  const size = { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` };
  return draw("svg", { class: "chart", role: "img", "aria-label": name, ...size }, parts);
}

const tell = (point) => `${point.label}: ${point.value}`;
const cut = (text) => (text.length > 38 ? text.slice(0, 37) + "…" : text);
