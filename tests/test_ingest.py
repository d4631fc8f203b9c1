"""Reading inputs: files, folders, globs, standard input, JSON Lines, encodings. All texts are ours."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest import articles
from kg.ingest.decode import decode
from kg.model import Article

CHINESE = "当地时间五月三日，甲国总统在首都会见了来访的乙国外交部长，双方就两国关系和地区问题交换了意见。"
TRADITIONAL = "當地時間五月三日，甲國總統在首都會見了來訪的乙國外交部長，雙方就兩國關係和地區問題交換了意見。"


def read(*inputs: str | Path, stdin: bytes | None = None) -> tuple[dict[str, str], list[str]]:
    """Texts by id, and the notices."""
    found = list(articles([str(i) for i in inputs], io.BytesIO(stdin) if stdin is not None else None))
    return {a.id: a.text for a in found if isinstance(a, Article)}, [str(e) for e in found if isinstance(e, InputError)]


def lines(*rows: object) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


# Where from -----------------------------------------------------------------------------------------------------------------


def test_a_file_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.\r\n", encoding="utf-8", newline="")
    assert read(tmp_path / "a.txt") == ({"a.txt": "They met.\r\n"}, [])


def test_a_folder_is_read_in_order_and_named_by_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/d.json", ".hidden/e.txt", "f.log", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(read(tmp_path)[0]) == ["a.md", "b.txt", "sub/c.txt"]


def test_globs(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "y/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(read(tmp_path / "y" / "*.txt")[0]) == ["a.txt", "b.txt"]
    assert list(read(tmp_path / "**" / "a.txt")[0]) == ["x/a.txt", "y/a.txt"]


def test_json_lines_carry_what_is_known(tmp_path: Path) -> None:
    row = {
        "id": "one",
        "text": "They met.",
        "published": "2031-05-03",
        "source": "Herald",
        "url": "https://example.org/1",
        "title": "Met",
    }
    (tmp_path / "a.jsonl").write_bytes(lines(row, {"id": 7, "text": "Again.", "source": None}, {"text": "No id."}))
    found = list(articles([str(tmp_path / "a.jsonl")]))
    where = str(tmp_path / "a.jsonl")
    assert found[0] == Article("one", "They met.", "2031-05-03", "Herald", "https://example.org/1", None, "Met", f"{where}:1")
    assert [a.id for a in found if isinstance(a, Article)] == ["one", "7", "a.jsonl:3"]


def test_json_lines_may_be_compressed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines({"id": "one", "text": "They met."})))
    assert read(tmp_path / "a.jsonl.gz") == ({"one": "They met."}, [])
    (tmp_path / "b.jsonl.gz").write_bytes(b"not gzip")
    assert "cannot be read" in read(tmp_path)[1][0]


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = lines({"id": "one", "text": "They met."})
    bad = [b"{", b"[1]", b'{"id": "x"}', b'{"id": "y", "text": 3}', b"[" * 100_000, b'{"id": "z", "text": " \\u0000 "}']
    (tmp_path / "a.jsonl").write_bytes(b"\n\n".join([*bad, good]))
    texts, notices = read(tmp_path / "a.jsonl")
    assert texts == {"one": "They met."}
    assert [notice.split(": ")[0].rsplit(":", 1)[1] for notice in notices] == ["1", "3", "5", "7", "9", "11"]
    assert all("\n" not in notice for notice in notices)


def test_standard_input_is_text_or_json_lines() -> None:
    assert read("-", stdin=b"They met.") == ({"stdin": "They met."}, [])
    many = lines(*({"id": str(i), "text": "They met. " * 100} for i in range(50)))
    assert len(read("-", stdin=many)[0]) == 50
    assert list(articles(["-"], io.StringIO('{"id": "a", "text": "Met."}'))) == [Article("a", "Met.", path="-:1")]


def test_the_second_article_of_an_id_is_a_notice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"id": "one", "text": "First."}, {"id": "one", "text": "Second."}))
    texts, notices = read(tmp_path)
    assert texts == {"one": "First."}
    assert notices == [f"{tmp_path / 'a.jsonl'}:2: article id 'one' was there already: give each article its own id"]


def test_what_is_missing_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\u3000\ufeff", encoding="utf-8")
    texts, notices = read(tmp_path / "no.txt", tmp_path, tmp_path / "no*.txt", "nul\0.txt")
    assert texts == {"a.txt": "They met."}
    assert notices == [
        f"{tmp_path / 'no.txt'}: not found: check the path",
        f"{tmp_path / 'blank.txt'}: article 'blank.txt' is empty: left out",
        f"{tmp_path / 'empty.txt'}: article 'empty.txt' is empty: left out",
        f"{tmp_path / 'no*.txt'}: matches no article",
        "nul\\x00.txt: not found: check the path",
    ]


def test_nothing_read_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    for missing in ("no.txt", "no*.txt", "a.json", "."):
        with pytest.raises(InputError):
            list(articles([str(tmp_path / missing)]))
    with pytest.raises(InputError, match=r"no.txt: not found: check the path \(and 1 more\)"):
        list(articles([str(tmp_path / "no.txt"), str(tmp_path / "a.json")]))


def test_an_empty_file_alone_is_a_notice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert read(tmp_path / "a.txt") == ({}, [f"{tmp_path / 'a.txt'}: article 'a.txt' is empty: left out"])


def test_what_is_too_long_is_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("records", "sources", "texts"):
        monkeypatch.setattr(f"kg.ingest.{module}.LONGEST", 50)
    (tmp_path / "a.txt").write_text("long " * 11, encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(lines({"id": "x", "text": "long " * 40}, {"id": "one", "text": "Met."}))
    texts, notices = read(tmp_path)
    assert texts == {"one": "Met."}
    assert len(notices) == 2


# Pages ----------------------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_story_and_what_it_says_of_itself(tmp_path: Path) -> None:
    story = ["The premier of Northland received the envoy of Coastland in the old palace on Monday morning.",
             "They spoke about the harbour, about fishing rights and about a new bridge over the strait, her office said.",
             "A second round of talks will be held in the spring of next year in the capital of Coastland, it added."]  # fmt: skip
    page = (
        "<!doctype html><html><head><meta charset='gb2312'><title>Talks in the palace</title>"
        "<meta property='article:published_time' content='2031-05-03'></head>"
        "<body><nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>Talks in the palace</h1>"
        + "".join(f"<p>{p}</p>" for p in story)
        + "</article><footer>Contact us</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (found,) = articles([str(tmp_path / "a.html")])
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(["Talks in the palace", *story])
    assert found.title == "Talks in the palace"


def test_a_page_without_a_story_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text("<html><body><b>They</b> met.", encoding="utf-8")
    assert read(tmp_path)[0] == {"a.htm": "They met."}


# Encodings ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-le", "utf-16-be"])
def test_chinese_encodings(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_traditional_chinese_in_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_latin_encodings(encoding: str) -> None:
    assert decode("The envoys met.\n".encode(encoding)) == "The envoys met.\n"


def test_a_declared_encoding_is_believed_where_utf_8_fails() -> None:
    text = "Le ministre a été reçu à l’Élysée, où il a présenté ses vœux."
    assert decode(text.encode("cp1252"), "windows-1252") == text
    assert decode(text.encode("cp1252"), "no-such-charset").startswith("Le ministre a ")


def test_damage_is_marked_and_not_fatal() -> None:
    raw = CHINESE.encode()
    assert decode(raw[:-1]).startswith(CHINESE[:-1])
    assert decode(raw[:30] + b"\xff" + raw[30:]) == CHINESE[:10] + "\ufffd" + CHINESE[10:]
    assert decode(b"They met.\x00 Again.") == "They met.\x00 Again."


@given(st.binary(max_size=400))
def test_any_bytes_are_text_that_can_be_written(raw: bytes) -> None:
    decode(raw).encode("utf-8")


def test_half_surrogates_keep_their_place() -> None:
    (found,) = articles(["-"], io.BytesIO(b'{"id": "a\\ud800", "text": "They \\udc00 met."}'))
    assert isinstance(found, Article)
    assert (found.id, found.text) == ("a\ufffd", "They \ufffd met.")
