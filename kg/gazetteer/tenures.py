"""Who held which office on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kg.tables import Tenure

Span = tuple[int, int, Tenure, str]  # first day, last day (as ordinals), of what, by whom
_EVER = date.max.toordinal()

_ROLE_WORDS = {"head of state": "state", "head of government": "government"}
_SYNONYMS = {
    "premier": "prime minister",
    "minister of foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "foreign secretary": "foreign minister",
    "foreign affairs minister": "foreign minister",
}


class Tenures:
    """Tenures by the country or body whose office it is."""

    def __init__(self) -> None:
        self._of: defaultdict[str, list[tuple[Tenure, str]]] = defaultdict(list)
        self._spans: dict[str, list[Span]] = {}

    def add(self, tenure: Tenure, person: str) -> None:
        self._of[tenure.of].append((tenure, person))
        self._spans.pop(tenure.of, None)

    def on(self, of: str, day: date, slack: int) -> Iterator[tuple[Tenure, str]]:
        """The tenures of ``of`` that hold on a day, give or take ``slack`` days, with the person's id."""
        earliest, latest = day.toordinal() - slack, day.toordinal() + slack
        for first, last, tenure, person in self._dated(of):
            if first <= latest and earliest <= last:
                yield tenure, person

    def _dated(self, of: str) -> list[Span]:
        """The tenures of ``of`` between days; one without end lasts until the next of that title or role begins."""
        if of not in self._spans:
            tenures = self._of.get(of, [])
            self._spans[of] = [(_number(t.first, 0), _number(t.last or _until(t, tenures), _EVER), t, p) for t, p in tenures]
        return self._spans[of]


def _number(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise


def _until(tenure: Tenure, others: Iterable[tuple[Tenure, str]]) -> date | None:
    if not tenure.first or not tenure.role:
        return None  # an office without a role (spokesperson, vice premier) may have several holders at once
    return min((t.first for t, _ in others if t.first and t.first > tenure.first and _one_office(t, tenure)), default=None)


def _one_office(a: Tenure, b: Tenure) -> bool:
    return a.title == b.title or bool(set(a.role) & set(b.role))


def is_role(tenure: Tenure, role: str) -> bool:
    """The tenure is of the office that a text calls ``role``."""
    wanted = _ROLE_WORDS.get(role)
    return wanted in tenure.role if wanted else _same_title(tenure.title, role)


def _same_title(a: str, b: str) -> bool:
    a, b = a.replace("-", " "), b.replace("-", " ")
    return _SYNONYMS.get(a, a) == _SYNONYMS.get(b, b)
