/** The query page: YASGUI on our endpoint, our prefixes and our catalogue. Nothing is asked of any other server. */
"use strict";

const known = JSON.parse(document.getElementById("known").textContent);
const all = new Map(Object.values(known.themes).flat().map((one) => [one.name, one.text]));
const here = new URL("/sparql", location.href).href;
const first = all.get("who-met-whom") || [...all.values()][0] || "SELECT * { ?s ?p ?o } LIMIT 10";

Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.value = first;
Yasgui.Yasr.defaults.prefixes = known.prefixes;

const asked = new URLSearchParams(location.search).get("query");
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: here, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint: here }], keys: ["endpoint"], renderItem: () => {} },
  copyEndpointOnNewTab: true,
  tabName: "who-met-whom",
  persistenceId: "kg-" + location.host,
  populateFromUrl: true,
});

/** Opens a tab with this query, or the one that has it already. */
function open(name, text) {
  const there = Object.values(yasgui._tabs).find((tab) => tab.getName() === name);
  if (there) {
    yasgui.selectTabId(there.getId());
    if (there.getYasqe()) there.getYasqe().setValue(text);
  } else {
    yasgui.addTab(true, { name, yasqe: { value: text }, requestConfig: { endpoint: here } });
  }
}

document.querySelector(".catalogue").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-query]");
  if (button) open(button.dataset.query, all.get(button.dataset.query));
});

if (asked) {
  open("asked", asked);
  yasgui.getTab().query();
}
document.documentElement.dataset.ready = "1";
