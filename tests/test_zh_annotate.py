"""Chinese sentences and words: quotes, traditional characters, names before statistics."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate import chinese
from kg.lang.zh.tokens import plain, recut, tokens
from kg.model import Passage
from tests.zh_world import gazetteer


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("双方会谈。随后签约！", ["双方会谈。", "随后签约！"]),
        ("他说：“愿意合作。”会谈结束。", ["他说：“愿意合作。”", "会谈结束。"]),
        ("标题\n正文。", ["标题", "正文。"]),
        ("  没有句号  ", ["没有句号"]),
        ("", []),
    ],
)
def test_sentences_end_with_their_quotes(text: str, pieces: list[str]) -> None:
    assert [text[a:b] for a, b in chinese.split(text)] == pieces


def test_traditional_and_full_width_become_plain_at_the_same_length() -> None:
    assert plain("總統２０２４年訪問") == "总统2024年访问"
    assert len(plain("雙方同意將兩國關係提升為戰略夥伴關係")) == len("雙方同意將兩國關係提升為戰略夥伴關係")


def test_token_keeps_the_writing_and_has_the_plain_form_as_lemma() -> None:
    words, _ = chinese.read("法國總統馬克龍訪問德國", gazetteer())
    assert words[0].text == "法國"
    assert words[0].lemma == "法国"


def test_names_of_the_tables_come_before_statistics() -> None:
    words, hits = chinese.read("塞尔维亚总统访问中国", gazetteer())
    assert [h.text for h in hits] == ["塞尔维亚", "中国"]
    assert [w.text for w in words][:2] == ["塞尔维亚", "总统"]


def test_a_name_inside_a_longer_foreign_name_is_another_name() -> None:
    _, hits = chinese.read("马里奥·蒙蒂出席会议", gazetteer())
    assert "马里" not in [h.text for h in hits]


def test_sentences_know_where_they_stand_in_the_article() -> None:
    text = "王毅访问法国。马克龙会见王毅。"
    passage = Passage(text, tuple(range(100, 100 + len(text))), language="zh")
    first, second = chinese.sentences([(3, passage)], gazetteer())
    assert second.source_span(0, len(second.text)) == (107, 115)
    assert first.passage == second.passage == 3


def test_quoted_sentences_are_marked() -> None:
    passage = Passage("他说：“我们支持对话。我们反对战争。”会后他离开。", tuple(range(26)), language="zh")
    assert [s.quoted for s in chinese.sentences([(0, passage)], gazetteer())] == [False, True, False]


@given(st.text(alphabet="中法德关系，。“”总统 \n会谈1２", max_size=40))
def test_tokens_cover_the_text_in_order(text: str) -> None:
    words, _ = chinese.read(text, gazetteer()) if text.strip() else ((), [])
    assert [w.i for w in words] == list(range(len(words)))
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert "".join("".join(w.text for w in words).split()) == "".join(text.split())


def test_recut_joins_and_splits() -> None:
    old = tokens("中法关系好", [("中法关", "n"), ("系", "n"), ("好", "a")])
    assert [t.text for t in recut(old, [(0, 2, "nz"), (2, 4, "n")])] == ["中法", "关系", "好"]
