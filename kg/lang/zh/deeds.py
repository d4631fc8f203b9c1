"""What somebody did that the text then judges: 对此表示遗憾, 谴责此举, 对中方举动表示不满."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg import iris
from kg.lang.zh import lexicon
from kg.lang.zh.line import Line, is_a
from kg.model import Entity, Phrase

_LONGEST = 60  # characters of a deed
_SHORTEST = 6
_LEAD = re.compile(
    r"^.{0,30}?(?:宣布|表示|强调|称|说|声称|决定|公布|指出)(?=.{6})|^(?:并|还|又|日前|近日|今天|昨天|当天|[0-9]{1,2}日|已经?|将|拟|计划|再次|公然)+"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Whose it is (country ids) and its words."""

    sides: frozenset[str]
    text: str


@dataclass
class Deeds:
    """The deeds of one article, latest last."""

    told: list[Deed] = field(default_factory=list)
    passage: int = -1

    def note(self, line: Line, first: int, stop: int, sides: frozenset[str]) -> None:
        """The segment as a deed of ``sides``; none where it only takes up an earlier one or is no predication."""
        words = line.words[first:stop]
        if not any(w.tag in ("v", "vd") and not w.name for w in words) or _takes_up("".join(w.text for w in words)):
            return
        if any(w.text in lexicon.words("clauses", "breaches") for w in words) and any(
            w.text in lexicon.words("clauses", "gravely") for w in words
        ):
            return  # a judgement of a deed is none
        text = line.text[words[0].start : words[-1].end]
        last: str | None = None
        while last != text:
            last, text = text, _LEAD.sub("", text)
        text = re.sub(r"(?:期间|之后|后|时|以来)$", "", text.strip("，。、；："))
        if _SHORTEST <= len(text) <= _LONGEST:
            self.told.append(Deed(sides, text))

    def of(self, sides: frozenset[str], but: frozenset[str]) -> Phrase | None:
        """The last deed of ``sides`` (of anybody where empty) that is none of ``but``."""
        for deed in reversed(self.told[-_BACK:]):
            if deed.sides and not deed.sides & but and (not sides or deed.sides & sides):
                return topic(deed.text)
        return None


_BACK = 6  # deeds that may still be meant


def _takes_up(text: str) -> bool:
    return any(word in text for word in lexicon.words("clauses", "deeds") if len(word) > 1)


def topic(text: str) -> Phrase:
    """A phrase of another place in the text, as a thing known by its words."""
    thing = Entity(iris.unlinked("Topic", text), "Topic", (("zh", text),), linked=False)
    return Phrase(0, 1, 0, text, (thing,))


def alluded(phrase: Phrase, line: Line) -> tuple[bool, bool]:
    """(the phrase takes up a deed, it says whose): 此举, 中方举动."""
    text = phrase.text.strip("“”的")
    deeds = lexicon.words("clauses", "deeds")
    if text in deeds:
        return True, False
    own = next((n for n in sorted(lexicon.words("clauses", "deed_nouns"), key=len, reverse=True) if text.endswith(n)), None)
    if own is None:
        return text.startswith(("此举", "这一做法", "这一行径")), False
    before = text.removesuffix(own)
    names = [w for w in line.words if w.name and line.tokens[phrase.start].start <= w.start < line.tokens[phrase.end - 1].end]
    return (len(names) == 1 and names[0].text.strip() == before.strip("的上述") and not is_a(names[0], "copula")), True
