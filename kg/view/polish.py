"""The last touch of a small picture: each thing tries places around its own and takes the one where lines disturb reading least.

What disturbs, in falling order: two labels on one another, a line through a symbol or label, being out of the frame, two lines
that cross, a line through the label of its own end, and being farther from or nearer to the others than at first. Nothing is left
to chance: same input, same places.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.view.labels import Box

Numbers = NDArray[np.float64]

MARGIN = 14.0  # px that stay free between two labels
_OVERLAP, _THROUGH, _CROSS, _OWN, _OUT, _STRESS = 60.0, 3.0, 1.0, 0.5, 2.0, 2.5
_ROUNDS, _REACHES = 8, (18.0, 50.0, 120.0)
_TURNS = np.arange(12) * np.pi / 6
_OFFSETS = np.array([[0.0, 0.0], *([r * float(np.cos(t)), r * float(np.sin(t))] for r in _REACHES for t in _TURNS)])


class Polish:
    """A picture being polished: centres of symbols, boxes, links, and how far apart each two were at first."""

    def __init__(self, points: Numbers, boxes: Sequence[Box], links: Sequence[tuple[int, int]]) -> None:
        self.points = points.copy()
        self.half = np.array([b.half for b in boxes])
        self.tall = np.array([(b.above + b.below) / 2 for b in boxes])
        self.down = np.array([(b.below - b.above) / 2 for b in boxes])  # from a symbol's centre to its box's
        self.radius = np.array([b.above for b in boxes])
        self.links = np.array(links)
        self.wanted = np.maximum(np.linalg.norm(points[:, None] - points[None], axis=2), 1)

        self.low, self.high = self._edges(self.points)

    def done(self) -> Polish:
        """Itself, after as many rounds as still better something."""
        for _ in range(_ROUNDS):
            if not sum(self._settle(node) for node in range(len(self.points))):
                break
        return self

    def disturbance(self) -> float:
        """What the places cost, all in all."""
        return sum(float(self._costs(node, self.points[node : node + 1])[0]) for node in range(len(self.points)))

    def _edges(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """Least and greatest x and y of all boxes: the frame that polishing is to keep."""
        middle = points + np.stack([np.zeros(len(points)), self.down], axis=1)
        room = np.stack([self.half, self.tall], axis=1)
        low, high = (middle - room).min(axis=0), (middle + room).max(axis=0)
        return low - 0.04 * (high - low), high + 0.04 * (high - low)

    def _settle(self, node: int) -> bool:
        """Moves one thing to the best of the places around it; says whether it moved."""
        places = self.points[node] + _OFFSETS
        best = int(np.argmin(self._costs(node, places) + 1e-6 * np.arange(len(places))))
        self.points[node] = places[best]
        return best != 0

    def _costs(self, node: int, places: Numbers) -> Numbers:
        """What each place of ``node`` costs; only what depends on the node counts."""
        mine = (self.links == node).any(axis=1)
        others = np.arange(len(self.points)) != node
        ends = self.points[np.where(self.links[mine, 0] == node, self.links[mine, 1], self.links[mine, 0])]
        start, end = self.points[self.links[~mine, 0]], self.points[self.links[~mine, 1]]
        cost = _OVERLAP * self._overlaps(node, places, others)
        cost += _THROUGH * self._through(places, node, start, end)
        cost += _THROUGH * self._lines_through(places, ends, others, self.links[mine], node)
        cost += _CROSS * _crossings(places, ends, start, end)
        cost += _OWN * self._own(places, node, ends)
        return cost + _OUT * self._outside(node, places) + _STRESS * self._strain(node, places, others)

    def _middle(self, node: int, places: Numbers) -> Numbers:
        """The middle of the box when its symbol stands at a place."""
        return np.asarray(places + np.array([0, self.down[node]]))

    def _outside(self, node: int, places: Numbers) -> Numbers:
        """How far out of the frame the box would be, in margins."""
        middle, room = self._middle(node, places), np.array([self.half[node], self.tall[node]])
        out = np.clip(self.low - (middle - room), 0, None) + np.clip(middle + room - self.high, 0, None)
        return np.asarray(out.sum(axis=1) / MARGIN)

    def _overlaps(self, node: int, places: Numbers, others: NDArray[np.bool_]) -> Numbers:
        """How much of the margin around the box is taken, in boxes."""
        dx = np.abs(places[:, None, 0] - self.points[None, others, 0])
        dy = np.abs(places[:, None, 1] + self.down[node] - self.points[None, others, 1] - self.down[None, others])
        over_x = np.clip((self.half[node] + self.half[None, others] + MARGIN - dx) / MARGIN, 0, None)
        over_y = np.clip((self.tall[node] + self.tall[None, others] + MARGIN - dy) / MARGIN, 0, None)
        return np.asarray(np.minimum(over_x, over_y).sum(axis=1))

    def _through(self, places: Numbers, node: int, start: Numbers, end: Numbers) -> Numbers:
        """How many of the other links run through the box of the node."""
        middle = self._middle(node, places)
        return np.asarray(_hits(middle[:, None], self.half[node], self.tall[node], start[None], end[None]).sum(axis=1))

    def _lines_through(
        self, places: Numbers, ends: Numbers, others: NDArray[np.bool_], links: NDArray[np.int_], node: int
    ) -> Numbers:
        """Through how many boxes of others the node's own links run."""
        middle = self.points[others] + np.stack([np.zeros(others.sum()), self.down[others]], axis=1)
        hits = _hits(middle[None, None], self.half[others], self.tall[others], places[:, None, None], ends[None, :, None])
        far = np.where(links[:, 0] == node, links[:, 1], links[:, 0])
        return np.asarray((hits & (np.flatnonzero(others)[None, :] != far[:, None])[None]).sum(axis=(1, 2)))

    def _own(self, places: Numbers, node: int, ends: Numbers) -> Numbers:
        """How many of the node's links leave through its own label."""
        middle = self._middle(node, places) + np.array([0, self.radius[node]])
        return np.asarray(
            _hits(middle[:, None], self.half[node] * 0.8, self.tall[node] - self.radius[node], places[:, None], ends[None]).sum(
                axis=1
            )
        )

    def _strain(self, node: int, places: Numbers, others: NDArray[np.bool_]) -> Numbers:
        """How far the distances to the others are from what they were, near ones first."""
        apart = np.linalg.norm(places[:, None] - self.points[None, others], axis=2)
        return np.asarray(((apart / self.wanted[node, others] - 1) ** 2).mean(axis=1) * np.sqrt(others.sum()))


def _hits(middle: Numbers, half: Numbers | float, tall: Numbers | float, start: Numbers, end: Numbers) -> NDArray[np.bool_]:
    """Whether the line from start to end runs through the box about ``middle`` (slab test; all arguments broadcast)."""
    way = end - start
    safe = np.where(np.abs(way) < 1e-9, 1e-9, way)
    near_x, far_x = _slab(middle[..., 0] - start[..., 0], half, safe[..., 0])
    near_y, far_y = _slab(middle[..., 1] - start[..., 1], tall, safe[..., 1])
    return np.asarray(
        (np.maximum(near_x, near_y) < np.minimum(far_x, far_y))
        & (np.minimum(far_x, far_y) > 0.02)
        & (np.maximum(near_x, near_y) < 0.98)
    )


def _slab(offset: Numbers, side: Numbers | float, way: Numbers) -> tuple[Numbers, Numbers]:
    first, last = (offset - side) / way, (offset + side) / way
    return np.minimum(first, last), np.maximum(first, last)


def _crossings(places: Numbers, ends: Numbers, start: Numbers, end: Numbers) -> Numbers:
    """How many other links the node's links cross, for each place."""
    a, b = places[:, None, None], ends[None, :, None]
    c, d = start[None, None], end[None, None]
    apart = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return np.asarray(apart.sum(axis=(1, 2)))


def _turn(a: Numbers, b: Numbers, c: Numbers) -> Numbers:
    """Positive where a, b, c turn one way, negative the other, 0 in a line (or a shared end)."""
    return np.asarray((b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0]))
