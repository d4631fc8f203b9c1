"""In what somebody cooperates: the words around "cooperation" that tell its fields, read off the surface.

Parsers hang the members of "our political, economic, security, and people-to-people ties" and of "cooperation in areas
including trade, clean energy and health" on many heads; what stands between two names, verbs or clauses does not move.
"""

from __future__ import annotations

from kg.lang.en.lexicon import lexicon
from kg.lang.en.tree import Tree
from kg.model import Phrase, Token

_BEFORE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "CCONJ", "PUNCT"})
_INSIDE = frozenset({",", ";", "-", "–", "/", "&", "“", "”", '"'})
_OPENERS = frozenset("in on across through including such against for of to throughout within".split())
_AFTER_COMMA = frozenset(
    {"including", "particularly", "especially", "notably", "primarily", "specifically", "such", "from", "namely", "above", "as"}
)
_STOPS = frozenset("that which who where when while after before during because if although".split())
_ANYBODYS = frozenset({"international", "global", "multilateral", "worldwide"})  # cooperation of nobody in particular
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 60  # tokens


def scope(tree: Tree, i: int) -> list[Phrase]:
    """The fields told before and behind the word ``i``, each as a phrase of plain words."""
    if _in_a_body(tree, i) or i and tree.tokens[i - 1].text.lower() in _ANYBODYS:
        return []
    spans = [_before(tree, i), *_behind(tree, i), *_told_by_verb(tree, i), *_paid_to(tree, i)]
    return [Phrase(a, b, i, tree.text(a, b)) for span in spans for a, b in _without_names(tree, *span)]


def _without_names(tree: Tree, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between names: "within the Eurasian Economic Union" tells no economy."""
    names = [m for m in tree.sentence.mentions if start <= m.start < end and m.entities[0].kind != "Initiative"]
    cuts = [start, *(k for m in names for k in (m.start, m.end)), end]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]


def _before(tree: Tree, i: int) -> tuple[int, int]:
    """ "trade, economic and / cooperation": the words of its kind before a noun, up to a name, a verb or an article."""
    if tree.tokens[i].pos not in ("NOUN", "PROPN"):
        return i, i
    named = _named(tree)
    start = i
    while start and start - 1 not in named and (step := _step(tree, start - 1)):
        start -= step
    while start < i and tree.tokens[start].pos in ("PUNCT", "CCONJ"):
        start += 1
    return start, i


def _step(tree: Tree, k: int) -> int:
    """How many words up to ``k`` belong to what stands before a noun; 0: none."""
    tokens = tree.tokens
    if [t.text.lower() for t in tokens[max(0, k - 2) : k + 1]] == ["as", "well", "as"]:
        return 3
    if tokens[k].text.lower() == "to" and k and tokens[k - 1].text == "-":
        return 1  # "people-to-people"
    return int(_modifies(tokens[k]))


def _modifies(token: Token) -> bool:
    if token.pos == "PUNCT":
        return token.text in _INSIDE
    return token.pos in _BEFORE or token.tag in ("VBG", "VBN") and token.dep in ("amod", "compound")


def _behind(tree: Tree, i: int) -> list[tuple[int, int]]:
    """ "cooperation (with X) in the fields of trade and health, including vaccines": up to the next clause."""
    tokens = tree.tokens
    head = tokens[i].head if tokens[i].dep == "compound" and tokens[i].head > i else i  # "cooperation documents on trade"
    k = _behind_partners(tree, head + 1)
    if k >= len(tokens):
        return []
    word = tokens[k].text.lower()
    after = tokens[k + 1].text.lower() if k + 1 < len(tokens) else ""
    ahead = k + 1 + (after == "to")
    if word == "and" and ahead < len(tokens) and _promotes(tree, ahead):  # "cooperation and (to) enhancing trade"
        return [(ahead + 1, _stop(tree, ahead + 1))]
    particular = [t.text.lower() for t in tokens[k + 1 : k + 3]] == ["in", "particular"]
    if not (word in _OPENERS or word in (",", "—", "–", "-", "(") and (after in _AFTER_COMMA or particular)):
        return []
    if word == "to" and not (k + 1 < len(tokens) and tree.word(k + 1) in lexicon().clause["purpose"]):
        return []
    return [(k, _stop(tree, k + 1))]


def _promotes(tree: Tree, k: int) -> bool:
    """An infinitive or gerund whose object is a field that is promoted together."""
    return tree.tokens[k].tag in ("VB", "VBG") and tree.word(k) in lexicon().clause["purpose"]


def _told_by_verb(tree: Tree, i: int) -> list[tuple[int, int]]:
    """ "areas of cooperation include trade and energy": what stands behind the verb."""
    token = tree.tokens[i]
    verb = token.head
    if token.dep != "nsubj" or tree.word(verb) not in lexicon().clause["comprising"]:
        return []
    return [(verb + 1, _stop(tree, verb + 1))]


def _paid_to(tree: Tree, i: int) -> list[tuple[int, int]]:
    """ "attention will be paid to trade": what stands behind the verb that carries the noun."""
    verb = tree.tokens[i].head
    if tree.word(i) not in lexicon().clause["stressing"] or tree.tokens[i].dep not in ("dobj", "nsubjpass", "nsubj"):
        return []
    k = next((c for c in tree.children(verb) if c > max(verb, i) and tree.word(c) in ("to", "on", "upon")), None)
    return [(k + 1, _stop(tree, k + 1))] if k is not None else []


def _behind_partners(tree: Tree, k: int) -> int:
    """Behind "with X", "between X and Y", "among the three countries"."""
    tokens = tree.tokens
    inside = {t for m in tree.sentence.mentions for t in range(m.start, m.end)}
    if k >= len(tokens) or tokens[k].text.lower() not in ("with", "between", "among", "and") or _clausal(tree, k):
        return k
    if tokens[k].text.lower() == "and":  # "exchanges and cooperation in ..."
        return k + 2 if k + 1 < len(tokens) and tokens[k + 1].lemma.lower() in lexicon().clause["cooperating"] else k
    j = k + 1
    while j < len(tokens) and (
        j in inside
        or tokens[j].text.lower() in ("the", "and", ",", "our", "its", "their", "two", "both", "'s", "’s")
        or tokens[j].lemma.lower() in lexicon().clause["sides"]
    ):
        if tokens[j].text == "," and j + 1 < len(tokens) and j + 1 not in inside:
            break
        j += 1
    return j


def _clausal(tree: Tree, k: int) -> bool:
    return any(t.tag in _FINITE for t in tree.tokens[k : k + 2])


def _stop(tree: Tree, k: int) -> int:
    """Where the list of fields ends: at a finite verb (with the noun phrase before it), a clause word, the sentence's end."""
    tokens, start = tree.tokens, k
    while k < len(tokens) and k - start < _LONGEST:
        token, word = tokens[k], tokens[k].text.lower()
        if word in _STOPS or word in (".", ":") or word == "as" and not _joins(tree, k):
            return k
        if (
            word == "to"
            and tokens[k - 1].text.lower() in ("and", "or", ",")
            and tokens[k + 1 : k + 2]
            and tokens[k + 1].tag == "VB"
        ):
            return k - 1  # "in trade, and to build the industrial park": what else they do
        if token.tag in _FINITE and token.dep not in ("amod", "compound"):
            return max(start, _clause_start(tree, k, start))
        k += 1
    return k


def _joins(tree: Tree, k: int) -> bool:
    """ "as well as", "such as"."""
    words = [t.text.lower() for t in tree.tokens[max(0, k - 4) : k + 3]]
    return "well" in words[-5:] or "such" in words[:-3]


def _clause_start(tree: Tree, verb: int, floor: int) -> int:
    """The start of the clause whose finite verb was met: its subject belongs to it, as does an "and" before it."""
    main = tree.tokens[verb].head if tree.tokens[verb].dep in ("aux", "auxpass") else verb
    subjects = [c for c in tree.children(main) if tree.tokens[c].dep in ("nsubj", "nsubjpass", "expl") and c > floor]
    start = min((tree.bounds(c)[0] for c in subjects), default=verb)
    while start > floor and tree.tokens[start - 1].text.lower() in ("and", ",", "but"):
        start -= 1
    return start


def _named(tree: Tree) -> frozenset[int]:
    """Tokens of names: "discussed Ukraine, energy and trade relations" begins behind Ukraine."""
    return frozenset(t for m in tree.sentence.mentions for t in range(m.start, m.end))


def _in_a_body(tree: Tree, i: int) -> bool:
    """The word names what a body or an official is for: "head of international economic relations"."""
    token = tree.tokens[i]
    over = tree.tokens[token.head]
    if token.dep in ("compound", "nmod") and token.text[:1].isupper() and over.text[:1].isupper():
        return True  # "Foreign Relations Committee"
    if token.dep == "conj":
        return _in_a_body(tree, tree.first_conjunct(i))
    if token.dep == "pobj" and over.text.lower() in ("of", "for", "on"):
        return tree.word(over.head) in lexicon().clause["bodies"]
    return False
