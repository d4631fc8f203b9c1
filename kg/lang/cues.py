"""Words without which a sentence tells nothing: what lets a reader pass over sentences before it does any grammar."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

Groups = tuple[frozenset[str], ...]  # one word of each must stand in the sentence


@dataclass(frozen=True)
class Cues:
    """Alternatives, each a list of groups of words, lower case; ``@Gathering`` stands for a name of that class."""

    alternatives: tuple[Groups, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that matter."""
        return frozenset(word for groups in self.alternatives for group in groups for word in group)

    def met(self, found: AbstractSet[str]) -> bool:
        """Some alternative has a word of each group among those found."""
        rests = (rest for word in found for rest in self._by_first.get(word, ()))
        return self._always or any(all(group & found for group in rest) for rest in rests)

    @cached_property
    def _always(self) -> bool:
        return () in self.alternatives

    @cached_property
    def _by_first(self) -> dict[str, list[Groups]]:
        """Word of a first group -> the other groups."""
        out: dict[str, list[Groups]] = {}
        for groups in self.alternatives:
            for word in groups[0] if groups else ():
                out.setdefault(word, []).append(groups[1:])
        return out


def in_full(words: Iterable[str]) -> Groups:
    """The groups of a phrase all of whose words must be there."""
    return tuple(frozenset({word}) for word in dict.fromkeys(words))
