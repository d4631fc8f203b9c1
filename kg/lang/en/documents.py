"""Names of documents: treaties and statements with their subject, lists of them, titles in quotation marks.

Parsers hang the subject of a document on the verb ("signed a Declaration / on the Anniversary of X"), so names are
read off the surface.
"""

from __future__ import annotations

from kg.lang.en.lexicon import lexicon
from kg.lang.en.tree import Tree
from kg.model import Phrase, Token

_CONNECTORS = frozenset(
    {
        "on",
        "of",
        "for",
        "about",
        "concerning",
        "regarding",
        "against",
        "pertaining",
        "relating",
        "to",
        "with",
        "aimed",
        "covering",
        "between",
    }
)
_INNER = frozenset(
    {
        "of",
        "on",
        "the",
        "and",
        "to",
        "for",
        "in",
        "by",
        "with",
        "a",
        "an",
        "at",
        "'s",
        "’s",
        "-",
        "respect",
        "out",
        "which",
        "between",
        "against",
        "or",
        "&",
        "(",
        ")",
    }
)
_FORMAL = frozenset({"in", "by", "under", "within"})
_STOPS = frozenset(
    {
        ".",
        ":",
        ";",
        "—",
        "–",
        '"',
        "“",
        "”",
        "which",
        "that",
        "who",
        "where",
        "when",
        "while",
        "after",
        "during",
        "as",
        "including",
    }
)
_OPEN, _CLOSED = frozenset('"“”„‘«'), frozenset('"“”’»')
_NAMED = frozenset({"entitle", "title", "call", "name", "dub", "entitled", "titled"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "any"})
_INSIDE_NAME = 6  # words between a document and a clause that hangs on the end of its name
_LONGEST = 45  # tokens


def is_document(token: Token) -> bool:
    return token.lemma.lower() in lexicon().clause["document_head"] and token.pos in ("NOUN", "PROPN")


def name(tree: Tree, i: int) -> tuple[int, int]:
    """Token range of the document's name whose head is ``i``: the words before it, and its subject behind."""
    start, _ = tree.bounds(i)
    while start < i and tree.tokens[start].pos in ("DET", "PRON", "NUM") and (tree.tokens[start].text.islower() or start == 0):
        start += 1
    return start, _end(tree, i)


def title(tree: Tree, i: int) -> Phrase:
    """The document whose head is ``i`` by its name, parties left out: "agreement (with Russia) on gas"."""
    start, end = name(tree, i)
    if end == i + 1 and (behind := _behind_partner(tree, end)) and (stop := _end(tree, i, behind)) > behind + 1:
        return Phrase(start, stop, i, f"{tree.text(start, end)} {tree.text(behind, stop)}")
    if end == start + 1 and start and tree.tokens[start - 1].text.lower() in _DEFINITE:
        start -= 1  # "the agreement" is one told of before
    return Phrase(start, end, i, tree.text(start, end))


def title_upto(tree: Tree, i: int, verb: int) -> Phrase:
    """The document's name, without the relative clause of ``verb`` that stands behind it."""
    start, end = name(tree, i)
    end = min(end, verb)
    while end > i + 1 and tree.tokens[end - 1].text.lower() in (",", "to", "that", "which", "and"):
        end -= 1
    return Phrase(start, end, i, tree.text(start, end))


def owner(tree: Tree, i: int) -> int | None:
    """The document that ``i`` is, or in whose name it stands: "Protocols on opening the border, signed by X"."""
    for k in tree.above(i)[:_INSIDE_NAME]:
        if is_document(tree.tokens[k]):
            return k
        if tree.tokens[k].dep not in ("pobj", "prep", "pcomp", "dobj"):
            return None
    return None


def _behind_partner(tree: Tree, k: int) -> int | None:
    """The connector behind the parties: "with Russia and Iran / on", "between X and Y / concerning"; None where none follows."""
    tokens = tree.tokens
    if k >= len(tokens) or tokens[k].text.lower() not in ("with", "between") or not _partner(tree, k):
        return None
    inside = {t for m in tree.sentence.mentions for t in range(m.start, m.end)}
    k += 1
    while k < len(tokens) and (k in inside or tokens[k].text.lower() in ("the", "and", ",", "both", "as", "well")):
        k += 1
    follows = (
        k < len(tokens) and tokens[k].text.lower() in _CONNECTORS - {"between", "with", "of"} and not _time_or_place(tree, k)
    )
    return k if follows else None


def _end(tree: Tree, i: int, end: int | None = None) -> int:
    """Where the name of the document ``i`` ends; ``end``: where its subject begins."""
    tokens, end = tree.tokens, end or i + 1
    capital = tokens[i].text[:1].isupper()
    if end < len(tokens) and tokens[end].text == "(":  # "Memorandum of Understanding (MoU) on"
        close = next((k for k in range(end, min(end + 6, len(tokens))) if tokens[k].text == ")"), end)
        end = (
            close + 1
            if close > end and end + 1 < len(tokens) and close + 1 < len(tokens) and tokens[close + 1].text.lower() in _CONNECTORS
            else end
        )
    while end < len(tokens) and end - i < _LONGEST:
        word = tokens[end].text.lower()
        if capital and word in _FORMAL and not _time_or_place(tree, end) and _capitals_follow(tokens, end + 1):
            end = _subject_end(tree, end + 1, capital=True)
            continue
        if not _connects(tree, end):
            break
        if any(t.lemma.lower() in lexicon().compound and t.text.islower() for t in tokens[end + 1 : end + 3]):
            break  # "on behalf of", "on the occasion of"
        stop = _subject_end(tree, end + 1, capital=capital)
        if stop <= end + 1:
            break
        end = stop
    while end > i + 1 and (tokens[end - 1].text.lower() in _INNER - {")"} or tokens[end - 1].text == ","):
        end -= 1
    return end


def _connects(tree: Tree, k: int) -> bool:
    """The word leads to the document's subject: "on", "relating to", an infinitive ("a plan to develop ...")."""
    tokens, word = tree.tokens, tree.tokens[k].text.lower()
    if word == "to":
        first = is_document(tokens[k - 1])  # "a plan to develop X"; but "an agreement on X to do Y"
        infinitive = first and k + 1 < len(tokens) and tokens[k + 1].tag == "VB" and tokens[k].head == k + 1
        return infinitive or tokens[k - 1].text.lower() in ("pertaining", "relating", "respect", "aimed")
    if word == "in":
        return any(t.lemma.lower() in lexicon().clause["subject_area"] for t in tokens[k + 1 : k + 5])
    return word in _CONNECTORS and not _partner(tree, k)


def _capitals_follow(tokens: tuple[Token, ...], k: int) -> bool:
    """A title goes on: "in the Field of Education", "by SCO Member Banks"."""
    word = next((t for t in tokens[k : k + 3] if t.text.lower() not in ("the", "a", "an")), None)
    return bool(word and word.text[:1].isupper())


def _partner(tree: Tree, k: int) -> bool:
    """ "with Russia", "between X and Y": parties, no subject."""
    word = tree.tokens[k].text.lower()
    if word == "between":
        return any(
            m.start in (k + 1, k + 2) and m.entities[0].kind in ("Country", "Organization") for m in tree.sentence.mentions
        )
    behind = tree.tokens[k + 1].text.lower() if k + 1 < len(tree.tokens) else ""
    return (
        word == "with"
        and behind != "respect"
        or word == "for"
        and any(m.start == k + 1 and m.entities[0].kind == "Person" for m in tree.sentence.mentions)
    )


def _subject_end(tree: Tree, k: int, *, capital: bool) -> int:
    """The end of the noun phrase behind a connector; a title in capitals runs on to the next small verb or comma."""
    tokens, start = tree.tokens, k
    while k < len(tokens):
        token, word = tokens[k], tokens[k].text.lower()
        if (
            word in _STOPS
            or word == "to"
            and capital
            and k + 1 < len(tokens)
            and tokens[k + 1].tag == "VB"
            and tokens[k + 1].text.islower()
            or word == "between"
            and not capital
            and _partner(tree, k)
            or token.tag in ("VBD", "VBZ", "VBP", "MD")
            or token.tag == "VBN"
            and token.dep == "acl"
            or _time_or_place(tree, k)
        ):
            break
        if word == ",":
            run = [t for t in tokens[k + 1 : k + 5] if t.text.isalpha()][:1]
            adjectives = (
                tokens[k - 1].pos == "ADJ" and run and run[0].pos in ("ADJ", "NOUN")
            )  # "economic, sports and military ties"
            if not adjectives and not (capital and run and run[0].text[:1].isupper() and _listed_on(tokens, k + 1)):
                break
        elif (
            word in ("and", "or")
            and k + 1 < len(tokens)
            and (
                tokens[k + 1].text.lower() in ("a", "an", "the")
                or tokens[k + 1].tag in ("VBD", "VBZ", "VBP")
                or any(is_document(t) for t in tokens[k + 1 : k + 3])
            )
            or word in ("in", "at", "by", "with")
            and not capital
            and k > start
            and not (word == "in" and tokens[k + 1 : k + 2] and tokens[k + 1].text.islower())
        ):
            break
        k += 1
    return k


def _listed_on(tokens: tuple[Token, ...], k: int) -> bool:
    """The comma before ``k`` is inside a title: "Terrorist, Separatist and Extremist Activities"."""
    for token in tokens[k : k + 6]:
        if token.text.lower() in ("the", "a", "an", ","):
            return False
        if token.text.lower() == "and":
            return True
    return False


def _time_or_place(tree: Tree, k: int) -> bool:
    """ "in Minsk", "on Friday", "at the summit": where and when it was signed."""
    tokens = tree.tokens
    word = tokens[k].text.lower()
    if word in ("in", "at", "on") and k + 1 < len(tokens):
        after = k + 1 + (tokens[k + 1].text.lower() == "the")
        if any(m.start <= after < m.end and m.entities[0].kind in ("City", "Venue", "Gathering") for m in tree.sentence.mentions):
            return True
        return after < len(tokens) and (tokens[after].text in _DAYS or tokens[after].lemma.lower() in ("sideline", "presence"))
    return tokens[k].text in _DAYS


_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


# -- lists -----------------------------------------------------------------------------------------------------------------


def listed(tree: Tree, i: int) -> list[Phrase]:
    """The documents that a plural noun announces: by a colon, by their titles in quotation marks, by an apposition."""
    tokens = tree.tokens
    if tokens[i].tag not in ("NNS", "NNPS") or not is_document(tokens[i]):
        return []
    including = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].text.lower() == "including"), None)
    if including is not None:
        return [
            _phrase(tree, k) for k in range(including + 1, len(tokens)) if is_document(tokens[k]) and _opens(tokens, including, k)
        ]
    _, end = tree.bounds(i)
    following = next((k for k in range(i + 1, len(tokens)) if tokens[k].text.lower() in _NAMED), None)
    if following is not None and following - i < 4:
        return _quoted(tree, following, i)
    colon = next((k for k in range(end, len(tokens)) if tokens[k].text == ":"), None)
    if colon is not None:
        return [_phrase(tree, k) for k in range(colon + 1, len(tokens)) if is_document(tokens[k]) and _opens(tokens, colon, k)]
    if end < len(tokens) and tokens[end].text == ",":
        return [
            _phrase(tree, k)
            for k in range(end + 1, min(end + 12, len(tokens)))
            if is_document(tokens[k]) and _opens(tokens, end, k)
        ]
    return []


def _phrase(tree: Tree, i: int) -> Phrase:
    start, end = name(tree, i)
    return Phrase(start, end, i, tree.text(start, end))


def _opens(tokens: tuple[Token, ...], floor: int, k: int) -> bool:
    """The head ``k`` begins a member of the list: an article stands before it, with nothing but its own words between."""
    for j in range(k - 1, floor, -1):
        if tokens[j].text.lower() in ("the", "a", "an"):
            before = tokens[j - 1].text.lower()
            return j - 1 == floor or before in (",", ";", "and", ":")
        if tokens[j].pos not in ("ADJ", "NOUN", "PROPN", "PUNCT") or tokens[j].text == ",":
            return False
    return False


def _quoted(tree: Tree, k: int, head: int) -> list[Phrase]:
    """Every title in quotation marks behind ``k``; ``head`` says what they are titles of."""
    out, start = [], None
    for token in tree.tokens[k + 1 :]:
        if token.text[:1] in _OPEN | _CLOSED and len(token.text) == 1:
            if start is None:
                start = token.i + 1
            else:
                if token.i > start:
                    out.append(Phrase(start, token.i, head, tree.text(start, token.i)))
                start = None
    return out
