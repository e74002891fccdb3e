"""What a case type may say of logs, measures, totals, the triangle and a seal."""

from pathlib import Path

import pytest

from goldenthread.casework.types.checking import mistakes
from goldenthread.casework.types.model import CaseType
from goldenthread.casework.types.reading import case_type
from goldenthread.declared import read_text

TEXT = (Path(__file__).parents[2] / "factories" / "one_file.yaml").read_text()


def told(*changes, text=TEXT):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return mistakes(read_text(text, CaseType, file="one_file.yaml"))


def test_the_file_itself_is_fine():
    assert told() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("form: visit, question: slugs, better", "form: start, question: slugs, better"),
         "is no form that is filled in again"),
        (("question: safe, better", "question: plot, better"), 'no question of "visit"'),
        (("question: safe, better", "question: what, better"), "is a text, not a number"),
        (("first: from_day, last: to_day, ", ""), "Name all three, or none"),
        (("first: from_day", "first: what"), "is a text, not a date"),
        (("What was counted?, type: text, required: true", "What was counted?, type: text"),
         "may be left out"),
        (("personal: [holder,", "personal: [safe, holder,"), "is not countable"),
        (("slugs_seen, name: Slugs seen, form: visit, question: slugs",
          "slugs_seen, name: Slugs seen, form: visit, question: slug"), 'no question of "visit"'),
        (("- {id: visits, name: Visits, form: visit}", "- {id: visits, name: Visits, form: start}"),
         "is no form that is filled in again"),
        (("{id: holder, ask", "{id: visit, ask"), "is a question too"),
        (("elsewhere: nothing", "elsewhere: name_only\nsealed: true"), "no search and no front"),
        (("when: visit >= 2", "when: visits >= 2"), 'is no question here. Did you mean "visit"'),
        (("when: visit >= 2", "when: visit = often"), "compare it with a number"),
        (("listed: [plot]", "triangle: {victim: [plot], offender: [plots], location: [safe], "
          "responses: visit, acts_on: plot}"), '"plots" is no question here'),
        (("listed: [plot]", "triangle: {victim: [plot], offender: [plot], location: [safe], "
          "responses: visit, acts_on: safe}"), "must be a question of"),
        (("listed: [plot]", "triangle: {victim: [plot], offender: [plot], location: [safe], "
          "responses: visits, acts_on: safe}"), "is no form that is filled in again"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(change, said):
    changes = [change]
    if "personal" in change[0]:
        changes.append(("countable: [plot, slugs, safe]", "countable: [plot, slugs]"))
        changes.append(("fields: [plot, safe]", "fields: [plot]"))
    found = told(*changes)
    assert any(said in one and "line " in one for one in found), found


def test_only_a_number_lies_between_two():
    with pytest.raises(Exception, match="leave least and most out"):
        told(("type: text, required: true", "type: text, required: true, least: 1"))


@pytest.mark.parametrize("id", ["problem_solving", "prevent_referral", "death_review"])
def test_what_is_declared_says_of_itself_what_it_should(id):  # DHR-08, PV-02
    of = case_type(id)
    if id == "problem_solving":
        assert of.triangle is not None
        return
    assert of.sealed
    assert not of.front_door
    kinds = {of.questions[one].type for one in of.personal}
    if id == "prevent_referral":
        assert kinds == {"date"}, "no name, no text: only that a referral was made"
