"""Chinese clauses: one normalised predication for every construction that may tell it; knows no event type.

A sentence is cut at its commas; the subject is carried from one piece to the next and from sentence to sentence. Around each
listed predicate the words to its left give subject, prepositional phrases, negation and mood; the words to its right the object.
Serial verbs (赴印度出席), support verbs (同…举行会谈, 对…进行访问), 的-relatives, 应…邀请, 在…期间, 请X转达, 把…提升为,
reported speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.lang.context import Context, Predicates
from kg.lang.zh import directed, gatherings, lexicon, members, memory, nominal
from kg.lang.zh.flow import Flow
from kg.lang.zh.line import Line, Word, is_a
from kg.lang.zh.running import running
from kg.lang.zh.timing import Times
from kg.lang.zh.zone import COORDINATE, Zone
from kg.model import Clause, Entity, Phrase, Sentence

_WATERS = ("河", "江", "海", "湖", "山", "海峡", "半岛")  # places, no parties: 湄公河五国


def clauses(sentence: Sentence, predicates: Predicates, context: Context) -> list[Clause]:
    """All clauses of the sentence whose predicate a frame asks for, in text order."""
    line = Line(sentence, predicates)
    state = running(context, sentence)
    builder = Builder(line, context, state, Times(line, sentence, state))
    return list(builder.all())


class Builder(Flow):
    """The clauses of one sentence."""

    def all(self) -> Iterator[Clause]:
        """Clauses segment by segment; a verb of saying hands the rest to its speaker."""
        self.ahead, self.told = False, []
        self._speaks(self.line.sentence.speaker)
        for clause in self._pieces():
            yield replace(clause, mood="cancelled") if clause.mood == "planned" and self._called_off() else clause

    def _called_off(self) -> bool:
        """…，但已推迟: a later piece without a subject takes the plan back."""
        for first, stop in self.line.segments[1:]:
            words = [w for w in self.line.words[first:stop] if w.text not in lexicon.words("clauses", "but")]
            if words and is_a(words[0], "cancelled") and len(words) <= 2:
                return True
        return False

    def _pieces(self) -> Iterator[Clause]:
        for n, (first, stop) in enumerate(self.line.segments):
            said = self._saying(first, stop)
            if said is None and self._reported(first, stop):
                self.times.level()
                continue
            if said is None:
                yield from self._segment(n, first, stop)
                continue
            verb, subject = said
            yield from self._segment(n, first, verb)
            self._speaks(subject.entities[0], subject)
            self.times.level()
            yield from self._segment(n, verb + 1, stop)
            if self._states(verb + 1, stop):
                self.state.subject = subject

    def _segment(self, n: int, first: int, stop: int) -> Iterator[Clause]:
        if first >= stop:
            return
        self.times.at(first, stop)
        self._open(first, stop)
        if self.temporal(stop):
            self.occasion = self._circumstances(first, stop)
        self._written(first, stop)
        for i in range(first, stop):
            word = self.line.words[i]
            if word.name:
                continue
            if word.text in self.line.predicates.verbs:
                built = self._verb(i, n, first, stop)
                yield from built
            if word.text in self.line.predicates.nouns:
                yield from nominal.clauses(self, i, n, first, stop)
        yield from nominal.named(self, first, stop)
        yield from members.clauses(self, first, stop)
        yield from directed.clauses(self, n, first, stop)

    def _circumstances(self, first: int, stop: int) -> dict[str, list[Phrase]]:
        """Place and gathering of 在纽约出席X期间，…."""
        found: dict[str, list[Phrase]] = {}
        for i in range(first, stop):
            word = self.line.words[i]
            kind = word.mention.entities[0].kind if word.mention else ""
            if kind in ("City", "Venue") and i > first and self.line.words[i - 1].text in ("在", "于"):
                found.setdefault("in", []).append(self.line.names(i, i))
            elif kind == "Gathering":
                found.setdefault("during", []).append(self.line.names(i, i))
        return found

    def _verb(self, i: int, n: int, first: int, stop: int) -> list[Clause]:
        """The clauses that a listed verb heads; several where 分别 deals its partners out."""
        line, word = self.line, self.line.words[i]
        support = self._support(i, first)
        if self._no_predicate(i, first, stop, support):
            return []
        start = support if support is not None else i
        relative = self._relative(i, first, stop)
        inside = len(word.text) == 1 and i + 2 < stop and line.words[i + 2].tag == "n"  # 历史性访缅成果
        zone = self.zone(start, first, bounded=inside or relative is not None)
        object_stop = self._object_stop(i, relative[0] if relative else stop)
        construction = "support verb" if support is not None else "active"
        if relative:
            construction = "relative"
            zone.mood = "happened" if zone.control else zone.mood
            self._fill_relative(zone, relative)
            if relative[1] == "subject" and word.text in lexicon.words("directed", "received"):
                self._host(zone, first, i)
        if support is not None and i > start + 1:
            self._between(zone, start, i)
        if i + 1 < object_stop and not (relative and relative[1] == "object"):
            self._object(zone, i, object_stop)
        if zone.subject is None and not zone.blocked and not relative and not zone.roles.get("invited"):
            if self.backed and word.text in lexicon.words("clauses", "resisting") and not self._named(i + 1, object_stop):
                return []  # 支持X维护独立，反对干涉: who opposes is not clear
            self._without_subject(zone, i, n, stop)
        elif zone.mood == "planned" and not zone.control and not relative:
            self.ahead = any(is_a(line.words[k], "planned") for k in range(first, i))
        self._serial(zone, i, first)
        if self._passive(zone):
            construction = "passive"
        self._of_its_own(zone, i, start, first, (stop, object_stop))
        if zone.roles.get("invited") and word.text == "邀请":
            self._invited(zone, n)
            construction = "invitation"
        built = self.finished(zone, i, word.text, object_stop, construction)
        if not built:
            return []
        self._shared(built[-1], stop)
        if word.text in lexicon.words("nominal", "attending") and zone.roles.get("object"):
            self.told = zone.roles["object"][:1]
            self._remember(built[-1])
        return built + self._joined(zone, i, object_stop)

    def _no_predicate(self, i: int, first: int, stop: int, support: int | None) -> bool:
        """The word at ``i`` is a noun, part of one, or tells nothing by itself."""
        words = self.line.words
        word = words[i]
        if word.text in lexicon.words("clauses", "bound") and not (i + 1 < stop and words[i + 1].name):
            return True
        if directed.takes(self, i, first) or self._background(i, first, stop):
            return True
        if support is None and (self._modifier(i, stop) or self._attended(i, first)):
            return True
        if word.text in self.line.predicates.nouns and support is None and self._nominal(i, first, stop):
            return True
        if self.backed and i and words[i - 1].text == "、" and word.text in lexicon.words("clauses", "resisting"):
            return True  # 支持X维护独立、反对干涉的斗争: who opposes is not clear
        return self._within_judgement(i, first)

    def _without_subject(self, zone: Zone, i: int, n: int, stop: int) -> None:
        """Give the predicate the subject that goes on, and its plan."""
        self.supply_subject(zone, n, stop)
        if self.line.words[i].text in lexicon.words("clauses", "demanding"):
            zone.subject = self.before  # 敦促X…: X is whom it is demanded of
        if self.ahead and zone.mood == "happened" and not zone.negated and self._undone(i, stop):
            zone.mood = "planned"

    def _of_its_own(self, zone: Zone, i: int, start: int, first: int, stops: tuple[int, int]) -> None:
        """What some classes of verbs take: judgements, demands, meetings, breaches (``stops``: of the piece, of the object)."""
        text, (stop, object_stop) = self.line.words[i].text, stops
        if text in lexicon.table()["nominal"]["shared"]:
            self._guests(zone, i, object_stop)
        if text in lexicon.words("directed", "judging"):
            directed.aim(self, zone, start, first)
        if text in ("出席", "与会", "到会") and not zone.roles.get("object") and i + 1 >= stop and not zone.control:
            zone.roles["object"] = self._gathering_before(first)
        if text in lexicon.words("clauses", "demanding"):
            self._demanded(zone, i, stop)
        self._handed(zone, text)
        if text == "支持" and i + 1 < object_stop and self._clause_at(i + 1, object_stop):
            self.backed = True
        self.judged(zone)
        if text in lexicon.words("clauses", "breaches"):
            self.breach(zone, i, first)

    def _within_judgement(self, i: int, first: int) -> bool:
        """谴责X拒绝Y: what X refuses belongs to what is condemned."""
        words, whole = self.line.words, lexicon.words("clauses", "whole")
        if words[i].text not in whole:
            return False
        outer = next((k for k in range(i - 1, first - 1, -1) if not words[k].name and words[k].text in whole), None)
        between = words[outer + 1 : i] if outer is not None else ()
        return bool(between) and between[0].name and not any(w.text in COORDINATE or w.text == "，" for w in between)

    def _guests(self, zone: Zone, i: int, stop: int) -> None:
        """会见来华出席X峰会的Y: on the sidelines of the summit that Y came for."""
        words = self.line.words
        for k in range(i + 1, stop - 1):
            after = words[k + 1].mention
            if words[k].text in ("出席", "参加", "与会") and after and after.entities[0].kind == "Gathering":
                zone.roles["during"].append(self.line.names(k + 1, k + 1))
                return

    def _gathering_before(self, first: int) -> list[Phrase]:
        """X峰会在Y举行，A、B等出席: the gathering told just before."""
        found = [w.i for w in self.line.words[:first] if w.mention and w.mention.entities[0].kind == "Gathering"]
        return [self.line.names(found[-1], found[-1])] if found else self.told

    def _demanded(self, zone: Zone, i: int, stop: int) -> None:
        """敦促X撤军: what is demanded, or what is to stop."""
        told = directed.demanded(self.line, i, stop)
        zone.roles.pop("object", None)
        if told:
            zone.roles["object" if not told[1] else "forbidden"] = [told[0]]

    @staticmethod
    def _handed(zone: Zone, verb: str) -> None:
        """…由X同Y共同主持: who does it stands behind 由, what is done before."""
        if verb not in lexicon.words("clauses", "handed") or "由" not in zone.words or not zone.roles.get("by"):
            return
        if zone.subject and any(e.kind == "Gathering" for e in zone.subject.entities):
            zone.roles["object"].append(zone.subject)
        zone.subject, zone.blocked = zone.roles.pop("by")[0], False

    def _named(self, first: int, stop: int) -> bool:
        return any(w.name for w in self.line.words[first:stop])

    def _undone(self, i: int, stop: int) -> bool:
        """Nothing behind the predicate says that it is done: 了, 过."""
        return not any(w.text in ("了", "过") for w in self.line.words[i + 1 : min(i + 2, stop)])

    def _invited(self, zone: Zone, n: int) -> None:
        """应X邀请，Y…: X invites the subject of the next pieces."""
        zone.subject, zone.blocked = zone.roles.pop("invited")[0], False
        for a, b in self.line.segments[n + 1 :]:
            guest = self.main_subject(a, b)
            if guest:
                zone.roles["object"] = [guest]
                return

    def _shared(self, clause: Clause, stop: int) -> None:
        """Remember who shared the event (for 参加会见) and with whom a time clause has the subject (会见X时)."""
        people = [
            e
            for role in ("subject", "object", "with")
            for p in clause.roles.get(role, ())
            for part in p.parts or (p,)
            for e in part.entities
            if e.kind == "Person"
        ]
        if clause.predicate in lexicon.table()["nominal"]["shared"] and self.speaker is None and len(set(people)) > 1:
            self.state.party = (self.carried(*dict.fromkeys(people)),)
        if self.temporal(stop):
            partners = [
                e for role in ("object", "with") for p in clause.roles.get(role, ()) for e in p.entities if e.kind == "Person"
            ]
            if len(partners) == 1:
                self.state.partner = self.carried(partners[0])

    def _joined(self, zone: Zone, i: int, stop: int) -> list[Clause]:
        """X参加会见: X joins the event of which the text just told who shares it."""
        words = self.line.words
        rest = "".join(w.text for w in words[i + 1 : stop])
        if words[i].text not in ("参加", "陪同") or not self.state.party or zone.subject is None or zone.blocked:
            return []
        if not rest.startswith(tuple(lexicon.table()["nominal"]["joined"])):
            return []
        zone.roles["party"] = list(self.state.party)
        return self.finished(zone, i, "@joined", stop, "anaphora")

    def _asked(self, word: Word) -> bool:
        """能否…？ 如果…: the segment asks or supposes."""
        first = next((a for a, b in self.line.segments if a <= word.i < b), word.i)
        return any(is_a(w, "asking") for w in self.line.words[first : first + 2])

    def _parties(self, zone: Zone) -> Phrase | None:
        """The two or more sides of a relation: those named with it, the subject and its partner, the two sides of the text."""
        given = [*zone.roles.get("modifier", ())]
        acting = [*([zone.subject] if zone.subject and not zone.blocked else []), *zone.roles.get("with", ())]
        for phrases in (given, acting):
            sides = self._sides(phrases)
            if len(sides) > 1:
                return self.carried(*sides)
        two = self.two_sides()
        if "Country" not in self.context.pairs and self.context.home and self.context.home not in two:
            return None
        alone = self._sides(given or acting)
        return self.carried(*two) if len(two) == 2 and all(e in two for e in alone) else None

    def two_sides(self) -> tuple[Entity, ...]:
        """The two sides as they were when the sentence was read."""
        return self.context.sides_at.get(self.line.sentence.index) or self.context.pair("Country")

    def sentence_anchor(self) -> date | None:
        """The day that 今年 counts from."""
        return self.line.sentence.anchor

    def _sides(self, phrases: list[Phrase]) -> tuple[Entity, ...]:
        """Countries, unions and areas of phrases; people stand for their country."""
        found = [e for phrase in phrases for part in phrase.parts or (phrase,) for e in part.entities]
        return tuple(
            dict.fromkeys(
                c
                for e in found
                if (
                    c := self.context.country(e)
                    if e.kind == "Person"
                    else e
                    if e.kind in ("Country", "Organization") or e.kind == "Area" and not e.label("zh").endswith(_WATERS)
                    else None
                )
            )
        )

    def _remember(self, clause: Clause) -> None:
        """Keep the gathering that somebody attends, if it has a name, for the sentences behind."""
        for phrase in clause.roles.get("object", ()):
            found = next((e for e in phrase.entities if e.kind == "Gathering"), None)
            if found is not None and not phrase.parts:
                self.state.gathering = self.carried(found)

    def _taken_up(self, zone: Zone, name: str) -> None:
        """参加上述会议, 在峰会上致辞: the gathering told before."""
        last = self.state.gathering
        if last is None:
            return
        for role in ("object",) if name in lexicon.words("nominal", "attending") else ("during", "in"):
            phrases = zone.roles.get(role, [])
            if len(phrases) == 1 and not phrases[0].entities and phrases[0].text in lexicon.words("nominal", "again"):
                zone.roles[role] = [last]

    def _host(self, zone: Zone, first: int, i: int) -> None:
        """X在Z会见来访的Y: Y visits the country of X."""
        host = self.main_subject(first, i)
        entity = host.entities[0] if host and host.entities else None
        country = self.context.country(entity) if entity is not None and entity.kind == "Person" else None
        guest = zone.subject.entities[0] if zone.subject and zone.subject.entities else None
        if country is not None and guest is not None and self.context.country(guest) not in (None, country):
            zone.roles["to"] = [self.carried(country)]

    def _addressed(self, zone: Zone, name: str) -> None:
        """对X就任表示祝贺: it is X to whom the message goes."""
        phrases = zone.roles.get("to", [])
        if name not in lexicon.table()["nominal"]["messages"] or len(phrases) != 1 or phrases[0].entities or phrases[0].parts:
            return
        start = self.line.tokens[phrases[0].start].start
        word = next((w for w in self.line.words if w.start == start and w.name), None)
        if word is not None:
            zone.roles["to"] = [self.line.names(word.i, word.i)]

    def _serial(self, zone: Zone, i: int, first: int) -> None:
        """拟访问X并出席Y: the plan of the first verb is the second's."""
        words = self.line.words
        join = next((k for k in range(i - 1, max(first, i - 4), -1) if words[k].text in ("并", "并将", "及", "和")), None)
        if join is None or zone.mood != "happened" or not zone.crossed or zone.negated:
            return
        planned = [k for k in range(first, join) if is_a(words[k], "planned") and words[k].tag in ("d", "v", "vd")]
        if planned and not any(w.text in ("了", "过", "后", "表示", "说", "宣布") for w in words[planned[0] : i]):
            zone.mood = "planned"

    def finished(self, zone: Zone, i: int, name: str, stop: int, construction: str) -> list[Clause]:
        if (
            name in lexicon.table()["nominal"]["messages"]
            and self.state.addressee
            and not any(p.entities for r in ("object", "to") for p in zone.roles.get(r, ()))
        ):
            zone.roles["to"] = [self.carried(*self.state.addressee.entities)]
        self._addressed(zone, name)
        if name in lexicon.words("nominal", "speaking_at") or name in lexicon.words("nominal", "attending"):
            self._taken_up(zone, name)
        parties = self._parties(zone)
        if parties:
            zone.roles["parties"] = [parties]
        roles = {role: tuple(phrases) for role, phrases in zone.roles.items() if phrases}
        if zone.subject and not zone.blocked:
            roles["subject"] = (zone.subject,)
        if zone.controller:
            roles["controller"] = (zone.controller,)
        first_word, last_word = self.line.words[zone.first], self.line.words[max(i, stop - 1)]
        start, end = self.line.token_at(first_word.start), self.line.token_at(last_word.end - 1) + 1
        inside = (
            {w.text for w in self.line.words[zone.first : max(i + 1, stop)]}
            | zone.words
            | {t.lemma for t in self.line.tokens[start:end]}
        )
        inside |= {
            tail for w in self.line.words[zone.first : i + 1] if w.name for tail in ("代表团", "代表") if w.text.endswith(tail)
        }
        when = self.times.of(zone.first, max(i + 1, stop), zone.mood, i)
        if name in lexicon.table()["nominal"]["punctual"]:
            since = self.times.anniversary(i)
            when, zone.mood = (since or when, "happened") if since or self.times.since(i) else (when, zone.mood)
        if zone.mood in ("happened", "planned") and self._asked(first_word):
            zone.mood = "hypothetical"
        if zone.mood == "hypothetical" and self.line.sentence.passage in memory.of(self.context).asked:
            return []  # a reporter's 是否会见了X？ says nothing
        if name in lexicon.table()["nominal"]["shared"]:
            for role, phrases in self.occasion.items():
                roles.setdefault(role, tuple(phrases))
        when = gatherings.when(name, roles, when, self.line, self.sentence_anchor())
        gatherings.placed(name, roles, self)
        if self.nobody and "subject" not in roles:
            roles["nobody"] = (self.line.make(first_word.start, first_word.end),)
        goals = (
            () if roles.get("in") else tuple(e for p in roles.get("to", ()) for e in p.entities if e.kind in ("City", "Country"))
        )
        clause = Clause(
            name,
            roles,
            start,
            end,
            construction,
            zone.negated,
            zone.mood,
            self.speaker,
            when,
            goals if zone.moved else (),
            words=frozenset(inside),
        )
        return list(_dealt(clause)) if "分别" in zone.words or _apart(clause) else [clause]


def _apart(clause: Clause) -> bool:
    """会见A、B和C without day or place: each was met alone."""
    if clause.predicate not in ("会见", "会晤", "接见") or clause.when or clause.roles.get("in"):
        return False
    return any(len(p.parts) > 1 and _abroad(p) for p in clause.roles.get("object", ())) and not clause.words & {
        "共同",
        "集体",
        "一道",
    }


def _abroad(phrase: Phrase) -> bool:
    """People of several countries."""
    people = [e for part in phrase.parts for e in part.entities if e.kind == "Person"]
    return len(people) == len(phrase.parts) and len({e.country for e in people if e.country}) == len(people)


def _dealt(clause: Clause) -> Iterator[Clause]:
    """分别: each partner of the list apart."""
    for role in ("with", "object", "to", "subject"):
        phrases = clause.roles.get(role, ())
        if len(phrases) == 1 and len(phrases[0].parts) > 1:
            for part in phrases[0].parts:
                yield replace(clause, roles={**clause.roles, role: (part,)})
            return
    yield clause
