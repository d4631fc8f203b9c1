/** Shapes of the picture, pure: curves, boxes, rings, and which thing lies in a direction. Units are px at zoom 1, y downwards. */

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{left: number, top: number, right: number, bottom: number}} Rect
 */

/**
 * The control point of a tie that bends; null where it is straight. Same curve as vis-network's curvedCW / curvedCCW.
 * @param {Point} from @param {Point} to @param {number} bend
 * @returns {Point | null}
 */
export function control(from, to, bend) {
  if (Math.abs(bend) < 1e-9) return null;
  const dx = to.x - from.x, dy = from.y - to.y;
  const reach = (0.5 * Math.abs(bend) + 0.5) * Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx) + (0.5 * bend + 0.5) * Math.PI;
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

/** The point at `t` (0 to 1) of a tie. @param {Point} from @param {Point} to @param {number} bend @param {number} t @returns {Point} */
export function along(from, to, bend, t) {
  const via = control(from, to, bend);
  if (!via) return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return { x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y };
}

/** @param {Rect} a @param {Rect} b */
export function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A set of rectangles that answers quickly whether another would overlap one of them. @param {number} size px of its cells */
export function field(size) {
  /** @type {Map<string, Rect[]>} */
  const cells = new Map();
  /** @param {Rect} rect @param {(key: string) => boolean | void} visit */
  const each = (rect, visit) => {
    for (let x = Math.floor(rect.left / size); x <= rect.right / size; x++) {
      for (let y = Math.floor(rect.top / size); y <= rect.bottom / size; y++) if (visit(`${x} ${y}`)) return true;
    }
    return false;
  };
  return {
    /** @param {Rect} rect */
    free: (rect) => !each(rect, (key) => (cells.get(key) || []).some((other) => overlap(rect, other))),
    /** @param {Rect} rect */
    take: (rect) => void each(rect, (key) => void (cells.has(key) ? cells.get(key)?.push(rect) : cells.set(key, [rect]))),
  };
}

/**
 * Places around a centre: rings, as many a step as its labels need, the first of a step innermost, each thing near the angle it had before.
 * @param {Map<string, number>} distance steps of each thing from the centre, the important ones first
 * @param {(id: string) => {half: number, above: number, below: number}} room
 * @param {(id: string) => Point | undefined} before
 * @param {number} aspect width by height of the picture
 * @returns {{places: Map<string, Point>, circles: {x: number, y: number, step: number}[]}} circles by their half axes, to be drawn under the things
 */
export function rings(distance, room, before, aspect = 1) {
  const depth = Math.max(0, ...distance.values());
  const center = [...distance.keys()].find((id) => distance.get(id) === 0);
  const result = new Map(center ? [[center, { x: 0, y: 0 }]] : []);
  const stretch = Math.min(1.5, Math.max(0.62, Math.sqrt(aspect)));
  const middle = before(center || "") || { x: 0, y: 0 };
  const circles = [];
  let radius = 0, turn = 0;
  for (let step = 1; step <= depth; step++) {
    const waiting = [...distance.keys()].filter((id) => distance.get(id) === step);
    const whole = waiting.reduce((sum, id) => sum + around(room(id)), 0) / (2 * Math.PI);
    radius += 60 + (whole > radius + 156 && whole <= ONE_RING ? whole - radius - 156 : 0); // one wide ring rather than two
    while (waiting.length) {
      radius += 96;
      const members = ordered(waiting.splice(0, fitting(waiting, room, 2 * Math.PI * radius)), before, middle);
      const start = angleOf(members[0], before, middle) + (turn++ % 2) * (Math.PI / members.length);
      members.forEach((id, i) => {
        const angle = start + (2 * Math.PI * i) / members.length;
        result.set(id, { x: radius * stretch * Math.cos(angle), y: (radius / stretch) * Math.sin(angle) });
      });
      circles.push({ members, step });
    }
  }
  const places = separated(result, room, center), mean = (/** @type {string[]} */ ids) => ids.reduce((sum, id) => sum + reach(places.get(id), stretch), 0) / ids.length;
  return { places, circles: circles.map(({ members, step }) => ({ x: mean(members) * stretch, y: mean(members) / stretch, step })) };
}

/** How far from the middle, in a picture that was not stretched. @param {Point | undefined} at @param {number} stretch */
const reach = (at, stretch) => (at ? Math.hypot(at.x / stretch, at.y * stretch) : 0);

const ONE_RING = 330; // px: a ring up to this radius is still one look

/** The part of a ring that a box takes. @param {{half: number}} box */
const around = (box) => 2 * box.half * 0.66 + 30;

/** How many of the things, in their order, fit on a circle of that length; the last few come along rather than alone. */
function fitting(ids, room, length) {
  let n = 0, used = 0;
  while (n < ids.length && (n < 4 || used + around(room(ids[n])) <= length + 1)) used += around(room(ids[n++]));
  return ids.length - n <= 3 ? ids.length : n;
}

/** @param {string} id @param {(id: string) => Point | undefined} before @param {Point} middle */
function angleOf(id, before, middle) {
  const at = before(id);
  return at ? Math.atan2(at.y - middle.y, at.x - middle.x) : -Math.PI / 2;
}

/** @param {string[]} ids @param {(id: string) => Point | undefined} before @param {Point} middle */
function ordered(ids, before, middle) {
  return ids.sort((a, b) => angleOf(a, before, middle) - angleOf(b, before, middle) || (a < b ? -1 : 1));
}

/**
 * The same places with overlapping boxes pushed apart; `fixed` stays.
 * @param {Map<string, Point>} places @param {(id: string) => {half: number, above: number, below: number}} room @param {string} [fixed]
 * @returns {Map<string, Point>}
 */
export function separated(places, room, fixed) {
  const ids = [...places.keys()];
  const at = ids.map((id) => ({ ...(places.get(id) || { x: 0, y: 0 }) }));
  const boxes = ids.map(room);
  for (let round = 0, moved = true; moved && round < 200; round++) {
    moved = false;
    for (let i = 0; i < ids.length; i++) {
      for (let j = i + 1; j < ids.length; j++) moved = push(at[i], at[j], boxes[i], boxes[j], ids[i] === fixed, ids[j] === fixed) || moved;
    }
  }
  return new Map(ids.map((id, i) => [id, at[i]]));
}

const MARGIN = 12;

/**
 * Pushes two boxes apart along the shorter way; says whether it had to.
 * @param {Point} a @param {Point} b @param {any} boxA @param {any} boxB @param {boolean} fixedA @param {boolean} fixedB
 */
function push(a, b, boxA, boxB, fixedA, fixedB) {
  const overX = boxA.half + boxB.half + MARGIN - Math.abs(a.x - b.x);
  if (overX <= 0.01) return false;
  const middleA = a.y + (boxA.below - boxA.above) / 2, middleB = b.y + (boxB.below - boxB.above) / 2;
  const overY = (boxA.above + boxA.below + boxB.above + boxB.below) / 2 + MARGIN - Math.abs(middleA - middleB);
  if (overY <= 0.01) return false;
  const [key, over, sign] = overX < overY ? ["x", overX, Math.sign(b.x - a.x) || 1] : ["y", overY, Math.sign(middleB - middleA) || 1];
  const share = fixedA || fixedB ? 1 : 0.5;
  if (!fixedA) a[key] -= sign * (over + 0.2) * share;
  if (!fixedB) b[key] += sign * (over + 0.2) * share;
  return true;
}

/** A path as a row (or, in a narrow picture, a column). @param {string[]} ids @param {boolean} column @returns {Map<string, Point>} */
export function chain(ids, column) {
  return new Map(ids.map((id, i) => [id, column ? { x: 0, y: 130 * i } : { x: 210 * i, y: (i % 2) * 36 }]));
}

/**
 * The thing that lies nearest in a direction (dx, dy each -1, 0 or 1), straight ahead rather than aside.
 * @param {Map<string, Point>} places @param {string} start @param {number} dx @param {number} dy
 * @returns {string | null}
 */
export function toward(places, start, dx, dy) {
  const from = places.get(start);
  if (!from) return places.size ? [...places.keys()][0] : null;
  let best = null, least = Infinity;
  for (const [id, at] of places) {
    const ahead = (at.x - from.x) * dx + (at.y - from.y) * dy;
    const aside = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx);
    if (id !== start && ahead > 1 && aside <= 2.5 * ahead && ahead + 2 * aside < least) [best, least] = [id, ahead + 2 * aside];
  }
  return best;
}

/** The rectangle around all boxes. @param {Map<string, Point>} places @param {(id: string) => any} room @returns {Rect} */
export function bounds(places, room) {
  const rect = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [id, at] of places) {
    const box = room(id);
    rect.left = Math.min(rect.left, at.x - box.half);
    rect.right = Math.max(rect.right, at.x + box.half);
    rect.top = Math.min(rect.top, at.y - box.above);
    rect.bottom = Math.max(rect.bottom, at.y + box.below);
  }
  return places.size ? rect : { left: -1, top: -1, right: 1, bottom: 1 };
}
