"""Deeds as things: what somebody is blamed for, refuses to do, welcomes others in doing; each as a phrase of its own."""

from __future__ import annotations

import re

from kg.lang.en.roles import Found, Roles
from kg.model import Phrase

_BARE = 3  # tokens: an article, an adjective and a noun


class Deeds(Roles):
    """Roles of verbs whose object is what somebody does."""

    def deeds(self, i: int, roles: Found) -> None:
        """Fills "object clause", "fault" and "deed" of the verb ``i``."""
        self._joining(i, roles)
        self._received(i, roles)
        self._where(i, roles)
        self._fault(i, roles)
        self._penalty(i, roles)
        self._outcry(i, roles)
        self._deed(i, roles)

    def _joining(self, i: int, roles: Found) -> None:
        """ "endorsed our partners A and B joining the pact": each of them."""
        tree = self.tree
        for c in [c for c in tree.children(i) if tree.tokens[c].dep == "ccomp" and tree.tokens[c].tag == "VBG"]:
            end = tree.bounds(c)[1]
            roles["object clause"] += [
                Phrase(h, end, c, f"{tree.text(*tree.single_name(h))} {tree.text(c, end)}")
                for g in tree.children(c)
                if tree.tokens[g].dep == "nsubj" and len(tree.heads(g)) > 1
                for h in tree.heads(g)
                if tree.entities(h)
            ]

    def _where(self, i: int, roles: Found) -> None:
        """ "condemned the coup / in X": a bare object with the named place that the parser hung on the verb."""
        tree = self.tree
        for c in [c for c in tree.children(i) if tree.tokens[c].dep == "dobj" and tree.tokens[c].pos == "NOUN"]:
            start, end = tree.bounds(c)
            behind = end + 1 if end < len(tree.tokens) and tree.tokens[end].text in ('"', "“") else end
            prep = next(
                (g for g in tree.children(i) if g == behind and tree.word(g) in ("in", "on", "at", "by", "of", "without")), None
            )
            named = prep is not None and (tree.word(prep) == "without" or any(tree.entities(g) for g in tree.children(prep)))
            if prep is not None and named and end - start <= _BARE and not tree.conjuncts(c):
                stop = tree.extent_phrase(prep)[1]
                roles["object there"].append(Phrase(start, stop, c, tree.text(start, stop)))

    def _received(self, i: int, roles: Found) -> None:
        """ "welcomed X and Y into the alliance", "as members of Z": their joining is welcomed."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["granting_as"]:
            return
        for prep in [c for c in tree.children(i) if tree.tokens[c].dep == "prep" and tree.word(c) in ("into", "to", "as")]:
            start, end = tree.extent_phrase(prep)
            body = next(
                (k for k in range(start, end) for e in tree.entities(k) if e.kind == "Organization" and not e.country), None
            )
            noun = next((g for g in tree.children(prep) if tree.tokens[g].dep == "pobj"), None)
            if body is not None and noun is not None:
                own = tree.text(*tree.single_name(body))
                name = tree.entities(body)[0].label() if own.islower() else own
                for c in [c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass")]:
                    for head in (h for h in tree.heads(c) if (e := tree.entities(h)) and e[0].kind == "Country"):
                        text = f"{possessive(tree.text(*tree.single_name(head)))} accession to {name}"
                        roles["object clause"].append(Phrase(head, end, head, text))

    def _fault(self, i: int, roles: Found) -> None:
        """What somebody is blamed for: "accused X of violating Y", "criticized X for its embargo", "held X responsible for Y"."""
        tree = self.tree
        held = [c for c in tree.children(i) if tree.word(c) in ("accountable", "responsible", "liable")]
        beside = [
            c
            for k in (i, *held)
            for c in tree.children(k)
            if tree.tokens[c].dep in ("dobj", "nsubjpass", "nsubj") and c > i or c in held
        ]
        if not beside:  # "lashed out at X over Y", "complained to X about Y"
            at = [c for c in tree.children(i) if tree.tokens[c].dep == "prep" and tree.word(c) in ("at", "to", "with")]
            beside = [g for c in at for g in tree.children(c) if tree.tokens[g].dep == "pobj"]
        blamed = next((c for c in beside if tree.entities(c) or tree.named_below(c) and tree.tokens[c].pos == "NOUN"), None)
        if blamed is None or tree.word(i) == "hold" and not held or tree.word(i) in self.lex.clause["imposing"]:
            return
        leads = ("of",) if tree.word(i) in ("accuse", "suspect") else ("for", "over", "about")
        for prep in [c for k in (i, blamed, *held) for c in tree.children(k) if c > blamed and tree.word(c) in leads]:
            for deed in [g for g in tree.children(prep) if tree.tokens[g].dep in ("pobj", "pcomp")]:
                start, end = tree.bounds(deed)
                name = tree.text(*(tree.single_name(blamed) if tree.entities(blamed) else tree.bounds(blamed)))
                if tree.tokens[deed].tag == "VBG":
                    roles["fault"].append(Phrase(start, end, deed, f"{name} {tree.text(deed, end)}"))
                elif tree.tokens[start].tag == "PRP$":
                    roles["fault"].append(Phrase(start, end, deed, f"{possessive(name)} {tree.text(start + 1, end)}"))
                elif tree.tokens[deed].pos in ("NOUN", "PROPN"):
                    roles["fault"].append(Phrase(start, end, deed, tree.text(start, end)))

    def _penalty(self, i: int, roles: Found) -> None:
        """ "imposed sanctions on X over its raids": what for."""
        tree = self.tree
        what = next((c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass")), None)
        if tree.word(i) not in self.lex.clause["imposing"] or what is None or tree.word(what) not in self.lex.clause["penalty"]:
            return
        start, end = tree.extent(i)
        for prep in [
            k for k in range(start, end) if k > what and tree.tokens[k].dep == "prep" and tree.word(k) in ("over", "for")
        ]:
            roles["fault"] += [tree.single(g) for g in tree.children(prep) if tree.tokens[g].dep in ("pobj", "pcomp")]

    def _outcry(self, i: int, roles: Found) -> None:
        """ "drew condemnation from X", "sparked X's protests": who raises it."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["drawing"]:
            return
        for noun in [c for c in tree.children(i) if tree.tokens[c].dep == "dobj" and tree.word(c) in self.lex.clause["outcry"]]:
            for c in (*tree.children(noun), *(k for k in tree.children(i) if k > noun)):
                if tree.tokens[c].dep == "prep" and tree.word(c) in ("from", "by", "in"):
                    self.put_objects(roles, "critic", c)
                elif tree.tokens[c].dep in ("poss", "amod", "compound") and tree.entities(c):
                    roles["critic"] += tree.named_below(c)

    def _deed(self, i: int, roles: Found) -> None:
        """What somebody refuses, decides to do, as a noun: "refused to sign the pact" -> "signing the pact"."""
        tree = self.tree
        for c in tree.children(i):
            if (
                tree.tokens[c].dep == "xcomp"
                and tree.tokens[c].tag == "VB"
                and tree.word(c) not in self.lex.clause["idle_demand"]
            ):
                target = next((g for g in tree.children(c) if tree.tokens[g].dep == "dobj"), None)
                if target is not None and tree.tokens[target].pos in ("NOUN", "PROPN"):
                    start, end = tree.bounds(target)
                    roles["deed"].append(Phrase(start, end, target, f"{gerund(tree.word(c))} {tree.text(start, end)}"))


def possessive(name: str) -> str:
    """ "Russia" -> "Russia’s", "the United States" -> "the United States’"."""
    return name + ("’" if name.endswith("s") else "’s")


_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")


_STRESSED = re.compile(
    r"(?:(?:com|ad|sub|trans|per|o|re)mit|(?:re|de|con|trans|pre|in)fer|cur|(?:re|ex|com|im|dis)pel|trol|gret)$"
)


def gerund(verb: str) -> str:
    """ "resolve" -> "resolving", "stop" -> "stopping"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1] + "ing"
    short = len(re.findall(r"[aeiou]+", verb)) == 1
    return verb + (verb[-1] if short and _DOUBLED.search(verb) or _STRESSED.search(verb) else "") + "ing"
