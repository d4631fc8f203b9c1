"""Layout: passages of clean text that know where they came from. All texts are ours."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import layout
from kg.model import Article, Layout, Passage


def read(text: str, **given: str) -> Layout:
    found = layout(Article(given.pop("id", "a.txt"), text, **given))
    for passage in found.passages:
        assert_maps_back(passage, text)
    return found


def texts(text: str, **given: str) -> list[str]:
    return [p.text for p in read(text, **given).passages]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in read(text).passages]


def assert_maps_back(passage: Passage, text: str) -> None:
    """The law: same length, strictly rising, and each character is the article's or one of the documented replacements."""
    assert len(passage.text) == len(passage.offsets)
    assert all(a < b for a, b in zip(passage.offsets, passage.offsets[1:], strict=False))
    assert not passage.offsets or 0 <= passage.offsets[0] <= passage.offsets[-1] < len(text)
    for character, offset in zip(passage.text, passage.offsets, strict=True):
        assert character in {text[offset], " "} or text[offset] in "&\\'", (character, text[offset])


# Markup ---------------------------------------------------------------------------------------------------------------------


def test_html_tags_break_or_vanish_and_entities_map_to_their_first_character() -> None:
    text = "甲国总统访问乙国\n<p><strong>央视网消息</strong>（新闻联播）：甲国总统3日抵达乙国&nbsp;首都。<br></p><p>随行的有 R&amp;D 部长。</p>"
    assert kinds(text) == [
        ("headline", "甲国总统访问乙国"),
        ("body", "甲国总统3日抵达乙国 首都。"),
        ("body", "随行的有 R&D 部长。"),
    ]
    passage = read(text).passages[2]
    assert text[passage.offsets[passage.text.index("&")] :].startswith("&amp;")


def test_markdown_links_emphasis_and_escapes_leave_their_words() -> None:
    text = "# A *new* accord\n\nThe two sides signed [a wide\nagreement](https://example.org/a_(b)) on **trade** and \\#unity \\_now\\_.\n\n\\###\n"
    assert kinds(text) == [
        ("headline", "A new accord"),
        ("body", "The two sides signed a wide agreement on trade and #unity now."),
    ]


def test_text_in_angle_brackets_that_is_no_tag_stays() -> None:
    assert texts("The envoy wrote <sic> to them. It was 3 < 4 and 5 > 2.") == [
        "The envoy wrote <sic> to them. It was 3 < 4 and 5 > 2."
    ]


def test_hidden_and_silent_elements_are_left_out() -> None:
    text = 'The premier <span class="tip hidden">A <span>nested</span> pop-up</span>spoke.<script>var x = "<p>no";</script><!-- no -->'
    assert texts(text) == ["The premier spoke."]


def test_odd_spaces_and_control_characters() -> None:
    text = "The\u00a0envoys\u2009met\x00again\x0b in\u200bside the palace.  They  shook hands ."
    assert texts(text) == ["The envoys met again inside the palace. They shook hands."]


def test_loose_quotation_marks_move_to_their_words() -> None:
    text = 'She called it " a good start, " and he spoke of " unity" .'
    assert texts(text) == ['She called it "a good start," and he spoke of "unity".']


# Front matter ---------------------------------------------------------------------------------------------------------------


def test_front_matter_gives_title_and_day() -> None:
    text = (
        "---\ndate: '2031-03-02'\ntags: readouts\ntitle: \"Readout of the Envoy\\u2019s Call with\\_King Ada\\\n  \\ of\\_Freedonia\"\n---\n"
        " \nThe envoy spoke today with King Ada of\nFreedonia.\n"
    )
    found = read(text)
    assert [(p.kind, p.text) for p in found.passages] == [
        ("headline", "Readout of the Envoy’s Call with King Ada of Freedonia"),
        ("body", "The envoy spoke today with King Ada of Freedonia."),
    ]
    assert found.title == "Readout of the Envoy’s Call with King Ada of Freedonia"
    assert found.published == found.anchor == date(2031, 3, 2)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: Plain words: and more", "Plain words: and more"),
        ("title: 'It''s on'", "It's on"),
        ("title: >-\n  Two\n  lines", "Two lines"),
    ],
)
def test_front_matter_scalars(written: str, title: str) -> None:
    assert read(f"---\n{written}\n---\nHe spoke.").title == title


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert texts("---\n\nThe talks went on.\n\n---\n\nThey ended.") == ["The talks went on.", "They ended."]


# Lines ----------------------------------------------------------------------------------------------------------------------


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The president of the republic received the foreign minister of the\nneighbouring kingdom in the old palace and spoke with\n"
        "Minister Okoro about the border. They agreed to meet again next year.\n\nA second paragraph follows here."
    )
    assert texts(text) == [text.split("\n\n", maxsplit=1)[0].replace("\n", " "), "A second paragraph follows here."]


def test_one_paragraph_a_line_stays_apart() -> None:
    first = "The minister told the council on Monday that his country would leave the pact, which had brought it nothing at all so far."
    second = "He gave no date."
    assert texts(f"{first}\n{second}") == [first, second]


def test_chinese_lines_join_without_a_space_and_questions_stand_alone() -> None:
    assert texts("外交部发言人答记者问\n2031-05-02\n\n问：请介绍有关情况。\n答：双方将就此保持\n沟通。") == [
        "外交部发言人答记者问",
        "问：请介绍有关情况。",
        "答：双方将就此保持沟通。",
    ]


# Furniture, captions, credits -----------------------------------------------------------------------------------------------


def test_furniture_is_dropped() -> None:
    text = (
        "首页 >  头条\n\n发布时间:2031-07-05 09:14:46 | 来源:某社 | 作者: | 责任编辑:某人\n\n甲国同乙国签署协议。（责任编辑：某某）\n\n"
        "Sign up\n\nTerms & Conditions\n\nPublished in section: News\n\nDirect link: example.org/d/1\n\nText version\n\n"
        "Thanks for sharing!\n\n<…>\n\n* * *\n\n[查看原文](https://example.org/2031/07/05/x.shtml)\n\n(更新时间戳: 1672404854961)"
    )
    found = read(text)
    assert [p.text for p in found.passages] == ["甲国同乙国签署协议。"]
    assert found.published == date(2031, 7, 5)


def test_a_journalists_question_is_no_byline() -> None:
    assert texts("记者：请问部长先生，贵国是否将派代表团出席下个月的会议？") == [
        "记者：请问部长先生，贵国是否将派代表团出席下个月的会议？"
    ]


def test_captions_end_in_a_credit_and_name_no_photographer() -> None:
    text = (
        "乙国总理会见甲国外长。新华社记者 某某某 摄\n\nPremier Ito meets Foreign Minister Diallo in Lusaka, May 3, 2031. (Xinhua/Jo Bloggs)\n\n"
        "The two sides agreed on a date, officials said. [Photo by A. N. Other/Agency]"
    )
    assert kinds(text) == [
        ("caption", "乙国总理会见甲国外长。"),
        ("caption", "Premier Ito meets Foreign Minister Diallo in Lusaka, May 3, 2031."),
        ("caption", "The two sides agreed on a date, officials said."),
    ]


def test_one_line_articles_break_at_credit_and_dateline() -> None:
    body = "Premier Ito said Saturday that ties are good. " + "He spoke at length about trade with the other side. " * 9
    caption = "Premier Ito meets President Banda in Lusaka, Zambia, May 3, 2031."
    text = f"date 2031-05-04 {caption} (Xinhua/Jo Bloggs) LUSAKA, May 3 (Xinhua) — {body}{caption} (Xinhua/Jo Bloggs)"
    assert kinds(text) == [("caption", caption), ("body", body.strip()), ("caption", caption)]
    assert read(text).anchor == date(2031, 5, 3)
    assert read(text).dateline_place == "LUSAKA"


def test_wire_labels_and_end_marks() -> None:
    text = "XIN_ENG_20310502.0138\n\n2nd Ld: Two states agree on border\n\nThe two states agreed on Friday. ■\n\nNothing more was said. Enditem"
    assert texts(text) == ["Two states agree on border", "The two states agreed on Friday.", "Nothing more was said."]
    assert read(text).anchor == date(2031, 5, 2)


def test_headlines_inside_a_digest() -> None:
    text = "国际快讯\n<p><strong>甲国总统就职</strong><br></p><p>甲国总统4日就职。</p><p><strong>乙国举行大选</strong></p><p>乙国4日投票。</p>"
    assert [p.kind for p in read(text).passages] == ["headline", "headline", "body", "headline", "body"]


def test_items_of_a_list_are_no_headlines() -> None:
    text = "The participants were:\n\n-   Ada Lund, Northland\n\n-   Juma Osei, Coastland\n\nThey spoke for an hour."
    assert {p.kind for p in read(text).passages} == {"body"}


def test_byline() -> None:
    assert read("By Ada Lund and Juma Osei\n\nThe talks ended.").byline == "Ada Lund and Juma Osei"
    assert read("新华社卢萨卡5月3日电（记者某甲 某乙）双方举行会谈。", published="2031-05-03").byline == "某甲 某乙"


# Glossary pop-ups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flat", "plain"),
    [
        ("He told Ada Lund Lund Ada President of the Republic of Northland about it.", "He told Ada Lund about it."),
        ("Ada Lund Lund Ada President of Northland , Juma Osei and others came.", "Ada Lund, Juma Osei and others came."),
        ("Mr Osei Osei Juma , who came late, spoke.", "Mr Osei, who came late, spoke."),
        ("Li Wen Li Wen Chairman of the State Council of Eastland met her.", "Li Wen met her."),
        (
            "Ada Lund Lund Ada President of Northland and President of Coastland Juma Osei met.",
            "Ada Lund and President of Coastland Juma Osei met.",
        ),
        ("Ada Lund Lund Ada Minister of Industry and Trade ’s words pleased them.", "Ada Lund’s words pleased them."),
        ("The NPC Background information Northern Pact Council (NPC) leaders met.", "The NPC leaders met."),
        ("The Northern Pact Council Background information Northern Pact Council (NPC) met.", "The Northern Pact Council met."),
        ("The NORDIX Background information NORDIX Summit began.", "The NORDIX Summit began."),
    ],
)
def test_glossary_is_cut(flat: str, plain: str) -> None:
    assert texts(flat) == [plain]


def test_names_that_are_doubled_by_nature_stay() -> None:
    for text in (
        "Chairman Abdullah Abdullah of the council spoke.",
        "He flew from Pago Pago to the capital.",
        "It was very very late.",
    ):
        assert texts(text) == [text]


# Datelines and the anchor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "given", "place", "day"),
    [
        ("LUSAKA, May 3 (Xinhua) -- The envoy came.", {"published": "2031-05-04"}, "LUSAKA", date(2031, 5, 3)),
        (
            "HARARE, May 2 , 2031 (Xinhua)\n\nTalks open\n\nLUSAKA, May 3 (Xinhua) - The envoy came.",
            {},
            "LUSAKA",
            date(2031, 5, 3),
        ),
        ("LUSAKA, Dec. 31 (Xinhua) -- The envoy came.", {"published": "2031-01-01T02:00:00Z"}, "LUSAKA", date(2030, 12, 31)),
        ("LUSAKA, Zambia (AP) — The envoy came.", {"published": "2031-05-03"}, "LUSAKA, Zambia", date(2031, 5, 3)),
        ("LUSAKA  -     The envoy came.", {"published": "2031-05-03"}, "LUSAKA", date(2031, 5, 3)),
        ("LUSAKA, May 3. /TASS/. The envoy came.", {"published": "2031-05-03"}, "LUSAKA", date(2031, 5, 3)),
        (
            "Talks\n\nThe envoy came.\n\nMay 3, 2031, 19:30 The Palace, Lusaka\n\nHe left.",
            {},
            "The Palace, Lusaka",
            date(2031, 5, 3),
        ),
        (
            "新华社卢萨卡5月3日电（记者某甲）特使抵达。",
            {"url": "https://example.org/2031/05/04/a.html"},
            "卢萨卡",
            date(2031, 5, 3),
        ),
        ("示例通讯社北京2031年5月3日电 特使抵达。", {}, "北京", date(2031, 5, 3)),
        ("人民网北京2031年5月3日电 特使抵达。", {}, "北京", date(2031, 5, 3)),
        ("特使抵达\n2031-05-03\n\n特使今天抵达。", {}, None, date(2031, 5, 3)),
        ("The envoy came.", {"id": "wire-04-20310503.txt"}, None, date(2031, 5, 3)),
        ("The envoy came.\n\n[查看原文](https://example.org/2031/05/03/x.shtml)", {}, None, date(2031, 5, 3)),
        ("The envoy came to Lusaka on May 3, 2031.", {}, None, date(2031, 5, 3)),
        ("The envoy came.", {"published": "3 May 2031"}, None, date(2031, 5, 3)),
        ("LUSAKA, Feb. 30 (Xinhua) -- The envoy came.", {"published": "2031-03-01"}, "LUSAKA", date(2031, 3, 1)),
        ("The envoy came.", {}, None, None),
    ],
)
def test_anchor_and_place(text: str, given: dict[str, str], place: str | None, day: date | None) -> None:
    found = read(text, **given)
    assert (found.dateline_place, found.anchor) == (place, day)
    assert not any("LUSAKA" in p.text or "电" in p.text for p in found.passages)


def test_nobody_writes_on_the_day_after_publication() -> None:
    text = "XIN_ENG_20310502.0001\n\nLUSAKA, May 3 , 2031 (Xinhua)\n\nEnvoy comes\n\nThe envoy came."
    assert read(text).anchor == date(2031, 5, 2)


# Languages and pages --------------------------------------------------------------------------------------------------------


def test_language_is_the_passages_own() -> None:
    found = read(
        "两国元首举行会谈。\n\nThe two heads of state held talks.\n\nЛидеры провели переговоры.\n\n首脳は会談をおこなった。"
    )
    assert [(p.language, p.text) for p in found.passages] == [
        ("zh", "两国元首举行会谈。"),
        ("en", "The two heads of state held talks."),
    ]


def test_a_whole_page_in_a_text_file_gives_its_story() -> None:
    story = ["The premier of Northland received the envoy of Coastland in the old palace on Monday morning.",
             "They spoke about the harbour, about fishing rights and about a new bridge over the strait, her office said.",
             "A second round of talks will be held in the spring of next year in the capital of Coastland, it added."]  # fmt: skip
    text = (
        "<!doctype html><html><head><title>Talks in the palace • Herald</title><style>p {}</style></head><body><ul><li>Home</li>"
        "<li>World</li><li>Sport</li></ul><h1>Talks in the palace</h1><p>May 3, 2031</p>"
        + "".join(f"<p>{p}</p>" for p in story)
        + "<div><a href='/x'>Contact</a></div></body></html>"
    )
    found = read(text)
    assert [p.text for p in found.passages] == ["Talks in the palace", *story]
    assert found.title == "Talks in the palace"
    assert found.anchor == date(2031, 5, 3)


# Laws -----------------------------------------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    "the envoy|Ada Lund|Lund Ada|President of|Mr Osei Osei|LUSAKA, May 3 (Xinhua) --|（记者某甲）|新华社北京5月3日电|Background information|(NPC)|<p>|</p>|<b>"
    "|<!--|-->|<script>|&nbsp;|&amp;|&#0;|&#x1F600;|[a](b)|[|](|**|_|\\_|\\|\n|\n\n|\r\n|\x00|\u00a0|\u3000|\u200b|\u2029|\ue000|\ud800|---\ntitle: '|\n---\n"
    "|(Xinhua/Jo)|■|date 2031-05-04|XIN_ENG_20310502.0138|。|, |. |“ |甲国总统|<html>|</div>|<span hidden>|</span>|# |- |1. |\f|' |::".split("|")
)  # fmt: skip


@given(st.lists(SCRAPS | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_is_read_and_maps_back(text: str) -> None:
    read(text)


@pytest.mark.parametrize("unit", ["a", "A. ", " ", "<", "<a ", "[", "[a](", "(Xinhua/", "Ab Ab ", "中", "\n", '" ', "* ", "\\", "&amp", "<!--",
                                  "<script>", "<span hidden>", "XIN_ENG_", ". PARIS, July 4 (", "（记者", "---\n", "<h1>"])  # fmt: skip
def test_time_is_linear_in_the_text(unit: str) -> None:
    started = time.process_time()
    layout(Article("a.txt", unit * (100_000 // len(unit))))
    assert time.process_time() - started < 5  # a quadratic pattern takes minutes
