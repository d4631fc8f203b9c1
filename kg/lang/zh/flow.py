"""The flow of a Chinese text: whose subject goes on over commas and sentences, who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.lang.context import Context
from kg.lang.zh import directed, lexicon
from kg.lang.zh.deeds import Deeds, alluded, topic
from kg.lang.zh.line import is_a
from kg.lang.zh.running import Running
from kg.lang.zh.timing import Times
from kg.lang.zh.verbs import Verbs
from kg.lang.zh.zone import LOCAL, Zone, acts
from kg.model import Entity, Phrase

_ADVERBIAL_TAGS = frozenset({"d", "ad", "vd", "a", "t", "TIME", "m", "q", "xc", "f", "r"})


@dataclass
class Flow(Verbs):
    """Subjects and speakers of one sentence within its text."""

    context: Context
    state: Running
    times: Times
    speaker: Entity | None = None
    ahead: bool = False  # the pieces before told a plan of the subject that goes on: 将访问X，与Y会晤
    told: list[Phrase] = field(default_factory=list)  # the gathering that the sentence told last
    backed: bool = False  # the piece before supports somebody in doing something: what follows may be that one's to do
    before: Phrase | None = None  # whose subject went on when the piece began
    nobody: bool = False  # a noun that nobody can name opens the piece: 峰会发表…
    occasion: dict[str, list[Phrase]] = field(default_factory=dict)  # 在纽约出席X期间，: place and gathering of the next pieces

    def _speaks(self, speaker: Entity | None, subject: Phrase | None = None) -> None:
        """From here on ``speaker`` speaks: a new one is the first subject of what is said."""
        self.speaker = speaker
        if speaker != self.state.speaker or subject:
            self.state.speaker, self.state.duty = speaker, False
            self.state.subject = (
                self.carried(*(p.entities[0] for p in subject.parts))
                if subject and subject.parts
                else self.carried(speaker)
                if speaker
                else None
            )

    def carried(self, *entities: Entity) -> Phrase:
        """A subject named in another piece of the text."""
        parts = tuple(Phrase(0, 1, 0, e.label("zh"), (e,)) for e in entities)
        return Phrase(0, 1, 0, parts[0].text, entities[:1], parts if len(parts) > 1 else ())

    def _states(self, first: int, stop: int) -> bool:
        """认为台湾是…一部分: a statement about something; who goes on to act is the speaker."""
        words = self.line.words
        return first + 1 < stop and words[first].name and any(is_a(w, "copula") for w in words[first + 1 : first + 4])

    def _saying(self, first: int, stop: int) -> tuple[int, Phrase] | None:
        """The verb of saying that opens a content, and who says it: 李强表示, 他在会谈时强调, 白方宣布."""
        for i in range(first, stop):
            word = self.line.words[i]
            if not is_a(word, "reporting") or self._expressing(i, stop):
                continue
            zone = self.zone(i, first)
            subject = zone.subject if zone.subject and zone.subject.entities else None
            if (
                subject is None
                and i - first <= 2
                and not zone.blocked
                and self.state.subject
                and all(
                    is_a(w, "together", "control") or w.tag in _ADVERBIAL_TAGS or w.tag == "c" for w in self.line.words[first:i]
                )
            ):
                subject = self.state.subject
            if (
                subject
                and subject.entities
                and subject.entities[0].kind in ("Person", "Country", "Organization", "Area")
                and not zone.control
            ):
                return i, subject
            return None
        return None

    def _reported(self, first: int, stop: int) -> bool:
        """据X媒体3日报道: what follows is the report's, its day not."""
        words = self.line.words
        return words[stop - 1].text in ("报道", "消息", "报导", "获悉") and any(
            w.text in ("据", "另据") for w in words[first : first + 2]
        )

    def _expressing(self, i: int, stop: int) -> bool:
        """表示感谢, 表示坚决反对: the verb lends itself to a noun instead of opening a content."""
        words = self.line.words
        if words[i].text in lexicon.words("clauses", "demanding"):
            return directed.demanded(self.line, i, stop) is not None
        if words[i].text in lexicon.words("directed", "telling") and i + 1 < stop and words[i + 1].text == "对":
            return words[stop - 1].text in lexicon.words("directed", "aims")
        if words[i].text not in ("表示", "表达", "提出", "发表"):
            return False
        rest = [w for w in words[i + 1 : stop] if w.text != "了"]
        if i and not words[i - 1].name and i + 1 < stop and any(w.name for w in rest):
            rest = rest[: next(k for k, w in enumerate(rest) if w.name)]
            return False if rest == [] else rest[-1].text in self._nouns and len(rest) <= 3
        return (
            bool(rest)
            and len(rest) <= 8
            and any(w.text in self._nouns for w in rest)
            and not any(is_a(w, "control", "prepositions") and w.text != "坚持" for w in rest)
        )

    @property
    def _nouns(self) -> frozenset[str]:
        return self.line.predicates.nouns | self.line.predicates.verbs

    def _written(self, first: int, stop: int) -> None:
        """致电X，表示…: what follows is said to X."""
        for i in range(first, stop - 1):
            if self.line.words[i].text in ("致电", "致函", "致信", "去电", "去函") and self.line.words[i + 1].name:
                self.state.addressee = self.line.names(i + 1, self.line.list_end(i + 1, stop))

    def _open(self, first: int, stop: int) -> None:
        """Whose subject goes on: of a name that opens the segment, nobody's behind a plain noun, the same behind a verb."""
        duty = any(is_a(w, "duty") for w in self.line.words[first:stop])
        self.before = self.state.subject
        self.nobody = not self.line.words[first].name and self.line.words[first].text in lexicon.words("clauses", "nobody")
        main = self.main_subject(first, stop)
        wished = self._wished(first, stop)
        opening = self.line.words[first]
        if wished is not None or main is not None or is_a(opening, "willing", "planned") or opening.text in ("并", "也", "还"):
            self.backed = False
        if wished is not None or main is not None:
            self.ahead = False
        self._did(main, first, stop)
        if wished is not None:
            self.state.subject, self.state.duty = wished, True
        elif main is not None:
            self.state.subject, self.state.duty = self._leading(main, first, stop), duty
        elif self._both_open(first, stop):
            self.state.subject, self.state.duty = self._both(), duty
        elif self._noun_opens(first, stop):
            self.state.subject, self.state.duty = None, False
        else:
            self.state.duty = self.state.duty or duty

    def _both_open(self, first: int, stop: int) -> bool:
        """双方都…, but not 双方企业…."""
        words = self.line.words
        if words[first].name or words[first].text not in lexicon.words("clauses", "both"):
            return False
        return first + 1 < stop and words[first + 1].tag not in ("n", "nz", "vn", "an", "u", "ORG")

    def _both(self) -> Phrase | None:
        """X与Y…，双方…; X同Y通电话，两人都…: the two just told together."""
        for phrase in (self.before, *self.state.party):
            if phrase is not None and len(phrase.parts or phrase.entities) == 2:
                return phrase
        return None

    def _leading(self, main: Phrase, first: int, stop: int) -> Phrase:
        """X与Y通电话，祝贺…: of two who meet, the first goes on."""
        words = self.line.words[first:stop]
        shared = any(w.text in lexicon.table()["nominal"]["shared"] and not w.name for w in words)
        if len(main.parts) != 2 or not shared or not any(w.text in ("与", "同", "跟") and not w.name for w in words):
            return main
        return main.parts[0]

    def _did(self, main: Phrase | None, first: int, stop: int) -> None:
        """Note what a side did, for a judgement that takes it up."""
        actor = main or self.state.subject
        if actor is None or not actor.entities:
            return
        sides = self.sides_of(e for part in actor.parts or (actor,) for e in part.entities)
        self.context.note(Deeds).note(self.line, first, stop, sides)

    def sides_of(self, entities: Iterable[Entity]) -> frozenset[str]:
        """Ids of the countries and bodies that these act for."""
        return frozenset((self.context.side(e) or e).id for e in entities)

    def judged(self, zone: Zone) -> None:
        """对此, 此举, 中方举动: what was done stands for the word that takes it up."""
        agent = zone.subject
        but = self.sides_of(agent.entities if agent else ())
        if not but:
            return
        for role in ("object", "to"):
            for n, phrase in enumerate(zone.roles.get(role, ())):
                if phrase.parts or any(e.kind == "Topic" for e in phrase.entities):
                    continue
                takes, owned = alluded(phrase, self.line)
                if takes:
                    doers = self.sides_of(self._named_in(phrase)) if owned else frozenset()
                    deed = self.context.note(Deeds).of(doers, but)
                    zone.roles[role][n] = deed or replace(phrase, text="此", entities=())

    def breach(self, zone: Zone, i: int, first: int) -> None:
        """Y做Z，严重违反国际法, in somebody's words: that side condemns what the other did."""
        home = self.context.side(self.speaker) if self.speaker else None
        near = [w for w in self.line.words[max(first, i - 2) : i] if w.text in lexicon.words("clauses", "gravely")]
        if home is None or not near:
            return
        but = frozenset({home.id})
        doers = self.sides_of(zone.subject.entities if zone.subject else ())
        if not doers or doers & but:
            return
        own = self.line.words[first : near[0].i]
        acted = [w for w in own if w.tag in ("v", "vd") and not w.name]
        deed = topic(self.line.text[own[0].start : own[-1].end]) if acted else self.context.note(Deeds).of(doers, but)
        if deed:
            zone.roles["judge"], zone.roles["deed"] = [self.carried(home)], [deed]

    def _named_in(self, phrase: Phrase) -> list[Entity]:
        mentions = self.line.sentence.mentions
        return [e for m in mentions if phrase.start <= m.start < phrase.end for e in m.entities[:1]]

    def _wished(self, first: int, stop: int) -> Phrase | None:
        """希望X做…，…: what follows is X's to do."""
        words = self.line.words
        for i in range(first, min(stop - 2, first + 6)):
            if is_a(words[i], "wishing") and words[i + 1].name and acts(words[i + 1]):
                last = self.line.list_end(i + 1, stop)
                relay = last + 1 < stop and words[last + 1].text in lexicon.table()["nominal"]["relay"]
                if last + 1 < stop and not relay and not self.describes(words[last + 1]):
                    return self.line.names(i + 1, last)
        return None

    def _noun_opens(self, first: int, stop: int) -> bool:
        """The segment begins with a noun that nobody can name: its verbs are not the old subject's."""
        for i in range(first, stop):
            word = self.line.words[i]
            if word.name:
                return i + 1 < stop and self.describes(self.line.words[i + 1])
            if word.tag == "p" or word.text in ("同", "与", "对", "在", "为", "就"):
                return False
            if word.tag in ("d", "ad", "vd", "c", "TIME", "t", "xc", "f", "w", "u") or is_a(word, "together", "conjunctions"):
                continue
            if word.tag == "a" and i + 1 < stop and self.line.words[i + 1].tag in ("v", "vn", "vd", "p", "a", "ad", "d"):
                continue
            return (
                word.tag not in ("v", "p")
                and word.text not in self._nouns
                and not is_a(word, "control", "prepositions")
                and i + 1 < stop
            )
        return False

    def main_subject(self, first: int, stop: int) -> Phrase | None:
        """The first free name of the segment: subject of what follows."""
        skip = first
        for i in range(first, stop):
            word = self.line.words[i]
            if i < skip:
                continue
            if word.name:
                last = self.line.list_end(i, stop)
                if self._free(i, first, stop):
                    return self.line.names(i, last)
                skip = last + 1
            if (
                not word.name
                and (word.tag in ("v", "p") and word.text != "对于" or word.text == "的")
                and not is_a(word, "prepositions")
            ):
                return None
        return None

    def _free(self, i: int, first: int, stop: int) -> bool:
        """A name that opens its clause: no preposition or verb before it, no noun that it only describes behind it."""
        words = self.line.words
        before = words[i - 1] if i > first else None
        if (
            before is not None
            and (is_a(before, "prepositions") or before.tag in ("v", "p", "vd") or before.text in ("的", "对", "同"))
            and before.text != "的"
        ):
            return False
        last = self.line.list_end(i, stop)
        after = words[last + 1] if last + 1 < stop else None
        return after is None or not self.describes(after)

    def supply_subject(self, zone: Zone, n: int, stop: int) -> None:
        """A predicate without subject: of the next piece where this one only tells the time, else of what went before."""
        if self.temporal(stop) and n + 1 < len(self.line.segments):
            a, b = self.line.segments[n + 1]
            zone.subject = self.main_subject(a, b)
            if zone.subject:
                return
        zone.subject = self.state.subject
        if self.state.duty:
            zone.words.add("要")

    def temporal(self, stop: int) -> bool:
        """会见X时, 访西期间, 抵达时: a piece that tells the time of the next."""
        last = self.line.words[stop - 1]
        return not last.name and last.text in LOCAL
