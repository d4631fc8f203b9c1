"""What is recognised, told from the frames: the page ``docs/rules.md`` and the answer of ``kg rules``.

``python -m kg.rules`` writes the page, ``python -m kg.rules --check`` says whether it is fresh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kg import resources, vocab
from kg.errors import QueryError
from kg.extract.frames import Example, Frame, load
from kg.rules import wording

_INTRODUCTION = """# What is recognised

Written by `python -m kg.rules` from `kg/data/frames/`; `make fresh` says when it is stale.

A sentence is first taken apart into clauses, whatever construction told it: active and passive, relative clauses, coordination,
nominalisations ("Lavrov's visit to"), support verbs ("held talks with"), 在…期间, 同…举行会谈 and so on (`kg/lang/`). Then the
frames below ask for words: base forms, each of which stands for all its forms. A frame whose required roles stay empty gives
nothing.
"""


def page() -> Iterator[str]:
    """The lines of the page, all record types in the order of the fact types."""
    yield from _INTRODUCTION.splitlines()
    yield ""
    yield "Record types: " + ", ".join(f"[{record}](#{record.lower()})" for record in records()) + "."
    for record in records():
        yield from _section(record)


def lines(record: str | None = None) -> Iterator[str]:
    """The sections of one record type, called by its class or its fact type; of all without a name.

    Raises QueryError for an unknown name.
    """
    by_name = {name.casefold(): r for r in records() for name in (r, vocab.FACTS.get(r, r))}
    if record is not None and record.casefold() not in by_name:
        raise QueryError(f"no record type is called {record}: use {', '.join(vocab.FACTS.get(r, r) for r in records())}")
    for name in records() if record is None else [by_name[record.casefold()]]:
        yield from _section(name)


def records() -> list[str]:
    """The record types that have frames, as classes."""
    return [r for r in vocab.FACTS if r in load().keys]


def _section(record: str) -> Iterator[str]:
    frames = sorted((f for f in load().frames if f.record == record), key=lambda f: f.file.startswith("_"))  # English first
    key = ", ".join(map(wording.words, load().keys[record]))
    yield from ("", f"## {record}", "", f"Fact type `{vocab.FACTS[record]}`. {_about()[record]}", "")
    yield f"Two tellings are the same where these agree: {key}."
    for frame in frames:
        yield from _frame(frame)


def _frame(frame: Frame) -> Iterator[str]:
    yield from ("", f"### `{frame.id}`", "")
    yield from (f"- {line}" for line in wording.predicates(frame))
    yield from (f"- {wording.role(r)}" for r in frame.roles)
    yield from (f"- {wording.setting(s)}" for s in frame.settings)
    yield from (f"- {line}" for line in wording.conditions(frame))
    yield from _examples(frame)


def _examples(frame: Frame) -> Iterator[str]:
    """The first that gives something and the first that gives nothing, in each language."""
    for code in wording.LANGUAGES:
        found = [e for e in frame.examples if e.language == code]
        for told in ([e for e in found if e.gives is not None][:1], [e for e in found if e.gives is None][:1]):
            yield from (line for example in told for line in ("", f"> {example.text}", ">", f"> {_gives(example)}"))


def _gives(example: Example) -> str:
    if example.gives is None:
        return "nothing"
    return "; ".join(f"{wording.words(name)}: {_value(value)}" for name, value in example.gives.items())


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


@cache
def _about() -> Mapping[str, str]:
    """The comment that heads each record type's file."""
    out = {}
    for path in sorted(resources.path("data", "frames").glob("[!_]*.toml")):
        text = path.read_text("utf-8")
        comment = [line.removeprefix("#").strip() for line in text.partition("\nrecord")[0].splitlines() if line.startswith("#")]
        name = next(r for r in load().keys if f'record = "{r}"' in text)
        out[name] = " ".join(comment)
    return out
