"""How questions, answers and the register are handed to the page's components."""

from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.evaluation import rules, wording
from goldenthread.evaluation.models import Question, Result
from goldenthread.evaluation.queries import Asking
from goldenthread.evaluation.reading import Panel
from goldenthread.evaluation.rules import AREAS, Asked
from goldenthread.tables import Column

WHAT = {
    "evaluation.question_asked": "Question asked",
    "evaluation.question_changed": "Question changed",
    "evaluation.result_published": "Result published",
}
RESULTS: list[Column[Result]] = [
    Column("name", "What was tried", lambda one: one.told["name"].casefold()),
    Column("verdict", "What was found", lambda one: one.verdict),
    Column("kind", "Kind", lambda one: one.told["kind"]),
    Column("estimate", "Change against what was to be expected", lambda one: ratio_of(one)),
    Column("asked", "Question asked", lambda one: not one.told["asked_before"]),
    Column("on", "Published", lambda one: (one.published_on, one.number)),
]
ASKED: list[Column[Asking]] = [
    Column("name", "Intervention", lambda one: one.now.name.casefold()),
    Column("kind", "Kind", lambda one: one.now.get_kind_display()),
    Column("starts", "Starts", lambda one: one.now.starts),
    Column("asked", "Question asked", lambda one: not one.now.asked_before),
    Column("design", "Judged", lambda one: one.now.design),
]


def day(on: date | str | None) -> str:
    """Print a day as people say it."""
    if not on:
        return ""
    told = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{told:%-d %B %Y}"


def month(on: date | str) -> str:
    """Print a month as people say it."""
    told = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{told:%B %Y}"


def when_asked(before: bool) -> str:
    """Say whether a question stood before anything was done."""
    return "Before it began" if before else "Afterwards"


def text_or_none(term: str, text: str, what: str) -> dict[str, str]:
    """Give one entry of a definition list, or that none is set."""
    return {"term": term, "text": text} if text else {"term": term, "none_set": what}


def ratio_of(one: Result) -> float:
    """Give the estimate of the declared design."""
    return float(next((row["ratio"] for row in one.told["estimates"] if row["declared"]), 1.0))


def estimate(one: Result) -> str:
    """Say the estimate of the declared design with its limits."""
    row = next((row for row in one.told["estimates"] if row["declared"]), None)
    if row is None:
        return "none"
    limits = f"{wording.percent(row['lower'])} to {wording.percent(row['upper'])}"
    return f"{wording.percent(row['ratio'])} ({limits})"


def result_row(one: Result) -> list[Any]:
    """Give one row of the register."""
    return [
        {"url": one.get_absolute_url(), "text": one.told["name"]},
        {"status": rules.VERDICTS[one.verdict], "tone": rules.TONES[one.verdict]},
        rules.KINDS[one.told["kind"]],
        estimate(one).capitalize(),
        when_asked(one.told["asked_before"]),
        day(one.published_on),
    ]


def asking_row(one: Asking) -> list[Any]:
    """Give one row of the list of interventions."""
    return [
        {"url": one.intervention.get_absolute_url(), "text": one.now.name},
        one.now.get_kind_display(),
        day(one.now.starts),
        when_asked(one.now.asked_before),
        rules.DESIGNS[one.now.design],
    ]


def question_facts(question: Question, what: str) -> list[dict[str, Any]]:
    """Give a question for components/definition_list.html. what: is counted, in words."""
    asked = question.asked()
    frozen = (
        "unchanged since it was asked" if question.is_as_declared else "no longer what it was then"
    )
    ends = f" until {day(asked.ends)}" if asked.ends else ", with no last day"
    expected = wording.percent(1 + asked.expected / 100) if asked.expected is not None else ""
    return [
        {"term": "What is done", "text": asked.what},
        {"term": "When", "text": f"From {day(asked.starts)}{ends}"},
        {"term": "What is counted", "text": what},
        {"term": "Months looked at", "text": f"{month(asked.first)} to {month(asked.last)}"},
        *[
            {"term": name, "list": [{"text": one} for one in _places(asked, role)]}
            if getattr(asked, role) else {"term": name, "none_set": "place"}
            for role, name in rules.ROLES.items()
        ],
        {"term": "How the places were chosen", "text": rules.CHOSEN[asked.chosen]},
        text_or_none("How comparison places were found", asked.compared_how, "comparison"),
        {"term": "How it is judged", "text": rules.DESIGNS[asked.design]},
        text_or_none("Expected", expected, "expectation"),
        {"term": "Asked", "text": f"{question.by_name}, {day(question.declared_on)}: "
         f"{when_asked(question.asked_before).lower()}"},
        {"term": "Fingerprint", "text": f"{question.fingerprint[:16]}…, {frozen}"},
    ]  # fmt: skip


SHOWN = 12  # places of one list on the page; the CSV has all


def _places(asked: Asked, role: str) -> list[str]:
    codes = list(getattr(asked, role))
    more = len(codes) - SHOWN
    return codes if more <= 0 else [*codes[:SHOWN], f"and {more} more"]


def estimates_table(told: dict[str, Any]) -> dict[str, Any]:
    """Give every design's estimate as a table."""
    return {
        "id": "estimates",
        "caption": "Change against what was to be expected, with 95% limits",
        "note": "The first is the way that was declared; others stand beside it, to be judged by.",
        "columns": [
            {"label": "Way"},
            {"label": "Change"},
            {"label": "From"},
            {"label": "To"},
            {"label": "p", "numeric": True},
        ],
        "rows": [
            [
                row["way"],
                wording.percent(row["ratio"]).capitalize(),
                wording.percent(row["lower"]),
                wording.percent(row["upper"]),
                {"text": "under 0.001" if row["p"] < 0.001 else f"{row['p']:.3f}", "numeric": True},
            ]
            for row in told["estimates"]
        ],
    }


def months_table(told: dict[str, Any], csv_url: str = "") -> dict[str, Any]:
    """Give the sums by month as a table."""
    roles = [role for role in rules.ROLES if any(role in row for row in told["months"])]
    return {
        "id": "months",
        "caption": f"{told['measure']} by month",
        "note": "Sums of all places of a part. A part with a month of fewer than 5 is left out.",
        "columns": [
            {"label": "Month"},
            {"label": "Part"},
            *({"label": rules.ROLES[role], "numeric": True} for role in roles),
        ],
        "rows": [
            [
                month(row["month"]),
                "After" if row["after"] else "Before",
                *({"text": f"{row[role]:,}", "numeric": True} for role in roles),
            ]
            for row in told["months"]
        ],
        "csv_url": csv_url,
    }


def traced_table(asked: Asked, panel: Panel) -> dict[str, Any] | None:
    """Give every count of whole areas with the way to where it comes from; None for squares."""
    if asked.ground != AREAS:
        return None
    return {
        "id": "counts",
        "caption": "Every count, and where it comes from",
        "columns": [{"label": "Month"}, *({"label": name, "numeric": True}
                                          for name in panel.places.values())],
        "rows": [
            [month(one), *(_count(panel, code, one) for code in panel.places)]
            for one in panel.months
        ],
    }  # fmt: skip


def _count(panel: Panel, code: str, one: date) -> dict[str, Any]:
    url = panel.traced.get((code, one), "")
    if not url:
        return {"text": "Not on record", "numeric": True}
    value = panel.of((code,), (one,))[0, 0]
    return {"text": f"{value:,.0f}", "url": url, "numeric": True}


def versions(questions: list[Question]) -> list[dict[str, str]]:
    """Give earlier versions of a question as lines."""
    return [
        {"text": f"Version {one.version}, {day(one.declared_on)}, {one.by_name}: "
         f"fingerprint {one.fingerprint[:16]}…"}
        for one in questions[1:]
    ]  # fmt: skip


def published(result: Result | None) -> dict[str, str] | None:
    """Give the way to the published result."""
    if result is None:
        return None
    return {"url": reverse("what_works_result", args=[result.number]), "text": str(result)}
