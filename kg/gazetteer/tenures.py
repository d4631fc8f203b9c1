"""Who held which office on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from kg.tables import Tenure

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

    def add(self, tenure: Tenure, person: str) -> None:
        self._of[tenure.of].append((tenure, person))

    def on(self, of: str, day: date, slack: int) -> Iterator[tuple[Tenure, str]]:
        """The tenures of ``of`` that hold on a day, give or take ``slack`` days, with the person's id."""
        around = timedelta(slack)
        for tenure, person in self._of.get(of, ()):
            first, last = tenure.first, tenure.last or self._until(of, tenure)
            if (first is None or first - around <= day) and (last is None or day <= last + around):
                yield tenure, person

    def _until(self, of: str, tenure: Tenure) -> date | None:
        """A tenure without end lasts until the next one of that title or role begins."""
        if not tenure.first:
            return None
        after = [t.first for t, _ in self._of[of] if t.first and t.first > tenure.first and _one_office(t, tenure)]
        return min(after, default=None)


def _one_office(a: Tenure, b: Tenure) -> bool:
    return a.title == b.title or bool(set(a.role) & set(b.role))


def is_role(tenure: Tenure, role: str) -> bool:
    """The tenure is of the office that a text calls ``role``."""
    wanted = _ROLE_WORDS.get(role)
    return wanted in tenure.role if wanted else _same_title(tenure.title, role)


def _same_title(a: str, b: str) -> bool:
    a, b = a.replace("-", " "), b.replace("-", " ")
    return _SYNONYMS.get(a, a) == _SYNONYMS.get(b, b)
