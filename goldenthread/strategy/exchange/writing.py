"""A plan written as StratML: ISO 17469-1 (Part 1), and the performance plan or report (Part 2).

The same plan is written the same, byte for byte. Source: the schemas of the StratML committee
of 2014-04-01 and 2016-02-16.
"""

from typing import Any

from lxml import etree

from goldenthread.strategy.exchange.outline import (
    Measure,
    Organisation,
    Outline,
    Part,
    Result,
    Stakeholder,
)

PLAN = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PERFORMANCE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def write(plan: Outline, *, performance: bool = False) -> bytes:
    """Give a plan as StratML, indented, in UTF-8, with its declaration.

    performance: Part 2, a report with what each measure came to; otherwise Part 1, the plan.
    """
    namespace = PERFORMANCE if performance else PLAN
    name = "PerformancePlanOrReport" if performance else "StrategicPlan"
    root = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})  # type: ignore[dict-item]
    if performance:
        root.set("Type", "Performance_Report")
    _say(root, ("Name",), Name=plan.title, Description=plan.text, OtherInformation=plan.other)
    core = _under(root, "StrategicPlanCore")
    for one in plan.organisations:
        _organisation(core, one)
    for element, words, identifier in (
        ("Vision", plan.vision, plan.vision_identifier),
        ("Mission", plan.mission, plan.mission_identifier),
    ):
        if words or identifier:
            _say(_under(core, element), Description=words, Identifier=identifier)
    for value in plan.values:
        _say(_under(core, "Value"), Name=value.name, Description=value.text)
    for number, goal in enumerate(plan.goals, 1):
        _goal(core, goal, str(number), performance=performance)
    _dates(root, plan)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _dates(root: Any, plan: Outline) -> None:
    days = {
        "StartDate": plan.starts,
        "EndDate": plan.ends,
        "PublicationDate": plan.published_on,
    }
    if any(days.values()) or plan.source:
        told = _under(root, "AdministrativeInformation")
        for name, day in days.items():
            _say(told, **{name: day.isoformat() if day else ""})
        _say(told, Source=plan.source)


def _organisation(core: Any, one: Organisation) -> None:
    made = _under(core, "Organization")
    _say(made, Name=one.name, Acronym=one.acronym, Identifier=one.identifier, Description=one.text)
    _stakeholders(made, one.stakeholders)


def _goal(core: Any, goal: Part, number: str, *, performance: bool) -> None:
    made = _under(core, "Goal")
    _part(made, goal, number, needed=("Name", "Description"))
    for place, part in enumerate(goal.parts, 1):
        _objective(made, part, f"{number}.{place}", performance=performance)


def _objective(goal: Any, part: Part, number: str, *, performance: bool) -> None:
    """Write a part and, after it, what stands under it: StratML has one level of objectives."""
    made = _under(goal, "Objective")
    _part(made, part, number)
    if performance:
        for measure in part.measures:
            _measure(made, measure)
    for place, below in enumerate(part.parts, 1):
        _objective(goal, below, f"{number}.{place}", performance=performance)


def _part(made: Any, part: Part, number: str, needed: tuple[str, ...] = ()) -> None:
    _say(
        made,
        needed,
        Name=part.name,
        Description=part.text,
        Identifier=part.identifier,
        SequenceIndicator=part.sequence or number,
    )
    _stakeholders(made, part.stakeholders)
    _say(made, OtherInformation=part.other)


def _measure(made: Any, measure: Measure) -> None:
    one = _under(made, "PerformanceIndicator")
    one.set("PerformanceIndicatorType", "Quantitative")
    _say(
        one,
        ("MeasurementDimension", "UnitOfMeasurement"),
        MeasurementDimension=measure.name,
        UnitOfMeasurement=measure.unit,
        Identifier=measure.identifier,
    )
    if measure.targets or measure.results:
        instance = _under(one, "MeasurementInstance")
        for element, results in (
            ("TargetResult", measure.targets),
            ("ActualResult", measure.results),
        ):
            for result in results:
                _result(_under(instance, element), result)
    _say(one, OtherInformation=measure.other)


def _result(made: Any, result: Result) -> None:
    number = f"{result.number:f}" if result.number is not None else ""
    _say(
        made,
        StartDate=result.starts.isoformat() if result.starts else "",
        EndDate=result.ends.isoformat() if result.ends else "",
        NumberOfUnits=number,
        Description=result.said,
    )


def _stakeholders(made: Any, every: tuple[Stakeholder, ...]) -> None:
    for one in every:
        stakeholder = _under(made, "Stakeholder")
        if one.kind:
            stakeholder.set("StakeholderTypeType", one.kind)
        _say(stakeholder, ("Name",), Name=one.name, Description=one.text)


def _under(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")


def _say(parent: Any, needed: tuple[str, ...] = (), /, **told: str) -> None:
    """Add an element for each that says something, or that the schema needs even if empty."""
    for name, words in told.items():
        if words or name in needed:
            _under(parent, name).text = printable(words)


def printable(words: str) -> str:
    """Leave out what XML cannot hold, such as a form feed pasted from a PDF."""
    return "".join(one for one in words if one in "\n\t" or "\x20" <= one <= "\ud7ff"
                   or "\ue000" <= one <= "\ufffd" or one >= "\U00010000")  # fmt: skip
