"""Where the money goes: by theme, funder, place, recipient and year; as bars and as a flow."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.funding import drawing, flows, queries, rules, showing
from goldenthread.funding.choosing import EndingFilter, SpentFilter
from goldenthread.funding.models import Award, Funder
from goldenthread.funding.rules import pounds
from goldenthread.partnership.showing import crumb, holds, or_404, with_query
from goldenthread.tables import as_csv

HEADS = {"wide": ("funder", "fund", "theme"), "narrow": ("funder", "theme")}


@needs("public.read")
def money(request: Request) -> HttpResponse:
    """Where the money goes."""
    form, found, by = _asked(request)
    groups = found.groups(by)
    label = queries.DIMENSIONS[by][0]
    described = drawing.told(groups, f"Money by {label.lower()}")
    context = {
        "form": form,
        "any": bool(found.awards) or bool(request.GET),
        "total": pounds(found.total),
        "apart": showing.apart(found),
        "title": f"By {label.lower()}",
        "described": described,
        "bars": drawing.bars(groups, f"Money by {label.lower()}", described) if groups else None,
        "table": showing.groups_table(found, by, with_query(request, "money_csv")),
    }
    return render(request, "funding/money.html", context)


@needs("public.read")
def money_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    _, found, by = _asked(request)
    rows = [(one.label, one.amount, one.share and f"{one.share:.4f}", one.awards)
            for one in found.groups(by)]  # fmt: skip
    return as_csv(f"money-by-{by}", (by, "pounds", "share_percent", "awards"), rows)


def _asked(request: Request) -> tuple[SpentFilter, queries.Money, str]:
    """Read which awards are asked for, and by what they are to be gathered."""
    every = list(queries.awards_seen(request.partnership, by=request.user))
    form = SpentFilter(request.GET, awards=every)
    form.is_valid()
    asked = form.cleaned_data

    def keeps(one: Award) -> bool:
        names = {name: queries.DIMENSIONS[name][1](one) for name in ("year", "funder")}
        return all(asked.get(name, "") in ("", named) for name, named in names.items())

    return form, queries.money_of(every).only(keeps), asked.get("by") or "theme"


@needs("public.read")
def flow(request: Request) -> HttpResponse:
    """The way of the money from funder over fund to theme."""
    every = queries.awards_seen(request.partnership, by=request.user)
    found = queries.money_of(every)
    wide = flows.flows(found.counted, HEADS["wide"])
    context = {
        "found": found,
        "total": pounds(found.total),
        "apart": showing.apart(found),
        "described": flows.told_flows(wide),
        "wide": flows.sankey(wide, "wide"),
        "narrow": flows.sankey(flows.flows(found.counted, HEADS["narrow"]), "narrow"),
        "table": _flow_table(found),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/flow.html", context)


def _ways(found: queries.Money) -> list[tuple[str, str, str, Any]]:
    """Give each way from funder over fund to theme with its sum, in the order of the drawing."""
    ways: dict[tuple[str, str, str], list[Any]] = {}
    for one in found.counted:
        funder, fund, theme = (flows.STEPS[head][1](one) for head in HEADS["wide"])
        ways.setdefault((funder, fund, theme), []).append(one.amount)
    every = [(*way, rules.total(sums)) for way, sums in ways.items()]
    return sorted(every, key=lambda row: (row[0], row[1], -row[3]))


def _flow_table(found: queries.Money) -> dict[str, Any]:
    return {
        "id": "flow",
        "caption": "Money from funder over fund to theme",
        "columns": [
            {"label": "Funder"}, {"label": "Fund"}, {"label": "Theme"},
            {"label": "Sum", "numeric": True},
        ],
        "rows": [
            [funder, fund, theme, showing.number(pounds(amount))]
            for funder, fund, theme, amount in _ways(found)
        ],
        "total": ["Total", "", "", showing.number(pounds(found.total))],
        "csv_url": reverse("money_flow_csv"),
    }  # fmt: skip


@needs("public.read")
def flow_csv(request: Request) -> HttpResponse:
    """The ways of the money as a table."""
    found = queries.money_of(queries.awards_seen(request.partnership, by=request.user))
    return as_csv("money-flow", ("funder", "fund", "theme", "pounds"), _ways(found))


@needs("public.read")
def funders(request: Request) -> HttpResponse:
    """Every funder and fund: what its awards add up to, beside what is printed."""
    every = list(queries.awards_seen(request.partnership, by=request.user))
    held = queries.money_of(every)
    standing = queries.funds_standing(request.partnership, every, by=request.user)
    context = {
        "funders": [
            {"funder": one, "total": _total(_from(held, one))}
            for one in queries.funders_of(request.partnership)
        ],
        "funds": [showing.fund_facts(one, request.partnership) for one in standing],
        "may_edit": holds(request, "funding.edit"),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/funders.html", context)


def _from(held: queries.Money, funder: Funder) -> queries.Money:
    return held.only(lambda one: one.funder_id == funder.pk)


def _total(held: queries.Money) -> str:
    """Print what awards add up to; empty where none has a sum."""
    return pounds(held.total) if held.total else ""


@needs("public.read")
def funder(request: Request, key: str) -> HttpResponse:
    """One funder: its funds and its awards."""
    one = or_404(queries.funders_of(request.partnership).filter(key=key).first())
    held = queries.money_of(queries.awards_seen(request.partnership, by=request.user))
    found = _from(held, one)
    standing = queries.funds_standing(request.partnership, found.awards, by=request.user)
    context = {
        "one": one,
        "total": _total(found),
        "apart": showing.apart(found),
        "funds": [
            showing.fund_facts(each, request.partnership)
            for each in standing
            if each.fund.funder_id == one.pk
        ],
        "table": {
            "id": "awards",
            "caption": "Awards",
            "columns": [{"label": c.label, "numeric": c.numeric} for c in showing.AWARD_COLUMNS],
            "rows": [showing.award_row(award) for award in found.awards],
            "csv_url": f"{reverse('awards_csv')}?{_funder_query(one.name)}",
        },
        "breadcrumbs": [crumb("Money", "money"), crumb("Funders and funds", "funders")],
    }
    return render(request, "funding/funder.html", context)


def _funder_query(name: str) -> str:
    return showing.awards_at(funder=name).partition("?")[2]


@needs("public.read")
def ending(request: Request) -> HttpResponse:
    """Money that ends soon or has ended, and whether any follows."""
    form, found, _ = _endings(request)
    unfunded = sum(one.afterwards == "unfunded" for one in found)
    context = {
        "form": form,
        "found": f"{len(found)} awards; of {unfunded} nothing is known to follow" if found else "",
        "table": showing.endings_table(found, with_query(request, "money_ending_csv")),
        "breadcrumbs": [crumb("Money", "money")],
    }
    return render(request, "funding/ending.html", context)


def _endings(request: Request) -> tuple[EndingFilter, list[queries.Ending], int]:
    form = EndingFilter(request.GET)
    asked = form.chosen()
    every = queries.awards_seen(request.partnership, by=request.user)
    found = queries.endings(every, on=asked["on"], months=asked["months"])
    return form, found, asked["months"]


@needs("public.read")
def ending_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    _, found, _ = _endings(request)
    head = ("award", "scheme", "pounds", "until", "state", "afterwards")
    rows = [
        (one.award.title, str(one.award.scheme or ""), one.award.amount, one.award.ends, one.state,
         one.afterwards)
        for one in found
    ]  # fmt: skip
    return as_csv("money-ending", head, rows)
