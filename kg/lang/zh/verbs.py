"""Chinese verbs: light verbs, 的-relatives, objects; and where a word is no predicate after all."""

from __future__ import annotations

from kg.lang.zh import lexicon
from kg.lang.zh.line import is_a
from kg.lang.zh.zone import COORDINATE, LOCAL, Zone, Zones
from kg.model import Phrase


class Verbs(Zones):
    """What stands around a verb, and what it acts on."""

    def _attended(self, i: int, first: int) -> bool:
        """参加(上述)会见: the event is what somebody takes part in."""
        k = i - 1
        while k > first and self.line.words[k].text in ("上述", "有关", "此次", "了", "这次", "本次"):
            k -= 1
        return k >= first and self.line.words[k].text in lexicon.words("clauses", "attended")

    def _background(self, i: int, first: int, stop: int) -> bool:
        """The predicate only describes a frame (在反对殖民侵略的进程中, 在…支持下) or stands in the title of a document."""
        words = self.line.words
        if any("《" in w.text for w in words[:i]) and self._in_title(i):
            return True
        if self._discussed(i, first, stop):
            return True
        opened = next((k for k in range(i - 1, first - 1, -1) if words[k].text in ("在", "于") and words[k].tag == "p"), None)
        closed = next(
            (
                k
                for k in range(i + 1, stop)
                if words[k].text in lexicon.words("clauses", "frame") and words[k].tag in ("f", "n", "s")
            ),
            None,
        )
        if opened is None or closed is None:
            return False
        return not any(words[k].text in LOCAL and words[k].tag in ("f", "n", "s") for k in range(opened + 1, i))

    def _discussed(self, i: int, first: int, stop: int) -> bool:
        """就签署协定交换意见: what is only talked about."""
        words = self.line.words
        opened = any(w.text in ("就", "围绕", "关于") and w.tag in ("p", "d") for w in words[first:i])
        return opened and any(w.text in lexicon.words("clauses", "discussing") for w in words[i + 1 : stop])

    def _in_title(self, i: int) -> bool:
        text = self.line.text[: self.line.words[i].start]
        return text.count("《") > text.count("》")

    def _support(self, i: int, first: int) -> int | None:
        """The light verb that carries an event noun: 举行(正式)会谈, 进行国事访问, 致以诚挚问候."""
        words = self.line.words
        for k in range(i - 1, max(first, i - 9) - 1, -1):
            word = words[k]
            if is_a(word, "support") and (
                k + 1 < i or word.text not in lexicon.words("clauses", "attended") | {"继续", "开始", "推动"}
            ):
                return k if self._light(k, i) else None
            if (
                word.tag in ("p", "w")
                and word.text not in "“”、"
                or word.name
                and word.mention is not None
                and word.mention.entities[0].kind == "Person"
            ):
                return None
        if i - 1 >= first and is_a(words[i - 1], "support") and self._light(i - 1, i):
            return i - 1
        return None

    def _light(self, k: int, i: int) -> bool:
        """Between the light verb and its noun stand only modifiers."""
        between = self.line.words[k + 1 : i]
        verbs = [
            w
            for w in between
            if w.tag in ("v", "vd") and not is_a(w, "support") and len(w.text) > 1 and w.text not in ("友好", "工作", "视频")
        ]
        ends_here = (
            i + 1 >= len(self.line.words)
            or self.line.words[i + 1].tag in ("w", "c", "u", "f", "v", "p", "vn", "n", "d")
            or not self.line.words[i + 1].name
        )
        return len(verbs) <= (1 if any(w.text == "的" for w in between) else 0) and ends_here

    def _modifier(self, i: int, stop: int) -> bool:
        """The predicate is part of a longer noun (合作文件, 访问团, 支持力度) or stands behind 的 without an object."""
        words = self.line.words
        after = words[i + 1] if i + 1 < stop else None
        if after is not None and after.text in lexicon.words("clauses", "noun_after"):
            return not (is_a(words[i], "object_control") and after.text in lexicon.words("clauses", "object_heads"))
        before = words[i - 1] if i else None
        return (
            before is not None
            and before.text in lexicon.words("clauses", "noun_before")
            and (after is None or not after.name)
            and not (after is not None and after.tag in ("n", "nz", "v"))
        )

    def _nominal(self, i: int, first: int, stop: int) -> bool:
        """A word that is verb and noun stands here as a noun: nothing follows that it could act on."""
        words = self.line.words
        after = words[i + 1] if i + 1 < stop else None
        before = words[i - 1] if i > first else None
        if before is not None and (
            before.text in lexicon.words("clauses", "event_before")
            or before.tag in ("a", "m")
            and before.text not in lexicon.words("clauses", "verb_before")
        ):
            return True
        return after is not None and after.tag in ("n", "vn") and words[i].tag in ("vn", "n") and not after.name

    def _relative(self, i: int, first: int, stop: int) -> tuple[int, str, int] | None:
        """(end of the verb phrase, the gap, first word of the head) where the predicate stands in a 的-clause before a noun."""
        words = self.line.words
        de = next((k for k in range(i + 1, stop) if words[k].text == "的" and self.line.depth(i, k) == 0), None)
        if de is None or de + 1 >= stop:
            return None
        own = self.zone_subject(i, first)
        between = words[i + 1 : de]
        if not [w for w in between if w.text not in ("了", "过")]:
            head = de + 1
            if own is not None:
                return de, "object", head
            return (de, "subject", head) if self._person_head(head, stop) is not None else (de, "object", head)
        if own is None and not (between[0].name and len(between) == 1 and words[i].text in ("会见", "会晤")):
            person = self._person_head(de + 1, stop)
            if person is not None and not self._takes_clause(i) and not is_a(between[0], "motion"):
                return de, "subject", de + 1
        return None

    def _person_head(self, i: int, stop: int) -> int | None:
        """The person right behind 的."""
        word = self.line.words[i] if i < stop else None
        if word is not None and word.mention and word.mention.entities[0].kind == "Person":
            return i
        return None

    def _takes_clause(self, i: int) -> bool:
        return is_a(self.line.words[i], "object_control") or self.line.words[i].text in lexicon.words("clauses", "whole")

    def _fill_relative(self, zone: Zone, relative: tuple[int, str, int]) -> None:
        _, gap, head = relative
        stop = next((b for a, b in self.line.segments if a <= head < b), len(self.line.words))
        if gap == "subject":
            last = self.line.list_end(head, stop)
            zone.subject = self.line.names(head, last)
            zone.blocked = False
        else:
            phrase = self.line.noun_phrase(head, self._object_stop(head - 1, stop))
            if phrase:
                zone.roles["object"].append(phrase)

    def _between(self, zone: Zone, start: int, i: int) -> None:
        """Names and words between a light verb and its noun: 举行中俄总理会晤, 对X的访问."""
        for k in range(start, i):
            word = self.line.words[k]
            zone.words.add(word.text)
            if word.name and k > start and not is_a(self.line.words[k - 1], "prepositions"):
                zone.roles["modifier"].append(self.line.names(k, k))

    def _object_stop(self, i: int, stop: int) -> int:
        """Where the object of the predicate at ``i`` ends: before 并, a serial verb or a new preposition behind a name, 期间."""
        words = self.line.words
        if words[i].text in lexicon.words("clauses", "adhering") and (held := self._held_to(i, stop)) is not None:
            return held
        whole = self._takes_clause(i) or i + 1 < stop and (self._attribute(i + 1, stop) or self._in_honour(i))
        for k in range(i + 1, stop):
            word = words[k]
            if self.line.depth(i + 1, k) > 0 or word.name:
                continue
            if word.text in ("并", "并且", "而且", "同时") and k > i + 1:
                return k
            if word.text in ("期间", "之际", "之时") and k > i + 1:
                return k
            if word.text in ("时", "后", "前", "之后", "之前") and k + 1 >= stop and k > i + 1:
                return k
            if (
                word.text == "、"
                and not whole
                and k + 1 < stop
                and not words[k + 1].name
                and words[k + 1].text in lexicon.words("clauses", "whole")
            ):
                return k
            if whole or k == i + 1:
                continue
            if words[k - 1].name and (
                is_a(word, "motion")
                or word.text in self.line.predicates.verbs
                and word.tag == "v"
                and not (k + 2 < stop and words[k + 1].text == "的" and words[k + 2].name)
                or is_a(word, "control")
                and word.tag == "v"
                and word.text in ("开始", "继续")
            ):
                return k
            if (
                words[k - 1].name
                and word.tag == "p"
                and is_a(word, "prepositions")
                and word.text not in ("和", "与")
                and self._de_between(k, stop) is None
            ):
                return k
            if words[k - 1].text == "期间":
                return k - 1
            if (
                words[k - 1].name
                and word.tag in ("ad", "d")
                and k + 1 < stop
                and words[k + 1].tag == "v"
                and "的" not in {w.text for w in words[k:stop]}
            ):
                return k
        return stop

    def _in_honour(self, i: int) -> bool:
        """出席庆祝X与Y建交N周年活动: what is celebrated belongs to the name of the event."""
        words = self.line.words
        return words[i].text in lexicon.words("nominal", "attending") and words[i + 1].text in lexicon.words(
            "nominal", "celebrating"
        )

    def _held_to(self, i: int, stop: int) -> int | None:
        """End of 坚守[X的立场]没有改变: the attitude closes the object."""
        words = self.line.words
        attitudes = lexicon.words("clauses", "attitudes")
        return next(
            (
                k + 1
                for k in range(i + 2, stop - 1)
                if words[k].text in attitudes
                and words[k - 1].text == "的"
                and words[k + 1].tag not in ("n", "nz", "vn", "c", "u")
                and words[k + 1].text not in ("、", "和", "与")
            ),
            None,
        )

    def _attribute(self, i: int, stop: int) -> bool:
        """A 的-clause without subject begins here: 会见[来华出席峰会的]X."""
        word = self.line.words[i]
        return (
            not word.name
            and (is_a(word, "motion") or word.tag == "v")
            and any(self.line.words[k].text == "的" and self.line.words[k + 1].name for k in range(i + 1, stop - 1))
        )

    def _de_between(self, k: int, stop: int) -> int | None:
        return next((j for j in range(k, stop) if self.line.words[j].text == "的"), None)

    def _object(self, zone: Zone, i: int, stop: int) -> None:
        """What stands behind the predicate."""
        line, words = self.line, self.line.words
        at = i + 1
        while at < stop and words[at].text in ("了", "过", "着", "：", "“") and not words[at].name:
            at += 1
        if at >= stop or words[at].text in COORDINATE:
            return
        if (led := self._leaders(at, stop)) is not None:
            zone.roles["object"].append(led)
            return
        if words[at].text in ("将", "把") and words[i].text in lexicon.words("clauses", "whole"):
            return
        if is_a(words[i], "motion") and (m := words[at].mention) and (m.how == "metonym" or self._first_leg(at)):
            return
        if len(words[i].text) == 1 and words[at].name:
            zone.roles["object"].append(line.names(at, line.list_end(at, stop)))
            return
        if words[i].text.endswith(tuple(lexicon.words("verbs", "addressing"))) and words[at].name:
            last = line.list_end(at, stop)
            if not (
                last + 1 < stop
                and words[last + 1].tag in ("n", "ORG", "nz")
                and self.describes(words[last + 1])
                and words[last + 1].text != "的"
                and words[last + 1].text not in lexicon.words("clauses", "festive")
            ):
                zone.roles["object"].append(line.names(at, last))
                rest = line.noun_phrase(last + 1, stop)
                if rest:
                    zone.roles["complement"].append(rest)
                return
        if self._takes_clause(i) and self._clause_at(at, stop):
            zone.roles["object"].append(line.make(words[at].start, words[stop - 1].end))
            return
        into = next(
            (
                k
                for k in range(at, stop)
                if words[k].text in ("为", "成为", "到", "至")
                and words[k - 1].text in ("提升", "升级", "升格", "作", "")
                or words[k].text in ("成为", "并", "后")
                and words[k - 1].name
            ),
            None,
        )
        if (
            words[at].text in ("为", "成", "至", "到", "作为", "成为")
            and at + 1 < stop
            and not (words[at].text in ("到", "至") and words[at + 1].name)
        ):
            phrase = line.noun_phrase(at + 1, stop)
            if phrase:
                zone.roles["into"].append(phrase)
            return
        phrase = line.noun_phrase(at, into or stop)
        if phrase:
            zone.roles["object"].append(phrase)

    def _leaders(self, at: int, stop: int) -> Phrase | None:
        """会见由X、Y率领的代表团, 会见以X为团长的代表团: those who lead it."""
        words = self.line.words
        if words[at].text not in ("由", "以") or at + 2 >= stop or not words[at + 1].name:
            return None
        last = self.line.list_end(at + 1, stop)
        after = words[last + 1].text if last + 1 < stop else ""
        return self.line.names(at + 1, last) if after in ("率领", "带领", "为团长", "为", "率") else None

    def _first_leg(self, at: int) -> bool:
        """抵达苏黎世，对瑞士进行访问: the city is only where the journey begins."""
        mention = self.line.words[at].mention
        return (
            mention is not None
            and mention.entities[0].kind in ("City", "Venue")
            and any(w.text in lexicon.table()["nominal"]["journey"] for w in self.line.words[at + 1 :])
            and any(w.mention and w.mention.entities[0].kind == "Country" for w in self.line.words[at + 1 :])
        )

    def _clause_at(self, at: int, stop: int) -> bool:
        """What is supported or opposed is a clause: a noun or name, perhaps a prepositional phrase, then a verb."""
        words = self.line.words
        k = at
        while k < stop and (words[k].name or words[k].tag in ("n", "nz", "a", "an", "ORG", "s") and k < at + 3):
            k += 1
        if k == at:
            return False
        while k < stop and not words[k].name and (words[k].tag in ("d", "ad", "vd", "TIME") or is_a(words[k], "together")):
            k += 1
        if k < stop and words[k].tag == "p":
            k = next((m + 1 for m in range(k, stop) if words[m].text in LOCAL or words[m].text == "的"), self._next_verb(k, stop))
        relative = k + 1 < stop and words[k + 1].text == "的"
        return k < stop and not relative and not words[k].name and words[k].tag in ("v", "vd") and words[k - 1].text != "的"

    def _next_verb(self, k: int, stop: int) -> int:
        """The first verb behind the phrase of the preposition at ``k``: 以经济手段|胁迫, 向X|出售."""
        words = self.line.words
        return next((m for m in range(k + 2, stop) if not words[m].name and words[m].tag in ("v", "vd")), k + 2)

    def _passive(self, zone: Zone) -> bool:
        """被: the doer stands behind it, the subject is acted on."""
        if (
            not zone.words & {"被", "受到", "获", "遭到", "遭"}
            or not zone.subject
            or not ("被" in zone.words or zone.roles.get("by"))
        ):
            return False
        zone.roles["object"].insert(0, zone.subject)
        agents = zone.roles.pop("by", [])
        zone.subject = agents[0] if agents else None
        zone.blocked = not agents
        return True
