// What can be written at a place in a query: variables, words of the language, terms of the vocabularies.

const WORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND GRAPH ORDER BY GROUP HAVING LIMIT OFFSET ASK " +
  "CONSTRUCT DESCRIBE PREFIX COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT BOUND COALESCE IF EXISTS LANG STR CONTAINS";
const KEYWORDS = WORDS.split(" ").map((label) => ({ label, type: "keyword" }));
const NOT_CODE = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g;
const DECLARED = /\bPREFIX\s+([\p{L}][\p{L}\p{N}_.-]*)?:/giu;
const USED = /(?<![\p{L}\p{N}_?$@:.-])([\p{L}][\p{L}\p{N}_-]*):/gu;

/** The lines that declare the known prefixes which a query uses and does not declare. */
export function declarePrefixes(text, prefixes) {
  const code = text.replace(NOT_CODE, " ");
  const declared = new Set([...code.matchAll(DECLARED)].map(([, prefix]) => prefix));
  const used = new Set([...code.matchAll(USED)].map(([, prefix]) => prefix));
  const missing = [...used].filter((prefix) => prefix in prefixes && !declared.has(prefix)).sort();
  return missing.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("");
}

/** A source of completions, from prefixes by name and terms `{name, label, kind, about, uses}`. */
export function makeSource({ prefixes, terms, texts }) {
  const known = terms.map(({ name, label, kind, about, uses }) => ({
    label: name,
    displayLabel: name,
    detail: label,
    type: kind,
    info: [about, uses ? `${texts.uses}: ${uses}` : ""].filter(Boolean).join(" · ") || undefined,
    boost: uses ? Math.min(Math.log10(uses), 5) : 0,
    apply: (view, _, from, to) => insertTerm(view, name, from, to, prefixes),
  }));
  const byLabel = known.map((option) => ({ ...option, label: `${option.label} ${option.detail}` }));
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable)
      return { from: variable.from, options: listVariables(context, variable), validFor: /^[?$]\w*$/ };
    const named = context.matchBefore(/[\p{L}][\p{L}\p{N}_-]*:[\p{L}\p{N}_-]*/u);
    if (named) return { from: named.from, options: known, validFor: /^[\p{L}\p{N}_:-]*$/u };
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word && !context.explicit) return null;
    return {
      from: word?.from ?? context.pos,
      options: [...KEYWORDS, ...byLabel],
      validFor: /^[\p{L}\p{N}_]*$/u,
    };
  };
}

function listVariables(context, typed) {
  const text = context.state.doc.toString();
  const found = new Set([...text.matchAll(/[?$]\w+/g)].map(([name]) => name));
  found.delete(typed.text);
  return [...found].map((label) => ({ label, type: "variable" }));
}

function insertTerm(view, name, from, to, prefixes) {
  const text = view.state.doc.toString();
  const lines = declarePrefixes(text.slice(0, from) + name + text.slice(to), prefixes);
  const changes = [{ from, to, insert: name }];
  if (lines) changes.unshift({ from: 0, insert: lines });
  view.dispatch({
    changes,
    selection: { anchor: lines.length + from + name.length },
    userEvent: "input.complete",
  });
}
