"""Chinese clauses: one normalised predication for every construction that may tell it; knows no event type.

A sentence is cut at its commas; the subject is carried from one piece to the next and from sentence to sentence. Around each
listed predicate the words to its left give subject, prepositional phrases, negation and mood; the words to its right the object.
Serial verbs (赴印度出席), support verbs (同…举行会谈, 对…进行访问), 的-relatives, 应…邀请, 在…期间, 请X转达, 把…提升为, reported speech.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.lang.context import Context, Predicates
from kg.lang.zh import lexicon, nominal
from kg.lang.zh.line import Line, Word, is_a
from kg.lang.zh.running import Running, running
from kg.lang.zh.timing import Times
from kg.model import Clause, Entity, Phrase, Sentence, Status

_LOCAL = frozenset({"期间", "时", "之际", "之时", "之后", "之前", "后", "前", "中", "上", "下", "里", "内", "间", "之间", "以来", "当天", "前夕", "过程中", "框架下", "框架内", "同时", "方面", "以后", "以前", "的同时"})
_DURING = frozenset({"期间", "时", "之际", "之时", "中", "上", "的同时", "同时"})
_COORDINATE = frozenset({"并", "且", "并且", "而", "而且", "及", "以及", "和", "、", "还", "也"})
_ADVERBIAL_TAGS = frozenset({"d", "ad", "vd", "a", "t", "TIME", "m", "q", "xc", "f", "r"})
_SHARED = ("和", "与", "同", "跟", "、", "及", "以及")


def clauses(sentence: Sentence, predicates: Predicates, context: Context) -> list[Clause]:
    """All clauses of the sentence whose predicate a frame asks for, in text order."""
    line = Line(sentence, predicates)
    state = running(context, sentence)
    builder = _Builder(line, context, state, Times(line, sentence, state))
    return list(builder.all())


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
class _Builder:
    line: Line
    context: Context
    state: Running
    times: Times
    speaker: Entity | None = None

    def all(self) -> Iterator[Clause]:
        """Clauses segment by segment; a verb of saying hands the rest to its speaker."""
        self._speaks(self.line.sentence.speaker)
        for clause in self._pieces():
            yield replace(clause, mood="cancelled") if clause.mood == "planned" and self._called_off() else clause

    def _called_off(self) -> bool:
        """…，但已推迟: a later piece without a subject takes the plan back."""
        for first, stop in self.line.segments[1:]:
            words = [w for w in self.line.words[first:stop] if w.text not in ("但", "后", "已", "被", "因故", "目前", "不过", "最终", "后来", "临时", "随后", "又", "宣布")]
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

    def _states(self, first: int, stop: int) -> bool:
        """认为台湾是…一部分: a statement about something; who goes on to act is the speaker."""
        words = self.line.words
        return first + 1 < stop and words[first].name and any(is_a(w, "copula") for w in words[first + 1:first + 4])

    def _speaks(self, speaker: Entity | None, subject: Phrase | None = None) -> None:
        """From here on ``speaker`` speaks: a new one is the first subject of what is said."""
        self.speaker = speaker
        if speaker != self.state.speaker or subject:
            self.state.speaker, self.state.duty = speaker, False
            self.state.subject = self._carried(*(p.entities[0] for p in subject.parts)) if subject and subject.parts else self._carried(speaker) if speaker else None

    def _carried(self, *entities: Entity) -> Phrase:
        """A subject named in another piece of the text."""
        parts = tuple(Phrase(0, 1, 0, e.label("zh"), (e,)) for e in entities)
        return Phrase(0, 1, 0, parts[0].text, entities[:1], parts if len(parts) > 1 else ())

    # -- speech -----------------------------------------------------------------------------------------------------------

    def _saying(self, first: int, stop: int) -> tuple[int, Phrase] | None:
        """The verb of saying that opens a content, and who says it: 李强表示, 他在会谈时强调, 白方宣布."""
        for i in range(first, stop):
            word = self.line.words[i]
            if not is_a(word, "reporting") or self._expressing(i, stop):
                continue
            zone = self.zone(i, first)
            subject = zone.subject if zone.subject and zone.subject.entities else None
            if subject is None and i - first <= 2 and not zone.blocked and self.state.subject and all(is_a(w, "together", "control") or w.tag in _ADVERBIAL_TAGS or w.tag == "c" for w in self.line.words[first:i]):
                subject = self.state.subject
            if subject and subject.entities and subject.entities[0].kind in ("Person", "Country", "Organization", "Area") and not zone.control:
                return i, subject
            return None
        return None

    def _reported(self, first: int, stop: int) -> bool:
        """据X媒体3日报道: what follows is the report's, its day not."""
        words = self.line.words
        return words[stop - 1].text in ("报道", "消息", "报导", "获悉") and any(w.text in ("据", "另据") for w in words[first:first + 2])

    def _expressing(self, i: int, stop: int) -> bool:
        """表示感谢, 表示坚决反对: the verb lends itself to a noun instead of opening a content."""
        words = self.line.words
        if words[i].text not in ("表示", "表达", "提出", "发表"):
            return False
        rest = [w for w in words[i + 1:stop] if w.text != "了"]
        if i and not words[i - 1].name and i + 1 < stop and any(w.name for w in rest):
            rest = rest[:next(k for k, w in enumerate(rest) if w.name)]
            return False if rest == [] else rest[-1].text in self._nouns and len(rest) <= 3
        return bool(rest) and len(rest) <= 8 and any(w.text in self._nouns for w in rest) and not any(is_a(w, "control", "prepositions") and w.text not in ("坚持",) for w in rest)

    @property
    def _nouns(self) -> frozenset[str]:
        return self.line.predicates.nouns | self.line.predicates.verbs

    # -- one segment ----------------------------------------------------------------------------------------------------------

    def _segment(self, n: int, first: int, stop: int) -> Iterator[Clause]:
        if first >= stop:
            return
        self.times.at(first, stop)
        self._open(first, stop)
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

    def _written(self, first: int, stop: int) -> None:
        """致电X，表示…: what follows is said to X."""
        for i in range(first, stop - 1):
            if self.line.words[i].text in ("致电", "致函", "致信", "去电", "去函") and self.line.words[i + 1].name:
                self.state.addressee = self.line.names(i + 1, self.line.list_end(i + 1, stop))

    def _open(self, first: int, stop: int) -> None:
        """Who is the subject from this segment on: a name that opens it, nobody where a plain noun does, the same as before where a verb does."""
        duty = any(is_a(w, "duty") for w in self.line.words[first:stop])
        main = self._main_subject(first, stop)
        wished = self._wished(first, stop)
        if wished is not None:
            self.state.subject, self.state.duty = wished, True
        elif main is not None:
            self.state.subject, self.state.duty = main, duty
        elif self._noun_opens(first, stop):
            self.state.subject, self.state.duty = None, False
        else:
            self.state.duty = self.state.duty or duty

    def _wished(self, first: int, stop: int) -> Phrase | None:
        """希望X做…，…: what follows is X's to do."""
        words = self.line.words
        for i in range(first, min(stop - 2, first + 6)):
            if is_a(words[i], "wishing") and words[i + 1].name and _acts(words[i + 1]):
                last = self.line.list_end(i + 1, stop)
                if last + 1 < stop and not self._describes(words[last + 1]):
                    return self.line.names(i + 1, last)
        return None

    def _noun_opens(self, first: int, stop: int) -> bool:
        """The segment begins with a noun that nobody can name: its verbs are not the old subject's."""
        for i in range(first, stop):
            word = self.line.words[i]
            if word.name:
                return i + 1 < stop and self._describes(self.line.words[i + 1])
            if word.tag == "p" or word.text in ("同", "与", "对", "在", "为", "就"):
                return False
            if word.tag in ("d", "ad", "vd", "c", "TIME", "t", "xc", "f", "w", "u") or is_a(word, "together", "conjunctions"):
                continue
            if word.tag == "a" and i + 1 < stop and self.line.words[i + 1].tag in ("v", "vn", "vd", "p", "a", "ad", "d"):
                continue
            return word.tag not in ("v", "p") and word.text not in self._nouns and not is_a(word, "control", "prepositions") and i + 1 < stop
        return False

    def _main_subject(self, first: int, stop: int) -> Phrase | None:
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
            if not word.name and (word.tag in ("v", "p") and word.text not in ("对于",) or word.text in ("的",)) and not is_a(word, "prepositions"):
                return None
        return None

    def _free(self, i: int, first: int, stop: int) -> bool:
        """A name that opens its clause: no preposition or verb before it, no noun that it only describes behind it."""
        words = self.line.words
        before = words[i - 1] if i > first else None
        if before is not None and (is_a(before, "prepositions") or before.tag in ("v", "p", "vd") or before.text in ("的", "对", "同")) and before.text != "的":
            return False
        last = self.line.list_end(i, stop)
        after = words[last + 1] if last + 1 < stop else None
        return after is None or not self._describes(after)

    def _describes(self, after: Word) -> bool:
        """What follows a name makes it a modifier: 中国企业, 白俄罗斯的."""
        if after.name or is_a(after, "planned", "control", "willing") or after.text in ("等", "双方", "两国", "方面", "分别", "一道", "共同", "本人", "先生", "女士", "自己", "始终", "历来", "一贯", "成功", "长期", "全体"):
            return False
        return after.text == "的" or after.tag in ("n", "nz", "ORG", "nw", "an", "vn", "s", "nr") and after.text not in self.line.predicates.verbs

    # -- verbs ------------------------------------------------------------------------------------------------------------------

    def _verb(self, i: int, n: int, first: int, stop: int) -> list[Clause]:
        """The clauses that a listed verb heads; several where 分别 deals its partners out."""
        line, word = self.line, self.line.words[i]
        if word.text in ("来", "去", "到", "赴", "访", "抵", "应", "为", "致") and not (i + 1 < stop and line.words[i + 1].name):
            return []
        if self._background(i, first, stop):
            return []
        support = self._support(i, first)
        start = support if support is not None else i
        if support is None and (self._modifier(i, stop) or self._attended(i, first)):
            return []
        if word.text in line.predicates.nouns and support is None and self._nominal(i, first, stop):
            return []
        relative = self._relative(i, first, stop)
        inside = len(word.text) == 1 and i + 2 < stop and line.words[i + 2].tag == "n"  # 历史性访缅成果
        zone = self.zone(start, first, bounded=inside or relative is not None and relative[1] == "subject")
        object_stop = self._object_stop(i, relative[0] if relative else stop)
        construction = "support verb" if support is not None else "active"
        if relative:
            construction = "relative"
            self._fill_relative(zone, relative, i)
        if support is not None and i > start + 1:
            self._between(zone, start, i)
        if i + 1 < object_stop and not (relative and relative[1] == "object"):
            self._object(zone, i, object_stop)
        if zone.subject is None and not zone.blocked and not relative and not zone.roles.get("invited"):
            self._supply_subject(zone, n, first, stop)
        if self._passive(zone):
            construction = "passive"
        if zone.roles.get("invited") and word.text == "邀请":
            self._invited(zone, n)
            construction = "invitation"
        built = self._finished(zone, i, word.text, object_stop, construction)
        self._shared(built[-1], n, first, stop)
        return built + self._joined(zone, i, object_stop)

    def _invited(self, zone: Zone, n: int) -> None:
        """应X邀请，Y…: X invites the subject of the next pieces."""
        zone.subject, zone.blocked = zone.roles.pop("invited")[0], False
        for a, b in self.line.segments[n + 1:]:
            guest = self._main_subject(a, b)
            if guest:
                zone.roles["object"] = [guest]
                return

    def _shared(self, clause: Clause, n: int, first: int, stop: int) -> None:
        """Remember who shared the event (for 参加会见) and with whom a time clause has the subject (会见X时)."""
        people = [e for role in ("subject", "object", "with") for p in clause.roles.get(role, ()) for part in p.parts or (p,) for e in part.entities if e.kind == "Person"]
        if clause.predicate in lexicon.table()["nominal"]["shared"] and self.speaker is None and len(set(people)) > 1:
            self.state.party = (self._carried(*dict.fromkeys(people)),)
        if self._temporal(first, stop):
            partners = [e for role in ("object", "with") for p in clause.roles.get(role, ()) for e in p.entities if e.kind == "Person"]
            if len(partners) == 1:
                self.state.partner = self._carried(partners[0])

    def _joined(self, zone: Zone, i: int, stop: int) -> list[Clause]:
        """X参加会见: X joins the event of which the text just told who shares it."""
        words = self.line.words
        rest = "".join(w.text for w in words[i + 1:stop])
        if words[i].text not in ("参加", "陪同") or not self.state.party or zone.subject is None or zone.blocked:
            return []
        if not rest.startswith(tuple(lexicon.table()["nominal"]["joined"])):
            return []
        zone.roles["party"] = list(self.state.party)
        return self._finished(zone, i, "@joined", stop, "anaphora")

    def _attended(self, i: int, first: int) -> bool:
        """参加(上述)会见: the event is what somebody takes part in."""
        k = i - 1
        while k > first and self.line.words[k].text in ("上述", "有关", "此次", "了", "这次", "本次"):
            k -= 1
        return k >= first and self.line.words[k].text in ("参加", "出席", "陪同", "主持", "结束", "列席", "全程参加")

    def _background(self, i: int, first: int, stop: int) -> bool:
        """The predicate only describes a frame (在反对殖民侵略的进程中, 在…支持下) or stands in the title of a document."""
        words = self.line.words
        if any("《" in w.text for w in words[:i]) and self._in_title(i):
            return True
        opened = next((k for k in range(i - 1, first - 1, -1) if words[k].text in ("在", "于") and words[k].tag == "p"), None)
        closed = next((k for k in range(i + 1, stop) if words[k].text in ("中", "下", "进程中", "过程中", "框架下", "框架内", "基础上") and words[k].tag in ("f", "n", "s")), None)
        if opened is None or closed is None:
            return False
        return not any(words[k].text in _LOCAL and words[k].tag in ("f", "n", "s") for k in range(opened + 1, i))

    def _in_title(self, i: int) -> bool:
        text = self.line.text[:self.line.words[i].start]
        return text.count("《") > text.count("》")

    def _support(self, i: int, first: int) -> int | None:
        """The light verb that carries an event noun: 举行(正式)会谈, 进行国事访问, 致以诚挚问候."""
        words = self.line.words
        for k in range(i - 1, max(first, i - 9) - 1, -1):
            word = words[k]
            if is_a(word, "support") and (k + 1 < i or word.text not in ("继续", "开始", "结束", "推动", "参加", "出席", "主持")):
                return k if self._light(k, i) else None
            if word.tag in ("p", "w") and word.text not in "“”、" or word.name and word.mention is not None and word.mention.entities[0].kind == "Person":
                return None
        if i - 1 >= first and is_a(words[i - 1], "support") and self._light(i - 1, i):
            return i - 1
        return None

    def _light(self, k: int, i: int) -> bool:
        """Between the light verb and its noun stand only modifiers."""
        between = self.line.words[k + 1:i]
        verbs = [w for w in between if w.tag in ("v", "vd") and not is_a(w, "support") and len(w.text) > 1 and w.text not in ("友好", "工作", "视频")]
        ends_here = i + 1 >= len(self.line.words) or self.line.words[i + 1].tag in ("w", "c", "u", "f", "v", "p", "vn", "n", "d") or not self.line.words[i + 1].name
        return len(verbs) <= (1 if any(w.text == "的" for w in between) else 0) and ends_here

    def _modifier(self, i: int, stop: int) -> bool:
        """The predicate is part of a longer noun (合作文件, 访问团, 支持力度) or stands behind 的 without an object."""
        words = self.line.words
        after = words[i + 1] if i + 1 < stop else None
        if after is not None and after.text in ("团", "者", "方式", "力度", "公报", "声明", "情况", "成果", "文件", "协议", "机制", "领域", "潜力", "水平", "关系", "伙伴", "计划", "委员会", "论坛", "组织", "活动", "仪式", "精神", "话", "声", "函", "信", "国", "方", "率", "结果", "局面", "基础", "框架", "意愿", "政策", "条件", "环境", "力量"):
            return not (is_a(words[i], "object_control") and after.text in ("机制", "关系", "政策", "组织", "计划", "委员会"))
        before = words[i - 1] if i else None
        return before is not None and before.text in ("的", "此次", "这次", "本次", "该", "各种", "相互", "大力", "有力", "宝贵", "坚定支持和") and (after is None or not after.name) and before.text != "相互" and not (after is not None and after.tag in ("n", "nz", "v"))

    def _nominal(self, i: int, first: int, stop: int) -> bool:
        """A word that is verb and noun stands here as a noun: nothing follows that it could act on, and nothing precedes that acts."""
        words = self.line.words
        after = words[i + 1] if i + 1 < stop else None
        before = words[i - 1] if i > first else None
        if before is not None and (before.text in ("的", "此次", "这次", "首次", "本次", "历史性", "国事", "正式", "友好", "工作", "次", "定期", "双边", "元首", "富有成果") or before.tag in ("a", "m") and before.text not in ("分别", "成功", "再次", "亲切", "热情")):
            return True
        if before is not None and before.name and after is not None and not after.name:
            return after.text in ("的", "时", "期间", "后", "前", "成果") and False
        return after is not None and after.tag in ("n", "vn") and words[i].tag in ("vn", "n") and not after.name

    def _relative(self, i: int, first: int, stop: int) -> tuple[int, str, int] | None:
        """(end of the verb phrase, the gap, first word of the head) where the predicate stands in a 的-clause before a noun."""
        words = self.line.words
        de = next((k for k in range(i + 1, stop) if words[k].text == "的" and self.line.depth(i, k) == 0), None)
        if de is None or de + 1 >= stop:
            return None
        own = self.zone_subject(i, first)
        between = words[i + 1:de]
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
        return is_a(self.line.words[i], "object_control") or self.line.words[i].text in ("支持", "反对")

    def zone_subject(self, i: int, first: int) -> Phrase | None:
        """The subject that stands before a predicate in its own segment."""
        zone = self.zone(i, first)
        return zone.subject if not zone.crossed else None

    def _fill_relative(self, zone: Zone, relative: tuple[int, str, int], i: int) -> None:
        end, gap, head = relative
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
        whole = self._takes_clause(i)
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
            if whole or k == i + 1:
                continue
            if words[k - 1].name and (is_a(word, "motion") or word.text in self.line.predicates.verbs and word.tag == "v" or is_a(word, "control") and word.tag == "v" and word.text in ("开始", "继续")):
                return k
            if words[k - 1].name and word.tag == "p" and is_a(word, "prepositions") and word.text not in ("和", "与") and self._de_between(k, stop) is None:
                return k
            if words[k - 1].text == "期间":
                return k - 1
        return stop

    def _de_between(self, k: int, stop: int) -> int | None:
        return next((j for j in range(k, stop) if self.line.words[j].text == "的"), None)

    def _object(self, zone: Zone, i: int, stop: int) -> None:
        """What stands behind the predicate."""
        line, words = self.line, self.line.words
        at = i + 1
        while at < stop and words[at].text in ("了", "过", "着", "：", "“") and not words[at].name:
            at += 1
        if at >= stop or words[at].text in _COORDINATE:
            return
        if is_a(words[i], "motion") and (m := words[at].mention) and (m.how == "metonym" or self._first_leg(at, stop)):
            return
        if len(words[i].text) == 1 and words[at].name:
            zone.roles["object"].append(line.names(at, line.list_end(at, stop)))
            return
        if words[i].text in lexicon.words("verbs", "addressing") and words[at].name:
            last = line.list_end(at, stop)
            if not (last + 1 < stop and words[last + 1].tag in ("n", "ORG", "nz") and self._describes(words[last + 1]) and words[last + 1].text != "的"):
                zone.roles["object"].append(line.names(at, last))
                rest = line.noun_phrase(last + 1, stop)
                if rest:
                    zone.roles["complement"].append(rest)
                return
        if self._takes_clause(i) and self._clause_at(at, stop):
            zone.roles["object"].append(line.make(words[at].start, words[stop - 1].end))
            return
        into = next((k for k in range(at, stop) if words[k].text in ("为", "成为", "到", "至") and words[k - 1].text in ("提升", "升级", "升格", "作", "")), None)
        if words[at].text in ("为", "成", "至", "到", "作为", "成为") and at + 1 < stop and not (words[at].text in ("到", "至") and words[at + 1].name):
            phrase = line.noun_phrase(at + 1, stop)
            if phrase:
                zone.roles["into"].append(phrase)
            return
        phrase = line.noun_phrase(at, into if into else stop)
        if phrase:
            zone.roles["object"].append(phrase)

    def _first_leg(self, at: int, stop: int) -> bool:
        """抵达苏黎世，对瑞士进行访问: the city is only where the journey begins."""
        mention = self.line.words[at].mention
        return mention is not None and mention.entities[0].kind in ("City", "Venue") and any(w.text in lexicon.table()["nominal"]["journey"] for w in self.line.words[at + 1:])

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
            k = next((m + 1 for m in range(k, stop) if words[m].text in _LOCAL or words[m].text == "的"), k + 2)
        return k < stop and not words[k].name and words[k].tag in ("v", "vd") and words[k - 1].text != "的"

    def _passive(self, zone: Zone) -> bool:
        """被: the doer stands behind it, the subject is acted on."""
        if "被" not in zone.words or not zone.subject:
            return False
        zone.roles["object"].insert(0, zone.subject)
        agents = zone.roles.pop("by", [])
        zone.subject = agents[0] if agents else None
        zone.blocked = not agents
        return True

    # -- subjects ---------------------------------------------------------------------------------------------------------------

    def _supply_subject(self, zone: Zone, n: int, first: int, stop: int) -> None:
        """A predicate without subject: of the next piece where this one only tells the time, else of what went before."""
        if self._temporal(first, stop) and n + 1 < len(self.line.segments):
            a, b = self.line.segments[n + 1]
            zone.subject = self._main_subject(a, b)
            if zone.subject:
                return
        zone.subject = self.state.subject
        if self.state.duty:
            zone.words.add("要")

    def _temporal(self, first: int, stop: int) -> bool:
        """会见X时, 访西期间, 抵达时: a piece that tells the time of the next."""
        last = self.line.words[stop - 1]
        return not last.name and last.text in _LOCAL

    # -- the words to the left ------------------------------------------------------------------------------------------------------

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
            if bounded and zone.crossed and word.text not in _COORDINATE:
                break
            if word.name:
                j, edge, done = self._name_left(zone, j, first, edge, bounded)
                if done:
                    break
                continue
            if word.text in _LOCAL and not (word.text in ("前", "后", "中", "上") and word.tag not in ("f", "n", "s", "v")):
                opened = self._opening(j, first)
                if opened is not None:
                    self._local(zone, opened, j)
                    edge = j = opened
                    j -= 1
                    continue
            if is_a(word, "prepositions") and word.tag in ("p", "v", "d", "c", "u") and j + 1 < edge and (word.text not in ("和", "与", "同", "跟") or word.tag != "c"):
                self._prepositional(zone, j, edge)
                edge = j
                j -= 1
                continue
            if word.text == "的" and edge == i and j + 1 < i:
                pass
            self._note(zone, word, j, i)
            if word.tag in ("v", "vd", "vn") or word.text in _COORDINATE or word.text == "的":
                edge = j if word.text != "的" else edge
            j -= 1
        zone.first = max(first, min(zone.first, j + 1 if j >= first else first))
        return zone

    def _name_left(self, zone: Zone, j: int, first: int, edge: int, bounded: bool) -> tuple[int, int, bool]:
        """Read a name (or list of names) on the way to the left: prepositional object, goal, subject, or somebody else's object."""
        words = self.line.words
        start = self.line.list_start(j, first)
        while start > first and words[start - 1].name and _place(words[start - 1]) and _place(words[start]):
            start -= 1  # 北京人民大会堂
        if start > first and words[start - 1].name and _both(words[start]):
            start = self.line.list_start(start - 1, first)  # 埃及与伊朗|两国
        before = words[start - 1] if start > first else None
        after = words[j + 1] if j + 1 < len(words) else None
        opened, zone.first = zone.first, start
        if before is not None and before.text in ("就", "围绕", "因", "随着") and j + 1 == edge == opened and _acts(words[j]):
            zone.subject = self.line.names(start, j)
            return start - 1, start, True
        if before is not None and not before.name and is_a(before, "prepositions") and before.tag in ("p", "c", "v", "d", "u", "n"):
            self._pp(zone, start - 1, start, j, after, edge)
            return start - 2, start - 1, False
        if after is not None and self._describes(after) and j + 1 < edge + 1:
            blocked = after.text != "的" and (before is None or before.tag in ("d", "c", "w") or before.text in _COORDINATE)
            zone.blocked = zone.blocked or (blocked and zone.subject is None)
            return start - 1, start, blocked
        if before is not None and is_a(before, "motion"):
            if not zone.crossed:
                zone.moved = True
                zone.roles["to"].append(self.line.names(start, j))
            return start - 2, start - 1, False
        if before is not None and (is_a(before, "object_control") or before.text in ("使", "让", "令")) and not (j + 1 < len(words) and words[j + 1].text in ("、", "和")):
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
        if before is not None and before.tag in ("v", "vd", "vn") and not is_a(before, "control", "speech", "copula") and before.text != "的":
            zone.crossed = True
            return start - 1, start, False
        zone.subject = self.line.names(start, j)
        return start - 1, start, True

    def _pp(self, zone: Zone, prep: int, start: int, last: int, after: Word | None, edge: int) -> None:
        role = self._role(prep)
        if zone.crossed and role not in ("in",):
            return
        if after is not None and self._describes(after) and role not in ("in",) and after.text not in ("的",):
            phrase = self.line.noun_phrase(start, max(edge, last + 2))
        else:
            phrase = self.line.names(start, last)
        if phrase and not (role == "ba" and self.line.words[prep].tag == "d"):
            zone.roles["object" if role == "ba" else role].insert(0, phrase)
        zone.words.add(self.line.words[prep].text)

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
            if inner.name and self.line.words[k - 1].text == "在" and inner.mention and inner.mention.entities[0].kind in ("City", "Venue", "Country"):
                zone.roles["in"].insert(0, self.line.names(k, k))

    def _inside(self, first: int, stop: int) -> Phrase | None:
        """The thing inside 在…期间: the object of its verb (在出席X期间), else the whole."""
        verb = next((k for k in range(stop - 1, first - 1, -1) if self.line.words[k].tag == "v" and not self.line.words[k].name and k + 1 < stop), None)
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
        elif is_a(word, "planned") and zone.mood == "happened" and not (word.text in ("将", "把") and word.tag == "p"):
            zone.mood = "happened" if any(is_a(w, "continuing") for w in self.line.words[j + 1:i]) else "planned"
        other = word.tag == "v" and word.text not in ("所谓", "没有") and not is_a(word, "support", "control", "motion", "object_control", "willing", "duty", "planned", "hypothetical", "cancelled", "together", "copula") and len(word.text) > 1
        if other or word.text in ("并", "并且", "且", "而"):
            zone.crossed = True

    def _asked(self, word: Word) -> bool:
        """能否…？ 如果…: the segment asks or supposes."""
        first = next((a for a, b in self.line.segments if a <= word.i < b), word.i)
        return any(is_a(w, "asking") for w in self.line.words[first:first + 2])

    def _parties(self, zone: Zone) -> Phrase | None:
        """The two or more sides of a relation: those named with it, the subject and its partner, the two sides of the text."""
        given = [*zone.roles.get("modifier", ())]
        acting = [*([zone.subject] if zone.subject and not zone.blocked else []), *zone.roles.get("with", ())]
        for phrases in (given, acting):
            sides = self._sides(phrases)
            if len(sides) > 1:
                return self._carried(*sides)
        two = self.context.pair("Country")
        if "Country" not in self.context.pairs and self.context.home and self.context.home not in two:
            return None
        alone = self._sides(given or acting)
        return self._carried(*two) if len(two) == 2 and all(e in two for e in alone) else None

    def _sides(self, phrases: list[Phrase]) -> tuple[Entity, ...]:
        """Countries, unions and areas of phrases; people stand for their country."""
        found = [e for phrase in phrases for part in phrase.parts or (phrase,) for e in part.entities]
        return tuple(dict.fromkeys(c for e in found if (c := self.context.country(e) if e.kind == "Person" else e if e.kind in ("Country", "Organization", "Area") else None)))

    # -- the clause ----------------------------------------------------------------------------------------------------------------

    def _finished(self, zone: Zone, i: int, name: str, stop: int, construction: str) -> list[Clause]:
        if name in lexicon.table()["nominal"]["messages"] and self.state.addressee and not any(p.entities for r in ("object", "to") for p in zone.roles.get(r, ())):
            zone.roles["to"] = [self._carried(*self.state.addressee.entities)]
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
        inside = {w.text for w in self.line.words[zone.first:max(i + 1, stop)]} | zone.words | {t.lemma for t in self.line.tokens[start:end]}
        inside |= {tail for w in self.line.words[zone.first:i + 1] if w.name for tail in ("代表团", "代表") if w.text.endswith(tail)}
        when = self.times.of(zone.first, max(i + 1, stop), zone.mood)
        if name in lexicon.table()["nominal"]["punctual"]:
            since = self.times.anniversary(i)
            when, zone.mood = (since, "happened") if since else (when, zone.mood)
        if zone.mood in ("happened", "planned") and self._asked(first_word):
            zone.mood = "hypothetical"
        goals = () if roles.get("in") else tuple(e for p in roles.get("to", ()) for e in p.entities if e.kind in ("City", "Country"))
        clause = Clause(name, roles, start, end, construction, zone.negated, zone.mood, self.speaker, when, goals if zone.moved else (), words=frozenset(inside))
        return list(_dealt(clause)) if "分别" in zone.words else [clause]


def _place(word: Word) -> bool:
    return word.mention is not None and bool(word.mention.entities) and word.mention.entities[0].kind in ("City", "Venue", "Country")


def _both(word: Word) -> bool:
    return word.mention is not None and word.mention.how == "description" and len(word.mention.entities) > 1


def _acts(word: Word) -> bool:
    return word.mention is not None and bool(word.mention.entities) and word.mention.entities[0].kind in ("Person", "Country")


def _dealt(clause: Clause) -> Iterator[Clause]:
    """分别: each partner of the list apart."""
    for role in ("with", "object", "to"):
        phrases = clause.roles.get(role, ())
        if len(phrases) == 1 and len(phrases[0].parts) > 1:
            for part in phrases[0].parts:
                yield replace(clause, roles={**clause.roles, role: (part,)})
            return
    yield clause
