"""How assessments, statements and figures are handed to pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from goldenthread.indicators.showing import change_tag
from goldenthread.strategy.assessment import prose, rules
from goldenthread.strategy.assessment.prose import Bound
from goldenthread.strategy.assessment.queries import Beside
from goldenthread.strategy.assessment.telling import Told, Under
from goldenthread.strategy.models import Assessment, Priority, StatementVersion

TONES = {rules.DRAFT: "waiting", rules.COMPLETE: "done", rules.PUBLISHED: "good"}


def crumbs(one: Assessment | None = None) -> list[dict[str, str]]:
    """Give the way back."""
    way = [{"label": "Strategic assessments", "url": reverse("assessments")}]
    if one is not None:
        way.append({"label": one.said_year, "url": reverse("assessment", args=[one.year])})
    return way


def said_filled(one: Assessment, headings: Iterable[str]) -> str:
    """Say how many of the seven headings hold something: "6 of 7 (the seventh is not asked)"."""
    found, needed = rules.filled(set(headings), two_tier=one.two_tier)
    rest = "" if needed == len(rules.HEADINGS) else "; the seventh is not asked here"
    return f"{found} of {len(rules.HEADINGS)}{rest}"


def heading(under: Under) -> dict[str, Any]:
    """Give a heading with its statements."""
    return {
        "heading": under.heading,
        "asked": under.asked,
        "statements": [statement(one) for one in under.statements],
    }


def statement(one: Told) -> dict[str, Any]:
    """Give a statement: its words, and what it rests on."""
    return {
        "row": one.statement,
        "words": words(one.words),
        "figures": [figure(each) for each in one.figures],
        "restricted": one.statement.layer == rules.RESTRICTED,
        "priorities": [priority(each) for each in one.statement.priorities.all()],
    }


def words(parts: prose.Words) -> list[dict[str, str]]:
    """Give words and numbers in order, a number with the address of its trace."""
    return [
        {"text": one, "url": "", "number": ""}
        if isinstance(one, str)
        else {"text": one.text, "url": one.url, "number": one.key}
        for one in parts
    ]


def figure(one: Bound) -> dict[str, Any]:
    """Give a figure of a statement, with the change where it is set against another period."""
    told: dict[str, Any] = {
        "bound": one.bound,
        "figure": one.figure,
        "why_none": "" if one.figure.is_known else one.figure.said,
    }
    if one.change is not None:
        tag = change_tag(one.change, one.bound.indicator.better)
        told["change"] = {"sentence": one.change.sentence, **tag}
    return told


def priority(one: Priority) -> dict[str, str]:
    """Give a priority with its page."""
    url = reverse("priority", args=[one.strategy.key, one.key])
    return {"title": str(one), "plan": str(one.strategy), "url": url}


def fed(every: Sequence[Told], priorities: Iterable[Priority]) -> list[dict[str, Any]]:
    """Give each priority of the plan with how many statements support it (CSP-16)."""
    named = [each.pk for one in every for each in one.statement.priorities.all()]
    return [{**priority(one), "count": named.count(one.pk)} for one in priorities]


def beside_table(found: Sequence[Beside], one: Assessment, earlier: Assessment) -> dict[str, Any]:
    """Give this year's figures beside those of the year before."""
    columns = [
        {"label": "Figure"},
        {"label": earlier.said_year, "numeric": True},
        {"label": one.said_year, "numeric": True},
        {"label": "Change"},
    ]
    return {
        "id": "beside",
        "caption": "Figures of both years",
        "note": "Beneath each figure stand its 95% limits.",
        "columns": columns,
        "rows": [_beside_row(each) for each in found],
        "sticky": True,
    }


def _beside_row(one: Beside) -> list[Any]:
    before: Any = {"text": "Not in it", "numeric": True}
    if one.before is not None:
        before = {"figure": one.before} if one.before.is_known else one.before.said
    now: Any = {"figure": one.now} if one.now.is_known else one.now.said
    if one.change is None or not one.change.is_known:
        tag: dict[str, str] = {"status": "Nothing to compare", "tone": "waiting"}
    else:
        tag = change_tag(one.change, one.now.indicator.better)
    spans = [str(each.period) for each in (one.before, one.now) if each is not None]
    return [f"{one.said}: {' and '.join(dict.fromkeys(spans))}", before, now, tag]


def history(versions: Iterable[StatementVersion]) -> list[dict[str, Any]]:
    """Give how a statement changed for components/history.html, newest first."""
    every = list(versions)
    return [
        {
            "what": one.what,
            "who": one.by_name,
            "when": one.at,
            "why": one.why,
            "changes": _differences(every[place + 1], one) if place + 1 < len(every) else [],
        }
        for place, one in enumerate(every)
    ]


def _differences(before: StatementVersion, after: StatementVersion) -> list[dict[str, str]]:
    pairs = [
        ("Heading", _heading(before), _heading(after)),
        ("Who may read it", before.layer, after.layer),
        ("Wording", before.text, after.text),
        ("Figures", "; ".join(before.figures), "; ".join(after.figures)),
    ]
    return [{"field": name, "before": old, "after": new} for name, old, new in pairs if old != new]


def _heading(one: StatementVersion) -> str:
    return rules.HEADINGS[one.heading].title


def references(figures: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Give what a wording may refer to. figures: number, name, and what it is set against."""
    return [
        {
            "number": number,
            "said": said,
            "words": [
                {"typed": f"{{{{ {name}: {number} }}}}", "says": one.says}
                for name, one in prose.BY_NUMBER.items()
                if against or not one.compares
            ],
        }
        for number, said, against in figures
    ]
