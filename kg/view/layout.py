"""Where things stand: positions by stress majorization, then labels pushed apart. No chance, no physics, no browser.

The energy is that of Kamada and Kawai (1989), the solver that of Gansner, Koren and North (2005): each step moves every node to
where the distances it wants put it, so that it only gets better. One component after the other; components are packed in shelves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import KDTree

from kg.view.labels import Box
from kg.view.polish import MARGIN, Polish

Points = NDArray[np.float64]  # n x 2
Link = tuple[int, int]

GOLDEN = np.pi * (3 - np.sqrt(5))
POLISHED = 120  # nodes: in a bigger picture links run through labels anyhow
_STEPS, _ROUNDS, _TURNS = 120, 300, 8
_TIGHT = 0.5  # the part of a label's room that a big picture keeps: the page leaves out labels that do not fit


def arrange(boxes: Sequence[Box], links: Sequence[Link], aspects: Sequence[float] = (1.2,)) -> list[Points]:
    """Positions in px at zoom 1, y downwards, centred, for nodes with this room: a picture for each aspect (width by height)."""
    if not boxes:
        return [np.zeros((0, 2)) for _ in aspects]
    parts: list[tuple[list[int], list[Points]]] = []
    for members in _components(len(boxes), links):
        place = {node: i for i, node in enumerate(members)}
        inside = [(place[a], place[b]) for a, b in links if a in place and b in place and a != b]
        flatter = min(len(boxes) / len(members), 2.0) if not parts else 1  # the largest leaves room for the shelves under it
        parts.append((members, _component([boxes[i] for i in members], inside, [flatter * aspect for aspect in aspects])))
    return [_pack([(members, shapes[i]) for members, shapes in parts], boxes, aspect) for i, aspect in enumerate(aspects)]


def _components(n: int, links: Sequence[Link]) -> list[list[int]]:
    """Members of each connected component, the largest first."""
    _, labels = connected_components(_matrix(n, links, [1.0] * len(links)), directed=False)
    members = [[int(i) for i in np.flatnonzero(labels == k)] for k in range(int(labels.max()) + 1)]
    return sorted(members, key=lambda m: (-len(m), m[0]))


def _matrix(n: int, links: Sequence[Link], lengths: Sequence[float]) -> Any:
    ends = np.array(links, dtype=int).reshape(-1, 2)
    return coo_array((np.array(lengths), (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr()


def _component(boxes: Sequence[Box], links: Sequence[Link], aspects: Sequence[float]) -> list[Points]:
    """One component in each aspect, from one and the same stress."""
    if len(boxes) == 1:
        return [np.zeros((1, 2)) for _ in aspects]
    bundles = Counter((min(link), max(link)) for link in links)
    unique = sorted(bundles)
    distances = shortest_path(_matrix(len(boxes), unique, _lengths(boxes, bundles)), directed=False)
    points = _stress(_start(distances), distances)
    return [_shaped(points, boxes, unique, aspect) for aspect in aspects]


def _shaped(points: Points, boxes: Sequence[Box], links: Sequence[Link], aspect: float) -> Points:
    """The points turned, stretched and pushed apart; those of a small component polished, the better of two turns taken."""
    if len(boxes) > POLISHED:
        small = [Box(_TIGHT * b.half, b.above, b.above + _TIGHT * (b.below - b.above)) for b in boxes]
        return _spread(points, small, aspect)
    turns = range(_TURNS if 3 < len(boxes) <= 60 else 1)
    tries = [Polish(_spread(points, boxes, aspect, turn), boxes, links) for turn in turns]
    promising = sorted(tries, key=lambda polish: _cost(polish, boxes, aspect))[: 2 if len(boxes) <= 30 else 1]
    return min((polish.done() for polish in promising), key=lambda polish: _cost(polish, boxes, aspect)).points


def _cost(polish: Polish, boxes: Sequence[Box], aspect: float) -> float:
    """What disturbs reading, and how far the picture is from the aspect."""
    left, top, right, bottom = _extent(polish.points, boxes)
    return round(polish.disturbance() + 40 * abs(float(np.log((right - left) / (bottom - top) / aspect))), 6)


def _spread(points: Points, boxes: Sequence[Box], aspect: float, turn: int = 0) -> Points:
    """Longer axis along the longer side and then turned, boxes apart, and the whole near the aspect, which pushing upsets."""
    angle = turn * np.pi / _TURNS
    turned = _turned(points, aspect) @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = separate(_stretched(turned, boxes, aspect), boxes)
    for _ in range(3):
        points = separate(_stretched(points, boxes, aspect), boxes)
    return points


def _lengths(boxes: Sequence[Box], bundles: Mapping[Link, int]) -> list[float]:
    """The length each link wants, in order: room for both labels, more between well tied nodes and for links side by side."""
    degree = np.bincount(np.array(list(bundles)).ravel(), minlength=len(boxes))
    return [
        66 + 0.42 * (boxes[a].half + boxes[b].half) + 9 * float(np.sqrt(degree[a] * degree[b])) + 22 * (min(bundles[a, b], 5) - 1)
        for a, b in sorted(bundles)
    ]


def _start(distances: NDArray[np.float64]) -> Points:
    """Classical scaling of the distances, with a small golden spiral so that no two nodes start in one place."""
    n = len(distances)
    centred = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centred @ distances**2 @ centred)
    points = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-9))
    points *= np.where(points[np.abs(points).argmax(axis=0), range(points.shape[1])] < 0, -1, 1)
    turn = np.arange(n) * GOLDEN
    return np.asarray(points + 8 * np.sqrt(np.arange(n) + 1)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1))


def _stress(points: Points, distances: NDArray[np.float64]) -> Points:
    """Majorization (SMACOF) with weights 1/d²."""
    n = len(points)
    off = ~np.eye(n, dtype=bool)
    weights = np.where(off, 1 / np.maximum(distances, 1) ** 2, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / n) - 1 / n  # of all moves but that of the whole
    for _ in range(_STEPS if n <= POLISHED else _STEPS // 2):
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.where(off, weights * distances / np.maximum(apart, 1e-6), 0)
        points = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
    return points


def _turned(points: Points, aspect: float) -> Points:
    """The longer axis laid along the longer side."""
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    points = points @ (axes.T if aspect >= 1 else axes.T[:, ::-1])
    return np.asarray(points * np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1, 1))


def _stretched(points: Points, boxes: Sequence[Box], aspect: float) -> Points:
    """The picture with its labels made wider and lower, or narrower and higher, towards the aspect; never by much."""
    left, top, right, bottom = _extent(points, boxes)
    stretch = float(np.clip(np.sqrt(aspect * (bottom - top) / (right - left)), 0.7, 1.45))
    return np.asarray(points * [stretch, 1 / stretch])


def separate(points: Points, boxes: Sequence[Box]) -> Points:
    """Pushes overlapping boxes apart along the way that is shorter, until none overlap (or, in a crowd, hardly any)."""
    room = np.array([[b.half + MARGIN / 2, (b.above + b.below + MARGIN) / 2] for b in boxes])
    shift = np.array([[0, (b.below - b.above) / 2] for b in boxes])
    centres = points + shift
    for _ in range(_ROUNDS):
        push = _push(centres, room)
        if not push.any():
            break
        centres = centres + push
    return np.asarray(centres - shift)


def _push(centres: Points, room: Points) -> Points:
    """How far each box is to move in one round; all zeros when none overlap. ``room`` is half of each box's width and height."""
    a, b = KDTree(centres / (2 * room.max(axis=0))).query_pairs(1.0, p=np.inf, output_type="ndarray").T
    delta = centres[b] - centres[a]
    over = room[a] + room[b] - np.abs(delta)
    overlap = (over > 1e-6).all(axis=1)
    a, b, delta, over = a[overlap], b[overlap], delta[overlap], over[overlap]
    upwards = over[:, 0] >= over[:, 1]
    sign = np.where(np.abs(delta) < 1e-9, 1.0, np.sign(delta))
    move = sign * (over + 0.5) / 2 * np.stack([~upwards, upwards], axis=1)
    push, crowd = np.zeros_like(centres), np.bincount(np.concatenate([a, b]), minlength=len(centres))
    np.add.at(push, b, move)
    np.add.at(push, a, -move)
    return np.asarray(push / np.maximum(1, 0.6 * crowd)[:, None])


def _pack(parts: Sequence[tuple[list[int], Points]], boxes: Sequence[Box], aspect: float) -> Points:
    """The components side by side in shelves about as wide as the aspect asks, largest first."""
    extents = [_extent(points, [boxes[i] for i in members]) for members, points in parts]
    area = sum((right - left + 2 * MARGIN) * (bottom - top + 2 * MARGIN) for left, top, right, bottom in extents)
    limit = max(float(np.sqrt(area * aspect)), extents[0][2] - extents[0][0])
    result = np.zeros((len(boxes), 2))
    x = y = shelf = 0.0
    for (members, points), (left, top, right, bottom) in zip(parts, extents, strict=True):
        if x and x + right - left > limit:
            x, y, shelf = 0.0, y + shelf + 3 * MARGIN, 0.0
        result[members] = points + np.array([x - left, y - top])
        x, shelf = x + right - left + 3 * MARGIN, max(shelf, bottom - top)
    left, top, right, bottom = _extent(result, boxes)
    return np.asarray(result - [(left + right) / 2, (top + bottom) / 2])


def _extent(points: Points, boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all boxes."""
    half, above, below = np.array(boxes).T
    x, y = points.T
    return float((x - half).min()), float((y - above).min()), float((x + half).max()), float((y + below).max())
