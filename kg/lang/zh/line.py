"""A Chinese sentence as the clause layer sees it: words, segments between commas, noun phrases and what they denote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.lang.context import Predicates
from kg.lang.zh import lexicon
from kg.lang.zh.tokens import plain_text
from kg.model import Entity, Mention, Phrase, Sentence, Token

_OPEN, _CLOSE = "《〈（(“「『【[", "》〉）)”」』】]"
_BREAKS = "，；：。！？,;:!?"
_AND = frozenset({"、", "和", "与", "及", "以及", "暨"})
_GLUED = frozenset("愿将同与应要在对为就并也还已曾不向由把被")  # one-character words that LAC may join: 愿同, 将在
_COUNTS = frozenset(
    {"多份", "多项", "多个", "系列", "一系列", "有关", "相关", "若干", "多", "份", "项", "各项", "数项", "几项", "的"}
)
#: heads that mean nothing without the clause before them: 中日四个政治文件确立的原则
_BARE = ("原则", "共识", "立场", "精神", "方向", "目标", "主张", "承诺", "决定", "声明", "协议")
_EMPTY = frozenset({"了", "过", "着"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a name: characters ``[start, end)`` of the plain sentence."""

    i: int
    start: int
    end: int
    text: str
    tag: str
    mention: Mention | None = None

    @property
    def name(self) -> bool:
        return self.mention is not None


@lru_cache(maxsize=1)
def known() -> dict[str, frozenset[str]]:
    """Word classes of the lexicon: class -> words."""
    table = lexicon.table()
    classes = {key: frozenset(table["verbs"][key]) for key in table["verbs"]}
    classes |= {key: frozenset(table["grammar"][key]) for key in table["grammar"]}
    classes["prepositions"] = frozenset(table["prepositions"])
    classes["generic"] = frozenset(table["heads"]["generic"])
    return classes


def is_a(word: Word, *classes: str) -> bool:
    """The word belongs to one of the lexicon's classes."""
    return not word.name and any(word.text in known()[c] for c in classes)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    return frozenset(w for words in known().values() for w in words)


#: a name in its own letters behind its Chinese form
_SPELT = re.compile(r"[（(][A-Za-z\u00c0-\u024f .,'’·-]+[）)]")


class Line:
    """Words, segments and phrases of one sentence."""

    def __init__(self, sentence: Sentence, predicates: Predicates) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.text = plain_text(sentence.tokens, len(sentence.text))
        self.predicates = predicates
        self._mentions = {m.start: m for m in sentence.mentions}

    # -- words ------------------------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Names and words; listed predicates and words of grammar are cut out of LAC's tokens and joined across them."""
        out: list[tuple[int, int, str, Mention | None]] = []
        i = 0
        while i < len(self.tokens):
            mention = self._mentions.get(i)
            if mention:
                out.append((self.tokens[mention.start].start, self.tokens[mention.end - 1].end, "nz", mention))
                i = mention.end
                continue
            spelt = _SPELT.match(self.text, self.tokens[i].start) if out and out[-1][3] else None
            if spelt:  # 惠特莫尔（Whitmore）: the name again
                i = next((k for k in range(i, len(self.tokens)) if self.tokens[k].start >= spelt.end()), len(self.tokens))
                continue
            stop = next((k for k in range(i, len(self.tokens)) if k in self._mentions), len(self.tokens))
            out += self._cut(i, stop)
            i = stop
        return tuple(Word(n, a, b, self.text[a:b], tag, m) for n, (a, b, tag, m) in enumerate(out))

    def _cut(self, first: int, stop: int) -> Iterator[tuple[int, int, str, Mention | None]]:
        """Words of tokens ``[first, stop)`` by the longest listed word at each place."""
        edges = {t.start: t for t in self.tokens[first:stop]}
        limit = self.tokens[stop - 1].end
        pos = self.tokens[first].start
        while pos < limit:
            token = edges.get(pos) or next(t for t in self.tokens[first:stop] if t.end > pos)
            end = self._listed(max(pos, token.start), limit, token)
            pos = max(pos, token.start)
            stop_at = end or token.end
            yield pos, stop_at, self._tag(pos, stop_at, token), None
            pos = stop_at

    def _tag(self, start: int, end: int, token: Token) -> str:
        """LAC's tag, or that of a word cut out of its token."""
        if end == token.end and start == token.start:
            return token.tag
        word = self.text[start:end]
        return "v" if word in self._verbs else "p" if word in known()["prepositions"] and len(word) == 1 else token.tag

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return self.predicates.verbs | self.predicates.nouns

    @cached_property
    def _strong(self) -> frozenset[str]:
        """Verbs of two characters that LAC may cut through: 起断|绝同."""
        return frozenset(v for v in self.predicates.verbs | {"断绝", "恢复", "建立"} if len(v) == 2 and v[0] not in "会来去到")

    def _listed(self, pos: int, limit: int, token: Token) -> int | None:
        """End of the longest listed word at ``pos``; inside a token, also where a listed predicate ends the token."""
        for end in range(min(limit, pos + 8), pos + 1, -1):
            word = self.text[pos:end]
            if (
                word in self._verbs
                or word in _vocabulary()
                and (end >= token.end or len(word) > 2 or self.text[end : token.end] in _GLUED)
            ):
                return end
        if token.start <= pos < token.end and token.end - pos > 2 and not token.ner:
            for cut in range(pos + 1, token.end - 1):
                if self.text[cut : token.end] in self._verbs:
                    return cut
        if (
            token.end - pos == 2
            and token.start == pos
            and limit - pos > 2
            and self.text[pos + 1 : pos + 3] in self._strong
            and self.text[pos : token.end] not in _vocabulary()
        ):
            return pos + 1
        if token.start == pos and self.text[pos : pos + 2] in ("同来", "与来", "和来", "同赴"):
            return pos + 1
        if (
            token.end - pos == 2
            and token.start == pos
            and self.text[pos] in "愿将并也还曾"
            and set(self.text[pos : token.end]) <= _GLUED
            and self.text[pos : token.end] not in _vocabulary()
        ):
            return pos + 1
        return None

    # -- segments -----------------------------------------------------------------------------------------------------------

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """Ranges of words between commas, semicolons, colons; what stands in quotes or brackets is never cut."""
        out: list[tuple[int, int]] = []
        depth, start = 0, 0
        for word in self.words:
            if not word.name:
                depth = max(0, depth + sum(c in _OPEN for c in word.text) - sum(c in _CLOSE for c in word.text))
            if depth == 0 and not word.name and word.text in _BREAKS:
                if word.i > start:
                    out.append((start, word.i))
                start = word.i + 1
        if start < len(self.words):
            out.append((start, len(self.words)))
        return tuple(out)

    def depth(self, start: int, i: int) -> int:
        """Open quotes and brackets between words ``start`` and ``i``."""
        opened = 0
        for word in self.words[start:i]:
            if not word.name:
                opened += sum(c in _OPEN for c in word.text) - sum(c in _CLOSE for c in word.text)
        return opened

    # -- phrases --------------------------------------------------------------------------------------------------------------

    def token_at(self, char: int) -> int:
        return next(
            (t.i for t in self.tokens if t.start <= char < t.end),
            next((t.i for t in self.tokens if t.start >= char), len(self.tokens) - 1),
        )

    def make(self, start: int, end: int, entities: tuple[Entity, ...] = (), parts: tuple[Phrase, ...] = ()) -> Phrase:
        """A phrase of characters ``[start, end)``, in plain characters (frames compare them); its head is its last word."""
        a, z = self.token_at(start), self.token_at(max(start, end - 1))
        return Phrase(a, z + 1, z, _even(self.text[start:end]), entities, parts)

    def names(self, first: int, last: int) -> Phrase:
        """The list of names in words ``[first, last]``: one part for each entity."""
        parts: list[Phrase] = []
        for word in self.words[first : last + 1]:
            if word.mention:
                parts += (
                    [self.make(word.start, word.end, (e,)) for e in word.mention.entities[:1]]
                    if _one(word.mention)
                    else [self.make(word.start, word.end, (e,)) for e in word.mention.entities]
                )
        start, end = self.words[first].start, self.words[last].end
        entities = tuple(dict.fromkeys(e for p in parts for e in p.entities))
        return self.make(
            start,
            end,
            entities if len(parts) == 1 else parts[0].entities if parts else (),
            tuple(parts) if len(parts) > 1 else (),
        )

    def list_start(self, i: int, floor: int) -> int:
        """First word of the list of names that ends with the name ``i``: A、B和C."""
        while (
            i - 2 >= floor
            and self.words[i - 1].text in _AND
            and self.words[i - 2].name
            and _of_a_kind(self.words[i - 2], self.words[i])
            and not (self.words[i - 1].text in "和与" and i - 3 >= floor and self.words[i - 3].text in ("愿", "将", "已"))
        ):
            i -= 2
        return i

    def list_end(self, i: int, limit: int) -> int:
        """Last word of the list of names that begins with the name ``i``."""
        while (
            i + 2 < limit
            and self.words[i + 1].text in _AND
            and self.words[i + 2].name
            and _of_a_kind(self.words[i], self.words[i + 2])
        ):
            i += 2
        return i

    def noun_phrase(self, first: int, stop: int) -> Phrase | None:
        """The phrase of words ``[first, stop)``, its conjuncts as parts; None where nothing is left of it."""
        first, stop = self._trimmed(first, stop)
        if first >= stop:
            return None
        cuts = self._conjuncts(first, stop)
        parts = tuple(p for a, b in cuts if (p := self._single(a, b)))
        if len(parts) < 2:
            return self._single(first, stop)
        return self.make(self.words[first].start, self.words[stop - 1].end, parts[0].entities, parts)

    def _trimmed(self, first: int, stop: int) -> tuple[int, int]:
        words = self.words
        while first < stop and (
            words[first].text in _EMPTY or words[first].text in "，、：”》等" or words[first].tag == "d" and not words[first].name
        ):
            first += 1
        while first < stop and (
            words[stop - 1].text in "，、。；等了的"
            or words[stop - 1].text in ("等", "等国家", "等人")
            or not words[stop - 1].name
            and words[stop - 1].text in ("之际", "期间", "时", "后", "前", "以来", "之后", "之前", "当天", "之时")
        ):
            stop -= 1
        return first, stop

    def _single(self, first: int, stop: int) -> Phrase | None:
        first, stop = self._trimmed(first, stop)
        if first >= stop:
            return None
        first = self._behind_area(first, stop)
        head = self.after_de(first, stop)
        entities = self.denotes(head, stop)
        bare = "".join(w.text for w in self.words[head:stop])
        told = any(w.name for w in self.words[head:stop]) or not any(w.name for w in self.words[first:head])
        start, end = (
            self.words[head if self._relative(first, head) and not bare.endswith(_BARE) and told else first].start,
            self.words[stop - 1].end,
        )
        return self.make(start, end, entities)

    def _behind_area(self, first: int, stop: int) -> int:
        """A、B等领域多份双边合作文件: the thing is behind the fields and the count."""
        for i in range(stop - 2, first, -1):
            counted = self.words[i].text == "等" and (self.words[i + 1].text in _COUNTS or self.words[i + 1].tag == "m")
            if (counted or self.words[i].text in ("领域", "方面")) and self.depth(first, i) == 0:
                first = i + 1
                break
        while (
            first < stop - 1
            and not self.words[first].name
            and (self.words[first].tag in ("m", "q") and self.words[first].text != "一个" or self.words[first].text in _COUNTS)
        ):
            first += 1
        return first

    def after_de(self, first: int, stop: int) -> int:
        """First word of the head: behind the last 的 outside quotes."""
        head = first
        for i in range(first, stop - 1):
            if self.words[i].text == "的" and self.depth(first, i) == 0:
                head = i + 1
        return head

    def _relative(self, first: int, head: int) -> bool:
        """What stands before the head is a clause (a verb in it), not a description."""
        return any(w.tag in ("v", "vd") or w.text in self._verbs for w in self.words[first:head])

    def denotes(self, first: int, stop: int) -> tuple[Entity, ...]:
        """What a head denotes: its name, with 倡议 behind or 共建 before it; a noun behind a name denotes nothing."""
        inner = [
            w
            for w in self.words[first:stop]
            if w.text not in lexicon.words("clauses", "counted")
            and w.text
            not in (
                "“",
                "”",
                "《",
                "》",
                "‘",
                "’",
                "「",
                "」",
                "等",
                "共建",
                "共同建设",
                "基本",
                "重要",
                "一系列",
                "系列",
                "高质量",
                "推进",
                "落实",
                "所有",
                "这一",
                "此次",
                "本次",
                "本届",
                "这个",
                "该",
            )
        ]
        named = [w for w in inner if w.mention]
        if not named:
            return ()
        last = named[-1]
        assert last.mention is not None
        after = [w for w in inner if w.i > last.i]
        before = [w for w in inner if w.i < last.i and not w.name]
        if after and not (
            all(w.text in known()["generic"] for w in after) and last.mention.entities[0].kind in ("Initiative", "Organization")
        ):
            return ()
        if any(w.tag == "v" for w in before):
            return ()
        if (
            last.mention.entities[0].kind in ("Country", "Person", "Organization")
            and before
            and len(before[-1].text) > 1
            and before[-1].tag in ("n", "v", "vn")
            and before[-1].i == last.i - 1
        ):
            return ()
        found = list(last.mention.entities[:1] if _one(last.mention) else last.mention.entities)
        if found[0].kind == "Venue":
            found += [e for w in named[:-1] if w.mention for e in w.mention.entities[:1] if e.kind == "City"]
        return tuple(found)

    def _conjuncts(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Ranges of the conjuncts of a noun phrase; one range where it is no list of like things."""
        start = self.after_de(first, stop)
        cuts, at = [], first
        for i in range(start, stop):
            if self.words[i].text in _AND and self.depth(first, i) == 0 and not self.words[i].name:
                cuts.append((at, i))
                at = i + 1
        cuts.append((at, stop))
        every = self._cuts(first, stop)
        if len(every) > 1 and all(any(w.text == "的" for w in self.words[a:b]) for a, b in every):
            return every
        if (
            len(cuts) > 1
            and all(self._like(a, b) for a, b in cuts)
            and not (start > first and "".join(w.text for w in self.words[cuts[-1][0] : stop]) in _BARE)
        ):
            return cuts
        return [(first, stop)]

    def _cuts(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Ranges between all conjunctions outside quotes: 平等有序的世界多极化|普惠包容的经济全球化."""
        at, out = first, []
        for i in range(first, stop):
            if self.words[i].text in _AND and not self.words[i].name and self.depth(first, i) == 0:
                out.append((at, i))
                at = i + 1
        return [*out, (at, stop)]

    def _like(self, a: int, b: int) -> bool:
        words = self.words[a:b]
        if not words:
            return False
        if any(w.name for w in words) or words[0].text[:1] in _OPEN:
            return True
        return sum(len(w.text) for w in words) <= 10 and not any(
            w.tag in ("v", "vd", "p", "r") and len(w.text) > 1 for w in words
        )


_PLACES = ("City", "Venue")


def _of_a_kind(a: Word, b: Word) -> bool:
    """Two names may stand in one list: no person beside a city (在北京与X会面)."""
    kinds = {w.mention.entities[0].kind for w in (a, b) if w.mention and w.mention.entities}
    return not ("Person" in kinds and kinds & set(_PLACES))


def _even(text: str) -> str:
    """沙方“2030愿景” without its quotes, which would be half cut off later; quotes around the whole stay."""
    if (
        text.count("“") != text.count("”")
        or text.endswith("”")
        and not text.startswith("“")
        or text.startswith("“")
        and not text.endswith("”")
    ):
        return text.replace("“", "").replace("”", "")
    return text


def _one(mention: Mention) -> bool:
    """Several candidates for one name, not several things meant together (中白, 两国元首)."""
    return mention.how in ("name", "short", "metonym", "adjective", "people")
