/**
 * Search. On a server: suggestions while somebody types, in every search field. In a static copy, where no
 * server answers: suggestions and results from an index in small files, made by pso_graph.publish.search.parts.
 *
 * The header form says in data attributes where these come from, and how their number is told.
 */

const WORDS = 12; // of what was typed that count, as on the server
const LONGEST = 64; // letters of a word that count
const SHORTEST = 4; // letters of a word that longer ones may begin with
const NAMED = 1e6; // added to the score of what bears the name that was typed
const SUGGESTED = 8;
const PAGE = 20; // hits that are shown at once
const [K1, B] = [1.2, 0.75]; // of BM25, as SQLite FTS5 has them
const PAUSE = 120; // milliseconds without a key before suggestions are asked for

const ENDINGS = ["e", "n", "s", "en", "er", "es", "em", "in", "innen", "ed", "ing"]; // tried on unknown forms
const LETTERS = { ł: "l", đ: "d", ø: "o", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i", ß: "ss" };

/** The words of a text with their places. */
function splitWords(text) {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ text: match[0], start: match.index }));
}

/** A word without case, accents and ß; in German also with ae, oe, ue as one letter. See words.py. */
function fold(word, isGerman = false) {
  let small = word.slice(0, LONGEST).toLowerCase().replaceAll("ß", "ss");
  if (isGerman) small = small.replace(/(?<=[ao])e|(?<=[^aeq]u)e|(?<=^u)e/gu, "");
  small = small.replace(/[łđøæœþðı]/gu, (letter) => LETTERS[letter]);
  return small.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
}

function listFolds(word) {
  return [...new Set([fold(word), fold(word, true)])];
}

/** A name as names are compared: its folded words. */
function makeNames(words) {
  const forms = [false, true].map((isGerman) => words.map((word) => fold(word, isGerman)).join(" "));
  return [...new Set(forms)].filter((form) => form.trim());
}

/** The stems of a word: told by the index; of a form that the data has not, those without a common ending. */
function findStems(part, form) {
  const stem = ["", ...ENDINGS].filter((ending) => form.endsWith(ending))
    .map((ending) => form.slice(0, form.length - ending.length))
    .find((start) => Object.hasOwn(part.words, start) || Object.hasOwn(part.stems, start));
  return stem && Object.hasOwn(part.words, stem) ? part.words[stem] : [stem ?? form];
}

/** The index of a static copy; its files are loaded when they are needed. */
class StaticIndex {
  constructor(address) {
    this.address = new URL(address, globalThis.document?.baseURI);
    this.files = new Map();
  }

  load(name) {
    if (!this.files.has(name)) {
      const address = new URL(`${name}.json`, this.address);
      const loading = fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      });
      this.files.set(name, loading);
      loading.catch(() => this.files.delete(name)); // so that the next search tries again
    }
    return this.files.get(name);
  }

  async loadWords(word) {
    const { letters } = await this.load("about");
    const letter = /^[a-z0-9]/.test(word) ? word[0] : "_";
    return letters.includes(letter) ? this.load(`words-${letter}`) : { words: {}, stems: {}, names: {} };
  }

  async findThing(number) {
    const { things, kinds } = await this.load("about");
    const file = Math.floor((number - 1) / things);
    const [href, kind, code, label, document] = (await this.load(`things-${file}`))[(number - 1) % things];
    return {
      href: new URL(href, new URL(`things-${file}.json`, this.address)).href,
      kindName: kinds[kind],
      code,
      label,
      document: document ? (await this.findThing(document)).label : "",
    };
  }

  /** The things that have one of some stems, with how often they have them. */
  count(stems, part) {
    const counts = new Map();
    for (const stem of stems) {
      const pairs = Object.hasOwn(part.stems, stem) ? part.stems[stem] : [];
      for (let at = 0; at < pairs.length; at += 2) counts.set(pairs[at], (counts.get(pairs[at]) ?? 0) + pairs[at + 1]);
    }
    return counts;
  }

  /** Add to scores what one way of finding a word is worth, as SQLite FTS5 has it (section 5.1.1). */
  async weigh(scores, counts) {
    const { lengths } = await this.load("about");
    this.mean ??= lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const rareness = Math.max(Math.log((lengths.length - counts.size + 0.5) / (counts.size + 0.5)), 1e-6);
    for (const [number, count] of counts) {
      const room = K1 * (1 - B + (B * lengths[number - 1]) / this.mean);
      scores.set(number, (scores.get(number) ?? 0) + (rareness * count * (K1 + 1)) / (count + room));
    }
  }

  /** The things that have a word, in any of its forms, with their scores. */
  async scoreWord(word, isUnfinished) {
    const scores = new Map();
    const wholes = new Set();
    for (const form of listFolds(word)) {
      const part = await this.loadWords(form);
      if (isUnfinished || (form.length >= SHORTEST && !/^\d+$/.test(form))) {
        const longer = Object.keys(part.stems).filter((stem) => stem.startsWith(form));
        await this.weigh(scores, this.count(longer, part));
      }
      for (const stem of findStems(part, form)) wholes.add(stem);
    }
    for (const stem of wholes) await this.weigh(scores, this.count([stem], await this.loadWords(stem)));
    return scores;
  }

  async findNamed(words) {
    const found = new Set();
    for (const name of makeNames(words)) {
      const { names } = await this.loadWords(name);
      if (Object.hasOwn(names, name)) for (const number of names[name]) found.add(number);
    }
    return found;
  }

  /** The numbers of the things that fit, the best first; the last word may be unfinished. */
  async search(text, isUnfinished = false) {
    const { joining, leading, roots } = await this.load("about");
    const root = roots.find((begin) => text.startsWith(begin)) ?? "";
    const typed = splitWords(text.slice(root.length).normalize("NFC")).slice(0, WORDS);
    const all = typed.map((word) => word.text).filter((word) => fold(word));
    const telling = all.filter((word) => !joining.includes(word.toLowerCase()));
    const words = [...new Set(telling.length && !isUnfinished ? telling : all)];
    let scores = null;
    for (const word of words) {
      const found = await this.scoreWord(word, isUnfinished);
      scores = scores === null ? found : intersect(scores, found);
    }
    scores ??= new Map();
    const rest = all.filter((word) => !leading.includes(fold(word)));
    const named = new Set([...(await this.findNamed(all)), ...(await this.findNamed(rest))]);
    for (const number of named) scores.set(number, (scores.get(number) ?? 0) + NAMED);
    return [...scores.keys()].sort((one, two) => scores.get(two) - scores.get(one) || one - two);
  }

  async suggest(text) {
    const numbers = await this.search(text, true);
    return Promise.all(numbers.slice(0, SUGGESTED).map((number) => this.findThing(number)));
  }
}

function intersect(one, two) {
  return new Map([...one].filter(([key]) => two.has(key)).map(([key, score]) => [key, score + two.get(key)]));
}

/** Suggestions of the server. */
class Server {
  constructor(address) {
    this.address = new URL(address, globalThis.document?.baseURI);
  }

  async suggest(text) {
    const address = new URL(this.address);
    address.searchParams.set("q", text);
    const answer = await fetch(address);
    if (!answer.ok) return [];
    return (await answer.json()).map((thing) => ({ ...thing, href: new URL(thing.href, address).href }));
  }
}

function write(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A field with a list of suggestions: the combobox pattern of ARIA 1.2 with a list that the keys walk. */
class Combobox {
  constructor(field, source, said) {
    this.field = field;
    this.source = source;
    this.said = said; // how the number of suggestions is told
    this.list = write("ul", "suggestions");
    this.list.id = `${field.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
    this.status = write("span", "unseen");
    this.status.setAttribute("role", "status");
    field.after(this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
    this.things = [];
    this.active = -1;
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.choose([...this.list.children].indexOf(event.target.closest("li"))));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.field.value.trim();
    const things = text ? await this.source.suggest(text).catch(() => []) : [];
    if (text === this.field.value.trim() && document.activeElement === this.field) this.show(things, text);
  }

  show(things, text) {
    this.things = things;
    this.list.replaceChildren(...things.map((thing, place) => this.makeOption(thing, place)));
    this.activate(-1);
    this.list.hidden = !things.length;
    this.field.setAttribute("aria-expanded", String(things.length > 0));
    const some = this.said.some.replace("{count}", String(things.length));
    this.status.textContent = text ? (things.length ? some : this.said.none) : "";
  }

  makeOption(thing, place) {
    const option = write("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    const about = [thing.kindName, thing.code].filter(Boolean).join(" ");
    option.append(write("span", "", thing.label), " ", write("small", "", [about, thing.document].filter(Boolean).join(" · ")));
    return option;
  }

  press(event) {
    const count = this.list.hidden ? 0 : this.things.length;
    if (event.key === "Escape" && count) {
      event.preventDefault(); // else the browser empties the field
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = count + 1; // one of them is the field itself
      this.activate(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    }
  }

  activate(place) {
    this.active = place;
    [...this.list.children].forEach((option, other) => option.setAttribute("aria-selected", String(other === place)));
    const option = this.list.children[place];
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  choose(place) {
    if (this.things[place]) location.assign(this.things[place].href);
  }

  close() {
    clearTimeout(this.timer);
    this.show([], "");
  }
}

/** A label with the words marked that were typed. */
function mark(label, typed) {
  const starts = splitWords(typed).flatMap((word) => listFolds(word.text));
  const pieces = [];
  let at = 0;
  for (const { text, start } of splitWords(label)) {
    if (!listFolds(text).some((form) => starts.some((begin) => form.startsWith(begin)))) continue;
    pieces.push(label.slice(at, start), write("mark", "", text));
    at = start + text.length;
  }
  return [...pieces, label.slice(at)];
}

/** The results on the search page of a static copy. */
class StaticResults {
  constructor(place, index) {
    this.place = place;
    this.index = index;
    this.said = place.dataset;
  }

  async show(text) {
    try {
      const numbers = await this.index.search(text);
      const said = numbers.length ? (numbers.length === 1 ? this.said.one : this.said.many) : this.said.none;
      const heading = write("h2", "", said.replace("{count}", String(numbers.length)).replace("{text}", () => text));
      heading.setAttribute("role", "status");
      this.list = write("ol", "hits");
      this.place.replaceChildren(heading, this.list);
      await this.add(numbers, text);
    } catch (error) {
      this.place.replaceChildren(write("p", "problem", this.said.failed));
      console.warn(error);
    }
  }

  async add(numbers, text) {
    const things = await Promise.all(numbers.slice(0, PAGE).map((number) => this.index.findThing(number)));
    const items = things.map((thing) => this.makeItem(thing, text));
    this.list.append(...items);
    const rest = numbers.slice(PAGE);
    if (!rest.length) return;
    const more = write("button", "", this.said.more.replace("{count}", String(rest.length)));
    more.type = "button";
    more.addEventListener("click", async () => {
      more.remove();
      const last = this.list.lastElementChild;
      await this.add(rest, text);
      last.nextElementSibling.querySelector("a").focus();
    });
    this.place.append(more);
  }

  makeItem(thing, text) {
    const item = write("li");
    const link = write("a");
    link.href = thing.href;
    link.append(...mark(thing.label, text));
    const heading = write("h3");
    heading.append(link);
    const about = write("p");
    about.append(write("span", "tag", [thing.kindName, thing.code].filter(Boolean).join(" ")));
    if (thing.document) about.append(" ", write("small", "", this.said.in.replace("{document}", () => thing.document)));
    item.append(heading, about);
    return item;
  }
}

function begin() {
  const form = document.querySelector("header form.search");
  if (!form) return;
  const source = form.dataset.index ? new StaticIndex(form.dataset.index) : new Server(form.dataset.suggest);
  for (const field of document.querySelectorAll("form[role=search] input[name=q]")) new Combobox(field, source, form.dataset);
  const place = document.querySelector("#found");
  if (!place) return;
  const text = new URLSearchParams(location.search).get("q")?.trim();
  if (!text) return;
  document.querySelector("#q").value = text;
  new StaticResults(place, source).show(text);
}

if (globalThis.document) begin(); // the tests take the index alone

export { StaticIndex, fold, listFolds };
