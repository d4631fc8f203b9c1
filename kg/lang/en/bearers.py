"""Of whom a noun of rank is said: "Norway, a member of X", "X member Norway", "as a member of X, Norway", "members such as"."""

from __future__ import annotations

from kg.lang.en.ranks import CLOSING, OPENING, Ranks
from kg.lang.en.roles import Found
from kg.model import Mention, Phrase

_LEADING = frozenset({"including", "namely", "like", "especially", "notably", "particularly", "i.e.", "includes", "both"})
_LIKENESS = frozenset({"is", "are", "was", "were", "include", "includes", "included", "comprise", "now", "also", "currently"})
_UNTRUE = frozenset(
    {
        "non",
        "not",
        "no",
        "never",
        "former",
        "ex",
        "potential",
        "prospective",
        "possible",
        "would-be",
        "ex-",
        "non-",
        "incoming",
        "future",
        "next",
        "longer",
        "vice",
        "deputy",
    }
)
_ALL = frozenset({"both", "all", "either"})
_BEHIND = frozenset({"and", "which", "that", "but", "since", "with", "for", "until", "from", "this"})


class Bearers(Ranks):
    """Finds who bears a rank."""

    def rank(self, i: int, roles: Found) -> None:
        """Fill ``bearer`` and ``body`` for the noun at token ``i``: a body, a kind of body, a rank.

        Nothing for a rank that is past or denied.
        """
        tree, word = self.tree, self.tree.word(i)
        if tree.named(i) == "Organization":
            roles["body"], roles["bearer"] = [tree.single(i)], self._enumerated(i + 1)
        elif word in self.lex.clause["body"] | self.lex.clause["heads_of"]:
            before = self._kind_of(i)
            roles["body"] = [self.phrase_of(m, 1) for m in before[-1:]]
            roles["bearer"] = self._enumerated(i + 1) if before else []
        if word not in self.lex.clause["rank"]:
            return
        start, end = self.phrase_of_rank(i)
        if any(tree.tokens[k].text.lower() in _UNTRUE for k in range(max(0, start - 2), i)):
            return
        roles["body"] = self.body(start, i, end)
        if not roles["body"] and self.bodiless(start, i, end):
            roles["bodiless"] = [tree.single(i)]
            roles["bearer"] = self._bearers(start, i, end)
        if roles["body"]:
            end = max(end, *(p.end for p in roles["body"])) if roles["body"][0].start > i else end
            roles["bearer"] = self._bearers(start, i, end)
            if not any(p.entities or p.parts for p in roles["bearer"]):
                self._mutual(i, roles)

    def _mutual(self, i: int, roles: Found) -> None:
        """ "of which both are members": the two of whom the article speaks."""
        subject = self.own_subject(self.tree.tokens[i].head) if self.tree.tokens[i].dep in ("attr", "dobj") else None
        if subject is not None and self.tree.word(subject) in _ALL and not self.tree.single(subject).entities:
            roles["mutual"] = [self.tree.single(subject)]

    # -- bodies and their members --------------------------------------------------------------------------------------

    def _kind_of(self, i: int) -> list[Mention]:
        """ "the CPTPP trade pact", "the East African Community, a regional bloc", "the G7 leaders"."""
        tokens, bodies = self.tree.tokens, self.bodies()
        before = [m for m in bodies if m.end <= i and i - m.end <= 2 and all(t.pos in ("NOUN", "ADJ") for t in tokens[m.end : i])]
        if before or self.tree.word(i) in self.lex.clause["heads_of"]:
            return before
        start, _ = self.phrase_of_rank(i)
        return [m for m in bodies if start and m.end == start - 1 and tokens[start - 1].text == ","]

    def _enumerated(self, k: int) -> list[Phrase]:
        """The members behind a body: "X (A, B and C)", "X - A, B and C -", "the X pact between A, B and C", "X includes A"."""
        tokens = self.tree.tokens
        opened = self._opened(k)
        if opened is None:
            return []
        found = self.names_from(opened)
        after = tokens[found[-1].end].text if found and found[-1].end < len(tokens) else "."
        by_word = tokens[opened - 1].text.isalpha() and tokens[opened - 1].text != "of"
        closed = (
            after == ")" if tokens[k].text == "(" else by_word or after in CLOSING or tokens[found[-1].end].pos in ("VERB", "AUX")
        )
        return found if len(found) > 1 and closed else []

    def _opened(self, k: int) -> int | None:
        """Where a list of members begins behind a body, None where none is announced."""
        tokens = self.tree.tokens
        n, words = len(tokens), [t.text.lower() for t in tokens[k : k + 6]]
        if not words:
            return None
        if words[0] in OPENING - {","} | {"between", "of"}:
            return k + 1
        at = 0
        for group in ({","}, {"which", "that"}, {"now", "also", "currently"}):
            at += at < len(words) and words[at] in group
        for phrase in self.lex.clause["made_of"]:
            parts = phrase.split()
            if words[at : at + len(parts)] == parts and k + at + len(parts) < n:
                return k + at + len(parts)
        return None

    # -- the bearers ---------------------------------------------------------------------------------------------------

    def _bearers(self, start: int, i: int, end: int) -> list[Phrase]:
        """Whoever the rank is said of, in the order of how plainly it is said."""
        tree = self.tree
        plural = tree.tokens[i].tag in ("NNS", "NNPS") or end - 1 > i and tree.tokens[end - 1].tag in ("NNS", "NNPS")
        return (
            self._granted(start, i, end)
            or self._named_behind(end, plural=plural)
            or self._set_off_behind(end, plural=plural)
            or self._equated(start, end)
            or self._named_before(start, end, plural=plural)
            or self._in_the_rank(start, end)
            or self._equal_before(start)
            or self._who_has(i)
        )

    def _who_has(self, i: int) -> list[Phrase]:
        """ "A and B received the status of X partner states", "A has the rank of an observer"."""
        above = self.tree.above(i)[1:4]
        status = next((k for k in above if self.tree.word(k) in ("status", "rank")), None)
        verb = self.tree.tokens[status].head if status is not None else i
        verb = self.tree.tokens[i].head if self.tree.word(i) == "status" else verb
        if self.tree.word(verb) not in ("receive", "obtain", "get", "have", "hold", "gain", "enjoy"):
            return []
        subject = self.own_subject(verb)
        return [self.tree.phrase(subject)] if subject is not None else []

    def _granted(self, start: int, i: int, end: int) -> list[Phrase]:
        """ "granted Moldova candidate status", "granted candidate status to Ukraine and Moldova"."""
        tokens = self.tree.tokens
        if self.tree.word(i) != "status":
            return []
        before = self.names_upto(start)
        verb = (before[0].start if before else start) - 1
        if verb < 0 or self.tree.word(verb) not in self.lex.clause["granting"]:
            return []
        return before or (self.names_from(end + 1) if end < len(tokens) and tokens[end].text == "to" else [])

    def _equal_before(self, start: int) -> list[Phrase]:
        """ "Peru is one of the members of X"."""
        tree = self.tree
        if start < 2 or tree.word(start - 1) not in ("be", "remain", "among"):
            return []
        subject = self.own_subject(tree.tokens[start - 1].head if tree.word(start - 1) == "among" else start - 1)
        return [tree.phrase(subject)] if subject is not None else []

    def _named_behind(self, end: int, *, plural: bool) -> list[Phrase]:
        """ "X member Norway", "X members Norway and Spain"."""
        found = self.names_from(end, strict=True)
        return found if plural else found[:1]

    def _set_off_behind(self, end: int, *, plural: bool) -> list[Phrase]:
        """ "members such as A and B", "members, including A", "two members, A and B,", "members: A, B, C"."""
        tokens, k = self.tree.tokens, end
        if k >= len(tokens) or not plural and tokens[k].text not in OPENING:
            return []
        opened = tokens[k].text if tokens[k].text in OPENING else ""
        k += bool(opened)
        led = k
        if k + 1 < len(tokens) and [t.text.lower() for t in tokens[k : k + 2]] == ["such", "as"]:
            led += 2
        elif k < len(tokens) and tokens[k].text.lower() in _LEADING:
            led += 1
        if led == k and not opened:
            return []
        found = self.names_from(led) or self._people_from(led)
        if not found or led == k and plural and len(found) == 1 and opened != "(":
            return []
        stop = found[-1].end
        closed = stop >= len(tokens) or tokens[stop].text in CLOSING
        return found if led > k or closed else []

    def _people_from(self, k: int) -> list[Phrase]:
        """ "leaders of the member states - Prime Minister A, President B and C": whoever is listed from token ``k`` on."""
        tree = self.tree
        offices = [o for o in tree.sentence.offices if k <= o.start <= k + 1]
        run = tree.run(offices[0].start) if offices else ()
        return [tree.single(h) for h in run if h > k]

    def _equated(self, start: int, end: int) -> list[Phrase]:
        """ "X's members are A and B", "X members include A, B and C"."""
        tokens = self.tree.tokens
        if end < len(tokens) and tokens[end].text.lower() in _LIKENESS and not self._governed_by_preposition(start):
            return self.names_from(end + 1)
        return []

    def _governed_by_preposition(self, start: int) -> bool:
        return start > 0 and self.tree.tokens[start - 1].pos == "ADP"

    def _named_before(self, start: int, end: int, *, plural: bool) -> list[Phrase]:
        """ "Norway, a founding member of X,", "A and B, both members of X,"."""
        tokens = self.tree.tokens
        if start < 2 or tokens[start - 1].text not in OPENING or end < len(tokens) and tokens[end].pos in ("VERB", "AUX"):
            return []
        if end < len(tokens) and tokens[end].text not in CLOSING | {
            "and",
            "which",
            "that",
            "but",
            "since",
            "with",
            "for",
            "until",
        }:
            return []
        several = plural or any(tokens[k].text.lower() in _ALL for k in range(start, end))
        before = self.names_upto(start - 1) or self._person_before(start, end)
        if not before or plural and len(before) == 1 and tokens[start].text.lower() != "one":
            return []
        return before if several and tokens[start].text.lower() != "one" else before[-1:]

    def _person_before(self, start: int, end: int) -> list[Phrase]:
        """ "Prime Minister A, this year's X chair": a country chairs, and a leader for it."""
        found = self.tree.entities(start - 2)
        chair = any(self.tree.word(k) == "chair" for k in range(start, end))
        return [self.tree.single(start - 2)] if chair and found and found[0].kind == "Person" else []

    def _in_the_rank(self, start: int, end: int) -> list[Phrase]:
        """ "As a member of X, Norway ...", "Norway, as an X member, ..."; "Norway voted as a member of X"."""
        tree = self.tree
        if not start or tree.tokens[start - 1].text.lower() != "as":
            return []
        if end < len(tree.tokens) and tree.tokens[end].text == "," and start == 1:
            return self.names_from(end + 1)[:1]
        before = self.names_upto(start - 2) if start > 1 and tree.tokens[start - 2].text == "," else []
        if before:
            return before[-1:]
        owner = next((c for c in tree.children(start - 2) if tree.tokens[c].dep == "poss"), None) if start > 1 else None
        if owner is not None:  # "Turkey's importance as a member of X"
            return [tree.phrase(owner)]
        over = tree.tokens[start - 1].head
        idle = tree.tokens[over].pos not in ("VERB", "AUX") or tree.word(over) in self.lex.clause["enrolling"]
        subject = None if idle or tree.has(over, "dobj") else self.own_subject(over)
        of_person = subject is not None and any(e.kind == "Person" for e in tree.entities(subject))
        return [tree.phrase(subject)] if subject is not None and not of_person else []
