"""No rule of the rule book that belongs to casework is forgotten."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from config import reference_rules
from goldenthread.casework.rule_book import NEEDS_ENGINE, RULES

BOOK = Path(settings.BASE_DIR).parent / "shared" / "domain" / "rules.md"
ELSEWHERE = {"CSP", "SCR", "DX", "HS", "SV", "PUB"}  # other rooms follow these


IN_CODE, TESTED = reference_rules.functions(), reference_rules.tested()
BUILT = {*IN_CODE, *reference_rules.declarations()}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_in_code_or_declared_or_waits_for_the_engine(rule):
    assert (rule in BUILT) != (rule in NEEDS_ENGINE), "either built, or waiting with a reason"


def test_nothing_names_a_rule_that_is_not_in_the_book():
    known = set(RULES)
    strange = {rule for rule in BUILT if rule not in known and rule.split("-")[0] not in ELSEWHERE}
    assert strange == set()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule in IN_CODE])
def test_each_rule_in_a_function_is_named_by_a_test(rule):
    assert TESTED.get(rule), f"no test names {rule}"


@pytest.mark.skipif(not BOOK.exists(), reason="the rule book is not at hand")
def test_the_list_of_rules_is_that_of_the_book():
    text = BOOK.read_text()
    ids = re.findall(r"(?m)^\*\*([A-Z]+-\d+[a-z]?)\b", text)
    ids += re.findall(r"(?m)^\| (TP-\d+) \|", text) + re.findall(r"\*\*(TP-00)\*\*", text)
    ours = {id for id in ids if id.split("-")[0] not in ELSEWHERE}
    assert ours == set(RULES)


def test_spans_of_rules_are_read_out():
    assert reference_rules.named("(TP-01 to TP-03, CR-05a)") == {
        "TP-01",
        "TP-02",
        "TP-03",
        "CR-05a",
    }


def test_the_page_has_a_line_for_each_rule():
    lines = "\n".join(reference_rules.page())
    assert all(f"| {rule} |" in lines for rule in RULES)
    assert all(f"not yet: {why}" in lines for why in NEEDS_ENGINE.values())
