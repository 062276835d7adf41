// The SPARQL page: an editor in the place of the form's text field, answers below it, examples beside it.
// Without this script the form asks the endpoint itself, which answers with a page.
import "./sparql.css";
import { start } from "./sparql/page.js";

const root = document.querySelector("[data-sparql]");
if (root) start(root);
