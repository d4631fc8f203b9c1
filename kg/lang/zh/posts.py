"""Chinese titles with their owners to the left: [国家/机构][前/副][title], in a row for one person or for several."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg import iris
from kg.lang.zh import lexicon, sides
from kg.lang.zh.found import PUNCTUATION, Post
from kg.lang.zh.lexicon import Title
from kg.lang.zh.owners import Owners
from kg.model import Entity, Token

CONNECTORS = ("", "、", "兼", "和", "与", "及", "以及", "暨", "，")


class Posts(Owners):
    """The titles of one sentence."""

    def _titles(self) -> list[Title]:
        masked = list(self.text)
        for name in self.names:
            if self.text[: name.start].endswith("常驻") and self.text.startswith(("代表", "副代表"), name.end):
                continue  # 常驻联合国代表
            if self.text[name.start : name.end + 1] in lexicon.titles():
                continue  # 立法院长
            masked[name.start : name.end] = "\ue000" * (name.end - name.start)
        return [t for t in lexicon.find_titles("".join(masked)) if not self._chance(t)]

    def _chance(self, title: Title) -> bool:
        """Characters of a title by chance: 大使馆, 总理理事会, 部长级, 主席国, 长期访问."""
        if title.text.startswith("当选") and not (
            title.start in self.by_end
            and title.start > 0
            and self.by_end[title.start].entities
            and self.by_end[title.start].entities[0].kind == "Country"
        ):
            return True
        if any(
            t.start < title.start < t.end < title.end
            and self.text[t.start : title.start] not in self.context.gazetteer.short_zh
            or len(title.core) == 2
            and title.start < t.start < title.end < t.end
            for t in self.tokens
        ):
            return True
        return bool(
            re.match(r"(馆|级|团会|国(?!家)|理事会|峰会|论坛|对话|磋商|定期会晤|间|杯|家)", self.text[title.end : title.end + 4])
        )

    def _chain(self, titles: list[Title], i: int, floor: int) -> tuple[list[Post], int]:
        """Offices of one person in a row: 中共中央总书记、国家主席; a title straight after a title replaces it (总统特使)."""
        posts = [self._post(titles[i], floor)]
        i += 1
        while i < len(titles):
            post = self._post(titles[i], posts[-1].title.end)
            between = self.text[posts[-1].title.end : post.start]
            if between == "" and post.owner is None:
                posts[-1] = replace(posts[-1], title=titles[i])
            elif between in CONNECTORS and not (between == "，" and self.name_at(post.title.end, post.title) is None):
                posts.append(post)
            else:
                break
            i += 1
        return posts, i

    def _post(self, title: Title, floor: int) -> Post:
        """The owner to the left of a title, and 前, 新任 before the owner."""
        post = self._owned(title, floor)
        match = _before().search(self.text[floor : post.start]) if post.start < title.start else None
        if not match:
            return post
        former = match[0] in lexicon.table()["modifiers"]["former"]
        title = replace(title, former=title.former or former)
        return replace(post, title=title, start=floor + match.start())

    def _owned(self, title: Title, floor: int) -> Post:
        posting = self._posting(title.start, floor)
        pos = posting if posting is not None else title.start
        pos, body = self._peel(pos, floor)
        name = self.by_end.get(pos)
        if (
            body is None
            and (title.core in lexicon.words("people", "of_bodies") or title.core.endswith("书记"))
            and (owner := self._organization(pos, floor))
        ):
            return Post(title, owner[0], owner[1])
        if (
            name
            and name.start >= floor
            and (owners := [e for e in name.entities if e.kind in ("Country", "Organization", "Area", "City")])
        ):
            owner_entity, start = self._government(owners[0], title), name.start
            before = self.by_end.get(start)
            if before and before.start >= floor and before.entities[0].kind == "Country" and owners[0].kind != "Country":
                start = before.start
            return Post(title, start, owner_entity, body is not None, posting is not None)
        short = self._short(pos, floor) if name is None else None
        if short:
            return Post(title, pos - 1, short, body is not None, posting is not None)
        return Post(title, pos, None, body is not None, posting is not None)

    def _posting(self, end: int, floor: int) -> int | None:
        """Position of 驻 in 驻华 / 驻越南 / 驻联合国 / 驻纽约 right before ``end``."""
        match = re.search(r"(?:常)?驻([^，。、；]{1,12})$", self.text[floor:end])
        if not match:
            return None
        host = floor + match.start(1)
        named = self.by_start.get(host)
        return (
            floor + match.start()
            if (named and named.end == end) or end - host <= 2 or self.text[host:end].endswith(("国", "洲"))
            else None
        )

    def _peel(self, pos: int, floor: int) -> tuple[int, str | None]:
        """Skip words of the state (国务院, 外交部, 议会参议院) leftwards."""
        body = None
        while match := _bodies().search(self.text[floor:pos]):
            if pos in self.by_end:
                break
            body = match[0]
            pos = floor + match.start()
        return pos, body

    def _organization(self, end: int, floor: int) -> tuple[int, Entity] | None:
        """A body that no table knows: nouns up to a word such as 协会, 公司, 党, with the country before it."""
        start = end
        across = next((t for t in self.tokens if t.start < end < t.end), None)
        if across is not None and across.start >= floor and self._part_of_name(across):
            start = across.start
        while (token := self.ends.get(start)) and token.start >= floor and self._part_of_name(token):
            start = token.start
        core_start = start
        while (
            (name := self.by_start.get(core_start)) and name.end <= end and name.entities and name.entities[0].kind == "Country"
        ):
            core_start = name.end
        rest = self.text[core_start:end]
        if len(rest) < 3 or not rest.endswith(tuple(lexicon.words("bodies", "suffixes"))):
            return None
        whole = [n for n in self.names if n.start <= core_start and n.end == end]
        if whole:
            return None
        text = self.text[start:end]
        country = next(
            (n.entities[0].id for n in self.names if n.start == start and n.entities and n.entities[0].kind == "Country"), None
        )
        return start, Entity(iris.unlinked("Organization", text), "Organization", (("zh", text),), country, linked=False)

    def _part_of_name(self, token: Token) -> bool:
        name = self.by_start.get(token.start)
        if name and name.entities:
            return name.entities[0].kind != "Person"
        return (
            token.tag in {"n", "nz", "vn", "an", "a", "ORG", "nw", "LOC", "m", "nt", "f", "s"} and token.lemma not in PUNCTUATION
        )

    def _short(self, pos: int, floor: int) -> Entity | None:
        """One character for a country that the article has named: 西众议长, 匈国会主席."""
        if pos <= floor or (pos - 1 > floor and self.text[pos - 2] not in PUNCTUATION + "同与和会见对向是由应"):
            return None
        return sides.resolve(self.text[pos - 1], self.context, seen_only=True)


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    modifiers = lexicon.table()["modifiers"]
    return re.compile(lexicon.one_of([*modifiers["former"], *modifiers["plain"]]) + "$")


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    table = lexicon.table()["bodies"]
    return re.compile(lexicon.one_of([*table["state"], *table["parliament"]]) + "$")
