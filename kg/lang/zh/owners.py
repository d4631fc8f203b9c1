"""Offices in Chinese: of which country or body, in which English words, held by whom."""

from __future__ import annotations

from collections.abc import Iterable

from kg import iris
from kg.lang.context import same_role
from kg.lang.zh import lexicon
from kg.lang.zh.found import PUNCTUATION, Post, Told
from kg.lang.zh.lexicon import Title
from kg.lang.zh.surface import Surface
from kg.model import Entity
from kg.tables import Tenure


class Owners(Surface):
    """Who holds what, as the sentence, the article and the tables tell."""

    def _owners(self, posts: list[Post], known: tuple[Entity, ...]) -> list[Entity | None]:
        """The owner of each office: written, carried over a list, the person's by the tables, or home."""
        out: list[Entity | None] = []
        for post in posts:
            owner = post.owner
            if (
                owner is None
                and not out
                and self.last
                and self.text[self.last[0] : post.start] in ("、", "和", "与", "及", "")
                and not post.state
            ):
                owner = self.last[1]
            if owner is None and post.title.core == "国务卿":
                owner = self._entity("country/us")
            if owner is None and post.title.core.startswith("中央") and out and out[-1]:
                owner = out[-1]  # 中共中央政治局常委、中央书记处书记: of the party named before
            if owner is None:
                owner = self._table_owner(post, known) or next((self._country_of(o) for o in out if o), None)
            if (
                owner is None
                and self._opens(post.start)
                and (
                    post.state
                    or post.posted
                    or post.title.core.startswith(
                        (
                            "国家",
                            "国务",
                            "外交",
                            "全国",
                            "国防部",
                            "商务部",
                            "中央",
                            "公安",
                            "总统府",
                            "国安会",
                            "行政院",
                            "立法院",
                        )
                    )
                )
            ):
                owner = self._country_of(known[0]) if len(known) == 1 else None
                owner = owner or self.home()
            if (
                owner is None
                and post.title.core not in lexicon.words("people", "needs_owner")
                and not any(e.linked for e in known)
            ):
                owner = self._abroad()
            out.append(owner)
        return out

    def _opens(self, start: int) -> bool:
        """Nothing that could name another owner stands right before."""
        token = self.ends.get(start)
        return (
            start == 0
            or self.text[start - 1] in PUNCTUATION
            or (token is not None and token.tag in ("v", "p", "c", "d", "u", "vd", "TIME", "xc", "ad"))
        )

    def _abroad(self) -> Entity | None:
        """The foreign side of the text, for an officer without country whom no table knows: 同参议长罗兰会谈."""
        if self.last and self.last[1].kind == "Country":
            return self.last[1]
        others = [e for e in self.context.pair("Country") if e != self.home()]
        return others[0] if len(others) == 1 else None

    def _table_owner(self, post: Post, known: tuple[Entity, ...]) -> Entity | None:
        """The owner by what the article or the tables tell of the person in that office; a state before its bodies."""
        for person in known:
            told = [
                (owner, role)
                for owner, role in self.context.role_of.get(person.id, ())
                if same_title(role, post.title.role, owner)
            ]
            held = [
                (t.of, t.title)
                for t in self.context.gazetteer.offices(person.id)
                if same_title(t.title, post.title.role, t.of) and (t.of.startswith("country/") or self._about(t))
            ]
            owners = sorted(
                {o: None for o, _ in told + held if o in self.context.gazetteer.rows}, key=lambda o: not o.startswith("country/")
            )
            if owners:
                return self._entity(owners[0])
        if len(known) == 1 and post.title.core not in lexicon.words("people", "needs_owner"):
            return self._country_of(known[0])
        return None

    def _about(self, tenure: Tenure, years: int = 2) -> bool:
        """The tenure covers the article's day, give or take a few years."""
        day = self.context.anchor
        if day is None:
            return True
        begun = tenure.first is None or tenure.first.year <= day.year + years
        return begun and (tenure.last is None or tenure.last.year >= day.year - years)

    def _country_of(self, entity: Entity | None) -> Entity | None:
        if entity is None or entity.kind == "Country":
            return entity
        return (
            self.context.country(entity) if entity.kind == "Person" else self._entity(entity.country) if entity.country else None
        )

    def _entity(self, id: str) -> Entity | None:
        return self.context.gazetteer.entity(id) if id in self.context.gazetteer.rows else None

    def home(self) -> Entity | None:
        """Owner of "the foreign ministry" without owner in a Chinese text."""
        return self.context.home or self._entity("country/cn")

    def _role(self, post: Post, owner: Entity) -> str:
        role = lexicon.own_role(post.title.role, owner.id)
        if role == "member of parliament" and owner.kind == "Organization" and owner.linked and not owner.country:
            return f"member of the {owner.label().lower().removeprefix('the ')}"
        if (
            post.title.core == "主席"
            and not owner.linked
            and owner.country != "country/cn"
            and owner.label("zh").endswith(("自治区", "州", "大区"))
        ):
            return "president"
        if post.title.core in ("主席", "副主席", "轮值主席"):
            chief = self._chief(owner)
            role = role.replace("vice chairman", f"vice {chief}") if "vice" in role else role.replace("chairman", chief)
        return role

    def _chief(self, owner: Entity) -> str:
        """主席 in English: as the tables call the owner's head, "president" of a state, else "chairman"."""
        if owner.kind in ("Country", "Area"):
            return "president"
        day = self.context.anchor
        called = {t.title for t, _ in self.context.gazetteer.in_office(owner.id, day, 3000)} if day else set()
        return next((c for c in ("president", "chairperson", "chairwoman", "chairman") if c in called), "chairman")

    def _role_of(self, person: Entity, post: Post) -> tuple[str, Entity | None]:
        """Role and owner of a title after a name: as introduced before, as the tables know, else the person's country."""
        owner = self._table_owner(post, (person,))
        if owner is None and post.title.core not in lexicon.words("people", "needs_owner"):
            owner = self.context.country(person)
        if owner is None and post.title.core == "主席":
            owner = self.context.country(person)
        return (self._role(post, owner), owner) if owner else (post.title.role, None)

    def _introduce(self, text: str, known: tuple[Entity, ...], posts: list[Post], owners: list[Entity | None]) -> Entity:
        main = next(
            (i for i, o in enumerate(owners) if o and o.kind == "Country"), next((i for i, o in enumerate(owners) if o), None)
        )
        if main is None or owners[main] is None:
            return self._known(text, known)
        owner = owners[main]
        assert owner is not None
        role = self._role(posts[main], owner)
        female = True if posts[main].title.core in lexicon.words("courtesy", "female") else None
        person = self._in_office(text, known, posts[main], owner, role)
        if person is None and not self._may_be(text, known, owner):
            return self._stranger(text, owner, role)
        if person is None:
            person = self.context.introduce(text, "zh", country=owner, role=role, female=female)
        else:
            self.context.remember(person, text, "zh", country=owner, role=role, female=female)
        for post, other in zip(posts, owners, strict=True):
            if other:
                self._remember(person, post, other, self._role(post, other), text)
        self.last = (0, owner)
        return person

    def _in_office(self, text: str, known: tuple[Entity, ...], post: Post, owner: Entity, role: str) -> Entity | None:
        """Who holds the office on the day, if one is called so; a stranger where the tables know only one long gone."""
        if post.title.former or post.title.status != "happened" or owner.kind != "Country":
            return None
        told = self.context.recall(text)
        if told is not None and told.linked:
            return None
        holder = self._holder(owner, role, post.title.core)
        row = self.context.gazetteer.rows.get(holder.id) if holder else None
        if holder is not None and row is not None and (holder in known or _called(row.names.get("zh", ()), text)):
            return holder
        people = [e for e in known if e.kind == "Person" and e.linked]
        held = [t for p in people for t in self.context.gazetteer.offices(p.id)]
        gone = held and not any(self._about(t, _GONE) for t in held)
        return self._stranger(text, owner, role) if gone else None

    def _known(self, text: str, candidates: tuple[Entity, ...]) -> Entity:
        people = [e for e in candidates if e.kind == "Person"]
        if people and not self.context.recall(text) and not self._may_be(text, candidates, None):
            return self._stranger(text, None, None)
        person = self.context.recall(text) or self.context.introduce(text, "zh")
        if not person.linked and len(people) == 1:
            person = people[0]
            self.context.remember(person, text, "zh")
        return person

    def _may_be(self, text: str, candidates: tuple[Entity, ...], owner: Entity | None) -> bool:
        """A short foreign name (马丁, 鲁迪) is somebody of the tables only where country, body or time speak for it."""
        people = [e for e in candidates if e.kind == "Person" and e.linked]
        if not people or self.context.recall(text) in people or len(text) > 4 or owner is not None and owner.kind == "Country":
            return True
        return any(self._speaks_for(p, owner) for p in people)

    def _speaks_for(self, person: Entity, owner: Entity | None) -> bool:
        tenures = self.context.gazetteer.offices(person.id)
        if owner is not None:
            return any(t.of == owner.id for t in tenures) or person.country is not None and person.country == owner.country
        near = {c.id for c in self.context.countries} | {h.id for h in (self.home(),) if h}
        if person.country in near:
            return True
        day = self.context.anchor
        return day is not None and any(
            t.first and t.first <= day and (t.last is None or t.last.year >= day.year - 1) and t.role for t in tenures
        )

    def _stranger(self, text: str, owner: Entity | None, role: str | None) -> Entity:
        """A person of this text alone, whatever the tables know under the name."""
        scope = iris.digest(self.context.article)[:8]
        country = owner.id if owner is not None and owner.kind == "Country" else None
        person = Entity(f"person/_/{scope}/{iris.slug(text)}", "Person", (("zh", text),), country, linked=False)
        self.context.remember(person, text, "zh", country=owner, role=role)
        return person

    def _remember(self, person: Entity, post: Post, owner: Entity, role: str, name: str = "") -> None:
        self.context.remember(person, name or person.label("zh"), "zh", country=owner, role=role)
        self.memory.titled.append((post.title.core, person))

    def _tell(self, person: Entity, posts: list[Post], owners: list[Entity | None], end: int) -> None:
        for post, owner in zip(posts, owners, strict=True):
            if owner:
                self.context.saw([owner])
                self.last = (end, owner)
                if (
                    post.owner is None
                    and post.title.core in lexicon.words("people", "needs_owner")
                    and not post.state
                    and len(posts) == 1
                    and owner.kind == "Country"
                    and post.title.core != "主席"
                ):
                    continue
                self.told.append(
                    Told(
                        person,
                        self._role(post, owner),
                        owner,
                        post.start,
                        end,
                        post.title.former,
                        post.title.status,
                        post.title.text,
                    )
                )

    def _holder(self, owner: Entity, role: str, core: str) -> Entity | None:
        """Who holds the office, also where the table calls it otherwise: 总理 of Germany, 主席 of Vietnam."""
        generic = lexicon.table()["heads_of"].get(core)
        return self.context.holder(owner, role) or (
            self.context.holder(owner, generic) if generic and owner.kind == "Country" else None
        )

    def _government(self, owner: Entity, title: Title) -> Entity:
        """A body of a state (cabinet, ministry, parliament) gives its officers to the state: 荷兰议会议员, 国务院总理."""
        if (
            owner.kind != "Organization"
            or not owner.country
            or owner.subkind in ("party", "company", "bank", "court", "armed-force", "armed force")
        ):
            return owner
        if title.role.startswith(
            ("speaker", "member of parliament", "president of the senate", "senator", "representative")
        ) or title.role.endswith(("minister", "spokesperson", "ambassador", "premier")):
            return self._entity(owner.country) or owner
        return owner


_GONE = 12  # years after the last office within which a person of the tables may still be meant


def _called(names: Iterable[str], text: str) -> bool:
    """One of the full names has this one as a part: 费萨尔·本·法尔汉 is 费萨尔."""
    return any(text in name.split("·") for name in names)


def same_title(a: str, b: str, owner: str) -> bool:
    """Two English roles that one Chinese title may stand for: 主席 is chairman or president, 总理 premier or chancellor."""
    if same_role(a, b) or lexicon.own_role(a, owner) == lexicon.own_role(b, owner):
        return True
    groups = (
        ("president", "chairman", "chairwoman"),
        ("premier", "prime minister", "chancellor"),
        ("foreign minister", "secretary of state", "foreign secretary"),
        ("vice premier", "deputy prime minister"),
        ("vice president", "vice chairman"),
        ("speaker", "speaker of parliament", "chairman"),
    )
    return any(a in group and b in group for group in groups)
