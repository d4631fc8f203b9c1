"""Who a Chinese sentence speaks of: titles before and after names, lists, unknown people, sides and pronouns."""

from __future__ import annotations

import pytest

from kg.lang.zh import lexicon
from kg.model import Sentence
from tests.zh_world import clauses, read, role, who


def offices(*paragraphs: str) -> list[tuple[str, str, str]]:
    sentences, _ = read(*paragraphs)
    return [(o.person.label(), o.role, o.of.label()) for s in sentences for o in s.offices]


def mentions(sentence: Sentence) -> dict[str, list[str]]:
    return {"".join(t.text for t in sentence.tokens[m.start : m.end]): [e.label() for e in m.entities] for m in sentence.mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法国总统马克龙抵达北京。", [("Macron", "president", "France")]),
        ("外交部长王毅访问肯尼亚。", [("Wang Yi", "foreign minister", "China")]),
        ("中共中央政治局委员、外交部长王毅出席。", [("Wang Yi", "member of the politburo", "Communist Party of China"), ("Wang Yi", "foreign minister", "China")]),
        ("国务院总理周大海同德国总理朔尔茨会谈。", [("Test Premier", "premier", "China"), ("Scholz", "chancellor", "Germany")]),
        ("肯尼亚外长恩古吉到访。", [("恩古吉", "foreign minister", "Kenya")]),
        ("肯尼亚前总统奥廷加出席论坛。", [("奥廷加", "president", "Kenya")]),
        ("塞尔维亚第一副总理米哈伊洛维奇发言。", [("米哈伊洛维奇", "first deputy prime minister", "Serbia")]),
        ("联合国秘书长德索萨表示关切。", [("德索萨", "secretary-general", "United Nations")]),
        ("荷兰驻华大使范登堡、肯尼亚驻华大使穆图阿出席。", [("范登堡", "ambassador", "Netherlands"), ("穆图阿", "ambassador", "Kenya")]),
        ("荷兰首相范德桑、外交大臣贝克尔随行。", [("范德桑", "prime minister", "Netherlands"), ("贝克尔", "foreign minister", "Netherlands")]),
        ("肯尼亚众议长韦坦古拉会见代表团。", [("韦坦古拉", "speaker", "Kenya")]),
        ("德国友好协会会长贝克尔来访。", [("贝克尔", "president", "德国友好协会")]),
    ],
)  # fmt: skip
def test_titles_before_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陈国强主席会见客人。", [("Test Head", "president", "China")]),
        ("王毅外长表示欢迎。", [("Wang Yi", "foreign minister", "China")]),
        ("马克龙总统启程回国。", [("Macron", "president", "France")]),
    ],
)
def test_titles_after_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert offices(text) == expected


def test_former_and_elect() -> None:
    sentences, _ = read("肯尼亚前总统奥廷加会见巴西候任总统科埃略。")
    assert [(o.former, o.status) for o in sentences[0].offices] == [(True, "happened"), (False, "planned")]


@pytest.mark.parametrize(
    "text", ["德国大使馆发表声明。", "两国总理理事会举行会议。", "最大公约数是和平。", "东盟轮值主席国主持会议。"]
)
def test_characters_of_a_title_by_chance(text: str) -> None:
    assert offices(text) == []


def test_a_title_without_name_is_the_holder() -> None:
    sentences, _ = read("王毅会见法国总统")
    assert mentions(sentences[0])["法国总统"] == ["Macron"]


def test_nobody_is_invented_for_a_title_without_holder() -> None:
    sentences, _ = read("王毅会见肯尼亚外长")
    assert "肯尼亚外长" not in {k for k, v in mentions(sentences[0]).items() if v}
    assert [o for s in sentences for o in s.offices] == []


@pytest.mark.parametrize("text", ["王毅同法国总统通电话", "王毅同法国总统会谈", "王毅同法国总统就中法关系交换意见"])
def test_a_verb_behind_a_title_is_no_name(text: str) -> None:
    sentences, _ = read(text)
    assert {e.label() for m in sentences[0].mentions for e in m.entities} <= {"Wang Yi", "Macron", "China", "France"}


def test_an_introduced_person_is_known_by_the_last_part_of_the_name() -> None:
    sentences, _ = read("肯尼亚外长穆萨利亚·马达沃迪抵达北京。马达沃迪表示感谢。")
    assert sentences[1].mentions[0].entities == (sentences[0].offices[0].person,)


def test_sides_by_one_character() -> None:
    sentences, _ = read("法国总统马克龙访华。中方愿同法方深化中法关系。")
    assert mentions(sentences[0])["华"] == ["China"]
    assert mentions(sentences[1]) == {"中方": ["China"], "法方": ["France"], "中法": ["China", "France"]}


def test_the_text_decides_whose_character_it_is() -> None:
    first, _ = read("巴西总统发表讲话。巴方支持对话。")
    second, _ = read("巴基斯坦总统发表讲话。巴方支持对话。")
    assert mentions(first[1])["巴方"] == ["Brazil"]
    assert mentions(second[1])["巴方"] == ["Pakistan"]


def test_a_country_without_character_is_meant_where_it_was_named() -> None:
    sentences, _ = read("王毅访问塞尔维亚。塞方热烈欢迎。")
    assert mentions(sentences[1])["塞方"] == ["Serbia"]


@pytest.mark.parametrize("text", ["东方文明源远流长。", "地方官员出席。", "大方向明确。", "第三方市场合作前景广阔。"])
def test_words_with_fang_are_no_sides(text: str) -> None:
    sentences, _ = read("王毅访问法国。" + text)
    assert mentions(sentences[1]) == {}


def test_both_sides_and_both_leaders() -> None:
    sentences, _ = read("国务院总理周大海同德国总理朔尔茨举行会谈。双方同意加强合作。两国总理共同会见记者。")
    assert mentions(sentences[1])["双方"] == ["China", "Germany"]
    assert mentions(sentences[2])["两国总理"] == ["Test Premier", "Scholz"]


def test_heads_of_state_are_others_than_those_who_meet() -> None:
    sentences, _ = read("国务院总理周大海会见法国总理阿塔尔。去年两国元首举行会晤。")
    assert mentions(sentences[1])["两国元首"] == ["Test Head", "Macron"]


def test_two_countries_named_in_apposition() -> None:
    sentences, _ = read("巴西与肯尼亚两国代表团举行会面。")
    assert mentions(sentences[0])["两国代表团"] == ["Brazil", "Kenya"]


def test_i_you_and_the_honoured_guest() -> None:
    sentences, _ = read(
        "国家主席陈国强会见法国总统马克龙。陈国强表示，去年我同总统先生通电话。我愿同你一道努力。马克龙表示，我完全赞同。"
    )
    assert mentions(sentences[1])["我"] == ["Test Head"]
    assert mentions(sentences[1])["总统先生"] == ["Macron"]
    assert mentions(sentences[2])["你"] == ["Macron"]
    assert mentions(sentences[3])["我"] == ["Macron"]


def test_he_is_the_last_person() -> None:
    sentences, _ = read("马克龙抵达北京。他表示很高兴访华。")
    assert mentions(sentences[1])["他"] == ["Macron"]


def test_governments_act_for_their_country() -> None:
    sentences, _ = read("法国外交部发表声明，德国政府表示欢迎。")
    assert mentions(sentences[0]) == {"法国外交部": ["France"], "德国政府": ["Germany"]}


def test_speech_goes_on_until_the_reporter_speaks_again() -> None:
    sentences, _ = read(
        "马克龙会见王毅。马克龙表示，法方重视对华关系。法国坚持开放合作。会谈后，双方发表声明。", "王毅出席活动。"
    )
    assert [s.speaker.label() if s.speaker else None for s in sentences] == [None, None, "Macron", None, None]


def test_questions_and_answers() -> None:
    sentences, _ = read(
        "外交部发言人林海就有关问题答记者问", "问：有何评论？", "答：中方已表明立场。", "希望双方保持克制。", "问：还有什么？"
    )
    assert [s.speaker.label() if s.speaker else None for s in sentences] == [None, None, "林海", "林海", None]


def test_a_short_foreign_name_needs_support_to_be_somebody_known() -> None:
    sentences, _ = read("联合国专员阿塔尔发表报告。")
    assert not sentences[0].offices[0].person.linked


def test_traditional_characters() -> None:
    assert offices("外交部長王毅會見法國總統馬克龍。") == [
        ("Wang Yi", "foreign minister", "China"),
        ("Macron", "president", "France"),
    ]


def test_there_are_many_titles() -> None:
    assert len(lexicon.table()["titles"]) >= 150
    assert lexicon.own_role("prime minister", "country/de") == "chancellor"
    assert lexicon.own_role("deputy finance minister", "country/cn") == "vice finance minister"


def test_names_reach_the_clauses() -> None:
    meeting = next(c for c in clauses("法国总统马克龙同外交部长王毅会谈。") if c.predicate == "会谈")
    assert role(meeting, "subject") == ["Macron"]
    assert who(meeting.roles["with"]) == ["Wang Yi"]
