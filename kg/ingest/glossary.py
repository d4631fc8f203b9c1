"""Glossary pop-ups that were flattened into the sentence, as pages of kremlin.ru have them.

"Ann Lee Lee Ann President of Freedonia said" -> "Ann Lee said"; "the ABC Background information Association of B and C (ABC)
met" -> "the ABC met". The pop-up repeats the name it explains, surname first, then gives a title; it ends where the sentence goes
on: at a lower-case word, at punctuation set off by a space, or before another title.
"""

from __future__ import annotations

import re

from kg.ingest.view import View

_MARK = re.compile(r" Background information (?=\S)")
_WITH_ABBREVIATION = re.compile(
    r"(?:(?:[A-Z][\w’'-]*,?|of|the|and|for|in|on|between|to) ){1,14}\([A-Z][A-Za-z-]{1,11}\)(?![\w-])"
)
_WORD = r"[^\s,.;:!?()“”\"]{2,40}"
_DOUBLED = re.compile(rf"(?<!\S)({_WORD}(?: {_WORD}){{0,5}}) \1(?=[ ,.;:!?)’']|$)")
_TOKEN = re.compile(r"\S+")
_HONORIFICS = frozenset({"Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Madam", "Mme"})
_TITLES = frozenset(
    (
        "President Prime Minister Premier Chairman Chairwoman Chairperson Speaker Secretary Director Head Chief Governor Mayor "
        "King Queen Emir Sultan Chancellor Federal Deputy First Aide Adviser Special Plenipotentiary Presidential Acting "
        "Interior Foreign Defence Finance State Supreme Ambassador Commissioner Crown Vice Member Leader Patriarch Commander "
        "Permanent Prosecutor General Former Secretary-General Moscow Ex-President Justice Emergencies Culture Energy "
        "Transport Healthcare Education Labour"
    ).split(" ")
)
_LINKS = frozenset({"of", "the"})
_FOR_TITLES = frozenset(
    ("Representative", "Minister", "Secretary", "Commissioner", "Envoy", "Aide", "Adviser", "Ambassador", "Ombudsman", "Director")
)
_MAX_TOKENS = 30


def cut(view: View) -> View:
    """The view without pop-up text; expects single spaces."""
    if " Background information " in view.text:
        view = view.cut([_background(view.text, m) for m in _MARK.finditer(view.text)])
    spans: list[tuple[int, int]] = []
    for match in _DOUBLED.finditer(view.text):
        if (not spans or match.start() >= spans[-1][1]) and (span := _doubling(view.text, match)):
            spans.append(span)
    return view.cut(spans)


def _background(text: str, mark: re.Match[str]) -> tuple[int, int]:
    """Span of the marker and its entry: up to the abbreviation, else the repeated words, else the capitalised words."""
    if entry := _WITH_ABBREVIATION.match(text, mark.end()):
        return mark.start(), entry.end()
    before = text[max(0, mark.start() - 120) : mark.start()].split(" ")
    after = text[mark.end() : mark.end() + 120].split(" ")
    for count in range(min(len(before), len(after), 8), 0, -1):
        if [w.rstrip("’s") for w in before[-count:]] == after[:count]:
            return mark.start(), mark.end() + len(" ".join(after[:count]))
    return mark.start(), _end(text, mark.end())


def _doubling(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Span of the second name and its title, None where the doubling is no pop-up."""
    name = match.group(1)
    if not any(c.isupper() for c in name):
        return None
    start = match.end() - len(name) - 1
    before = text[max(0, match.start() - 60) : match.start()].split()[-4:]
    rest = [m.group() for m in _TOKEN.finditer(text, match.end(), match.end() + 80)][:2]
    given = rest[0] if rest else ""
    whole = " " in name and (not rest or given in _TITLES or not given[:1].isupper() or bool(re.match(r"[,.;:)’]", given)))
    permuted = any(word in before and _capital(word) for word in rest)
    announced = bool(before) and before[-1] in _HONORIFICS and given[:1].isupper()
    titled = len(rest) > 1 and given[:1].isupper() and given not in _TITLES and rest[1] in _TITLES
    alone = name[:1].isupper() and " " not in name and given in _TITLES and bool(before) and before[-1][:1].isupper()
    if not (whole or permuted or announced or titled or alone):
        return None
    return start, _end(text, match.end())


def _end(text: str, start: int) -> int:
    """Where the run of capitalised words that begins at ``start`` ends (before the space that follows it)."""
    tokens = list(_TOKEN.finditer(text, start, start + 400))[:_MAX_TOKENS]
    words = [t.group() for t in tokens]
    end, titled, i = start, False, 0
    while i < len(words):
        step = _step(words, i, titled=titled)
        if not step:
            break
        i += step
        bare = words[i - 1].rstrip(",.;:!?)")
        titled = titled or words[i - 1] in _TITLES
        end = tokens[i - 1].start() + len(bare)
        if bare != words[i - 1] and not (words[i - 1].endswith(",") and _goes_on(words, i)):
            break
    return end


def _step(words: list[str], i: int, *, titled: bool) -> int:
    """How many words from ``i`` belong to the pop-up: 0 where the sentence goes on."""
    word = words[i]
    if _capital(word):
        inside = i > 0 and titled and word in _TITLES and words[i - 1] not in _TITLES and "of" in words[:i]
        return 0 if inside and words[i - 1] not in {"of", "the"} else 1
    following = words[i + 1 : i + 3]
    if not titled or not following:
        return 0
    if word == "and":
        return 2 if _capital(following[0]) and following[0] not in _TITLES else 0
    if word not in _LINKS and not (word in {"for", "to"} and _FOR_TITLES.intersection(words[:i])):
        return 0
    if _capital(following[0]):
        return 2
    return 3 if len(following) > 1 and following[0] == "the" and _capital(following[1]) else 0


def _goes_on(words: list[str], i: int) -> bool:
    """A comma that touches its word is inside the title: the pop-up's end is always set off by a space."""
    return i + 1 < len(words) and _capital(words[i]) and words[i] not in _TITLES and words[i + 1] in {"and", "of"}


def _capital(word: str) -> bool:
    return word[:1].isupper() or word[:3].casefold() == "al-" or (word[:1].isalnum() and any(c.isupper() for c in word[1:3]))
