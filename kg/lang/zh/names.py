"""Who and what a Chinese sentence speaks of: mentions and offices, read in text order (``kg.link`` calls it)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from kg.lang.context import Context
from kg.lang.zh import lexicon, memory, people, sides
from kg.lang.zh.found import Found
from kg.lang.zh.people import Reader
from kg.lang.zh.tokens import plain_text, recut
from kg.model import Entity, Mention, Sentence

_MEETING = re.compile(r"(同|与|和|会见|会晤|欢迎|祝贺|对)")
_ANSWERS = re.compile(r"答记者问|记者会|答问|发表谈话|发表讲话|应询")
_TOGETHER = re.compile(r"会见|会谈|会晤|通电话|通话|致电|贺电|拜会|举行|致函|会面|欢迎")

#: what follows two countries that are the sides of a relation
_RELATED = re.compile(r"两国|双方|建交|断交|复交|关系|建立|恢复|断绝|签署|宣布|就|举行|外长|元首|领导人|正式")


def survey(sentence: Sentence, context: Context) -> None:
    """Tells the context whom and what the sentence names, before any sentence is read in earnest."""
    read(sentence, context)


def read(sentence: Sentence, context: Context) -> Sentence:
    """The sentence with its mentions and offices, its tokens cut at their edges, and the speaker whose speech it continues."""
    known = memory.of(context)
    context.sentence = sentence.index
    text = plain_text(sentence.tokens, len(sentence.text))
    if sentence.passage != known.passage:
        known.passage, known.speaker = sentence.passage, None
    _question_or_answer(text, sentence.passage, known)
    going_on = known.speaker
    reader = Reader(text, sentence.tokens, sentence.mentions, context)
    _note(reader)
    reader.read()
    known.speaker = _speaker(reader) or going_on
    if known.answerer is None and _ANSWERS.search(text):
        known.answerer = next((f.entities[0] for f in reader.found if f.entities and f.entities[0].kind == "Person"), None)
    _met(_apart(reader.found), text, context)
    reader.found += list(sides.read(reader))
    _governments(reader)
    _things(reader)
    found = _apart(reader.found)
    _remember(found, text, context)
    context.note_sides(sentence.index)
    spans = [(f.start, f.end, "nz") for f in found]
    tokens = recut(sentence.tokens, spans)
    at, until = {t.start: t.i for t in tokens}, {t.end: t.i + 1 for t in tokens}
    mentions = tuple(
        Mention(at[f.start], until[f.end], f.entities, f.how, at[f.start], f.adjective)
        for f in found
        if f.start in at and f.end in until
    )
    return replace(
        sentence,
        tokens=tokens,
        mentions=mentions,
        offices=tuple(people.tell(reader.told, at, until)),
        speaker=_continues(reader, going_on),
    )


def _question_or_answer(text: str, passage: int, known: memory.Memory) -> None:
    """问：… 答：…: the answers are the spokesperson's, paragraph after paragraph until the next question."""
    if re.match(r"答\s*[：:]", text):
        known.answering = True
    elif re.match(r"(问|记者|.{2,8}记者)\s*[：:]", text):
        known.answering = False
        known.asked.add(passage)
    if known.answering and known.speaker is None:
        known.speaker = known.answerer


def _note(reader: Reader) -> None:
    """Countries and unions of the sentence, so that 白方 and 两国 can mean them."""
    for name in reader.names:
        for entity in name.entities[:1]:
            sides.saw(reader.context, entity)


def _governments(reader: Reader) -> None:
    """A country with a word of its state (白俄罗斯外交部, 中国政府, 德国新政府) acts as the country."""
    for name in reader.names:
        if not name.entities or name.entities[0].kind not in ("Country", "Organization", "Area") or _covered(reader, name):
            continue
        match = _state().match(reader.text, name.end)
        end = match.end() if match and name.entities[0].kind != "Area" else name.end
        reader.found.append(Found(name.start, end, name.entities[:1], "metonym" if end > name.end else name.how, adjective=False))
    for found in list(reader.found):
        if (
            found.how == "description"
            and found.entities
            and found.entities[0].kind == "Country"
            and (match := _state().match(reader.text, found.end))
        ):
            reader.found[reader.found.index(found)] = replace(found, end=match.end())


@lru_cache(maxsize=1)
def _state() -> re.Pattern[str]:
    table = lexicon.table()["bodies"]
    state = [w for w in table["state"] if w not in ("国家", "共和国", "王国", "官方")]
    state += [f"{kind}政府" for kind in ("共和国", "王国", "联邦共和国", "人民共和国", "民主共和国", "合众国")]
    return re.compile(
        lexicon.one_of(state)
        + r"(?![长副])(?!"
        + lexicon.one_of(
            ["发言", "首脑", "间", "工作报告", "官员", "高官", "换届", "机构", "采购", "性", "大会", "作", "处", "团团长"]
        )
        + ")"
    )


def _things(reader: Reader) -> None:
    """Everything else the gazetteer knows: cities, venues, initiatives, gatherings, bodies."""
    for name in reader.names:
        if (
            name.entities
            and name.entities[0].kind not in ("Country", "Person")
            and not _covered(reader, name)
            and _at_home(reader, name)
        ):
            reader.found.append(replace(name, entities=_likely(reader, name)))


def _at_home(reader: Reader, name: Found) -> bool:
    """A house of no other country than the city written before it: 天津|迎宾馆 is none of Tokyo."""
    before = reader.by_end.get(name.start)
    if (
        name.entities[0].kind != "Venue"
        or not before
        or not before.entities
        or before.entities[0].kind not in ("City", "Country")
    ):
        return True
    place = before.entities[0]
    return any(e.country in (place.id, place.country) for e in name.entities)


def _likely(reader: Reader, name: Found) -> tuple[Entity, ...]:
    """Of several things with one name, those of the country right before come first, then of countries in the text."""
    before = reader.by_end.get(name.start)
    near = before.entities[0].id if before and before.entities else None
    told = [c.id for c in reader.context.countries]
    return tuple(sorted(name.entities, key=lambda e: (e.country != near, e.country not in told)))


def _covered(reader: Reader, name: Found) -> bool:
    return any(f.start < name.end and name.start < f.end for f in reader.found)


def _apart(found: list[Found]) -> list[Found]:
    """Without overlaps: the longer one stays."""
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(f.end <= k.start or k.end <= f.start for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


def _remember(found: list[Found], text: str, context: Context) -> None:
    countries = [f for f in found if len(f.entities) == 1 and f.entities[0].kind == "Country"]
    for a, b in pairwise(countries):
        if text[a.end : b.start] in ("和", "与", "同", "、") and _RELATED.match(text[b.end :]) and a.entities != b.entities:
            context.met((a.entities[0], b.entities[0]))
    for f in found:
        if f.how != "pronoun":
            context.saw(f.entities, subject=f.start == 0 or text[f.start - 1] in "，。；：、")


def _met(found: list[Found], text: str, context: Context) -> None:
    """Two people who meet are the two leaders of the text, their countries the two sides."""
    persons = [f for f in found if len(f.entities) == 1 and f.entities[0].kind == "Person"]
    for a, b in pairwise(persons):
        between = text[a.end : b.start]
        if (
            len(between) < 40
            and _MEETING.search(between)
            and _TOGETHER.search(text[a.end : b.end + 12])
            and a.entities != b.entities
        ):
            context.met((a.entities[0], b.entities[0]))
            return


# -- speech ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _says() -> re.Pattern[str]:
    verbs = lexicon.one_of(lexicon.words("verbs", "reporting"))
    adverbs = (
        "(?:还|也|又|则|均|皆|应询|昨|今|昨日|今日|稍早|随即|主动|回应|答问时|接受[^，]{2,10}(?:采访|访问|专访|提问)时|致辞时|周[一二三四五六日]|上周|同时|再次|进一步|首先|随后|最后|此外|日前|当天|当日|今天|昨天|明确|对此|高度"
        "|在(?:例行)?记者会上|在(?:会见|会晤|会谈|讲话|发言|致辞|通话|会)[^，]{0,12}[时中上]|[0-9]{1,4}年|[0-9]{1,2}[月日])*+"
    )
    return re.compile(
        rf"{adverbs}(?:对此表示[^，]{{1,6}}，)?(?P<verb>{verbs})"
        "(?!欢迎|感谢|祝贺|赞赏|支持|反对|慰问|遗憾|谴责|衷心|诚挚|热烈|高度|强烈|哀悼|坚决)"
    )


def _speaker(reader: Reader) -> Entity | None:
    """Who speaks from here on: the last name right before a verb of saying."""
    speaker = None
    for f in sorted(reader.found, key=lambda f: f.start):
        if f.entities and f.entities[0].kind in ("Person", "Country", "Organization") and _says().match(reader.text, f.end):
            speaker = f.entities[0]
    return speaker


def _continues(reader: Reader, going_on: Entity | None) -> Entity | None:
    """The speaker of the sentence before, where nothing in this one says who speaks."""
    if going_on is None or _speaker(reader) is not None:
        return None
    if _narrative(reader) or _newcomer(reader, going_on):
        memory.of(reader.context).speaker = None
        return None
    return going_on


def _newcomer(reader: Reader, speaker: Entity) -> bool:
    """It opens with somebody introduced (德国总理朔尔茨…) or with a third country: the reporter speaks again."""
    first = min((f for f in reader.found if f.entities), key=lambda f: f.start, default=None)
    if first is None or first.start > 0:
        return False
    entity, context = first.entities[0], reader.context
    if _MEDIA.match(reader.text, first.end):
        return True
    if entity.kind == "Person" and entity != speaker and _ACTS.match(reader.text, first.end):
        return not any(t.start == 0 and reader.text[first.end - 2 : first.end] in t.title for t in reader.told)
    if entity.kind == "Person":
        titled = any(t.start == 0 and t.title and not reader.text.startswith(entity.label("zh")) for t in reader.told)
        return titled and entity != speaker
    sides = {context.country(speaker), *context.pair("Country"), reader.home()}
    return entity.kind == "Country" and first.how == "name" and entity not in sides


#: whose report it is; what only the reporter tells of somebody without title
_MEDIA = re.compile("官媒|媒体|官方媒体|通讯社|电视台|中央通讯社")
_ACTS = re.compile(
    "(?:当天|当日|随后|此前|还|也|并|[0-9]{1,2}日|分别|在[^，]{1,15})*(?:会见|会晤|同|与|出席|抵达|访问|拜会|接见|前往)"
)


def _narrative(reader: Reader) -> bool:
    """The reporter's own voice again: 会谈后, 双方还就…交换意见, 两国元首…."""
    return bool(
        re.match(
            r"(会谈|会见|会晤|仪式|访问|通话|欢迎仪式)(结束)?[前后]|当[天日晚]|双方(还)?(就|签署|发表|共同发表)|两国元首|两国总理|.{2,8}(参加|出席)(会见|会谈|上述)",
            reader.text,
        )
    )
