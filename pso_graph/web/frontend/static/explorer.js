// The lineage explorer: opens hops one by one, and keeps in the address what is open.

const WIDTH = 14 * 16; // pixels, as in the stylesheet
const COLUMN = WIDTH + 80; // pixels from box to box
const GAP = 12;
const MARGIN = 24;
const SIDES = { older: { direction: "back", step: -1 }, newer: { direction: "forward", step: 1 } };
const MANY = 24; // neighbours that are not opened unless asked for
const NOTHING = "nothing"; // in the address: all is closed
const SVG = "http://www.w3.org/2000/svg";

const stage = document.getElementById("stage");
if (stage) new Explorer(stage).start();

function Explorer(stage) {
  const { start, step, failed, copied } = stage.dataset;
  const floor = stage.querySelector(".floor");
  const status = stage.querySelector("[role=status]");
  const surface = floor.appendChild(document.createElement("div"));
  const lines = surface.appendChild(document.createElementNS(SVG, "svg"));
  const addresses = new Map([[start, new URL(step, document.baseURI)]]);
  const steps = new Map(); // promises of what is one hop away, by thing
  const cards = new Map(); // elements, by thing
  let boxes = new Map(); // what is shown: column and neighbours, by thing
  let usual = []; // what is open when the address does not say it
  let active = start;
  let scale = 1;
  let turn = 0;

  this.start = () => {
    stage.hidden = false;
    addEventListener("hashchange", show);
    stage.querySelector(".tools").addEventListener("click", (event) => tools[event.target.dataset.do]?.());
    floor.addEventListener("keydown", move);
    floor.addEventListener("pointerdown", drag);
    floor.addEventListener("wheel", (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
      }
    }, { passive: false });
    show();
  };

  const tools = {
    closer: () => zoom(1.25),
    farther: () => zoom(0.8),
    reset: () => { active = start; location.hash = ""; },
    share: async () => {
      await navigator.clipboard?.writeText(location.href);
      status.textContent = navigator.clipboard ? copied : location.href;
    },
  };

  // What is open stands in the address: #newer=document/…&older=…, in the order that it was opened.
  function readState() {
    const text = location.hash.slice(1);
    if (text === NOTHING) return [];
    const state = [...new URLSearchParams(text)].filter(([side]) => side in SIDES);
    return state.length ? state : usual;
  }

  function toggle(side, thing) {
    const state = readState();
    const rest = state.filter(([other, name]) => other !== side || name !== thing);
    const next = rest.length < state.length ? rest : [...state, [side, thing]];
    active = thing;
    location.hash = next.length ? new URLSearchParams(next).toString().replaceAll("%2F", "/") : NOTHING;
  }

  function load(thing) {
    if (!steps.has(thing)) {
      const asked = fetch(addresses.get(thing)).then(async (answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        const found = await answer.json();
        for (const [name, other] of Object.entries(found.things)) {
          other.page = new URL(other.page, answer.url).href;
          addresses.set(name, new URL(other.step, answer.url));
        }
        return found;
      });
      asked.catch(() => steps.delete(thing));
      steps.set(thing, asked);
    }
    return steps.get(thing);
  }

  async function show() {
    const mine = ++turn;
    try {
      const { older, newer } = (await load(start)).things[start];
      usual = older + newer <= MANY ? Object.keys(SIDES).map((side) => [side, start]) : [];
      const shown = await grow(readState());
      if (mine === turn) {
        boxes = shown;
        status.textContent = "";
        place();
      }
    } catch {
      status.textContent = failed;
    }
  }

  // What the state opens, hop by hop; what hangs on nothing that is shown is left out.
  async function grow(state) {
    const shown = new Map();
    const things = (await load(start)).things;
    const add = (name, column, found) => {
      if (!shown.has(name)) shown.set(name, { thing: found[name], column, open: new Set(), hops: new Map() });
      return shown.get(name);
    };
    add(start, 0, things);
    for (const [side, name] of state) {
      const box = shown.get(name);
      if (!box) continue;
      const { direction, step } = SIDES[side];
      const found = await load(name);
      box.open.add(side);
      for (const hop of found.hops.filter((hop) => hop.direction === direction)) {
        const [near, far] = direction === "forward" ? [hop.to, hop.from] : [hop.from, hop.to];
        add(near, box.column, found.things);
        add(far, box.column + step, found.things);
        const known = shown.get(hop.to).hops.get(hop.from) ?? { manner: hop.manner, relations: new Set() };
        known.relations.add(hop.relation);
        shown.get(hop.to).hops.set(hop.from, known);
      }
    }
    return shown;
  }

  function place() {
    const before = find(active);
    for (const [name, card] of cards) if (!boxes.has(name)) card.remove();
    for (const [name, box] of boxes) {
      const card = fill(name, box);
      if (!card.isConnected) surface.append(card); // to move an element would take its focus away
    }
    surface.style.zoom = 1;
    const heights = new Map([...boxes.keys()].map((name) => [name, cards.get(name).offsetHeight]));
    const middles = arrange(heights);
    const columns = [...boxes.values()].map((box) => box.column);
    const first = Math.min(...columns);
    const top = Math.min(...[...boxes.keys()].map((name) => middles.get(name) - heights.get(name) / 2)) - MARGIN;
    let bottom = 0;
    for (const [name, box] of boxes) {
      box.x = MARGIN + (box.column - first) * COLUMN;
      box.y = middles.get(name) - top;
      bottom = Math.max(bottom, box.y + heights.get(name) / 2 + MARGIN);
      cards.get(name).style.transform = `translate(${box.x}px, ${box.y - heights.get(name) / 2}px)`;
    }
    const width = 2 * MARGIN + (Math.max(...columns) - first) * COLUMN + WIDTH;
    Object.assign(surface.style, { width: `${width}px`, height: `${bottom}px` });
    lines.setAttribute("width", width);
    lines.setAttribute("height", bottom);
    join();
    surface.style.zoom = scale;
    rove(boxes.has(active) ? active : start);
    const after = find(active);
    const { x, y } = before ?? { x: floor.clientWidth / 2, y: floor.clientHeight / 2 };
    floor.scrollBy({ left: after.x - x, top: after.y - y, behavior: "instant" });
  }

  // Where the middle of a box is on the floor, so that what was used stays under the pointer.
  function find(name) {
    const card = cards.get(name);
    if (!card?.isConnected) return undefined;
    const [inner, outer] = [card.getBoundingClientRect(), floor.getBoundingClientRect()];
    return { x: inner.x + inner.width / 2 - outer.x, y: inner.y + inner.height / 2 - outer.y };
  }

  function fill(name, { thing, open }) {
    let card = cards.get(name);
    if (!card) {
      card = document.createElement("article");
      card.dataset.thing = name;
      card.className = `colour-${thing.colour}${name === start ? " centre" : ""}`;
      const link = Object.assign(document.createElement("a"), { href: thing.page, textContent: thing.name });
      const id = Object.assign(document.createElement("small"), { textContent: `${thing.kind} · ${thing.short}` });
      const row = document.createElement("p");
      for (const side of Object.keys(SIDES)) {
        const button = Object.assign(document.createElement("button"), { type: "button", disabled: !thing[side] });
        button.dataset.side = side;
        const label = `${stage.dataset[side]} ${thing[side]}`;
        button.textContent = side === "older" ? `‹ ${label}` : `${label} ›`;
        button.addEventListener("click", () => toggle(side, name));
        row.append(button);
      }
      const relations = Object.assign(document.createElement("small"), { className: "relation" });
      card.append(id, relations, link, row);
      card.addEventListener("focusin", () => rove(name));
      cards.set(name, card);
    }
    const relations = [...boxes.values()].flatMap(({ hops }) => [...(hops.get(name)?.relations ?? [])]);
    card.querySelector(".relation").textContent = relations.length ? `← ${[...new Set(relations)].join(", ")}` : "";
    for (const button of card.querySelectorAll("button")) button.ariaExpanded = String(open.has(button.dataset.side));
    return card;
  }

  // Columns from the middle outwards, each thing at the height of what it hangs on, none over another.
  function arrange(heights) {
    const middles = new Map();
    const near = new Map([...boxes.keys()].map((name) => [name, []]));
    for (const [left, box] of boxes) {
      for (const right of box.hops.keys()) {
        near.get(left).push(right);
        near.get(right).push(left);
      }
    }
    const columns = new Map();
    for (const [name, { column }] of boxes) columns.set(column, [...(columns.get(column) ?? []), name]);
    for (const column of [...columns.keys()].sort((one, other) => Math.abs(one) - Math.abs(other))) {
      const wanted = (name) => {
        const known = near.get(name).filter((other) => middles.has(other)).map((other) => middles.get(other));
        return known.length ? known.reduce((sum, middle) => sum + middle) / known.length : 0;
      };
      const names = columns.get(column).map((name) => [wanted(name), name]).sort(([one], [other]) => one - other);
      separate(names, heights).forEach((middle, place) => middles.set(names[place][1], middle));
    }
    return middles;
  }

  function join() {
    lines.replaceChildren();
    for (const [left, box] of boxes) {
      for (const [right, hop] of box.hops) {
        const end = boxes.get(right);
        const [x, y, z] = [box.x + WIDTH, (box.x + WIDTH + end.x) / 2, end.x];
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", `M${x} ${box.y}C${y} ${box.y} ${y} ${end.y} ${z} ${end.y}`);
        path.setAttribute("class", hop.manner);
        const title = document.createElementNS(SVG, "title");
        title.textContent = `${end.thing.short} ${[...hop.relations].join(", ")} ${box.thing.short}`;
        path.append(title);
        lines.append(path);
      }
    }
  }

  function zoom(factor) {
    scale = Math.min(2, Math.max(0.3, scale * factor));
    surface.style.zoom = scale;
  }

  // One box at a time is in the tab order; arrow keys go on from it.
  function rove(name) {
    active = name;
    for (const [other, card] of cards) {
      for (const part of card.querySelectorAll("a, button")) part.tabIndex = other === name ? 0 : -1;
    }
  }

  function move(event) {
    const card = event.target.closest("article");
    if (!card || event.ctrlKey || event.altKey || event.metaKey) return;
    const name = card.dataset.thing;
    const side = { "-": "older", "+": "newer" }[event.key];
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (side && boxes.get(name).thing[side]) toggle(side, name);
    else if (way) {
      event.preventDefault();
      const next = findNext(boxes.get(name), way);
      if (next) cards.get(next).querySelector("a").focus(); // which brings it into view
    }
  }

  function findNext(from, [across, down]) {
    let best;
    let least = Infinity;
    for (const [name, box] of boxes) {
      if (box.column !== from.column + across || (down && (box.y - from.y) * down <= 0)) continue;
      const distance = Math.abs(box.y - from.y);
      if (distance < least) [best, least] = [name, distance];
    }
    return best;
  }

  function drag(event) {
    if (event.button || event.target.closest("article") || event.pointerType === "touch") return;
    const [x, y] = [event.clientX + floor.scrollLeft, event.clientY + floor.scrollTop];
    const follow = (later) => floor.scrollTo(x - later.clientX, y - later.clientY);
    floor.setPointerCapture(event.pointerId);
    floor.addEventListener("pointermove", follow);
    floor.addEventListener("lostpointercapture", () => floor.removeEventListener("pointermove", follow), { once: true });
  }
}

// Middles that keep order and distance and differ least from those wanted (pool adjacent violators).
function separate(names, heights) {
  const offsets = [];
  const blocks = [];
  names.forEach(([wanted, name], place) => {
    const before = place ? names[place - 1][1] : name;
    offsets.push(place ? offsets[place - 1] + (heights.get(before) + heights.get(name)) / 2 + GAP : 0);
    let block = { sum: wanted - offsets[place], count: 1 };
    while (blocks.length && blocks.at(-1).sum / blocks.at(-1).count > block.sum / block.count) {
      const above = blocks.pop();
      block = { sum: block.sum + above.sum, count: block.count + above.count };
    }
    blocks.push(block);
  });
  const means = blocks.flatMap(({ sum, count }) => Array(count).fill(sum / count));
  return means.map((mean, place) => mean + offsets[place]);
}
