"""The English grammar of titles: "former Belarusian Deputy Prime Minister", "Minister of Foreign Affairs of the Republic of X".

Finds title phrases in a sentence's tokens and who they belong to; names beside them are :mod:`kg.lang.en.names`' business.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.lang.en.lexicon import Lexicon
from kg.model import Entity, Mention, Sentence

_PEOPLE_FORMS = ("people",)
_FOREIGN = (
    "foreign affairs",
    "external affairs",
    "foreign relations",
    "foreign and european affairs",
    "the exterior",
    "external relations",
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title phrase, tokens ``[start, end)``; ``owners``: whom it belongs to ("the Chinese and Russian presidents")."""

    start: int
    end: int
    core: int  # token index of the title's first word, where the role begins
    role: str
    owners: tuple[Entity, ...] = ()
    former: bool = False
    coming: bool = False
    plural: bool = False
    definite: bool = False
    possessor: int | None = None  # token of "his"/"her" in "her Angolan counterpart"
    right_owner: bool = False
    elsewhere: bool = False  # of a place that is no country: "President of South Ossetia"


class Titles:
    """Finds the title phrases of one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.s, self.lex = sentence, lexicon
        self.tokens = sentence.tokens
        self.words = [t.text.lower().replace("’", "'") for t in self.tokens]
        self.at: dict[int, Mention] = {m.start: m for m in sentence.mentions}
        self.until: dict[int, Mention] = {m.end: m for m in sentence.mentions}

    def find(self) -> list[Title]:
        """Title phrases in text order, not overlapping."""
        found: list[Title] = []
        i = 0
        while i < len(self.tokens):
            core = self._core(i)
            if core is None:
                i += 1
                continue
            title = self._grow(i, *core, floor=found[-1].end if found else 0)
            if title:
                found.append(title)
                i = max(title.end, i + 1)
            else:
                i += 1
        return found

    def _core(self, i: int) -> tuple[int, str] | None:
        """(end, role) of the longest title beginning at token ``i``."""
        if self.words[i].partition("-")[0] not in self.lex.title_openers or i in self.at and self.at[i].end - i > 1:
            return None
        for j in range(min(len(self.tokens), i + 6), i, -1):
            text = self.s.text[self.tokens[i].start : self.tokens[j - 1].end].lower().replace("’", "'")
            if text in self.lex.titles:
                return j, self.lex.titles[text]
            if text.endswith("-elect") and text[:-6] in self.lex.titles:
                return j, text
        return None

    def _grow(self, i: int, j: int, role: str, floor: int) -> Title | None:
        if self.tokens[i].pos == "VERB":
            return None
        start, words = self._left_words(i, floor)
        former = coming = False
        if role.endswith("-elect"):
            role, coming = role[:-6], True
        start, owners, former, c2, definite, possessor = self._left_owner(start, floor)
        coming = coming or c2
        role = " ".join((*words, role))
        end, role, right = self._right(j, role)
        last = self.until.get(end)
        elsewhere = not owners and not right and end > j and last is not None and last.entities[0].kind in ("Area", "City")
        plural = self.words[j - 1].endswith("s") and self.words[j - 1] not in ("charge d'affaires", "state")
        if plural and right and end > j:
            end, right = self._owners_on(end, right)
        return Title(
            start,
            end,
            i - len(words),
            _canonical(role),
            owners or right,
            former,
            coming,
            plural,
            definite,
            possessor,
            bool(right) and not owners,
            elsewhere and role.rsplit(maxsplit=1)[-1] not in ("ambassador", "envoy", "representative"),
        )

    def _left_words(self, i: int, floor: int) -> tuple[int, list[str]]:
        """Rank and portfolio words directly before: ("deputy", "foreign")."""
        k = i
        while k > floor and k not in self.until:
            word = self.words[k - 1]
            if (
                word in self.lex.rank
                or word in self.lex.portfolio
                and not (word == "and" and (k < 2 or self.words[k - 2] not in self.lex.portfolio))
                or word == "-"
                and k > floor + 1
                and self.words[k - 2] in ("vice", "deputy")
            ):
                k -= 1
            else:
                break
        k = self._left_body(k, floor)
        while k < i and self.words[k] in ("and", "&"):
            k += 1
        return k, [w for w in self.words[k:i] if w != "-"]

    def _left_body(self, k: int, floor: int) -> int:
        """Where the name of a body before a title begins: "(Polish) National Security Bureau (Chief)"."""
        if k <= floor or k in self.until or self.words[k - 1] not in self.lex.bodies:
            return k
        while k > floor and k not in self.until and self.tokens[k - 1].text[:1].isupper() and self._core(k - 1) is None:
            k -= 1
        return k

    def _left_owner(self, k: int, floor: int) -> tuple[int, tuple[Entity, ...], bool, bool, bool, int | None]:
        """Walk left over adjectives, "former", owners: (start, owners, former, coming, definite, possessor)."""
        owners: list[Entity] = []
        former = coming = definite = False
        possessor = None
        while k > floor:
            word = self.words[k - 1]
            mention = self.until.get(k)
            if (
                word in self.lex.former
                or word.rstrip("-") in ("ex", "then")
                or (word == "-" and self.words[k - 2] in ("ex", "then"))
            ):
                former, k = True, k - 1
            elif word in self.lex.coming:
                coming, k = True, k - 1
            elif word == "the":
                definite, k = True, k - 1
                break
            elif mention and not owners and (owner := _owner(mention)):
                owners, k = [owner], mention.start
            elif mention and mention.adjective and owners and owners[0].kind == "Organization" and (owner := _owner(mention)):
                owners, k = [owner], mention.start  # "the Russian WTO negotiator" is Russia's
            elif word in ("'s", "'") and (mention := self.until.get(k - 1)) and not owners and (owner := _owner(mention)):
                owners, k, definite = [owner], mention.start, True
            elif (
                word in ("and", ",")
                and owners
                and (mention := self.until.get(k - 1))
                and mention.adjective
                and (owner := _owner(mention))
            ):
                owners, k = [owner, *owners], mention.start
            elif (
                word in self.lex.male | self.lex.female | self.lex.first | self.lex.we | self.lex.they
                and self.tokens[k - 1].dep == "poss"
            ):
                possessor, k = k - 1, k - 1
                break
            elif word in self.lex.idle or word == "-" and k > floor + 1 and self.words[k - 2] in ("right", "left"):
                k -= 1
            else:
                break
        return k, tuple(owners), former, coming, definite, possessor

    def _right(self, j: int, role: str) -> tuple[int, str, tuple[Entity, ...]]:
        """What follows: "of Foreign Affairs", "of the Republic of X", "to the United Nations"."""
        kind = role.rsplit(maxsplit=1)[-1]
        while j < len(self.tokens) and self.words[j] in ("of", "for", "to", "on"):
            served = self._served(j, kind)
            if served:
                end, whom, owner = served
                role = f"{role} {whom}"
                if owner:
                    return end, role, (owner,)
                j = end
                continue
            k = j + 1
            while k < len(self.tokens) and self.words[k] in ("the", "his", "her", "its"):
                k += 1
            mention = self.at.get(k)
            if mention and mention.adjective and (owner := _owner(mention)):
                end, portfolio = self._portfolio_run(mention.end)
                if portfolio and portfolio[-1] in self.lex.bodies:
                    return end, f"{role} of the {' '.join(portfolio)}", (owner,)
            if (
                mention
                and (owner := _owner(mention))
                and not (mention.adjective and mention.end < len(self.tokens) and self._portfolio_run(k)[1])
            ):
                if self.words[j] == "to" and kind in ("ambassador", "envoy", "representative"):
                    return mention.end, role, ()
                if self.words[j] in ("on", "to"):
                    return j, role, ()
                if mention.end < len(self.tokens) and self.words[mention.end] in ("'s", "'"):
                    end = self._body_after(mention.end + 1)
                    body = " ".join(self.words[mention.end + 1 : end])
                    return (end, f"{role} of {body}", (owner,)) if body else (j, role, ())
                return mention.end, role, (owner,)
            region = (
                mention.end
                if mention and mention.entities[0].kind in ("Area", "City") and not mention.adjective
                else self._region(k)
            )
            if region:
                return region, role if mention else f"{role} of the {self._said(k, region)}", ()
            end, portfolio = self._portfolio_run(k)
            if (
                not portfolio
                or self.words[j] in ("to", "on")
                or not ({kind, role} & self.lex.with_portfolio or portfolio[-1] in self.lex.institutions)
            ):
                break
            if " ".join(portfolio) in self.lex.absorbed:
                j = end
                continue
            joiner = " for " if self.words[j] == "for" else " of "
            role = (
                f"{role}{joiner}{' '.join(portfolio)}"
                if "of the" not in self.s.text[self.tokens[j].start : self.tokens[k].start]
                else f"{role}{joiner}the {' '.join(portfolio)}"
            )
            j = end
        return j, role, ()

    def _served(self, j: int, kind: str) -> tuple[int, str, Entity | None] | None:
        """ "(adviser) to the president", "(aide) to the Latvian Prime Minister": (end, "to the ...", whose)."""
        if kind not in self.lex.of_a_person or self.words[j] not in ("to", "of"):
            return None
        k = j + 1 + (self.words[j + 1] == "the" if j + 1 < len(self.tokens) else 0)
        mention = self.at.get(k)
        owner = _owner(mention) if mention and mention.adjective else None
        if mention and owner:
            k = mention.end
        rank = self.words[k] if k < len(self.tokens) and self.words[k] in self.lex.rank | self.lex.portfolio else ""
        core = next((found for n in (k, k + 1) if n < len(self.tokens) and (found := self._core(n))), None)
        if not core or core[1] not in self.lex.sovereign | self.lex.with_portfolio or k == j + 1:
            return None
        end, whom = core
        if not owner and end + 1 < len(self.tokens) and self.words[end] == "of":
            after = self.at.get(end + 1 + (self.words[end + 1] == "the"))
            owner = _owner(after) if after and not after.adjective else None
            end = after.end if after and owner else end
        return end, f"{self.words[j]} the {rank + ' ' if rank and self._core(k) is None else ''}{whom}", owner

    def _owners_on(self, end: int, owners: tuple[Entity, ...]) -> tuple[int, tuple[Entity, ...]]:
        """ "the presidents of X, Y and Z": all of the list, none but the first where it is not one of owners to its end."""
        found, j = list(owners), end
        while j + 1 < len(self.tokens) and self.words[j] in (",", "and", "&"):
            last = self.words[j] != ","
            k = j + 1
            if not last and self.words[k] in ("and", "&"):
                last, k = True, k + 1
            k += self.words[k] == "the" if k < len(self.tokens) else 0
            mention = self.at.get(k)
            owner = _owner(mention) if mention and not mention.adjective else None
            if not mention or not owner or owner.kind != "Country":
                break
            found.append(owner)
            j = mention.end
            if last:
                return j, tuple(found)
        return end, owners

    def _region(self, k: int) -> int | None:
        """The end of "Kaliningrad Region": a part of a country, which owns no title."""
        j = k
        while j < len(self.tokens) and self.tokens[j].text[:1].isupper() and j - k < 4:
            if self.words[j] in self.lex.regions and j > k:
                return j + 1
            j += 1
        return None

    def _body_after(self, k: int) -> int:
        """The end of a body's name: "(Pakistan's) joint chiefs of staff committee", "(Chile's) Border Guard Service"."""
        j = self._body_run(k)
        while (
            j < len(self.tokens)
            and (self.tokens[j].pos in ("NOUN", "ADJ") or self.words[j] == "of")
            and self.tokens[j].text.islower()
            and j not in self.at
        ):
            j += 1
        return j

    def _portfolio_run(self, k: int) -> tuple[int, list[str]]:
        """Capitalised or portfolio words from ``k``: ("State", "Affairs", "Commission")."""
        j = k
        while j < len(self.tokens) and (j not in self.at or self.at[j].adjective) and not (j > k and self._title_at(j)):
            word = self.tokens[j].text
            following = self.words[j + 1] if j + 1 < len(self.tokens) else ""
            listed = following in self.lex.portfolio or word[:1].isupper() and following in ("affairs", "relations")
            later = self.words[j + 2] if j + 2 < len(self.tokens) else ""
            inner = (
                self.words[j] in ("and", "&", "-", ",")
                and j > k
                and (following in self.lex.portfolio or later in ("affairs", "relations", "policy"))
            )
            inner = inner or j > k and word[:1].isupper() and following in ("affairs", "relations", "policy") and listed
            inner = inner or word == "'s" and j > k and j + 1 < len(self.tokens) and following in self.lex.institutions
            if not (
                word[:1].isupper()
                and self.words[j] in self.lex.portfolio
                or word[:1].isupper()
                and word.isalpha()
                and self.words[j] in self.lex.institutions
                or self.words[j] in self.lex.portfolio
                and self.words[j] not in ("and", "chief")
                or inner
            ):
                break
            j += 1
        j = max(j, self._body_run(k))
        while j > k and self.words[j - 1] in (",", "and", "&", "-"):
            j -= 1
        return j, self._said(k, j).split()

    def _said(self, i: int, j: int) -> str:
        """The words of tokens ``[i, j)`` in small letters, as written."""
        return " ".join(self.s.text[self.tokens[i].start : self.tokens[j - 1].end].lower().split()) if j > i else ""

    def _title_at(self, j: int) -> bool:
        """A new title begins here ("... Executive Committee and | Executive Secretary"), not a word of a body's name."""
        core = self._core(j)
        return core is not None and (core[0] > j + 1 or self.words[j] not in self.lex.institutions)

    def _body_run(self, k: int) -> int:
        """The end of a body's capitalised name from ``k``: "Federal Border Service", "National Endowment for the Arts"."""
        last = j = k
        while j < min(len(self.tokens), k + 8) and j not in self.at:
            word = self.words[j]
            if not (self.tokens[j].text[:1].isupper() or word in ("of", "for", "the", "and", "&", "-") and j > k):
                break
            if j > k and self._title_at(j):
                break
            j += 1
            if word in self.lex.institutions:
                last = j
        return last if last > k + 1 else k


def _owner(mention: Mention) -> Entity | None:
    """What a title may belong to: a country, a body; never a person or a nation's people."""
    for entity in mention.entities:
        if entity.kind in ("Country", "Organization") and mention.how not in _PEOPLE_FORMS:
            return entity
        if entity.kind == "Area" and (mention.adjective or mention.how == "adjective"):
            return None
    return None


def _canonical(role: str) -> str:
    """One wording for one office: "minister of foreign affairs" -> "foreign minister"."""
    for prefix in ("minister of ", "minister for ", "secretary of ", "secretary for "):
        head, _, portfolio = role.partition(prefix)
        if portfolio:
            portfolio = portfolio.removeprefix("the ").removeprefix("state for ")
            if portfolio in _FOREIGN:
                return f"{head}foreign {prefix.split()[0]}"
            return role
    return (
        role.replace("external affairs minister", "foreign minister")
        .replace("foreign affairs minister", "foreign minister")
        .replace("defence", "defense")
    )
