// The editor: CodeMirror with the words of SPARQL, completion, and marks where the endpoint found a mistake.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The colours are the page's own, which follow the reader's choice of light or dark.
const THEME = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "none" }, // the frame around it has one
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "70vh" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--tint)",
    borderRight: "1px solid var(--line)",
    color: "var(--soft)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": { backgroundColor: "var(--tint)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--info-tint)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--good-tint)", color: "inherit" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", border: "1px solid var(--soft)", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxWidth: "min(40rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
  },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", maxWidth: "22rem", padding: "0.5rem" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--partly)" },
  { tag: tags.atom, color: "var(--info)" },
  { tag: tags.string, color: "var(--good)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

/** An editor for a query; `run` is called when the reader asks for the answer from within it. */
export class Editor {
  constructor({ parent, text, label, source, run, changed }) {
    // Within a shadow tree the styles of CodeMirror are adopted sheets, which no content policy has to allow.
    const root = parent.attachShadow({ mode: "open" });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          lintGutter(),
          StreamLanguage.define(sparql),
          syntaxHighlighting(COLOURS),
          autocompletion({ override: [source] }),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.updateListener.of((update) => update.docChanged && changed()),
          THEME,
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
    this.clearMark();
  }

  /** Put a text before all others; the cursor stays where it is in the query. */
  prepend(text) {
    this.view.dispatch({ changes: { from: 0, insert: text } });
  }

  focus() {
    this.view.focus();
  }

  /** Mark a mistake; lines and columns count from 1, columns in code points, as problem documents tell them. */
  mark(line, column, message) {
    const found = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    const before = [...found.text].slice(0, column - 1).join("").length;
    const from = found.from + before;
    const word = /^[\w:?$<>-]+/.exec(found.text.slice(before));
    const to = Math.min(from + (word ? word[0].length : 1), found.to);
    const diagnostic = { from, to: Math.max(to, from), severity: "error", message };
    this.view.dispatch(setDiagnostics(this.view.state, [diagnostic]));
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  }

  clearMark() {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }
}
