"""When a case goes, and what people who look after it may do (RET-01 to RET-04, IS-08, IS-10)."""

from datetime import UTC, date, datetime

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.keeping import held, rules
from goldenthread.casework.rules.words import end_of, words_of
from goldenthread.casework.types.model import CaseType
from goldenthread.casework.types.reading import case_type
from goldenthread.declared import read_text
from tests.factories.cases import SCHEME

OPENED, CLOSED = (
    datetime(2026, 1, 15, 23, 30, tzinfo=UTC),
    datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
)
CHILD = (
    "{what: Of a child, from: closure, length: {number: 1, unit: years}, then: delete, "
    "owner: officer, when: kind = low, child_until: 25, born: [since]}\n- {what: All, from: closure"
)


def declared(*change: str) -> CaseType:
    return read_text(SCHEME.replace(*change) if change else SCHEME, CaseType, file="hedges.yaml")


def goes(of: CaseType, **texts: str) -> rules.Going:
    return rules.going(of, texts, opened=OPENED, closed=CLOSED)


def test_ret01_and_ret04_a_case_goes_by_its_class_from_its_closure():
    # closed on 1 July by the clock in England
    assert goes(declared()) == rules.Going(date(2028, 7, 1), "anonymise", "All")


def test_ret04_a_report_goes_by_its_report_but_never_before_it_is_closed():
    assert goes(case_type("asb_report")).after == date(2028, 1, 15)
    late = datetime(2030, 5, 1, tzinfo=UTC)
    found = rules.going(case_type("asb_report"), {}, opened=OPENED, closed=late)
    assert found.after == date(2030, 5, 1)


def test_ret04_the_first_class_whose_condition_holds_and_a_child_is_kept_until_its_age():
    of = declared("{what: All, from: closure", CHILD)
    assert goes(of, kind="tall").what == "All"
    assert goes(of, kind="low").after == date(2027, 7, 1)
    assert goes(of, kind="low", since="2020-02-29").after == date(2045, 2, 28)
    assert goes(of, kind="low", since="2020-02-29").then == "delete"


def test_all_that_stays_of_a_moment_is_its_month():
    assert rules.month_of(CLOSED) == datetime(2026, 7, 1, 11, tzinfo=UTC)


def test_ret04_looks_are_kept_six_years_longer():
    assert rules.goes_before("looks", date(2032, 2, 29)) == date(2026, 2, 28)


def refuse(what: str, check, **given):
    with pytest.raises(RuleBroken, match=what):
        check(**given)


def test_ret01_one_checks_and_another_approves():
    rules.check_checked(state="made")
    rules.check_approval(state="checked", checked_by=1, by=2)
    refuse("checked already", rules.check_checked, state="checked")
    refuse("Only a list", rules.check_approval, state="made", checked_by=None, by=2)
    refuse("Somebody else", rules.check_approval, state="checked", checked_by=2, by=2)


def test_ret01_nothing_is_kept_just_in_case():
    on = date(2026, 1, 1)
    rules.check_longer(until=date(2026, 1, 2), reason="A claim is expected", on=on)
    refuse("day to come", rules.check_longer, until=on, reason="A claim is expected", on=on)
    refuse("just in case", rules.check_longer, until=date(2027, 1, 1), reason="To be", on=on)


def test_is08_no_emergency_opens_what_is_sealed_and_none_tries_references_out():
    assert rules.may_break_glass(restricted=False, elsewhere="name_only")
    assert not rules.may_break_glass(restricted=True, elsewhere="name_only")
    assert not rules.may_break_glass(restricted=False, elsewhere="nothing")
    rules.check_tries(2)
    refuse("3 times", rules.check_tries, made=3)


def test_is10_one_month_two_more_and_the_days_on_which_we_waited():
    received, on = date(2026, 1, 31), date(2026, 3, 1)
    assert rules.due_of(received, on=on) == date(2026, 2, 28)
    assert rules.due_of(received, months=2, on=on) == date(2026, 4, 30)
    waited = [(date(2026, 2, 2), date(2026, 2, 7)), (date(2026, 2, 27), None)]
    assert rules.due_of(received, pauses=waited, on=on) == date(2026, 3, 7)


def test_is10_a_request_is_extended_once_within_the_month_and_with_a_reason():
    fine = {"months": 2, "reason": "Many cases over years", "kept": 0, "on": date(2026, 2, 1),
            "due": date(2026, 2, 28)}  # fmt: skip
    rules.check_extension(**fine)
    refuse("once", rules.check_extension, **{**fine, "kept": 1})
    refuse("by 1 or 2", rules.check_extension, **{**fine, "months": 3})
    refuse("by 1 or 2", rules.check_extension, **{**fine, "months": 0})
    refuse("month is over", rules.check_extension, **{**fine, "on": date(2026, 3, 1)})
    refuse("Say why", rules.check_extension, **{**fine, "reason": "Complex"})


def test_is10_what_is_withheld_says_the_exemption():
    rules.check_item(decision="give", reason="", words="")
    rules.check_item(decision="withhold", reason="Another person's data", words="")
    rules.check_item(decision="part", reason="Another person's data", words="It was loud.")
    refuse("Give it", rules.check_item, decision="", reason="", words="")
    refuse("exemption", rules.check_item, decision="withhold", reason="Third", words="")
    refuse("words that", rules.check_item, decision="part", reason="A third party", words=" ")


def test_every_model_with_personal_fields_is_known_to_the_job():
    """If this names a model of yours: let it lead to a case by a foreign key that is never empty,
    or say in goldenthread/casework/keeping/held.py why its rows may outlive every case."""
    assert held.unknown() == []


def test_a_model_that_leads_to_no_case_is_told_of(monkeypatch):
    monkeypatch.setattr(held, "OF_NO_CASE", {})
    assert {"Disposal", "Certificate", "EmergencyLook", "PersonRequest"} <= set(held.unknown())


def test_what_points_to_another_row_goes_before_it():
    names = [one.__name__ for one in held.deleted()]
    assert {"Party", "Task", "CaseWord", "LegalHold", "RequestItem", "LongerKept"} <= set(names)
    assert not set(held.LEFT) & set(names)


def test_words_are_small_bare_and_found_by_what_they_begin_with():
    assert words_of("Zoë O'Neill, DH1 5UL", "a x-ray") == {"zoe", "neill", "dh1", "5ul", "ray"}
    assert end_of("abc") == "abd"
    assert end_of("az") == "b"
    assert end_of("a9") == "aa"
    assert end_of("zz") == ""
    for word in ("abc", "az", "a9", "9", "q7"):
        for more in ("", "0", "9", "a", "zzz"):
            assert word <= word + more < end_of(word)
