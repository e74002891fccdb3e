"""What police money is made of: budget, precept and the people paid from it."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.funding import queries, rules
from goldenthread.funding.choosing import RiseForm
from goldenthread.funding.rules import pounds
from goldenthread.funding.showing import number, per_cent
from goldenthread.partnership.queries import say_places_together
from goldenthread.partnership.showing import crumb, with_query
from goldenthread.tables import as_csv

MILLION = Decimal(1_000_000)
PRINTED = {
    "total": "the total",
    "government_share": "government's share",
    "precept_share": "the precept's share",
    "one_per_cent": "what one per cent brings",
}


@needs("public.read")
def precept(request: Request) -> HttpResponse:
    """What a rise of the precept brings, here and elsewhere, and what a home pays."""
    form = RiseForm(request.GET if "percent" in request.GET else None)
    rise = form.chosen()
    forces = queries.forces(request.partnership)
    homes = queries.band_d(request.partnership)
    context = {
        "form": form,
        "rise": f"{rise.normalize():f}",
        "ours": _ours(forces, rise),
        "forces": _forces_table(forces, rise, with_query(request, "precept_csv")),
        "faults": [_fault(one, key) for one in forces for key in one.printed_badly()],
        "checked": sum(len(one.funding.printed) for one in forces),
        "homes": _homes_table(homes, rise),
        "places": "; ".join(
            say_places_together(
                [place for one in forces for place in one.funding.places], request.partnership
            )
        ),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/precept.html", context)


def _ours(forces: list[queries.Force], rise: Decimal) -> dict[str, str] | None:
    """Say what the rise brings our own force, and how many times as much the others."""
    mine = next((one for one in forces if one.funding.is_ours), None)
    if mine is None:
        return None
    most = max(forces, key=lambda one: one.funding.precept)
    times = most.funding.precept / mine.funding.precept if mine.funding.precept else Decimal(0)
    return {
        "name": mine.funding.name,
        "brings": pounds(rules.per_cent_brings(mine.funding.precept, rise)),
        "most": most.funding.name if most is not mine else "",
        "most_brings": pounds(rules.per_cent_brings(most.funding.precept, rise)),
        "times": f"{times:.1f}",
    }


def _forces_table(forces: list[queries.Force], rise: Decimal, csv_url: str) -> dict[str, Any]:
    labels = (
        "Force", "From government", "From the precept", "Total", "Government's share",
        "Precept's share", "One per cent brings", f"{rise.normalize():f} per cent brings",
    )  # fmt: skip
    return {
        "id": "forces",
        "caption": "Funding of police forces, 2023/24"
        if all(one.funding.year == 2023 for one in forces)
        else "Funding of police forces",
        "note": "Totals, shares and yields are worked out from the first two columns.",
        "columns": [{"label": label, "numeric": place > 0} for place, label in enumerate(labels)],
        "rows": [
            [
                f"{one.funding.name} (here)" if one.funding.is_ours else one.funding.name,
                *(number(text) for text in _force_cells(one, rise)),
            ]
            for one in forces
        ],
        "csv_url": csv_url,
        "sticky": True,
    }


def _force_cells(one: queries.Force, rise: Decimal) -> list[str]:
    worked = one.worked_out
    return [
        pounds(one.funding.government),
        pounds(one.funding.precept),
        pounds(one.total),
        per_cent(worked["government_share"]),
        per_cent(worked["precept_share"]),
        pounds(rules.per_cent_brings(one.funding.precept, Decimal(1))),
        pounds(rules.per_cent_brings(one.funding.precept, rise)),
    ]


def _fault(one: queries.Force, key: str) -> str:
    worked = one.worked_out[key]
    printed = one.funding.printed[key]
    return f"{one.funding.name}: {PRINTED[key]} is printed as {printed} and comes to {worked:.3f}."


def _homes_table(homes: list[Any], rise: Decimal) -> dict[str, Any]:
    """Give what a Band D home pays, beside the average of the same year."""
    average = {one.year: one.amount for one in homes if one.is_average}
    return {
        "id": "homes",
        "caption": "Police precept of a Band D home",
        "columns": [
            {"label": "Area"}, {"label": "Year"}, {"label": "Precept", "numeric": True},
            {"label": "Beside the average of that year"},
            {"label": f"A rise of {rise.normalize():f} per cent is", "numeric": True},
        ],
        "rows": [
            [
                f"{one.name} (here)" if one.is_ours else one.name,
                rules.financial_year(one.year),
                number(pounds(one.amount)),
                _beside(one, average),
                number(pounds(rules.per_cent_brings(one.amount, rise))),
            ]
            for one in _ordered(homes)
        ],
        "csv_url": reverse("band_d_csv"),
    }  # fmt: skip


def _ordered(homes: list[Any]) -> list[Any]:
    return sorted(homes, key=lambda one: (one.year, -one.amount, one.name))


def _beside(one: Any, average: dict[int, Decimal]) -> str:
    if one.is_average:
        return "This is the average"
    if one.year not in average:
        before = f", after a rise of {pounds(one.rise)}" if one.rise else ""
        return f"No average of that year is given{before}"
    apart = one.amount - average[one.year]
    if not apart:
        return "The same"
    return f"{pounds(abs(apart))} {'more' if apart > 0 else 'less'}"


@needs("public.read")
def precept_csv(request: Request) -> HttpResponse:
    """Funding of forces as a table, with what a rise brings."""
    rise = RiseForm(request.GET if "percent" in request.GET else None).chosen()
    head = (
        "force", "year", "government", "precept", "total", "government_share_percent",
        "precept_share_percent", "one_per_cent_brings", "rise_percent", "rise_brings",
    )  # fmt: skip
    rows = [
        (
            one.funding.name, rules.financial_year(one.funding.year), one.funding.government,
            one.funding.precept, one.total, f"{one.worked_out['government_share']:.4f}",
            f"{one.worked_out['precept_share']:.4f}",
            rules.per_cent_brings(one.funding.precept, Decimal(1)), rise,
            rules.per_cent_brings(one.funding.precept, rise),
        )
        for one in queries.forces(request.partnership)
    ]  # fmt: skip
    return as_csv("police-funding", head, rows)


@needs("public.read")
def band_d_csv(request: Request) -> HttpResponse:
    """What a Band D home pays, as a table."""
    rows = [
        (one.name, rules.financial_year(one.year), one.amount, one.rise, "; ".join(one.places))
        for one in _ordered(queries.band_d(request.partnership))
    ]
    return as_csv("band-d-precepts", ("area", "year", "precept", "rise", "places"), rows)


@needs("public.read")
def budget(request: Request) -> HttpResponse:
    """The budget: each sum with its parts, and what they add up to."""
    lines = queries.budget(request.partnership)
    context = {
        "lines": [_line(one, request) for one in lines],
        "year": rules.financial_year(lines[0].line.year) if lines else "",
        "csv_url": reverse("budget_csv"),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/budget.html", context)


def _line(one: queries.Budgeted, request: Request) -> dict[str, Any]:
    said = {
        "line": one.line,
        "sum": pounds(one.line.amount),
        "places": "; ".join(say_places_together(one.line.places, request.partnership)),
        "parts": [
            {"name": part.name, "sum": pounds(part.amount), "printed": part.printed}
            for part in one.parts
        ],
    }
    if one.compared:
        label, tone = rules.AGREEMENTS[one.compared.agreement]
        said |= {"agreement": label, "tone": tone, "computed": pounds(one.compared.computed)}
    return said


@needs("public.read")
def budget_csv(request: Request) -> HttpResponse:
    """The budget as a table."""
    rows = [
        (line.name, str(line.part_of or ""), rules.financial_year(line.year), line.amount,
         line.printed, "; ".join(line.places))
        for one in queries.budget(request.partnership)
        for line in (one.line, *one.parts)
    ]  # fmt: skip
    return as_csv("budget", ("sum_for", "part_of", "year", "pounds", "printed", "places"), rows)


@needs("public.read")
def force_numbers(request: Request) -> HttpResponse:
    """How many people the force has, and whether more or fewer than at the baseline."""
    numbers = queries.force_numbers(request.partnership)
    context = {
        "numbers": numbers,
        "table": _numbers_table(numbers),
        "faults": [
            {"at": at, "printed": f"{printed:,}", "added": f"{added:,}",
             "apart": f"{abs(added - printed):,}", "way": "more" if added > printed else "fewer"}
            for at, printed, added in numbers.printed_otherwise
        ],
        "places": "; ".join(
            say_places_together([p for row in numbers.rows for p in row.places],
                                request.partnership)
        ),
        "breadcrumbs": [crumb("Money", "money")],
    }  # fmt: skip
    return render(request, "funding/force_numbers.html", context)


WAYS = {
    rules.MORE: "More",
    rules.FEWER: "Fewer",
    rules.SAME: "As many",
}


def _numbers_table(numbers: queries.Numbers) -> dict[str, Any]:
    rows = [_number_row(row, numbers, "as printed" if row.is_total else "") for row in numbers.rows]
    return {
        "id": "numbers",
        "caption": "Force numbers",
        "columns": [
            {"label": "Who"},
            *({"label": at, "numeric": True} for at in numbers.times),
            {"label": "Difference", "numeric": True},
            {"label": "Since the baseline"},
        ],
        "rows": [*rows, _number_row(numbers.added_up, numbers, "added up")] if rows else [],
        "csv_url": reverse("force_numbers_csv"),
        "sticky": True,
    }


def _number_row(row: Any, numbers: queries.Numbers, said: str) -> list[Any]:
    apart = row.difference
    sign = "" if apart is None else "+" if apart > 0 else "−" if apart < 0 else ""  # noqa: RUF001
    return [
        f"{row.name}, {said}" if said else row.name,
        *(number(f"{row.counts[at]:,}" if at in row.counts else "") for at in numbers.times),
        number("" if apart is None else f"{sign}{abs(apart):,}"),
        WAYS[row.direction] if row.direction else {"none_set": "baseline"},
    ]


@needs("public.read")
def force_numbers_csv(request: Request) -> HttpResponse:
    """Force numbers as a table."""
    numbers = queries.force_numbers(request.partnership)
    head = ("who", *(at.replace(" ", "_") for at in numbers.times), "difference", "since_baseline")
    rows = [
        (row.name, *(row.counts.get(at) for at in numbers.times), row.difference, row.direction)
        for row in numbers.rows
    ]
    return as_csv("force-numbers", head, rows)
