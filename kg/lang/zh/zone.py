"""Around a Chinese predicate, to its left: subject, prepositional phrases, goals, negation and mood."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.lang.zh import lexicon
from kg.lang.zh.line import Line, Word, is_a
from kg.model import Phrase, Status

LOCAL = lexicon.words("clauses", "local")
_DURING = lexicon.words("clauses", "during")
COORDINATE = lexicon.words("clauses", "coordinate")


@dataclass
class Zone:
    """What stands around a predicate."""

    first: int  # first word that belongs to the clause
    subject: Phrase | None = None
    roles: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    negated: bool = False
    mood: Status = "happened"
    words: set[str] = field(default_factory=set)
    controller: Phrase | None = None  # who makes the subject do it: 费利佩请赵转达
    control: str = ""  # the controlling verb
    blocked: bool = False  # a subject stands there that nobody can name
    moved: bool = False  # somebody came there: 来华出席
    crossed: bool = False  # another verb stands between subject and predicate


@dataclass
class Zones:
    """Zones of one line."""

    line: Line

    def zone(self, i: int, first: int, bounded: bool = False) -> Zone:
        """Subject, prepositional phrases, negation and mood of the predicate at word ``i``, read leftwards to ``first``.

        ``bounded``: the predicate stands in an attribute; the verb that governs its head ends the zone.
        """
        zone = Zone(i)
        words = self.line.words
        edge = i  # everything from here to the predicate is accounted for
        j = i - 1
        while j >= first:
            word = words[j]
            if bounded and zone.crossed and word.text not in COORDINATE:
                break
            if word.name:
                j, edge, done = self._name_left(zone, j, first, edge, bounded)
                if done:
                    break
                continue
            if word.text in LOCAL and not (word.text in ("前", "后", "中", "上") and word.tag not in ("f", "n", "s", "v")):
                opened = self._opening(j, first)
                if opened is not None:
                    self._local(zone, opened, j)
                    edge = j = opened
                    j -= 1
                    continue
            if word.tag in ("p", "d") and is_a(word, "prepositions") and j + 1 == edge and self._attributive(j):
                zone.crossed = True
                break
            if (
                is_a(word, "prepositions")
                and word.tag in ("p", "v", "d", "c", "u")
                and j + 1 < edge
                and (word.text not in ("和", "与", "同", "跟") or word.tag != "c")
                and (word.text != "将" or word.tag != "d")
            ):
                if self._attributive(j):
                    zone.crossed = True  # 同[来华出席峰会的]X: the predicate describes whom the preposition leads
                    break
                self._prepositional(zone, j, edge)
                edge = j
                j -= 1
                continue
            if word.text == "的" and edge == i and j + 1 < i:
                pass
            self._note(zone, word, j, i)
            if word.tag in ("v", "vd", "vn") or word.text in COORDINATE or word.text == "的":
                edge = j if word.text != "的" else edge
            j -= 1
        zone.first = max(first, min(zone.first, j + 1 if j >= first else first))
        return zone

    def zone_subject(self, i: int, first: int) -> Phrase | None:
        """The subject that stands before a predicate in its own segment."""
        zone = self.zone(i, first)
        return zone.subject if not zone.crossed else None

    def _led(self, start: int, first: int) -> int | None:
        """The preposition that leads a name with an attribute clause in between: 同[来华访问的]X会谈."""
        return next(
            (
                k
                for k in range(start - 2, first - 1, -1)
                if self.line.words[k].tag in ("p", "d") and is_a(self.line.words[k], "prepositions") and self._attributive(k)
            ),
            None,
        )

    def _attributive(self, j: int) -> bool:
        """A preposition for partners with a verb right behind it."""
        after = self.line.words[j + 1]
        return (
            self._role(j) in ("with", "to")
            and not after.name
            and (is_a(after, "motion") or after.tag == "v" and after.text in lexicon.words("clauses", "attributive"))
        )

    def _name_left(self, zone: Zone, j: int, first: int, edge: int, bounded: bool) -> tuple[int, int, bool]:
        """Read names on the way to the left: prepositional object, goal, subject, or somebody else's object."""
        words = self.line.words
        start = self.line.list_start(j, first)
        while start > first and place(words[start]):
            if words[start - 1].name and place(words[start - 1]):
                start -= 1  # 北京人民大会堂
            elif start - 1 > first and words[start - 1].text in ("首都", "首府") and place(words[start - 2]):
                start -= 2  # 沙特首都利雅得
            else:
                break
        if start > first and words[start - 1].name and _both(words[start]):
            start = self.line.list_start(start - 1, first)  # 埃及与伊朗|两国
        before = words[start - 1] if start > first else None
        after = words[j + 1] if j + 1 < len(words) else None
        opened, zone.first = zone.first, start
        if before is not None and before.text in ("就", "围绕", "因", "随着") and j + 1 == edge == opened and acts(words[j]):
            zone.subject = self.line.names(start, j)
            return start - 1, start, True
        if (
            before is not None
            and not before.name
            and is_a(before, "prepositions")
            and before.tag in ("p", "c", "v", "d", "u", "n")
        ):
            self._pp(zone, start - 1, start, j, after, edge)
            return start - 2, start - 1, False
        if after is not None and self.describes(after) and j + 1 < edge + 1:
            blocked = after.text != "的" and (before is None or before.tag in ("d", "c", "w") or before.text in COORDINATE)
            zone.blocked = zone.blocked or (blocked and zone.subject is None)
            return start - 1, start, blocked
        led = self._led(start, first) if before is not None and before.text == "的" and not zone.crossed and not bounded else None
        if led is not None:
            zone.roles[self._role(led)].insert(0, self.line.names(start, j))
            return led - 1, led, False
        if before is not None and is_a(before, "motion"):
            if not zone.crossed:
                zone.moved = True
                zone.roles["to"].append(self.line.names(start, j))
            return start - 2, start - 1, False
        if (
            before is not None
            and (is_a(before, "object_control") or before.text in ("使", "让", "令"))
            and not (j + 1 < len(words) and words[j + 1].text in ("、", "和"))
        ):
            zone.subject = self.line.names(start, j)
            zone.control = before.text
            if is_a(before, "unreal") and zone.mood == "happened":
                zone.mood = "planned"
            outer = self.zone(start - 1, first)
            zone.controller = outer.subject
            zone.negated = zone.negated != outer.negated
            zone.words |= {before.text, *outer.words}
            zone.first = start
            return start - 1, start, True
        if bounded:
            zone.subject = self.line.names(start, j)
            return start - 1, start, True
        if (
            before is not None
            and before.tag in ("v", "vd", "vn")
            and not is_a(before, "control", "speech", "copula")
            and before.text != "的"
        ):
            zone.crossed = True
            return start - 1, start, False
        zone.subject = self.line.names(start, j)
        return start - 1, start, True

    def _pp(self, zone: Zone, prep: int, start: int, last: int, after: Word | None, edge: int) -> None:
        role = self._role(prep)
        if zone.crossed and role != "in":
            return
        whole = after is not None and role == "to" and last + 1 < edge and self._deed(last + 1, edge)
        if whole or after is not None and (self.describes(after) or after.tag == "r") and role != "in" and after.text != "的":
            phrase = self.line.noun_phrase(start, max(edge, last + 2))
        else:
            phrase = self.line.names(start, last)
        if phrase and not (role == "ba" and self.line.words[prep].tag == "d"):
            zone.roles["object" if role == "ba" else role].insert(0, phrase)
        zone.words.add(self.line.words[prep].text)

    def _deed(self, start: int, edge: int) -> bool:
        """对[日方涉靖国神社消极动向]表示反对: up to its verb all is one phrase, which ends with a noun or name."""
        between = self.line.words[start:edge]
        last = between[-1]
        return (last.name or last.tag in ("n", "vn", "nz", "an", "ORG")) and not any(
            w.tag in ("w", "c") or is_a(w, "reporting", "planned", "willing") for w in between
        )

    def _role(self, prep: int) -> str:
        word = self.line.words[prep]
        return str(lexicon.table()["prepositions"][word.text])

    def _opening(self, j: int, first: int) -> int | None:
        """The 在 / 于 / 当 / 自 that a localiser closes."""
        for k in range(j - 1, first - 1, -1):
            word = self.line.words[k]
            if not word.name and word.text in ("在", "于", "当", "自", "从") and word.tag in ("p", "v", "f", "d"):
                return k
        return None

    def _local(self, zone: Zone, opened: int, j: int) -> None:
        """在…期间, 在…中: the phrase between, as place or occasion."""
        word = self.line.words[j]
        phrase = self._inside(opened + 1, j)
        if phrase:
            zone.roles["during" if word.text in _DURING else "in"].insert(0, phrase)
        zone.words.add(word.text)
        for k in range(opened + 1, j):
            inner = self.line.words[k]
            if (
                inner.name
                and self.line.words[k - 1].text == "在"
                and inner.mention
                and inner.mention.entities[0].kind in ("City", "Venue", "Country")
            ):
                zone.roles["in"].insert(0, self.line.names(k, k))

    def _inside(self, first: int, stop: int) -> Phrase | None:
        """The thing inside 在…期间: the object of its verb (在出席X期间), else the whole."""
        verb = next(
            (
                k
                for k in range(stop - 1, first - 1, -1)
                if self.line.words[k].tag == "v" and not self.line.words[k].name and k + 1 < stop
            ),
            None,
        )
        return self.line.noun_phrase(verb + 1 if verb is not None else first, stop)

    def _prepositional(self, zone: Zone, j: int, edge: int) -> None:
        """A preposition before a phrase that is no bare name: 同[来华进行国事访问的]美国总统, 在贸易、投资等领域."""
        role = self._role(j)
        words = self.line.words
        if zone.crossed and role != "in":
            return
        if role == "ba" and words[j].tag == "d":
            return
        named = next((k for k in range(edge - 1, j, -1) if words[k].name), None)
        if role in ("with", "to", "by", "for") and named is not None and words[named - 1].text == "的":
            phrase: Phrase | None = self.line.names(named, self.line.list_end(named, edge))
        else:
            phrase = self.line.noun_phrase(j + 1, edge)
        if phrase:
            zone.roles["object" if role == "ba" else role].insert(0, phrase)
        zone.words.add(words[j].text)

    def _note(self, zone: Zone, word: Word, j: int, i: int) -> None:
        """Negation, mood and other words between subject and predicate."""
        zone.words.add(word.text)
        if zone.crossed:
            return
        if is_a(word, "negation") and word.tag != "n":
            zone.negated = not zone.negated
        if is_a(word, "cancelled"):
            zone.mood = "cancelled"
        elif is_a(word, "hypothetical") and zone.mood == "happened" and not (word.text == "讨论" and i - j > 6):
            zone.mood = "hypothetical"
        elif is_a(word, "planned") and zone.mood == "happened" and not (word.text == "将" and self._takes(j)):
            zone.mood = "happened" if any(is_a(w, "continuing") for w in self.line.words[j + 1 : i]) else "planned"
        other = (
            word.tag == "v"
            and word.text not in ("所谓", "没有")
            and not is_a(
                word,
                "support",
                "control",
                "motion",
                "object_control",
                "willing",
                "duty",
                "planned",
                "hypothetical",
                "cancelled",
                "together",
                "setting_out",
                "copula",
            )
            and len(word.text) > 1
        )
        if other or word.text in ("并", "并且", "且", "而"):
            zone.crossed = True

    def _takes(self, j: int) -> bool:
        """将 as 把: a thing stands behind it."""
        word, after = self.line.words[j], self.line.words[j + 1] if j + 1 < len(self.line.words) else None
        return word.tag == "p" and after is not None and (after.name or after.tag in ("n", "nz", "r", "vn"))

    def describes(self, after: Word) -> bool:
        """What follows a name makes it a modifier: 中国企业, 白俄罗斯的."""
        if after.name or is_a(after, "planned", "control", "willing") or after.text in lexicon.words("clauses", "transparent"):
            return False
        return (
            after.text == "的"
            or after.tag in ("n", "nz", "ORG", "nw", "an", "vn", "s", "nr")
            and after.text not in self.line.predicates.verbs
        )


def place(word: Word) -> bool:
    return (
        word.mention is not None and bool(word.mention.entities) and word.mention.entities[0].kind in ("City", "Venue", "Country")
    )


def _both(word: Word) -> bool:
    return word.mention is not None and word.mention.how == "description" and len(word.mention.entities) > 1


def acts(word: Word) -> bool:
    return word.mention is not None and bool(word.mention.entities) and word.mention.entities[0].kind in ("Person", "Country")
