/** The picture: vis-network draws ties and finds what is under the pointer; symbols and labels are drawn here. */

import { along, bounds, chain, field, rings } from "./geometry.js";
import { linesOf } from "./model.js";
import { shortened } from "./text.js";
import { colours } from "./theme.js";

const FONT = 13, LINE = 16, GAP = 5; // as kg.view.labels reckons them
const LABELLED = 28; // ties at most that all show their words
const CROWD = 60, FIRST = 24; // in a crowd the first labels go before the symbols of others
// where on a tie its words may stand, and how far aside; the last one is for words that must be shown
const SPOTS = [[0.5, 0], [0.42, 0], [0.58, 0], [0.34, 0], [0.66, 0], [0.5, -2.2], [0.5, 2.2], [0.26, 0], [0.74, 0], [0.5, -4], [0.5, 4], [0.5, 0, 1]];
const OPTIONS = {
  physics: false,
  autoResize: true,
  layout: { improvedLayout: false, randomSeed: 1 },
  interaction: { hover: false, selectable: false, selectConnectedEdges: false, dragNodes: true, zoomSpeed: 0.7, keyboard: false },
  nodes: { shape: "custom", chosen: false },
  edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false, selfReference: { size: 22, angle: Math.PI / 4 } },
};

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{things: Set<string>, ties: Set<string>} | null} Lit
 */

/**
 * @param {HTMLElement} container @param {Model} model
 * @param {{pick: (what: any) => void, hover: (what: any, at: {x: number, y: number}) => void, inset: () => number,
 *   cover: () => {right: number, bottom: number}}} hooks what was clicked, what lies under the pointer, and how many px chips and panel cover
 */
export function createPicture(container, model, hooks) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges }, OPTIONS);
  /** @type {HTMLElement} */ (container.querySelector(".vis-network")).tabIndex = -1; // the container itself has the focus
  /** @type {Map<string, {x: number, y: number}>} */
  let places = new Map();
  let view = null, state = null, bright = null, hovered = null, look = colours(), arrangement = "", labelled = [], thickness = 1, frame = { x: 0, y: 0, end: { x: 0, y: 0 } };
  /** @type {{x: number, y: number, step: number}[]} */
  let circles = [];
  const room = (/** @type {string} */ id) => {
    const [half, above, below] = model.things.get(id).box;
    return { half, above, below };
  };

  // -- what is drawn -----------------------------------------------------------------------------------------------------------

  /** Brings the picture in line with the state. */
  function update(newState, newView, newBright) {
    const language = state && state.language !== newState.language;
    const chosen = newState.selected && newState.selected.id !== state?.selected?.id;
    [state, view, bright] = [newState, newView, newBright];
    const moved = arrange();
    syncNodes();
    syncEdges();
    if (moved) fit(moved === "animate");
    else if (chosen) reveal(ends(state.selected));
    if (language || !moved) network.redraw();
  }

  /** @param {any} selected */
  function ends(selected) {
    const tie = selected.kind === "tie" && model.ties.get(selected.id);
    return tie ? [tie.from, tie.to] : [selected.id];
  }

  function syncNodes() {
    const gone = nodes.getIds().filter((id) => !view.things.has(id));
    const fresh = [...view.things].filter((id) => !nodes.get(id)).map((id) => ({ id, ...places.get(id), ctxRenderer: drawThing }));
    if (gone.length) nodes.remove(gone);
    if (fresh.length) nodes.add(fresh);
    for (const id of view.things) move(id, places.get(id));
  }

  function syncEdges() {
    const gone = edges.getIds().filter((id) => !view.ties.has(id));
    const changed = [...view.ties.keys()].map(edgeLook).filter((item) => !same(edges.get(item.id), item));
    if (gone.length) edges.remove(gone);
    if (changed.length) edges.update(changed);
  }

  /** How a tie looks now. @param {string} id */
  function edgeLook(id) {
    const tie = model.ties.get(id), facts = view.ties.get(id), relation = model.relations.get(tie.relation);
    const family = model.families.get(relation.family), bend = model.bends.get(id);
    const certain = facts.some((/** @type {number} */ f) => model.facts[f].status === "happened");
    const on = !bright || bright.ties.has(id);
    const emphasis = (bright && on) || hovered?.id === id;
    return {
      id,
      from: tie.from,
      to: tie.to,
      width: (Math.min(1.3 + 0.55 * (facts.length - 1), 4) + (emphasis ? 0.9 : 0)) * thickness,
      color: { color: family.line[look.shade], opacity: on ? (certain ? (emphasis ? 1 : 0.78) : 0.6) : 0.16, inherit: false },
      dashes: certain ? (family.dash.length ? family.dash : false) : [2, 5],
      arrows: relation.directed ? { to: { enabled: true, scaleFactor: 0.5, type: "arrow" } } : { to: { enabled: false } },
      smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
    };
  }

  const same = (/** @type {any} */ a, /** @type {any} */ b) => a && JSON.stringify({ ...a }) === JSON.stringify(b);

  // -- where things stand ------------------------------------------------------------------------------------------------------

  let ratio = 1.2; // of the container when it was last to be seen
  const aspect = () => (ratio = container.clientWidth ? container.clientWidth / Math.max(1, container.clientHeight) : ratio);
  const shape = () => (aspect() < 0.85 ? "tall" : "wide");

  /** Chooses the places; says whether the picture must be fitted anew ("animate" or "now"), false when nothing moved. */
  function arrange() {
    const wanted = state.center ? `around ${state.center} ${state.depth} ${[...view.things].sort().join("|")}`
      : view.path && view.path.some((/** @type {string} */ id) => !model.places.wide.has(id)) ? `path ${view.path.join("|")}` : shape();
    if (wanted === arrangement) return false;
    const first = !arrangement;
    arrangement = wanted;
    circles = [];
    places = new Map(placed(wanted));
    return first ? "now" : "animate";
  }

  /** @param {string} wanted @returns {Map<string, {x: number, y: number}>} */
  function placed(wanted) {
    if (wanted.startsWith("around ")) {
      const world = rings(inView(view.distance), room, (id) => model.places.wide.get(id), aspect());
      circles = world.circles;
      return world.places;
    }
    if (wanted.startsWith("path ")) return chain(view.path, aspect() < 0.85);
    return model.places[wanted];
  }

  const inView = (/** @type {Map<string, number>} */ distance) =>
    new Map([...distance].filter(([id]) => view.things.has(id)).sort((a, b) => a[1] - b[1] || model.things.get(a[0]).rank - model.things.get(b[0]).rank));

  /** @param {string} id @param {any} at */
  function move(id, at) {
    const node = network.body.nodes[id];
    if (node && at) [node.x, node.y] = [at.x, at.y];
  }

  /** Shows everything. @param {boolean} [animate] */
  function fit(animate = false) {
    const shown = new Map([...places].filter(([id]) => view.things.has(id)));
    if (!shown.size) return network.redraw();
    if (!container.clientWidth) return;
    const top = hooks.inset(), side = container.clientWidth > 600 ? 28 : 0; // px that chips and buttons cover
    const width = container.clientWidth - 36 - side, height = container.clientHeight - 36 - top;
    let scale = 1, box = bounds(shown, room);
    for (let round = 0; round < 4; round++) {
      box = bounds(shown, (id) => grown(room(id), scale));
      scale = Math.min(width / (box.right - box.left), height / (box.bottom - box.top), 1.35);
    }
    const position = { x: (box.left + box.right) / 2 + side / 2 / scale, y: (box.top + box.bottom) / 2 - top / 2 / scale };
    const calm = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ position, scale: Math.max(scale, 0.02), animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
    if (calm) thicken();
  }

  /** The room of a thing when its label is drawn larger than the picture, to be read. */
  function grown({ half, above, below }, scale) {
    const factor = Math.min(1.3, Math.max(1, 11 / FONT / scale));
    return { half: half * factor, above: above * swell(scale), below: below * factor };
  }

  /** How much symbols grow in a far picture, so that they stay to be seen. @param {number} scale */
  const swell = (scale) => Math.max(1, 0.45 / scale);

  /** Brings things into the part of the picture that nothing covers. @param {string[]} ids */
  function reveal(ids) {
    const known = ids.filter((id) => places.has(id)).map(position);
    if (!known.length || !container.clientWidth) return;
    const at = { x: known.reduce((sum, p) => sum + p.x, 0) / known.length, y: known.reduce((sum, p) => sum + p.y, 0) / known.length };
    const cover = hooks.cover(), edge = 16, on = network.canvasToDOM(at);
    const free = { x: container.clientWidth - cover.right, y: container.clientHeight - cover.bottom };
    if (on.x > edge && on.y > edge && on.x < free.x - edge && on.y < free.y - edge) return;
    const scale = network.getScale(), calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    network.moveTo({ position: { x: at.x + cover.right / 2 / scale, y: at.y + cover.bottom / 2 / scale }, animation: calm ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  // -- symbols and labels ------------------------------------------------------------------------------------------------------

  /** vis-network's hook: one symbol. */
  function drawThing({ ctx, id, x, y }) {
    const thing = model.things.get(id), kind = model.kinds.get(thing.kind), r = thing.r * swell(network.getScale());
    return {
      drawNode() {
        const alpha = bright && !bright.things.has(id) ? 0.24 : 1;
        ctx.translate(x, y);
        const selected = state.selected?.id === id;
        if (selected || hovered?.id === id) ring(ctx, r, selected);
        ctx.scale(r, r);
        const path = pathOf(kind);
        ctx.fillStyle = look.paper;
        ctx.fill(path);
        ctx.globalAlpha = alpha * (thing.linked ? 1 : 0.55);
        ctx.fillStyle = kind.fill;
        ctx.fill(path);
        ctx.globalAlpha = alpha;
        ctx.lineWidth = 1.6 / thing.r;
        ctx.lineJoin = "round";
        ctx.setLineDash(thing.linked ? [] : [3.5 / thing.r, 2.5 / thing.r]);
        ctx.strokeStyle = kind.line[look.shade];
        ctx.stroke(path);
        ctx.setLineDash([]);
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  const paths = new Map();
  const pathOf = (/** @type {any} */ kind) => paths.get(kind.id) || paths.set(kind.id, new Path2D(kind.path)).get(kind.id);

  /** @param {CanvasRenderingContext2D} ctx @param {number} r @param {boolean} selected */
  function ring(ctx, r, selected) {
    ctx.beginPath();
    ctx.arc(0, 0, r + 6, 0, 2 * Math.PI);
    ctx.lineWidth = selected ? 2.5 : 1.5;
    ctx.strokeStyle = look.accent;
    ctx.stroke();
  }

  /** The rings of one's world, faintly, the first of each step a little stronger. */
  function drawRings(ctx) {
    const middle = circles.length && position(state.center);
    circles.forEach(({ x, y, step }, i) => {
      ctx.beginPath();
      ctx.ellipse(middle.x, middle.y, x, y, 0, 0, 2 * Math.PI);
      ctx.globalAlpha = step === circles[i - 1]?.step ? 0.35 : 0.8;
      ctx.lineWidth = 1.2 / network.getScale();
      ctx.strokeStyle = look.border;
      ctx.stroke();
    });
    ctx.globalAlpha = 1;
  }

  /** All labels, the important ones first; one that would lie on another is left out until there is room. */
  function drawLabels(ctx) {
    if (!view) return;
    const scale = network.getScale();
    const size = Math.min(Math.max(FONT * scale, 11), 17) / scale; // never smaller on screen than can be read
    const taken = field(120 / Math.min(scale, 1)), order = inOrder();
    labelled = [];
    frame = { ...network.DOMtoCanvas({ x: 2, y: 2 }), end: network.DOMtoCanvas({ x: container.clientWidth - 2, y: container.clientHeight - 2 }) };
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    if (order.length > CROWD) for (const id of order.splice(0, FIRST)) thingLabel(ctx, id, size, taken); // the important ones may cover small symbols
    for (const id of view.things) taken.take(symbolRect(id, scale));
    for (const id of order) thingLabel(ctx, id, size, taken);
    for (const id of tiesWithWords(scale)) tieLabel(ctx, id, size * 0.86, taken);
    ctx.globalAlpha = 1;
  }

  /** Whether a label would be seen whole. @param {any} rect */
  const whole = (rect) => rect.left >= frame.x && rect.top >= frame.y && rect.right <= frame.end.x && rect.bottom <= frame.end.y;

  /** @param {string} id @param {number} scale */
  function symbolRect(id, scale) {
    const at = position(id), r = model.things.get(id).r * swell(scale);
    return { left: at.x - r, right: at.x + r, top: at.y - r, bottom: at.y + r };
  }

  const position = (/** @type {string} */ id) => network.body.nodes[id] || places.get(id) || { x: 0, y: 0 };

  function inOrder() {
    const weight = (/** @type {string} */ id) => (hovered?.id === id || state.selected?.id === id ? -2e6 : bright?.things.has(id) ? -1e6 : 0) + model.things.get(id).rank;
    return [...view.things].sort((a, b) => weight(a) - weight(b));
  }

  function thingLabel(ctx, id, size, taken) {
    const thing = model.things.get(id), at = position(id), lines = linesOf(thing, state.language), step = (size * LINE) / FONT;
    const fonts = lines.map((line, i) => `${second(thing, i) ? 400 : 600} ${second(thing, i) ? size * 0.94 : size}px ${look.sans}`);
    const half = Math.max(...lines.map((line, i) => textWidth(ctx, fonts[i], line, size))) / 2;
    const away = thing.r * swell(network.getScale()) + (GAP * size) / FONT, tall = step * lines.length;
    const spots = [[0, away], [0, -away - tall], [away + half, -tall / 2], [-away - half, -tall / 2]]; // below, above, right, left
    const rects = spots.map(([dx, dy]) => ({ left: at.x + dx - half, right: at.x + dx + half, top: at.y + dy, bottom: at.y + dy + tall }));
    const rect = rects.find((r) => taken.free(r) && whole(r)) || (hovered?.id === id || state.selected?.id === id ? rects[0] : null);
    if (!rect) return;
    taken.take(rect);
    labelled.push({ id, rect });
    ctx.globalAlpha = bright && !bright.things.has(id) ? 0.32 : 1;
    ctx.textBaseline = "middle";
    written(ctx, lines.map((text, i) => ({ text, font: fonts[i], x: rect.left + half, y: rect.top + step * (i + 0.5), fill: second(thing, i) ? look.muted : look.ink })), size / FONT);
  }

  const second = (/** @type {any} */ thing, /** @type {number} */ i) => state.language === "both" && thing.en !== thing.zh && i >= thing.lines.en.length;

  /** Text with a halo of paper: all halos first, so that none eats the line above. */
  function written(ctx, lines, unit) {
    ctx.strokeStyle = look.paper;
    ctx.lineWidth = 4 * unit;
    for (const { text, font, x, y } of lines) ((ctx.font = font), ctx.strokeText(text, x, y));
    for (const { text, font, x, y, fill } of lines) ((ctx.font = font), (ctx.fillStyle = fill), ctx.fillText(text, x, y));
  }

  const widths = new Map();
  /** Width of a text, measured once at size 100. */
  function textWidth(ctx, font, text, size) {
    const key = `${font.slice(0, 3)}${text}`;
    if (!widths.has(key)) {
      ctx.font = font.replace(/ [\d.e+-]+px /, " 100px ");
      widths.set(key, ctx.measureText(text).width);
    }
    return (widths.get(key) * size) / 100;
  }

  /** The ties that show their words: all of a small picture, those of the selection, the one under the pointer. */
  function tiesWithWords(scale) {
    const ids = bright ? [...bright.ties] : view.ties.size <= LABELLED && scale > 0.5 ? [...view.ties.keys()] : [];
    const chosen = ids.length <= 40 ? ids : [];
    return hovered?.kind === "tie" && !chosen.includes(hovered.id) ? [hovered.id, ...chosen] : chosen;
  }

  function tieLabel(ctx, id, size, taken) {
    const tie = model.ties.get(id), relation = model.relations.get(tie.relation), count = view.ties.get(id)?.length || 0;
    if (tie.from === tie.to || !count) return;
    const text = shortened(tieWords(tie), 30) + (count > 1 ? ` ×${count}` : "");
    const font = `500 ${size}px ${look.sans}`, half = textWidth(ctx, font, text, size) / 2 + size * 0.3, tall = size * 0.66;
    const [start, end] = [position(tie.from), position(tie.to)];
    const must = hovered?.id === id || state.selected?.id === id;
    for (const [t, aside, last] of SPOTS) {
      const on = along(start, end, model.bends.get(id), t), at = { x: on.x, y: on.y + aside * tall };
      const rect = { left: at.x - half, right: at.x + half, top: at.y - tall, bottom: at.y + tall };
      if (!taken.free(rect) && !(must && last)) continue;
      taken.take(rect);
      ctx.globalAlpha = 0.92;
      ctx.fillStyle = look.paper;
      ctx.fillRect(rect.left, rect.top, 2 * half, 2 * tall);
      ctx.globalAlpha = 1;
      [ctx.font, ctx.textBaseline, ctx.fillStyle] = [font, "middle", model.families.get(relation.family).text[look.shade]];
      ctx.fillText(text, at.x, at.y);
      return;
    }
  }

  const tieWords = (/** @type {any} */ tie) => (state.language === "zh" ? tie.zh : tie.en);

  // -- what the reader does ----------------------------------------------------------------------------------------------------

  /** What lies under a point of the container: a thing, its label, or a tie. */
  function under(dom) {
    const thing = network.getNodeAt(dom);
    if (thing !== undefined) return { kind: "thing", id: thing };
    const at = network.DOMtoCanvas(dom);
    const label = labelled.find(({ rect }) => at.x >= rect.left && at.x <= rect.right && at.y >= rect.top && at.y <= rect.bottom);
    if (label) return { kind: "thing", id: label.id };
    const tie = network.getEdgeAt(dom);
    return tie === undefined ? null : { kind: "tie", id: tie };
  }

  /** Lines of a far picture are drawn thicker, in steps, so that they stay to be seen. */
  function thicken() {
    const wanted = Math.min(3, 2 ** Math.max(0, Math.round(Math.log2(0.5 / network.getScale()) * 2) / 2));
    if (wanted === thickness || !view) return;
    thickness = wanted;
    syncEdges();
  }

  let waiting = 0;
  network.on("zoom", () => (clearTimeout(waiting), (waiting = setTimeout(thicken, 150))));
  network.on("animationFinished", thicken);
  network.on("beforeDrawing", drawRings);
  network.on("afterDrawing", drawLabels);
  network.on("click", ({ pointer }) => hooks.pick(under(pointer.DOM)));
  network.on("dragEnd", ({ nodes: dragged }) => {
    for (const [id, node] of Object.entries(network.body.nodes)) if (places.has(id)) places.set(id, { x: node.x, y: node.y });
    void dragged;
  });
  container.addEventListener("pointermove", (event) => {
    if (event.buttons || !view) return;
    const box = container.getBoundingClientRect(), at = { x: event.clientX - box.left, y: event.clientY - box.top };
    point(under(at), at);
  });
  container.addEventListener("pointerleave", () => point(null, { x: 0, y: 0 }));

  function point(what, at) {
    if (what?.id !== hovered?.id) {
      const changed = [what, hovered].filter((w) => w?.kind === "tie" && view.ties.has(w.id)).map((w) => w.id);
      hovered = what;
      container.style.cursor = what ? "pointer" : "";
      if (changed.length) edges.update(changed.map(edgeLook));
      network.redraw();
    }
    hooks.hover(what, at);
  }

  new ResizeObserver(() => {
    if (!view || !container.clientWidth) return;
    network.setSize(`${container.clientWidth}px`, `${container.clientHeight}px`);
    if (arrange()) syncNodes();
    fit();
  }).observe(container);

  return {
    update,
    fit,
    reveal,
    /** Reads the colours again after the theme changed. */
    recolour() {
      look = colours();
      if (view) syncEdges();
      network.redraw();
    },
    /** @param {number} factor */
    zoom: (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.05, network.getScale() * factor)), animation: { duration: 150, easingFunction: "easeInOutQuad" } }),
    places: () => new Map([...(view ? view.things : [])].map((id) => [id, { x: position(id).x, y: position(id).y }])),
    labels: () => labelled.map(({ id, rect }) => ({ id, ...rect })),
    edgeLook,
    under,
    network,
  };
}
