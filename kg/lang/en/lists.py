"""Lists of names on the surface: parsers lose "President A, Envoy to the B Region C, and D"; the punctuation keeps them."""

from __future__ import annotations

from itertools import pairwise

from kg.model import Mention, Sentence, Token

_FUNCTION = frozenset({"of", "for", "the", "and", "to", "on", "in", "a", "an", "'s", "’s", "-", "&", ",", ";", "also"})
_COURTESY = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "the", "both"})
_LEAST = 3  # shorter lists the parser reads well


def runs(sentence: Sentence) -> dict[int, tuple[int, ...]]:
    """Token of a name or its title -> the last tokens of all names of its list, for lists of three or more."""
    out: dict[int, tuple[int, ...]] = {}
    for kind, loose in (("Person", True), ("Country", False)):
        items = _items(sentence, kind)
        group: list[tuple[int, int, int]] = []
        for item in items:
            if group and not _joined(sentence.tokens, group[-1][1], item[0], loose=loose):
                _close(group, sentence.tokens, out)
                group = []
            group.append(item)
        _close(group, sentence.tokens, out)
    return out


def _items(sentence: Sentence, kind: str) -> list[tuple[int, int, int]]:
    """(start, end, head) of each name of a class, a person's with the titles around it."""
    found: dict[int, tuple[int, int, int]] = {}
    for mention in sentence.mentions:
        if (
            len(mention.entities) != 1
            or mention.entities[0].kind != kind
            or mention.adjective
            or mention.how not in ("name", "short", "surname")
        ):
            continue
        if kind == "Country" and any(o.start <= mention.start < o.end for o in sentence.offices):
            continue
        found[mention.start] = _with_titles(sentence, mention)
    return [found[k] for k in sorted(found)]


def _with_titles(sentence: Sentence, mention: Mention) -> tuple[int, int, int]:
    offices = [o for o in sentence.offices if o.start <= mention.start and mention.end <= o.end]
    return min([mention.start, *(o.start for o in offices)]), max([mention.end, *(o.end for o in offices)]), mention.end - 1


def _joined(tokens: tuple[Token, ...], end: int, start: int, *, loose: bool) -> bool:
    """What stands between two names makes them one list: ", ", "; and", as well as; for people also a title in capitals."""
    between = [t.text for t in tokens[end:start]]
    low = [w.lower() for w in between]
    if not low or low[0] not in (",", ";", "and", "&", "as", "(") or len(low) > 24:
        return False
    if low[0] == "as":
        return low[:3] == ["as", "well", "as"] and all(w in _COURTESY for w in low[3:])
    if ";" in low and loose:
        return True  # "A, who holds the presidency; B"
    rest = [w for w in low if w not in (",", "and", "&")]
    if rest[:3] == ["as", "well", "as"]:
        rest = rest[3:]
    if all(w in _COURTESY for w in rest):
        return True
    return loose and all(w[:1].isupper() or w.lower() in _FUNCTION or not w.isalpha() for w in between)


def _close(group: list[tuple[int, int, int]], tokens: tuple[Token, ...], out: dict[int, tuple[int, ...]]) -> None:
    """A list that is long enough and ends in "and", ";" or follows a colon."""
    if len(group) < _LEAST:
        return
    ties = {t.text.lower() for a, b in pairwise(group) for t in tokens[a[1] : b[0]]}
    if ties & {"and", ";", "&", "as"} or group[0][0] and tokens[group[0][0] - 1].text == ":":
        heads = tuple(h for _, _, h in group)
        for start, end, _ in group:
            out.update(dict.fromkeys(range(start, end), heads))
