// A graph as nodes and links: laid out once by forces, then still; each node of ours leads to its page.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { draw, make } from "./dom.js";

const MOST = 250; // triples that can still be read
const STEPS = 300;
const [BEGINNING, END] = [10, 14]; // characters of a long name that are shown; ids differ at their end
const RADIUS = 7;
const [SHORTEST, ROOM, MOST_AROUND] = [130, 9, 30]; // pixels; pixels for each neighbour, up to so many
const NEAR = 0.62; // of the way, where the name of a link stands
const LINE = 12; // pixels from one name to the next
const EDGE = 40;

/** The drawing of triples. */
export function showDrawing(triples, { terms, texts }) {
  const { nodes, links } = arrange(triples.slice(0, MOST));
  const [left, top, width, height] = measure(nodes);
  const parts = [
    makeArrow(),
    links.map((link) => drawLink(link, terms)),
    nodes.map((node) => drawNode(node, terms)),
  ];
  const box = { width, height, viewBox: `${left} ${top} ${width} ${height}` };
  const picture = draw(
    "svg",
    { class: "graph", role: "group", "aria-label": texts.drawing, ...box },
    parts.flat(),
  );
  const note = triples.length > MOST && make("p", { class: "small" }, `${MOST} / ${triples.length}`);
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.drawing };
  return make("div", {}, make("div", region, picture), note);
}

function arrange(triples) {
  const nodes = new Map();
  const find = (term, key) => {
    if (!nodes.has(key)) nodes.set(key, { term, degree: 0 });
    return nodes.get(key);
  };
  const links = new Map(); // one for all properties between the same two
  triples.forEach(([subject, predicate, object], at) => {
    const from = subject.value;
    // Each literal is a node of its own: that two things have the same number makes them no neighbours.
    const to = object.type === "literal" ? `literal ${at}` : object.value;
    const key = `${from} ${to}`;
    if (!links.has(key)) {
      const [source, target] = [find(subject, from), find(object, to)];
      source.degree += 1;
      target.degree += 1;
      links.set(key, { source, target, predicates: [] });
    }
    links.get(key).predicates.push(predicate);
  });
  const all = [...nodes.values()];
  const drawn = [...links.values()];
  forceSimulation(all)
    .force("link", forceLink(drawn).distance(measureLink))
    .force("charge", forceManyBody().strength(-700))
    .force("collide", forceCollide(64).iterations(2))
    .force("x", forceX().strength(0.06))
    .force("y", forceY().strength(0.14))
    .stop()
    .tick(STEPS);
  return { nodes: all, links: drawn };
}

/** How long a link is to be: what has many neighbours needs a wide ring for them. */
function measureLink({ source, target }) {
  return SHORTEST + ROOM * Math.min(Math.max(source.degree, target.degree), MOST_AROUND);
}

function measure(nodes) {
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const [left, top] = [Math.min(...xs) - 2 * EDGE, Math.min(...ys) - EDGE];
  return [left, top, Math.max(...xs) + 2 * EDGE - left, Math.max(...ys) + EDGE - top].map(Math.round);
}

function makeArrow() {
  const shape = draw("path", { d: "M0 0L8 4L0 8z" });
  const size = { markerWidth: 8, markerHeight: 8, refX: 8 + RADIUS, refY: 4, orient: "auto" };
  return draw("defs", {}, draw("marker", { id: "arrow", ...size, markerUnits: "userSpaceOnUse" }, shape));
}

function drawLink({ source, target, predicates }, terms) {
  // The names stand nearer to the target: many links of one thing begin at the same place.
  const x = source.x + (target.x - source.x) * NEAR;
  const y = source.y + (target.y - source.y) * NEAR - (predicates.length - 1) * (LINE / 2);
  const lines = predicates.map((each, at) => draw("tspan", { x, dy: at ? LINE : 0 }, terms.write(each)));
  const ends = { x1: source.x, y1: source.y, x2: target.x, y2: target.y };
  return draw(
    "g",
    {},
    draw("line", { ...ends, "marker-end": "url(#arrow)" }),
    draw("text", { x, y, "text-anchor": "middle", class: "predicate" }, lines),
  );
}

function drawNode({ term, x, y }, terms) {
  const name = terms.write(term);
  const parts = [
    draw("title", {}, name),
    draw("circle", { cx: x, cy: y, r: RADIUS, class: term.type }),
    draw("text", { x, y: y + RADIUS + 13, "text-anchor": "middle" }, cut(name)),
  ];
  const address = term.type === "uri" && terms.find(term.value);
  return address ? draw("a", { href: address }, parts) : draw("g", {}, parts);
}

function cut(name) {
  return name.length > BEGINNING + END + 1 ? `${name.slice(0, BEGINNING)}…${name.slice(-END)}` : name;
}
