// The state of the page in its address: behind #, so that it is never sent and holds in a static copy too.

/** The query and view that the address names; the query is null if it names none. */
export function readAddress() {
  const behind = new URLSearchParams(location.hash.slice(1));
  const before = new URLSearchParams(location.search);
  return { query: behind.get("query") ?? before.get("query"), view: behind.get("view") ?? "" };
}

/** Write query and view into the address, where the reader can copy it. */
export function writeAddress({ query, view }) {
  const fields = new URLSearchParams({ query });
  if (view) fields.set("view", view);
  history.replaceState(null, "", `${location.pathname}#${fields}`);
}
