"""StratML in and out: what is kept, what is refused, and that hostile files get a sentence."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.commands import CannotDo
from goldenthread.strategy.exchange import carrying, files, outline, reading, writing
from goldenthread.strategy.exchange.outline import Organisation, Outline, Part, Stakeholder, Value

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"


def plan_xml(inside: str, *, before: str = "", name: str = "<Name>A plan</Name>") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}\n<StrategicPlan xmlns="{NAMESPACE}">{name}'
        f"<StrategicPlanCore>\n{inside}\n</StrategicPlanCore></StrategicPlan>"
    ).encode()


GOAL = "<Goal><Name>Safer</Name><Description>Why</Description>{}</Goal>"
FULL = Outline(
    title="A plan",
    text="For all",
    other="More",
    organisations=(
        Organisation("A body", "AB", "_1", "Text", (Stakeholder("A", "b", "Organization"),)),
    ),
    vision="See",
    mission="Do",
    values=(Value("Fair", "To all"), Value("", "Only text")),
    goals=(
        Part(
            outline.PRIORITY,
            "Safer",
            text="Why",
            identifier="priority.p",
            sequence="1",
            stakeholders=(Stakeholder("Board", kind="Generic_Group"),),
            other="Crime and Disorder Act 1998 section 6(1): a, c",
            parts=(
                Part(outline.FOCUS, "Focus", identifier="focus.p.f", sequence="1.1",
                     other="Area of focus"),
                Part(
                    outline.WORK_AREA, "Work", identifier="work-area.p.w", sequence="1.2",
                    other="Work area",
                    parts=(
                        Part(
                            outline.DELIVERABLE, "Deliver", identifier="deliverable.p.w.d",
                            sequence="1.2.1", other="Deliverable",
                            parts=(
                                Part(outline.DELIVERABLE, "Sub", identifier="deliverable.p.w.d.s",
                                     sequence="1.2.1.1", other="Deliverable"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    starts=date(2026, 4, 1),
    ends=date(2029, 3, 31),
    published_on=date(2026, 5, 1),
    source="https://example.org/plan",
)  # fmt: skip


def without_lines(part: Part) -> Part:
    return Part(**{**vars(part), "line": 0, "parts": tuple(map(without_lines, part.parts))})


@pytest.mark.parametrize("performance", [False, True])
def test_what_is_written_is_read_again(performance):
    read = reading.read(writing.write(FULL, performance=performance), "plan.xml")
    assert tuple(map(without_lines, read.goals)) == FULL.goals
    assert Outline(**{**vars(read), "goals": FULL.goals}) == FULL
    assert read.dropped == ()


@given(st.text(min_size=1), st.text())
def test_any_words_make_a_file_that_can_be_read(name, text):
    plan = Outline("t", goals=(Part(outline.PRIORITY, name, text=text),))
    written = writing.write(plan)
    if not (writing.printable(name) + writing.printable(text)).strip():
        with pytest.raises(CannotDo, match="neither Name nor Description"):
            reading.read(written, "plan.xml")
        return
    goal = reading.read(written, "plan.xml").goals[0]
    assert goal.name == writing.printable(name).strip()
    assert goal.text == writing.printable(text).strip()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"<a><b></a>", "line 1: is not XML"),
        (b"\xff\xfe\x00rubbish", "is not XML"),
        (b"<rss/>", '"rss" is no StratML plan. Valid here: PerformancePlanOrReport'),
        (b"<StrategicPlann/>", 'Did you mean "StrategicPlan"?'),
        (b"<StrategicPlan><Name>A</Name></StrategicPlan>", "has no StrategicPlanCore"),
        (plan_xml(""), "has no Goal"),
        (plan_xml(GOAL, name=""), "the plan has no Name"),
        (plan_xml("<Goal/>"), "line 3: this Goal has neither Name nor Description"),
        (plan_xml(GOAL.format("<Objective/>")), "this Objective has neither"),
        (
            plan_xml(GOAL.format("<Identifier>x</Identifier>") * 2),
            'the Identifier "x" stands already on line 3',
        ),
        (
            plan_xml(GOAL, before='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            "DOCTYPE",
        ),
        (b"x" * (reading.LARGEST + 1), "larger than 5 MB"),
        (plan_xml(GOAL.format("<Objective><Name>n</Name></Objective>" * 2_000)), "2,000 are the"),
        (b"<a>" * 100_000, "is not XML"),
    ],
)
def test_a_wrong_file_gets_a_sentence(content, said):
    with pytest.raises(CannotDo, match=r"^plan\.xml") as why:
        reading.read(content, "plan.xml")
    assert said in str(why.value)


def test_a_day_that_is_none_is_named_with_its_line():
    told = "<AdministrativeInformation>\n<StartDate>soon</StartDate></AdministrativeInformation>"
    content = plan_xml(GOAL).replace(b"</StrategicPlan>", f"{told}</StrategicPlan>".encode())
    with pytest.raises(CannotDo, match=r'line \d: StartDate is "soon", which is no day'):
        reading.read(content, "plan.xml")


def test_an_empty_day_is_none():
    told = "<AdministrativeInformation><StartDate/></AdministrativeInformation>"
    content = plan_xml(GOAL).replace(b"</StrategicPlan>", f"{told}</StrategicPlan>".encode())
    assert reading.read(content, "plan.xml").starts is None


def test_a_person_and_measures_are_said_to_stay_out():
    one = "<PerformanceIndicator/>"
    for number, said in ((1, "1 performance indicator:"), (2, "2 performance indicators:")):
        told = f"<Name>n</Name><Identifier>measures.p</Identifier>{one * number}"
        inside = GOAL.format(f"<Objective>{told}</Objective>")
        content = plan_xml(inside).replace(b"</StrategicPlan>", b"<Submitter/></StrategicPlan>")
        dropped = " ".join(reading.read(content, "plan.xml").dropped)
        assert "a person's name" in dropped
        assert said in dropped
        assert "Headings that only hold measures" in dropped


@pytest.mark.parametrize(
    ("identifier", "other", "kind"),
    [
        ("focus.p.f", "", "focus"),
        ("_0a1b", "Area of assurance", "assurance"),
        ("_0a1b", "Priority", "aim"),
        ("", "", "aim"),
    ],
)
def test_the_kind_is_told_by_our_identifier_or_our_word(identifier, other, kind):
    assert outline.kind_of(identifier, other) == kind


def test_a_foreign_identifier_has_no_keys():
    assert Part(outline.AIM, "n", identifier="_0a1b").keys == ()
    assert Part(outline.AIM, "n", identifier="focus.p.f").keys == ()
    assert Part(outline.AIM, "n", identifier="aim.p.f").keys == ("p", "f")


@pytest.mark.parametrize(
    ("words", "most", "short"),
    [
        ("One two three", 13, "One two three"),
        ("One two, three", 10, "One two…"),
        ("a\n b", 9, "a b"),
    ],
)
def test_a_wording_too_long_is_cut_between_words(words, most, short):
    assert carrying.shortened(words, most) == short


def test_a_wording_stands_as_its_file_said_it_until_somebody_edits_it():
    facts = {"title": {"said": "A very long title", "shown": "A very…"}}
    assert carrying.kept(facts, "title", "A very…") == "A very long title"
    assert carrying.kept(facts, "title", "Our own") == "Our own"
    assert carrying.kept({}, "title", "Our own") == "Our own"


def test_duties_are_said_and_read():
    assert carrying.duties_in(carrying.duties_line(["c", "a"])) == ["a", "c"]
    assert carrying.duties_line([]) == ""
    assert carrying.duties_in("Anything else: a, b") == []


# YAML


def yaml_plan(tmp_path: Path, text: str) -> Outline:
    return files.read_plan(text.encode(), "plan.yaml")


GOOD = """
title: A plan
starts: "2026-04"
ends: "2029-03"
ways_of_working: [{title: Fair}]
priorities:
  - title: Safer
    why: Because
    duties: [a]
    parts:
      - {kind: aim, title: Fewer victims}
      - kind: work-area
        title: Work
        parts: [{kind: deliverable, title: Lights}]
"""


def test_a_yaml_plan_is_read(tmp_path):
    plan = yaml_plan(tmp_path, GOOD)
    assert (plan.starts, plan.ends) == (date(2026, 4, 1), date(2029, 3, 31))
    assert [part.kind for part in plan.walk()] == ["priority", "aim", "work-area", "deliverable"]
    assert carrying.duties_in(plan.goals[0].other) == ["a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\npriorities: []", 'key "priorities"'),
        (GOOD.replace("kind: aim", "kind: aims"), 'Did you mean "aim"?'),
        (GOOD.replace("kind: deliverable", "kind: focus"), 'no "focus" stands under a work-area'),
        (
            GOOD.replace("{kind: aim, title: Fewer victims}",
                         "{kind: aim, title: F, parts: [{kind: aim, title: G}]}"),
            'no "aim" stands under a aim; nothing',
        ),
        ("", "is empty"),
    ],
)  # fmt: skip
def test_a_wrong_yaml_plan_gets_a_sentence(tmp_path, text, said):
    with pytest.raises(CannotDo, match=r"plan\.yaml") as why:
        yaml_plan(tmp_path, text)
    assert said in str(why.value)


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.xlm"])
def test_an_ending_that_is_none_of_ours_gets_a_sentence(name):
    with pytest.raises(CannotDo, match=r"ends in \.xml"):
        files.read_plan(b"", name)


def test_the_preview_counts_and_lists():
    found = files.preview(FULL)
    assert found.counts == (
        ("Priority", 1),
        ("Area of focus", 1),
        ("Work area", 1),
        ("Deliverables", 2),
    )
    assert found.parts[-1] == (3, "Deliverable", "Sub")


def test_measures_are_no_part_of_a_preview():
    measures = Part(outline.MEASURES, "Measures")
    plan = Outline("t", goals=(Part(outline.PRIORITY, "p", parts=(measures,)),))
    assert files.preview(plan).parts == ((0, "Priority", "p"),)
