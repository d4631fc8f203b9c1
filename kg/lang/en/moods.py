"""English mood and attribution: planned, cancelled, denied or hypothetical; and whose words a clause is."""

from __future__ import annotations

from collections.abc import Callable

from kg.lang.en.lexicon import lexicon
from kg.lang.en.tree import Tree
from kg.model import Entity, Status, Token

_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_IF = frozenset({"would", "could", "might", "may", "should", "can"})
_AHEAD_MARKS = frozenset({"before", "until", "till"})
_UNREAL_MARKS = frozenset({"if", "unless", "whether"})
#: what stands between a noun and the verb above it without changing its mood
_DOWN = frozenset({"dobj", "nsubjpass", "nsubj", "pobj", "prep", "conj", "attr"})
_OPEN = frozenset(
    {"xcomp", "ccomp", "acl", "advcl", "conj", "dobj", "nsubjpass", "pcomp", "prep", "pobj", "acomp", "attr", "oprd", "nsubj"}
)
_CLOSE = frozenset({"dobj", "nsubjpass", "xcomp", "pobj", "prep", "attr", "acomp"})
#: before a gerund: it is spoken of, not done
_TOPICS = frozenset({"include", "including", "toward", "towards", "about"})
_REACH = 6  # tokens to climb
#: speech verbs that change the mood of what they say
_MOODY = frozenset({"plan", "deny", "pledge", "hope", "propose", "announce"})


def mood(tree: Tree, i: int) -> tuple[Status, bool]:
    """(status, negated) of the predicate at token ``i``, from its auxiliaries and from the words that govern it."""
    negated = _negated(tree, i)
    own = _auxiliary(tree, i) or _modified(tree, i)
    if not own and tree.tokens[i].pos in ("NOUN", "PROPN") and _called_off(tree, i):
        own = "cancelled"
    if not own and announced(tree, i):
        own = "planned"
    if not own and (told := _on_agenda(tree, i)) is not None:
        return ("denied" if told else "planned"), False
    if tree.tokens[i].dep == "acl" and tree.tokens[i].tag == "VBN" and not own:
        return "happened", negated  # "will build upon the agreement signed in 2006"
    return (own, negated) if own else _governed(tree, i, negated=negated)


def _modified(tree: Tree, i: int) -> Status | None:
    """ "an upcoming visit", "a possible meeting", "the cancelled talks"."""
    lex = lexicon()
    if tree.tokens[i].pos not in ("NOUN", "PROPN"):
        return None
    for c in tree.children(i):
        word, dep = tree.word(c), tree.tokens[c].dep
        if dep in ("amod", "acl") and word in lex.cancelled:
            return "cancelled"
        if dep in ("amod", "compound") and word in lex.clause["coming"] or scheduled(tree, c):
            return "cancelled" if _called_off(tree, i) else "planned"
        if dep in ("amod", "compound") and word in lex.clause["doubtful"]:
            return "hypothetical"
    return None


def scheduled(tree: Tree, c: int) -> bool:
    """Behind a noun: "the meeting scheduled for Monday", "the summit to be held in", "the talks due to start"."""
    token, word = tree.tokens[c], tree.word(c)
    if token.dep not in ("acl", "relcl", "amod") or c < token.head:
        return False
    if word in lexicon().clause["coming"] or word == "due" or token.tag == "VBN" and word in ("schedule", "slate", "plan", "set"):
        return True
    ahead = any(tree.tokens[k].tag == "TO" for k in tree.children(c))
    return token.tag in ("VB", "VBN") and ahead and word in lexicon().clause["setting"]


def announced(tree: Tree, i: int) -> bool:
    """A noun whose event was only made known: "a visit to X was announced", "announced a summit"."""
    token = tree.tokens[i]
    return token.dep in ("nsubjpass", "dobj") and tree.word(token.head) in lexicon().clause["making_known"]


def _on_agenda(tree: Tree, i: int) -> bool | None:
    """ "talks with X are on the agenda", "a call is not on the schedule": whether that is negated; None where it is not told."""
    token = tree.tokens[i]
    be = tree.tokens[token.head]
    if token.dep not in ("nsubj", "nsubjpass") or token.pos not in ("NOUN", "PROPN"):
        return None
    if be.tag == "VBN" and tree.word(be.i) in lexicon().clause["arranging"] and tree.has(be.i, "auxpass"):
        return _negated(tree, be.i)  # "a meeting is being worked out"
    for prep in tree.children(be.i) if be.lemma == "be" else ():
        inner = [tree.word(c) for c in tree.children(prep) if tree.tokens[c].dep == "pobj"]
        if tree.word(prep) in ("on", "in") and lexicon().clause["agenda"] & set(inner):
            return _negated(tree, be.i) or _negated(tree, i)
    return None


def _called_off(tree: Tree, i: int) -> bool:
    """The verb over a noun does away with it: "called off", "pulled the plug on", "pulled out of"."""
    token = tree.tokens[i]
    if token.dep in ("dobj", "nsubjpass", "nsubj"):
        return _cancels(tree, token.head)
    over = [tree.tokens[k] for k in tree.above(i)[1:5]]
    if token.dep != "pobj" or not over:
        return False
    verb = next((t for t in over if t.pos == "VERB"), None)
    between = [t for t in over if verb and t.i != verb.i and verb.i in tree.above(t.i)]
    return verb is not None and all(t.dep in ("prep", "pcomp", "dobj", "pobj", "prt") for t in between) and _cancels(tree, verb.i)


def _cancels(tree: Tree, verb: int) -> bool:
    """A verb that cancels, alone or with its particle or object: "call ... off", "pull out", "pull the plug"."""
    lex, word = lexicon(), tree.word(verb)
    if word in lex.cancelled:
        return True
    beside = {tree.word(c) for c in tree.children(verb) if tree.tokens[c].dep in ("prt", "dobj", "prep", "advmod", "nsubjpass")}
    return any(f"{word} {other}" in lex.cancelled for other in beside)


def _governed(tree: Tree, i: int, *, negated: bool) -> tuple[Status, bool]:
    """What the verbs and nouns above make of a predicate."""
    status: Status = "happened"
    below = tree.tokens[i]
    for k in tree.above(i)[1:_REACH]:
        head = tree.tokens[k]
        if tree.word(k) in ("thank", "appreciate"):
            return ("happened" if status == "planned" else status), negated  # "thank you for accepting the invitation to come"
        if head.pos in ("VERB", "AUX", "ADJ") and below.dep in _OPEN and not (below.dep == "pcomp" and tree.word(k) in _TOPICS):
            if below.dep in ("advcl", "xcomp") and _purpose(tree, below) and tree.word(k) in lexicon().clause["going"]:
                told, off = mood(tree, k)  # "is due to fly to X to meet Y": as certain as the journey
                return told, off or negated
            if below.dep == "ccomp" and tree.word(k) in lexicon().speech - _MOODY or below.dep == "advcl":
                break
            made = _verb_mood(tree, below, k)
            if below.dep == "xcomp" and tree.word(k) in lexicon().clause["demand"] and not made:
                made = "planned"  # "invited X to join it in building Y"
            if made in ("cancelled", "denied"):
                return made, negated
            status = made or status
            apart = below.dep == "conj" and below.tag in ("VBD", "VBZ", "VBP")  # "would never yield and rejected Y"
            if not apart and below.dep in _CLOSE | {"nsubj", "conj", "ccomp"} and (aux := _auxiliary(tree, k)):
                return aux, negated or _negated(tree, k)
            negated = negated or below.dep in _CLOSE and _negated(tree, k)
        elif below.tag == "VBG" and below.dep == "acl" and head.dep in ("nsubj", "conj") and (aux := _auxiliary(tree, head.head)):
            return aux, negated  # "X joining Y will strengthen it"
        elif head.pos in ("ADP", "VERB") and below.dep == "pcomp" and tree.word(k) in _TOPICS:
            status = "planned"  # "issues, including reaching a deal"
            continue
        elif head.pos == "ADP" and below.dep == "pcomp":
            continue  # "looks forward to participating": the verb above decides
        elif (
            head.pos == "NOUN"
            and below.dep in ("acl", "relcl")
            and tree.word(k) in ("refusal", "failure", "inability", "reluctance")
        ):
            return "denied", negated
        elif (
            head.pos in ("NOUN", "PROPN")
            and below.dep in ("acl", "prep", "pobj", "relcl", "pcomp")
            and tree.word(k) in lexicon().clause["intent"]
        ):
            status = "hypothetical" if tree.word(k) in ("possibility", "prospect") else "planned"
            negated = negated or any(tree.word(c) in ("no", "not") for c in tree.children(k))
        elif below.dep not in _DOWN and below.dep != "amod" and not (below.dep == "acl" and head.pos == "PROPN"):
            break  # but "the intention of Nepal / to join"
        below = head
    return status, negated


def _purpose(tree: Tree, below: Token) -> bool:
    """An infinitive of purpose: "to meet Y"."""
    return below.tag == "VB" and any(tree.tokens[c].tag == "TO" for c in tree.children(below.i))


def _verb_mood(tree: Tree, below: Token, k: int) -> Status | None:
    """What the verb ``k`` makes of its complement: planned, cancelled, denied; None where it leaves it alone."""
    lex, word = lexicon(), tree.word(k)
    if word in lex.clause["ending"] and below.lemma.lower() in lex.clause["lasting"] and below.dep in ("dobj", "nsubjpass"):
        return "cancelled"  # "ended its support for"
    particled = {f"{word} {tree.word(c)}" for c in tree.children(k) if tree.tokens[c].dep == "prt"}
    infinitive = any(tree.tokens[c].tag == "TO" for c in tree.children(below.i))
    if not (below.dep in ("dobj", "nsubjpass", "pcomp", "ccomp") or infinitive or below.dep == "xcomp" and below.tag == "VBG"):
        return None
    if (
        infinitive
        and word in ("have", "be", "remain")
        and any(tree.word(c) in ("yet", "still") for c in (*tree.children(k), *tree.children(below.i)))
    ):
        return "planned"  # "have yet to sign"
    if lex.cancelled & {word, *particled}:
        return "cancelled"
    if lex.denied & {word, *particled}:
        return "denied"
    over = tree.tokens[tree.tokens[k].head]
    thanked = (
        tree.tokens[k].dep == "pcomp" and tree.word(over.head) in lex.clause["praise"]
    )  # "thanked X for supporting Y in joining"
    if (
        word in lex.clause["prospective"]
        and not thanked
        and (
            below.tag == "VBG"
            or below.dep in ("dobj", "nsubjpass")
            and below.lemma.lower() in ("accession", "entry", "membership", "bid")
        )
    ):
        return "planned"
    return "planned" if word in lex.planned and not (word in ("agree", "decide", "accept") and not infinitive) else None


def _backshifted(tree: Tree, i: int) -> bool:
    """ "He said he would visit", "would visit, the spokesman announced": the past of "will"."""
    above = [tree.tokens[k] for k in tree.above(i)[1:4]]
    below = [tree.tokens[c] for c in tree.children(i) if tree.tokens[c].dep in ("parataxis", "ccomp")]
    return any(t.lemma.lower() in lexicon().speech and t.tag in ("VBD", "VBN") for t in (*above, *below))


def timetabled(tree: Tree, i: int) -> bool:
    """The present tense of a programme: "the forum opens on Saturday"."""
    token = tree.tokens[i]
    return token.tag in ("VBZ", "VBP") and tree.word(i) in lexicon().clause["programme"] and not tree.has(i, "aux")


def _conditional(tree: Tree) -> bool:
    """Something in the sentence makes its "would" depend on it, or doubts it."""
    lex = lexicon()
    return any(
        t.text.lower() in _UNREAL_MARKS or t.lemma.lower() in lex.denied or t.lemma.lower() in lex.clause["conditional"]
        for t in tree.tokens
    )


def _auxiliary(tree: Tree, i: int) -> Status | None:
    words = {tree.word(c) for c in tree.children(i) if tree.tokens[c].dep in ("aux", "auxpass", "mark")}
    texts = {tree.tokens[c].text.lower() for c in tree.children(i) if tree.tokens[c].dep in ("aux", "auxpass")}
    if words & _UNREAL_MARKS:
        return "hypothetical"
    if words & _AHEAD_MARKS and tree.tokens[i].tag in ("VBP", "VBZ", "VB"):
        return "planned"  # "until they sign"
    if (words | texts) & _FUTURE or "would" in texts and (_backshifted(tree, i) or tree.word(i) in ("like", "love", "wish")):
        return "planned"
    if "would" in texts and tree.word(i) in lexicon().clause["timetable"] and not _conditional(tree):
        return "planned"  # an announced programme: "In Paris, he would meet X"
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
    return any(
        tree.tokens[c].dep == "neg"
        or tree.word(c) in ("no", "never", "without", "neither")
        and tree.tokens[c].dep in ("det", "neg", "advmod", "preconj")
        for c in tree.children(i)
    )


def speaker(tree: Tree, i: int, subject_of: Callable[[int], tuple[Entity, ...]]) -> Entity | None:
    """Who says what the predicate at ``i`` tells: the subject of the nearest speech verb over it."""
    below = tree.tokens[i]
    for k in tree.above(i)[1:]:
        head = tree.tokens[k]
        if tree.word(k) in lexicon().speech and head.pos in ("VERB", "AUX") and below.dep in ("ccomp", "parataxis"):
            found = subject_of(k)
            if found:
                return found[0]
        below = head
    return None
