"""English mood and attribution: planned, cancelled, denied or hypothetical; and whose words a clause is."""

from __future__ import annotations

from collections.abc import Callable

from kg.lang.en.lexicon import lexicon
from kg.lang.en.tree import Tree
from kg.model import Entity, Status

_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_IF = frozenset({"would", "could", "might", "may", "should", "can"})
_UNREAL_MARKS = frozenset({"if", "unless", "whether"})
#: what stands between a noun and the verb above it without changing its mood
_DOWN = ("dobj", "nsubjpass", "nsubj", "pobj", "prep", "conj", "attr")
_OPEN = ("xcomp", "ccomp", "acl", "advcl", "conj", "dobj", "nsubjpass", "pcomp", "prep", "pobj", "acomp", "attr", "oprd", "nsubj")


def mood(tree: Tree, i: int) -> tuple[Status, bool]:
    """(status, negated) of the predicate at token ``i``, from its auxiliaries and from the verbs that govern it."""
    lex = lexicon()
    negated = _negated(tree, i)
    own = _auxiliary(tree, i)
    if own:
        return own, negated
    token = tree.tokens[i]
    if token.pos in ("NOUN", "PROPN"):
        for c in tree.children(i):
            word = tree.tokens[c].lemma.lower()
            if tree.tokens[c].dep in ("amod", "compound") and word in ("upcoming", "forthcoming", "planned", "scheduled", "future", "next", "possible", "potential", "coming", "expected", "proposed"):
                return ("hypothetical" if word in ("possible", "potential") else "planned"), negated
            if tree.tokens[c].dep in ("amod", "acl") and word in lex.cancelled:
                return "cancelled", negated
    status: Status = "happened"
    below = token
    for k in tree.above(i)[1:6]:
        head = tree.tokens[k]
        if head.pos in ("VERB", "AUX", "ADJ") and below.dep in _OPEN:
            word = head.lemma.lower()
            if below.dep in ("ccomp",) and word in lex.speech - {"plan", "deny", "pledge", "hope", "propose", "announce"}:
                break
            if below.dep == "advcl":
                break
            infinitive = any(tree.tokens[c].tag == "TO" for c in tree.children(below.i))
            direct = below.dep in ("dobj", "nsubjpass") or below.dep == "pcomp" or infinitive or below.dep in ("ccomp",)
            if word in lex.cancelled and direct:
                return "cancelled", negated
            if word in lex.denied and direct:
                return "denied", negated
            if direct and word in lex.planned and not (word in ("agree", "decide") and not infinitive):
                status = "planned"
            if below.dep in ("dobj", "nsubjpass", "xcomp", "attr", "nsubj", "prep", "pobj", "conj", "acomp", "ccomp") and (aux := _auxiliary(tree, k)):
                return aux, negated or _negated(tree, k)
            if below.dep in ("dobj", "nsubjpass", "xcomp", "pobj", "prep", "attr", "acomp") and _negated(tree, k):
                negated = True
        elif head.pos in ("NOUN", "PROPN") and below.dep in ("acl", "prep", "pobj", "relcl") and head.lemma.lower() in (
                "plan", "intention", "readiness", "willingness", "desire", "hope", "proposal", "invitation", "preparation", "possibility", "prospect", "decision", "intent", "need", "bid", "application", "aspiration", "ambition",
                "talk", "negotiation", "path", "effort", "wish"):
            status = "hypothetical" if head.lemma.lower() in ("possibility", "prospect") else "planned"
            if any(tree.tokens[c].lemma.lower() in ("no", "not") for c in tree.children(k)):
                negated = True
        elif below.dep not in _DOWN and below.dep != "amod":
            break
        below = head
    return status, negated


def _backshifted(tree: Tree, i: int) -> bool:
    """ "He said he would visit": the past of "will"."""
    above = [tree.tokens[k] for k in tree.above(i)[1:4]]
    below = [tree.tokens[c] for c in tree.children(i) if tree.tokens[c].dep == "parataxis"]
    return any(t.lemma.lower() in lexicon().speech and t.tag in ("VBD", "VBN") for t in (*above, *below))


def _auxiliary(tree: Tree, i: int) -> Status | None:
    words = {tree.tokens[c].lemma.lower() for c in tree.children(i) if tree.tokens[c].dep in ("aux", "auxpass", "mark")}
    texts = {tree.tokens[c].text.lower() for c in tree.children(i) if tree.tokens[c].dep in ("aux", "auxpass")}
    if words & _UNREAL_MARKS:
        return "hypothetical"
    if (words | texts) & _FUTURE:
        return "planned"
    if "would" in texts and _backshifted(tree, i):
        return "planned"
    if (words | texts) & _IF:
        return "hypothetical"
    # "is to visit", "are to meet"; the headline "to visit"
    token = tree.tokens[i]
    if token.tag == "VB" and any(tree.tokens[c].tag == "TO" for c in tree.children(i)):
        head = tree.tokens[token.head]
        if head.lemma == "be" and token.dep in ("xcomp", "ccomp", "acl") or head.i == token.i or token.dep == "ROOT":
            return "planned"
    return None


def _negated(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].dep == "neg" or tree.tokens[c].lemma.lower() in ("no", "never", "without", "neither") and tree.tokens[c].dep in ("det", "neg", "advmod", "preconj")
               for c in tree.children(i))


def speaker(tree: Tree, i: int, subject_of: Callable[[int], tuple[Entity, ...]]) -> Entity | None:
    """Who says what the predicate at ``i`` tells: the subject of the nearest speech verb over it."""
    lex = lexicon()
    below = tree.tokens[i]
    for k in tree.above(i)[1:]:
        head = tree.tokens[k]
        if head.lemma.lower() in lex.speech and head.pos in ("VERB", "AUX") and below.dep in ("ccomp", "parataxis"):
            found = subject_of(k)
            if found:
                return found[0]
        below = head
    return None
