"""A Chinese sentence while its names are read: where a name begins and ends, known or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.lang.context import Context
from kg.lang.zh import lexicon, memory
from kg.lang.zh.found import PUNCTUATION, Found, Told
from kg.lang.zh.lexicon import Title
from kg.model import Entity, Mention, Token

_MARKS = "·•・‧-－"
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}世")

#: what follows a title that stands for its office only
NO_NAME_AFTER = re.compile(
    r"(府|官邸|代表|顾问|助理|办公室|发言人|女儿|儿子|之子|私人|选举|大选|竞选|候选人|职位|职务|一职|任期|夫人|特使|办公|令|宫|级|们|制|团|国|会议|会(?!谈|见|晤|面)|号|座机|专机|换届|当选|就任|就职|的)"
)


@dataclass
class Surface:
    """The characters, words and known names of one sentence."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    context: Context
    found: list[Found] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = memory.of(self.context)
        self.names = [
            _untitled(Found(self.tokens[m.start].start, self.tokens[m.end - 1].end, m.entities, m.how), self.text)
            for m in self.mentions
        ]
        self.names = [
            n
            for n in self.names
            if not (
                n.entities and n.entities[0].kind == "Venue" and self.text[n.start : n.end] in lexicon.words("bodies", "state")
            )
        ]
        self.starts = {t.start: t for t in self.tokens}
        self.ends = {t.end: t for t in self.tokens}
        self.by_end = {n.end: n for n in self.names}
        self.by_start = {n.start: n for n in self.names}
        self.begins = {form[:1] for form in self.context.people}  # first characters of names told so far
        self.last: tuple[int, Entity] | None = None  # end and owner of the phrase before, for lists

    def name_at(self, pos: int, title: Title | None = None) -> tuple[int, str, tuple[Entity, ...]] | None:
        """The name that begins at ``pos``: (end, name, candidates); None where no name stands there."""
        name = self.by_start.get(pos)
        if name and name.entities and name.entities[0].kind == "Person":
            end = self._extended(name.end)
            return end, self.text[pos:end], name.entities if end == name.end else ()
        if name and name.entities:
            return None
        for end in range(min(len(self.text), pos + 16) if self.text[pos : pos + 1] in self.begins else pos, pos + 1, -1):
            person = self.context.recall(self.text[pos:end])
            if person and person.kind == "Person" and self._extended(end) == end:
                return end, self.text[pos:end], (person,)
        first = self.starts.get(pos)
        if title is not None and NO_NAME_AFTER.match(self.text, pos) and not (first and first.ner == "PER"):
            return None
        stop = self._run(pos, title)
        return (stop, self.text[pos:stop], ()) if stop else None

    def _extended(self, end: int) -> int:
        """Over 六世, ·name and -name."""
        if match := _ORDINAL.match(self.text, end):
            return match.end()
        while (
            (token := self.starts.get(end))
            and token.ner == "PER"
            and set(token.lemma) <= lexicon.foreign()
            and end not in self.by_start
        ):
            end = token.end
        if end + 1 < len(self.text) and self.text[end] in _MARKS and self.text[end + 1] in lexicon.foreign():
            while (
                end < len(self.text)
                and self.text[end] in lexicon.foreign()
                and not (self.starts.get(end) and self.starts[end].tag in ("v", "p", "c", "d", "u"))
            ):
                end += 1
        return end

    def _run(self, pos: int, title: Title | None) -> int | None:
        """End of an unknown name at ``pos``: up to punctuation, a verb or a preposition, if it looks like a name."""
        limit = pos
        while limit < len(self.text) and (self.text[limit] not in PUNCTUATION or self.text[limit] in _MARKS):
            limit += 1
        end = self._cut(pos, limit)
        text = self.text[pos:end]
        if not 2 <= len(text) <= (24 if any(m in text for m in _MARKS) else 9):
            return None
        begins = self.starts.get(pos)
        if (
            begins is not None
            and begins.tag in ("ad", "d", "vd", "a", "an", "r", "m", "q", "c", "u")
            and begins.end - pos > 1
            and not (end == limit and title is not None)
        ):
            return None
        spoken = [t for t in self.tokens if t.ner == "PER" and t.start < end and t.end > pos]
        listed = title is not None and end == limit and len(text) <= 6 and not _common(text)
        if spoken or shaped(text) or listed:
            return self._extended(end)
        return None

    def _cut(self, pos: int, limit: int) -> int:
        """Where a name that may reach ``limit`` ends: at the first word of grammar."""
        per = self.starts.get(pos)
        if (stop := _stops().match(self.text, pos)) and (
            len(stop[0]) > 1 or per is not None and per.end == stop.end() and per.tag in ("p", "d", "c", "v") and limit - pos > 4
        ):
            return pos
        floor = (
            per.end
            if per and per.ner == "PER"
            else pos + (0 if per is None or per.tag in ("v", "p", "c", "d", "u") and limit - pos > 6 else 1)
        )
        if (
            per
            and per.tag in ("v", "vd", "p", "d", "u", "c", "r")
            and per.end - per.start > 1
            and not set(per.lemma) <= lexicon.foreign()
        ):
            return pos if limit - pos > 4 or _common(self.text[pos:limit]) else limit
        limit = min([limit, *(t.start for t in self.tokens if pos < t.start < limit and (t.ner == "TIME" or _acts(t, pos)))])
        for match in _stops().finditer(self.text, pos + 1, limit):
            token = self.starts.get(match.start())
            if match.start() < floor and len(match[0]) < 3:
                continue
            if match[0] == "因" and per is not None and per.ner == "PER" and _stops().match(self.text, match.end()):
                continue  # 侯赛因|举行
            if len(match[0]) > 1 or (
                token is not None and token.end == match.end() and token.tag in ("p", "c", "u", "v", "d", "xc", "f")
            ):
                return match.start()
        return limit

    def _introduced(self, pos: int) -> bool:
        return self.text[pos] in self.begins and any(
            self.context.recall(self.text[pos:end]) for end in range(min(len(self.text), pos + 12), pos + 1, -1)
        )

    def _joined(self, token: Token) -> int:
        """End of the name that a PER token begins: 雪克来提·扎克尔, 阿库福-阿多."""
        end = token.end
        while (
            end < len(self.text)
            and self.text[end] in _MARKS
            and (after := self.starts.get(end + 1))
            and after.ner in ("PER", "LOC", "ORG")
        ):
            end = after.end
        return end

    def _courtesy(self, end: int, person: Entity) -> int:
        """Take 先生, 女士, 阁下 into the name; they tell the gender."""
        match = _courtesies().match(self.text, end)
        if not match:
            return end
        if match[0] in lexicon.words("courtesy", "female") and person.female is None:
            self.context.females[person.id] = True
        return match.end() if match[0] not in ("夫妇", "一行", "夫人") else end


def _untitled(name: Found, text: str) -> Found:
    """国王费利佩六世 as a name of the tables: the title is read by the grammar."""
    if name.entities and name.entities[0].kind == "Person":
        for length in (4, 3, 2):
            if text[name.start : name.start + length] in lexicon.titles() and name.end - name.start > length + 1:
                return replace(name, start=name.start + length)
    return name


def _acts(token: Token, pos: int) -> bool:
    """A verb or another word of grammar that ends a name which began at ``pos``."""
    return (
        token.tag in ("v", "vd", "p", "d", "c", "u", "r", "ad")
        and token.end - token.start > 1
        and token.start - pos > 1
        and not set(token.lemma) <= lexicon.foreign()
    )


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    adverbs = "(?:还|也|又|将|今天|昨天|今日|昨日|当天|随后|稍早|上午|下午|晚间|[0-9]{1,2}日|周[一二三四五六日]|分别|并)*"
    return re.compile(adverbs + lexicon.one_of(lexicon.words("people", "doing")))


def acts_after(text: str, end: int) -> bool:
    """A verb of acting or saying stands right behind."""
    return _acting().match(text, end) is not None


def shaped(text: str) -> bool:
    """Characters that look like a person's name: a foreign run, a Chinese or Vietnamese surname and given name."""
    if len(text) < 2 or _common(text):
        return False
    parts = re.split(r"[·•・‧\-－]", text)
    if len(parts) > 1:
        return all(parts)
    if set(text) <= lexicon.foreign() or _ORDINAL.search(text):
        return True
    return (text[:1] in lexicon.surnames() and len(text) <= 3) or (text[:2] in lexicon.surnames() and len(text) <= 4)


def _common(text: str) -> bool:
    """Words that LAC or a title's right side may take for a name."""
    return (
        len(text) == 2
        and text[1] in "方国党"
        or bool(
            re.search(
                r"[的了在是将和与对向]|代表|出席|访问|会见|会谈|表示|举行|国家|关系|发展|任期|选举|讲话|会议|共同|以及|签署|宣布|合作|两国|双方|人民|政府|先生|女士|来华|访华|专程|抵华|赴华",
                text[1:] if len(text) < 4 else text,
            )
        )
    )


@lru_cache(maxsize=1)
def honours() -> re.Pattern[str]:
    """Styles before a name."""
    return re.compile(lexicon.one_of(lexicon.words("courtesy", "before")))


@lru_cache(maxsize=1)
def _courtesies() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("courtesy", "words")))


@lru_cache(maxsize=1)
def _stops() -> re.Pattern[str]:
    data = lexicon.table()
    verbs = [w for key in ("speech", "support", "object_control", "motion", "reporting") for w in data["verbs"][key]]
    grammar = [w for key in ("negation", "planned", "willing", "together") for w in data["grammar"][key]]
    return re.compile(lexicon.one_of([*verbs, *grammar, *data["people"]["ends"]]))
