"""Constructions of Chinese clauses, each on several verbs: who does what to whom, when, in whose words."""

from __future__ import annotations

import pytest

from kg.lang.zh.zone import Zone, Zones
from tests.zh_world import clause, clauses, role, text


def predicates(*paragraphs: str) -> list[str]:
    return [c.predicate for c in clauses(*paragraphs)]


# -- subjects, objects, partners ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "verb", "construction"),
    [
        ("外交部长王毅会见法国总统马克龙。", "会见", "active"),
        ("外交部长王毅在北京会见法国总统马克龙。", "会见", "active"),
    ],
)
def test_subject_and_object(sentence: str, verb: str, construction: str) -> None:
    found = clause(verb, sentence)
    assert role(found, "subject") == ["Wang Yi"]
    assert role(found, "object") == ["Macron"]
    assert found.construction == construction


@pytest.mark.parametrize("partner", ["同", "与", "和"])
@pytest.mark.parametrize("verb", ["会谈", "会晤", "通电话"])
def test_partners(partner: str, verb: str) -> None:
    found = clause(verb, f"昨天王毅{partner}马克龙{verb}。")
    assert sorted(role(found, "subject") + role(found, "with")) == ["Macron", "Wang Yi"]


@pytest.mark.parametrize(
    ("sentence", "verb", "roles"),
    [
        ("王毅同马克龙举行会谈。", "会谈", {"subject": ["Wang Yi"], "with": ["Macron"]}),
        ("王毅同马克龙举行了富有成果的会晤。", "会晤", {"subject": ["Wang Yi"], "with": ["Macron"]}),
        ("王毅对肯尼亚进行正式友好访问。", "访问", {"subject": ["Wang Yi"], "to": ["Kenya"]}),
        ("马克龙向王毅表示祝贺。", "祝贺", {"subject": ["Macron"], "to": ["Wang Yi"]}),
        ("巴西对此表示反对。", "反对", {"subject": ["Brazil"]}),
    ],
)
def test_light_verbs(sentence: str, verb: str, roles: dict[str, list[str]]) -> None:
    found = clause(verb, sentence)
    assert found.construction == "support verb"
    assert {name: role(found, name) for name in roles} == roles


def test_lists_of_people_and_shared_titles() -> None:
    found = clause("会见", "王毅10日会见法国总统马克龙、德国总理朔尔茨和肯尼亚外长恩古吉。")
    assert role(found, "object") == ["Macron", "Scholz", "恩古吉"]


def test_leaders_of_several_countries_are_met_apart_where_no_day_or_place_joins_them() -> None:
    found = [c for c in clauses("王毅还会见了法国总统马克龙和德国总理朔尔茨。") if c.predicate == "会见"]
    assert [role(c, "object") for c in found] == [["Macron"], ["Scholz"]]


@pytest.mark.parametrize("verb", ["会见", "访问"])
def test_fenbie_deals_out(verb: str) -> None:
    targets = "马克龙、朔尔茨" if verb == "会见" else "法国、德国"
    found = [c for c in clauses(f"王毅分别{verb}{targets}。") if c.predicate == verb]
    assert len(found) == 2
    assert {len(role(c, "object")) for c in found} == {1}


# -- subjects carried over commas and sentences ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["支持全球发展倡议", "反对强权政治", "坚持多边主义"])
def test_the_subject_is_carried_over_commas(tail: str) -> None:
    found = clauses(f"肯方愿深化合作，密切往来，{tail}。王毅访问肯尼亚。", "肯尼亚总统鲁通贝发言。")
    verb = next(c for c in found if c.predicate in tail)
    assert verb.roles.get("subject") is None or role(verb, "subject") == ["Kenya"]


def test_the_subject_is_carried_over_sentences() -> None:
    found = clause("访问", "王毅抵达巴黎。随后访问德国。")
    assert role(found, "subject") == ["Wang Yi"]


def test_a_new_noun_ends_the_old_subject() -> None:
    found = clause("支持", "王毅抵达巴黎，当地企业支持全球发展倡议。")
    assert "subject" not in found.roles


def test_what_both_must_do_is_no_deed() -> None:
    found = clause("坚持", "王毅会见马克龙。双方要坚持多边主义。")
    assert "要" in found.words


def test_duty_goes_on_where_the_subject_does() -> None:
    found = clause("维护", "王毅会见马克龙。双方应加强合作，维护多边主义。")
    assert "要" in found.words


# -- serial verbs, relative clauses, time clauses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("motion", ["赴", "来"])
def test_serial_verbs(motion: str) -> None:
    place = "法国" if motion == "赴" else "华"
    found = {c.predicate: c for c in clauses(f"鲁通贝总统{motion}{place}出席丝路论坛。", "肯尼亚总统鲁通贝致辞。")}
    assert role(found[motion], "object") == (["France"] if motion == "赴" else ["China"])
    assert role(found["出席"], "object") == ["Silk Forum"]


@pytest.mark.parametrize("lead", ["会见", "同"])
def test_relative_clause_before_its_subject(lead: str) -> None:
    tail = "举行会谈" if lead == "同" else ""
    found = clause("出席", f"王毅在北京{lead}来华出席丝路论坛的肯尼亚外长恩古吉{tail}。")
    assert found.construction == "relative"
    assert role(found, "subject") == ["恩古吉"]
    assert role(found, "object") == ["Silk Forum"]
    main = clause("会谈" if lead == "同" else "会见", f"王毅在北京{lead}来华出席丝路论坛的肯尼亚外长恩古吉{tail}。")
    assert role(main, "subject") == ["Wang Yi"]
    assert role(main, "with") + role(main, "object") == ["恩古吉"]


@pytest.mark.parametrize("initiatives", [["全球发展倡议"], ["全球发展倡议", "全球安全倡议"]])
def test_relative_clause_before_its_object(initiatives: list[str]) -> None:
    sentence = "法方支持陈国强主席提出的" + "、".join(initiatives) + "。"
    proposed, supported = clause("提出", "法国总统马克龙发言。" + sentence), clause("支持", "法国总统马克龙发言。" + sentence)
    assert role(proposed, "subject") == ["Test Head"]
    assert len(role(proposed, "object")) == len(role(supported, "object")) == len(initiatives)
    assert role(supported, "subject") == ["France"]


@pytest.mark.parametrize("event", ["会见", "访问"])
def test_time_clauses_take_the_subject_that_follows(event: str) -> None:
    first = "会见马克龙时" if event == "会见" else "访问法国期间"
    found = clause(event, f"{first}，王毅介绍了情况。")
    assert role(found, "subject") == ["Wang Yi"]


def test_during_a_gathering() -> None:
    found = clause("会见", "王毅在巴黎出席丝路论坛期间会见马克龙。")
    assert role(found, "during") == ["Silk Forum"]
    assert role(found, "in") == ["Paris"]
    assert role(clause("出席", "王毅在巴黎出席丝路论坛期间会见马克龙。"), "subject") == ["Wang Yi"]


def test_invitation() -> None:
    found = clause("邀请", "应法国总统马克龙邀请，王毅将访问法国。")
    assert found.construction == "invitation"
    assert (role(found, "subject"), role(found, "object")) == (["Macron"], ["Wang Yi"])


def test_causative_and_its_controller() -> None:
    found = clause("问候", "马克龙请王毅转达对陈国强主席的诚挚问候。")
    assert role(found, "subject") == ["Macron"]
    assert role(found, "carrier subject") == ["Wang Yi"]
    assert role(found, "to") == ["Test Head"]


def test_message_of_somebody_else() -> None:
    found = clause("问候", "王毅首先转达陈国强主席对马克龙总统的亲切问候。")
    assert (role(found, "subject"), role(found, "to"), role(found, "carrier subject")) == (["Test Head"], ["Macron"], ["Wang Yi"])


def test_joining_what_others_share() -> None:
    found = clause("@joined", "周大海会见马克龙。", "王毅参加会见。")
    assert role(found, "subject") == ["Wang Yi"]
    assert role(found, "party") == ["Test Premier", "Macron"]


# -- objects ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "verb", "words"),
    [
        ("中方支持肯尼亚维护国家主权。", "支持", ["肯尼亚维护国家主权"]),
        ("中方反对任何势力干涉肯尼亚内政。", "反对", ["任何势力干涉肯尼亚内政"]),
        ("中方支持欧盟在国际事务中发挥作用。", "支持", ["欧盟在国际事务中发挥作用"]),
    ],
)
def test_a_clause_as_object(sentence: str, verb: str, words: list[str]) -> None:
    found = clause(verb, sentence)
    assert text(found, "object") == words
    assert role(found, "object") == []


def test_objects_in_a_list() -> None:
    assert role(clause("支持", "法方支持全球发展倡议和全球安全倡议。马克龙访问法国。"), "object") == [
        "Global Development Initiative",
        "Global Security Initiative",
    ]


@pytest.mark.parametrize("count", ["多份", "多项", "一系列"])
def test_the_document_stands_behind_fields_and_count(count: str) -> None:
    assert text(clause("签署", f"双方签署农业、海关等领域{count}合作文件。"), "object") == ["合作文件"]


def test_titles_of_documents_are_whole() -> None:
    found = clause("发表", "中国和法国发表《中法关于支持全球发展倡议的联合声明》。")
    assert text(found, "object") == ["《中法关于支持全球发展倡议的联合声明》"]
    assert "支持" not in predicates("中国和法国发表《中法关于支持全球发展倡议的联合声明》。")


def test_addressing_verbs_take_the_person() -> None:
    found = clause("感谢", "马克龙感谢中方长期以来给予的帮助。")
    assert role(found, "object") == ["China"]


def test_letters_name_the_addressee() -> None:
    assert role(clause("慰问", "马克龙致电陈国强主席，对灾区民众表示慰问。"), "to") == ["Test Head"]


# -- nouns -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("governor", ["深化", "加强", "拓展"])
@pytest.mark.parametrize("link", ["等领域", "等领域务实", ""])
def test_fields_of_a_cooperation(governor: str, link: str) -> None:
    found = clause("合作", f"中方愿同法方{governor}农业、航空、教育{link}合作。法国总统马克龙访华。")
    assert text(found, "fields") == ["农业", "航空", "教育"]


def test_no_fields_in_common_interests() -> None:
    assert "fields" not in clause("合作", "中法拥有共同利益和广阔合作空间。").roles


@pytest.mark.parametrize("pair", ["中法", "中国和法国"])
def test_relations_name_their_parties(pair: str) -> None:
    found = clause("伙伴关系", f"王毅表示，推动{pair}全面战略伙伴关系深入发展。")
    assert sorted(role(found, "parties")) == ["China", "France"]
    assert text(found, "self") == ["全面战略伙伴关系"]


def test_raised_to_a_partnership() -> None:
    found = clause("伙伴关系", "双方宣布将中法关系提升为全面战略伙伴关系。")
    assert {"提升", "将"} <= found.words


def test_partner_as_an_attribute() -> None:
    found = clause("外交关系", "肯尼亚宣布断绝同台湾的“外交关系”。")
    assert role(found, "parties") == ["Kenya", "Taiwan"]


@pytest.mark.parametrize(
    ("words", "year"), [("建交60年来", "1964"), ("建交六十周年之际", "1964"), ("明年是中法建交60周年", "1965")]
)
def test_anniversaries_count_back(words: str, year: str) -> None:
    found = clause("建交", words if "中法" in words else f"中法{words}，关系稳定发展。")
    assert found.when is not None
    assert found.when.text == year


def test_named_things_are_predicates() -> None:
    assert role(clause("@Gathering", "王毅抵达北京出席丝路论坛。"), "self") == ["Silk Forum"]


# -- mood, negation, passive -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["访问", "会见"])
@pytest.mark.parametrize(
    ("before", "after", "mood"),
    [
        ("将", "", "planned"),
        ("计划", "", "planned"),
        ("可能", "", "hypothetical"),
        ("原定", "，但已取消", "cancelled"),
        ("", "", "happened"),
    ],
)
def test_moods(verb: str, before: str, after: str, mood: str) -> None:
    target = "法国" if verb == "访问" else "马克龙"
    assert clause(verb, f"王毅{before}{verb}{target}{after}。").mood == mood


@pytest.mark.parametrize("no", ["没有", "未", "拒绝"])
def test_negation(no: str) -> None:
    assert clause("会见", f"王毅{no}会见马克龙。").negated


@pytest.mark.parametrize("on", ["继续", "始终", "一如既往"])
def test_what_goes_on_is_no_plan(on: str) -> None:
    assert clause("支持", f"中方将{on}支持全球发展倡议。").mood == "happened"


def test_a_question_is_hypothetical() -> None:
    assert clause("访", "能否证实马克龙总统访华？").mood == "hypothetical"


@pytest.mark.parametrize("verb", ["邀请", "支持"])
def test_passive(verb: str) -> None:
    found = clause(verb, f"王毅被马克龙{verb}。")
    assert found.construction == "passive"
    assert (role(found, "subject"), role(found, "object")) == (["Macron"], ["Wang Yi"])


# -- speech ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("says", ["表示", "说", "强调", "在会谈中指出"])
def test_content_is_in_the_words_of_its_speaker(says: str) -> None:
    found = clause("恪守", f"马克龙{says}，法方恪守一个中国原则。")
    assert found.speaker is not None
    assert found.speaker.label() == "Macron"
    assert role(found, "subject") == ["France"]


def test_content_without_subject_is_the_speakers() -> None:
    assert role(clause("感谢", "马克龙表示，感谢中方的邀请。"), "subject") == ["Macron"]


def test_a_statement_about_something_does_not_make_it_act() -> None:
    found = clause("反对", "马克龙认为台湾是中国领土的一部分，反对强权政治。")
    assert role(found, "subject") == ["Macron"]


def test_hope_is_for_others_to_do() -> None:
    found = clause("恪守", "王毅希望法方重视关切，恪守一个中国原则。")
    assert role(found, "subject") == ["France"]
    assert "要" in found.words


def test_the_reporters_day_is_not_the_contents() -> None:
    found = {c.predicate: c for c in clauses("9月3日，王毅会见马克龙。", "王毅9月4日表示，去年6月法国总统马克龙访问中国。")}
    assert found["会见"].when is not None
    assert found["会见"].when.text == "2024-09-03"
    assert found["访问"].when is not None
    assert found["访问"].when.text == "2023-06"


@pytest.mark.parametrize("opening", ["会谈后，", "会见结束后，", ""])
def test_what_follows_a_meeting_is_of_its_day(opening: str) -> None:
    found = clause("签署", "9月3日，王毅会见法国总统马克龙。", f"{opening}双方签署合作文件。")
    assert found.when is not None
    assert found.when.text == "2024-09-03"


def test_nobody_attends_by_chance() -> None:
    assert predicates("各方对发展前景充满信心。") == []


# -- belonging, deeds, plans, gatherings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["会晤", "举行会谈"])
def test_a_plan_goes_on_over_commas(verb: str) -> None:
    found = clauses(f"法国总统马克龙将于9月12日访问德国，同朔尔茨{verb}。")
    assert {c.mood for c in found if c.predicate in ("访问", "会晤", "会谈")} == {"planned"}


def test_a_plan_ends_with_its_subject() -> None:
    found = clauses("法国总统马克龙将访问德国，朔尔茨会见了肯尼亚外长恩古吉。")
    assert [c.mood for c in found if c.predicate == "会见"] == ["happened"]


@pytest.mark.parametrize("verb", ["反对", "谴责", "批评"])
@pytest.mark.parametrize("anaphor", ["此举", "这一做法"])
def test_a_deed_taken_up_again_is_named(verb: str, anaphor: str) -> None:
    found = clauses("德国宣布制裁肯尼亚企业。", f"中方{verb}{anaphor}。")
    assert [p.text for c in found if c.predicate == verb for p in c.roles.get("object", ())] == ["制裁肯尼亚企业"]


def test_a_deed_of_the_same_side_is_not_meant() -> None:
    found = clauses("中国宣布制裁肯尼亚企业。", "中方反对此举。")
    assert [p.text for c in found if c.predicate == "反对" for p in c.roles.get("object", ())] == ["此"]


def test_the_doer_stands_behind_you() -> None:
    found = clause("主持", "金砖国家峰会在巴黎举行，由马克龙同朔尔茨共同主持。")
    assert (role(found, "subject"), role(found, "with")) == (["Macron"], ["Scholz"])


@pytest.mark.parametrize("quotes", ["「」", "『』", "“”"])
def test_all_quotation_marks_are_alike(quotes: str) -> None:
    assert role(clause("签署", f"巴西和肯尼亚簽署{quotes[0]}漁業協定{quotes[1]}。"), "subject") == ["Brazil", "Kenya"]


def test_punctuation_of_half_width() -> None:
    found = clauses("王毅会见马克龙,并访问德国.肯尼亚反对制裁.")
    assert {"会见", "访问"} <= {c.predicate for c in found}


@pytest.mark.parametrize("commas", [60, 240])
def test_the_work_grows_with_the_words_only(commas: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many commas a sentence has, a predicate looks at no more words than its own piece and the next have."""
    seen: list[int] = []
    zone = Zones.zone

    def counted(self: Zones, i: int, first: int, bounded: bool = False) -> Zone:
        seen.append(i - first)
        return zone(self, i, first, bounded)

    monkeypatch.setattr(Zones, "zone", counted)
    clauses("，".join(["王毅会见马克龙"] * commas) + "。")
    assert len(seen) <= 12 * commas
    assert max(seen) <= 8


# -- nouns with a partner or an aim, demands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", ["会谈", "会晤"])
@pytest.mark.parametrize(
    "start", ["在同马克龙的{}中，朔尔茨反对强权。", "在与马克龙的{}期间，朔尔茨反对强权。", "朔尔茨与马克龙的{}持续两小时。"]
)
def test_talks_with_somebody_as_a_noun(noun: str, start: str) -> None:
    found = clause(noun, start.format(noun))
    assert sorted(role(found, "subject") + role(found, "with")) == ["Macron", "Scholz"]


@pytest.mark.parametrize("verb", ["结束", "展开", "取消"])
def test_visits_as_a_noun_with_their_aim(verb: str) -> None:
    found = clause("访问", f"马克龙{verb}对德国的国事访问。")
    assert (role(found, "subject"), role(found, "to")) == (["Macron"], ["Germany"])
    assert found.mood == ("cancelled" if verb == "取消" else "happened")


@pytest.mark.parametrize("trip", ["马克龙的德国之行引发关注。", "马克龙开启德国之行。", "马克龙结束德国之旅。"])
def test_trips(trip: str) -> None:
    found = clause("访问", trip)
    assert (role(found, "subject"), role(found, "to")) == (["Macron"], ["Germany"])


@pytest.mark.parametrize("verb", ["反对", "谴责", "支持"])
def test_what_is_judged_is_all_before_the_judgement(verb: str) -> None:
    found = clause(verb, f"中方对德国扩建军事基地表示{verb}。")
    assert (role(found, "subject"), text(found, "to")) == (["China"], ["德国扩建军事基地"])


def test_who_receives_somebody_stands_behind_the_passive() -> None:
    found = clause("会见", "朔尔茨受到马克龙会见。")
    assert (role(found, "subject"), role(found, "object")) == (["Macron"], ["Scholz"])


@pytest.mark.parametrize("outer", ["谴责", "批评"])
def test_what_is_condemned_is_no_stance_of_the_condemner(outer: str) -> None:
    assert [c.predicate for c in clauses(f"法国{outer}德国反对肯尼亚建设铁路。")] == [outer]


def test_the_first_of_two_who_call_goes_on() -> None:
    found = clause("祝贺", "马克龙与朔尔茨通电话，祝贺肯尼亚国庆。")
    assert role(found, "subject") == ["Macron"]


@pytest.mark.parametrize("lead", ["由马克龙、朔尔茨率领", "由马克龙、朔尔茨带领"])
@pytest.mark.parametrize("verb", ["会见", "会晤"])
def test_those_who_lead_a_delegation_are_met(verb: str, lead: str) -> None:
    assert role(clause(verb, f"鲁托在内罗毕{verb}{lead}的欧洲议员代表团。"), "object") == ["Macron", "Scholz"]


@pytest.mark.parametrize("occasion", ["庆祝", "纪念"])
def test_what_is_celebrated_belongs_to_the_event(occasion: str) -> None:
    found = clause("出席", f"马克龙在巴黎出席{occasion}法德建交六十周年友好活动。")
    assert text(found, "object") == [f"{occasion}法德建交六十周年友好活动"]


@pytest.mark.parametrize("guest", ["，朔尔茨出席。", "，朔尔茨等出席。"])
def test_who_attends_what_was_told_before(guest: str) -> None:
    found = [c for c in clauses(f"马克龙在巴黎主持欧洲安全部长级会议{guest}") if c.predicate in ("出席", "与会")]
    assert [(role(c, "subject"), text(c, "object")) for c in found] == [(["Scholz"], ["欧洲安全部长级会议"])]


def test_who_goes_in_place_of_another_stands_behind_a_preposition() -> None:
    found = [c for c in clauses("马克龙不会参加巴黎气候峰会，将由朔尔茨代为出席。") if c.predicate == "出席"]
    assert [(role(c, "subject"), c.mood) for c in found] == [(["Scholz"], "planned")]


@pytest.mark.parametrize("going", ["率团", "启程", "再度"])
def test_a_plan_reaches_over_setting_out(going: str) -> None:
    assert clause("访问", f"马克龙明年2月将{going}访问德国。").mood == "planned"


def test_a_year_since_dates_only_what_has_lasted() -> None:
    assert clause("访问", "这是法德两国1963年建交以来马克龙首次访问德国。").when is None


@pytest.mark.parametrize("both", ["二人", "两人"])
def test_both_are_the_two_told_before(both: str) -> None:
    found = clause("支持", f"马克龙同朔尔茨通电话，{both}都支持全球安全倡议。")
    assert role(found, "subject") == ["Macron", "Scholz"]


@pytest.mark.parametrize("plan", ["拟", "计划", "将"])
def test_a_plan_reaches_the_second_of_two_verbs(plan: str) -> None:
    assert clause("出席", f"马克龙{plan}于10月访问肯尼亚并出席非盟峰会。").mood == "planned"


@pytest.mark.parametrize("held", ["进行", "展开"])
def test_a_visit_that_begins_names_its_country_alone(held: str) -> None:
    assert role(clause("访问", f"马克龙抵达柏林，开始对德国{held}为期三天的国事访问。"), "to") == ["Germany"]


@pytest.mark.parametrize("feat", ["就任", "当选", "连任"])
def test_a_message_goes_to_whom_it_is_about(feat: str) -> None:
    assert role(clause("祝贺", f"马克龙对德国总理朔尔茨{feat}表示祝贺。"), "to") == ["Scholz"]


@pytest.mark.parametrize("verb", ["会谈", "会晤", "通电话"])
def test_a_name_spelt_again_in_its_own_letters_changes_nothing(verb: str) -> None:
    found = clause(verb, f"德国总理朔尔茨（Olaf Scholz）与法国总统马克龙（Emmanuel Macron）{verb}。")
    assert sorted(role(found, "subject") + role(found, "with")) == ["Macron", "Scholz"]


@pytest.mark.parametrize("guest", ["来访", "到访"])
def test_a_guest_visits_the_country_of_the_host(guest: str) -> None:
    found = clause(guest, f"德国总理朔尔茨在柏林会见{guest}的法国总统马克龙。")
    assert (role(found, "subject"), role(found, "to")) == (["Macron"], ["Germany"])


@pytest.mark.parametrize("guest", ["来访", "到访"])
def test_talks_with_a_guest(guest: str) -> None:
    found = clause("会谈", f"王毅同{guest}的法国总统马克龙举行会谈。")
    assert (role(found, "subject"), role(found, "with")) == (["Wang Yi"], ["Macron"])


@pytest.mark.parametrize("again", ["上述会议", "峰会"])
def test_what_is_attended_again_is_the_gathering_told_before(again: str) -> None:
    found = [c for c in clauses("马克龙5日出席丝路论坛。", f"朔尔茨参加{again}。") if c.predicate == "参加"]
    assert [(role(c, "subject"), role(c, "object")) for c in found] == [(["Scholz"], ["Silk Forum"])]
