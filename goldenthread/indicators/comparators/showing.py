"""How comparisons are said on a page."""

from collections.abc import Sequence
from typing import Any

from goldenthread.indicators.comparators import rules
from goldenthread.indicators.comparators.queries import Compared


def sentence(told: Sequence[Compared]) -> str:
    """Say every verdict in one sentence, "" where there is none."""
    return rules.summary([(one.comparator.name, one.verdict) for one in told])


def table(told: Sequence[Compared], better: str) -> dict[str, Any]:
    """Give the comparisons as a table, with the reason where there is no verdict."""
    return {
        "id": "compared",
        "caption": "Beside other areas",
        "note": "The same measure over the same period. No limits, no verdict.",
        "columns": [
            {"label": "Compared with"},
            {"label": "Its figure", "numeric": True},
            {"label": "Verdict"},
            {"label": "How it was found"},
        ],
        "rows": [_row(one, better) for one in told],
    }


def _row(one: Compared, better: str) -> list[Any]:
    word, tone = one.verdict.judged(better)
    said = one.verdict.words(one.comparator.name)
    cell: Any = {"figure": one.figure} if one.figure else {"text": one.value, "numeric": True}
    if not one.value:
        cell = {"text": "Not loaded", "numeric": True}
    return [
        f"{one.comparator.name} ({one.comparator.what})",
        cell,
        {"status": word, "tone": tone},
        _upper(said or one.verdict.why_none) + (f": {one.verdict.method}" if said else ""),
    ]


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
