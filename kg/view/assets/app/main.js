/** Puts the page together: data, state, parts, and who tells whom. */

import { createChips } from "./chips.js";
import { createChronicle } from "./chronicle.js";
import { createColumns } from "./columns.js";
import { byId, h, names, replace } from "./dom.js";
import { counted, download, asSvg, asCsv, asJson, asPng } from "./files.js";
import { lit, seen } from "./filters.js";
import { createFinder } from "./finder.js";
import { createGrid } from "./grid.js";
import { listen } from "./keys.js";
import { createLegend } from "./legend.js";
import { build, spoken, titleOf } from "./model.js";
import { createPanel } from "./panel.js";
import { createPicture } from "./picture.js";
import { index } from "./search.js";
import { drawn, sheet } from "./sheets.js";
import { decode, encode, opening, reading, store } from "./state.js";
import { createTable } from "./table.js";
import { colours, setTheme, shade } from "./theme.js";
import { createTimeline } from "./timeline.js";

const read = (/** @type {string} */ id) => JSON.parse(byId(id).textContent);
const model = build(read("data-tables"), read("data-things"), read("data-ties"));
const start = opening(model);
const app = store(decode(safely(() => location.hash) || "", model));
let view = seen(model, app.get()), bright = lit(model, app.get(), view), pending = null;

/** Runs what a sandboxed frame may forbid. @param {() => any} action */
function safely(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const picture = createPicture(byId("canvas"), model, { pick, hover, inset: () => Math.max(0, byId("chips").offsetHeight && byId("chips").offsetHeight + 4), cover });
const panel = createPanel(byId("panel"), model, { select, around, pathFrom });
const legend = createLegend(byId("legend"), model, app.set);
const timeline = createTimeline(byId("timeline"), model, app.set);
/** @type {Record<string, {update: (state: any, view: any, bright?: any) => void}>} */
const readings = {
  timeline: createChronicle(byId("chronicle"), model, select),
  matrix: createGrid(byId("matrix"), model, { select, set: app.set }),
  sides: createColumns(byId("sides"), model, select),
  table: createTable(byId("table"), model, select),
};
const SECTIONS = { graph: "stage", timeline: "chronicle", matrix: "matrix", sides: "sides", table: "table" };
const chips = createChips(byId("chips"), model, { set: app.set, pending: () => pending, cancel });
const finder = createFinder(byId("search"), byId("hits"), model, index(model), { state: app.get, choose, leave: () => byId("canvas").focus() });

/** How much of the picture the panel covers: on a small screen it lies over it. */
function cover() {
  const stage = byId("stage").getBoundingClientRect(), box = byId("panel").getBoundingClientRect();
  const over = document.body.classList.contains("chosen") && box.left < stage.right - 1 && box.top < stage.bottom - 1;
  if (!over) return { right: 0, bottom: 0 };
  return box.left <= stage.left + 1 ? { right: 0, bottom: stage.bottom - box.top } : { right: stage.right - box.left, bottom: 0 };
}

// -- what the reader does --------------------------------------------------------------------------------------------------------

/** @param {any} selected */
function select(selected) {
  const outside = selected?.kind === "thing" && app.get().view === "graph" && !view.things.has(selected.id);
  app.set(outside ? { selected, center: selected.id, depth: 1, path: null } : { selected });
}

/** A click in the picture. @param {any} what */
function pick(what) {
  if (pending && what?.kind === "thing") return choose(what.id);
  if (what || !pending) select(what);
}

/** A name chosen in the search field: the thing to select, or the end of a path. @param {string} id */
function choose(id) {
  finder.clear();
  const from = pending;
  pending = null;
  if (from && from !== id) app.set({ path: [from, id], selected: null, center: null });
  else select({ kind: "thing", id });
  document.body.classList.remove("drawer");
  byId("canvas").focus();
}

/** @param {string | null} id */
function around(id) {
  app.set({ center: id, depth: 1, path: null, ...(id ? { view: "graph" } : {}) });
}

/** Another reading of the same: selection and filters stay. @param {string} name */
function readAs(name) {
  const state = app.get(), world = reading(state) === "world";
  if (name === "world") return world || app.set({ view: "graph", center: state.center || someone(state), path: null });
  app.set({ view: name, ...(name === "graph" ? opened(state) : {}) });
}

/** Whose world to show: that of the thing selected, else of the best tied person. @param {any} state */
function someone(state) {
  const selected = state.selected?.kind === "thing" ? state.selected.id : null;
  const shown = [...model.things.values()].filter((t) => view.things.has(t.id) || !view.things.size);
  return selected || (shown.find((t) => t.kind === "person") || shown[0] || { id: null }).id;
}

/** The whole picture, unless what is selected is not in it. @param {any} state */
function opened(state) {
  const lost = state.selected?.kind === "thing" && !model.places.wide.has(state.selected.id);
  return { center: lost ? state.selected.id : null, depth: 1 };
}

/** @param {string} id */
function pathFrom(id) {
  pending = id;
  app.set({ path: null });
  openSearch();
}

function cancel() {
  pending = null;
  app.set({});
}

function openSearch() {
  document.body.classList.add("drawer");
  byId("search").focus();
  byId("search").select();
}

/** Esc: one step back. */
function back() {
  const state = app.get();
  if (document.body.classList.contains("drawer")) return document.body.classList.remove("drawer");
  if (pending) return cancel();
  if (state.selected) return app.set({ selected: null });
  if (state.path) return app.set({ path: null });
  if (state.center) app.set({ center: null, depth: 1 });
}

/** @param {any} what @param {{x: number, y: number}} at */
function hover(what, at) {
  const tip = byId("tip"), state = app.get();
  tip.hidden = !what || (what.kind === "thing" && model.things.get(what.id).lines.en.join(" ") === model.things.get(what.id).en);
  if (tip.hidden) return;
  const tie = model.ties.get(what.id);
  if (what.kind === "thing") replace(tip, names(model.things.get(what.id), "both"));
  else replace(tip, h("strong", {}, state.language === "zh" ? tie.zh : tie.en), h("span", {}, (view.ties.get(what.id) || []).slice(0, 3).map((f) => h("span", { class: "line" }, model.facts[f][spoken(state.language)]))));
  const room = byId("stage").clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(8, Math.min(at.x + 14, room))}px`;
  tip.style.top = `${at.y + 16}px`;
}

// -- what the page does ----------------------------------------------------------------------------------------------------------

/** Everything after a change of state, each part only where it must. @param {any} state @param {any} before */
function render(state, before) {
  const filters = ["view", "kindsOff", "relationsOff", "statuses", "publishersOff", "from", "to", "undated", "center", "depth", "path"];
  if (!before || filters.some((key) => state[key] !== before[key])) view = seen(model, state);
  bright = lit(model, state, view);
  if (!before || state.theme !== before.theme) (setTheme(state.theme), picture.recolour());
  if (!before || state.language !== before.language) speak(state);
  document.body.classList.toggle("chosen", Boolean(state.selected));
  panel.update(state, view);
  chips.update(state, view);
  legend.update(state);
  timeline.update(state);
  mirror(state);
  if (state.view === "graph") picture.update(state, view, bright);
  else readings[state.view].update(state, view, bright);
}

/** What files get: the reading as it stands; the picture where it is one of relations or a table. */
function drawing() {
  const now = app.get();
  if (!drawn(now.view)) return relations();
  return sheet({ model, state: now, view, title: titleOf(model, now.language), note: counted(model, now, view), colours: colours() });
}

/** The picture of relations, whatever the reading: brought up to date first. */
function relations() {
  const state = { ...app.get(), view: "graph" }, shown = state.view === app.get().view ? view : seen(model, state), lights = lit(model, state, shown);
  picture.update(state, shown, lights);
  return asSvg(model, state, shown, lights, picture);
}

/** The hooks of tests and style: what is to be seen, in attributes. @param {any} state */
function mirror(state) {
  const { body } = document;
  byId("counts").textContent = counted(model, state, view);
  Object.assign(body.dataset, { nodes: String(view.things.size), edges: String(view.ties.size), path: view.path ? view.path.join(" ") : "", view: reading(state), selected: state.selected?.id || "" });
  for (const [name, id] of Object.entries(SECTIONS)) byId(id).hidden = state.view !== name;
  for (const button of document.querySelectorAll("button[data-set]")) {
    const [key, value] = (button.getAttribute("data-set") || "").split("=");
    const on = button.getAttribute("aria-pressed");
    button.setAttribute("aria-pressed", String((key === "view" ? reading(state) : state[key]) === value));
    if (key === "view" && on !== "true" && button.getAttribute("aria-pressed") === "true") button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const hash = encode(state, start);
  safely(() => history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]));
}

/** The page's own words in the language chosen. @param {any} state */
function speak(state) {
  const language = spoken(state.language), words = model.words[language];
  document.documentElement.lang = language;
  document.title = titleOf(model, state.language);
  byId("title").textContent = document.title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.getAttribute("data-word") || ""];
  for (const attribute of ["aria-label", "placeholder", "title"]) {
    for (const element of document.querySelectorAll(`[data-word-${attribute}]`)) element.setAttribute(attribute, words[element.getAttribute(`data-word-${attribute}`) || ""]);
  }
}

// -- wires -----------------------------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest("button[data-set], button[data-save], button[data-do]");
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target) || button) menu.removeAttribute("open");
  if (!button) return;
  const [key, value] = (button.getAttribute("data-set") || "").split("=");
  if (key === "view") readAs(value);
  else if (key) app.set({ [key]: value });
  const format = button.getAttribute("data-save");
  if (format) void download(format, model, app.get(), view, drawing);
  const deeds = { fit: () => picture.fit(true), in: () => picture.zoom(1.25), out: () => picture.zoom(0.8), theme: nextTheme, help: () => byId("help").showModal(), drawer: () => document.body.classList.toggle("drawer"), print: () => print(), skip: () => byId("canvas").focus(), hush: () => byId("help").close() };
  deeds[button.getAttribute("data-do") || ""]?.();
});

function nextTheme() {
  app.set({ theme: shade() === "dark" ? "light" : "dark" });
}

listen(byId("canvas"), { state: app.get, picture, select, back, find: openSearch, open: () => byId("panel").querySelector("h2, h3, button")?.focus(), help: () => byId("help").showModal(), table: () => readAs(app.get().view === "table" ? "graph" : "table"), read: readAs });

addEventListener("hashchange", () => app.set(decode(location.hash, model)));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.recolour());

/** Paper: always light, the picture as lines, and the table under it. */
addEventListener("beforeprint", () => {
  setTheme("light");
  picture.recolour();
  const svg = new DOMParser().parseFromString(relations().text, "image/svg+xml").documentElement;
  replace(byId("paper"), document.importNode(svg, true));
  readings.table.update(app.get(), view);
});
addEventListener("afterprint", () => {
  setTheme(app.get().theme);
  picture.recolour();
  replace(byId("paper"));
});

app.listen(render);
render(app.get(), null);
/** For tests and for people who script the page: nothing inside the page uses it. */
globalThis.kg = { model, app, picture, view: () => view, exports: { svg: drawing, png: () => asPng(drawing()), json: () => asJson(model, app.get(), view), csv: () => asCsv(model, view) } };
requestAnimationFrame(() => requestAnimationFrame(() => (document.body.dataset.ready = "1")));
