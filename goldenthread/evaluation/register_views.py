"""The what-works register: published results, for anybody to read and cite."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.evaluation import drawing, queries, rules, showing
from goldenthread.evaluation.forms import RegisterFilter
from goldenthread.evaluation.models import Result
from goldenthread.partnership.showing import crumb, found, holds, or_404, with_query
from goldenthread.tables import arranged, as_csv

REGISTER = ("What worked", "what_works")
HEAD = ("result", "issue", "name", "kind", "verdict", "change_per_cent", "lower_per_cent",
        "upper_per_cent", "p", "design", "asked_before", "starts", "counted", "places",
        "comparison_places", "published_on", "fingerprint")  # fmt: skip


@needs("public.read")
def register(request: Request) -> HttpResponse:
    """What was tried, what was found, and how sure that is."""
    form = RegisterFilter(request.GET or None)
    every = queries.results_of(request.partnership, by=request.user)
    some = _chosen(form, every)
    shown = arranged(request, some, showing.RESULTS, first="-on")
    context = {
        "form": form,
        "page": shown.page,
        "found": found(len(some), len(every), "result", "results"),
        "is_empty": not every,
        "may_read": holds(request, "evaluation.read"),
        "table": {
            "id": "results",
            "caption": "Published results",
            "note": "Change: by the way declared, with 95% limits. No result says that a thing "
            "did nothing: it says what can be told.",
            "columns": shown.columns,
            "rows": [showing.result_row(one) for one in shown.page.object_list],
            "csv_url": with_query(request, "what_works_csv"),
        },
    }
    return render(request, "evaluation/register.html", context)


def _chosen(form: RegisterFilter, every: list[Result]) -> list[Result]:
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    kind, verdict = asked.get("kind"), asked.get("verdict")
    return [
        one for one in every
        if (not kind or one.told["kind"] == kind) and (not verdict or one.verdict == verdict)
    ]  # fmt: skip


@needs("public.read")
def register_csv(request: Request) -> HttpResponse:
    """Published results as a table to download."""
    every = queries.results_of(request.partnership, by=request.user)
    some = _chosen(RegisterFilter(request.GET or None), every)
    return as_csv("what-works", HEAD, [_row(one) for one in some])


def _row(one: Result) -> list[Any]:
    told = one.told
    estimate = next((row for row in told["estimates"] if row["declared"]), None)
    numbers = [round((estimate[key] - 1) * 100, 1) for key in ("ratio", "lower", "upper")] if (
        estimate) else [None] * 3  # fmt: skip
    return [
        one.number, one.issue, told["name"], rules.KINDS[told["kind"]],
        rules.VERDICTS[one.verdict], *numbers, round(estimate["p"], 4) if estimate else None,
        told["design"], "yes" if told["asked_before"] else "no", told["starts"], told["measure"],
        told["places"]["treated"], told["places"]["comparison"], one.published_on,
        one.fingerprint,
    ]  # fmt: skip


@needs("public.read")
def result(request: Request, number: int) -> HttpResponse:
    """One published result, as it was when it was published."""
    issues = queries.issues_of(request.partnership, number, by=request.user)
    one: Result = or_404(issues[0] if issues else None)
    award = one.question.intervention.award
    context = {
        "one": one,
        "kicker": f"What worked, result {one.number}",
        "told": one.told,
        "verdict": {"status": rules.VERDICTS[one.verdict], "tone": rules.TONES[one.verdict]},
        "chart": drawing.drawn(one.told),
        "estimates": showing.estimates_table(one.told),
        "months": showing.months_table(one.told),
        "facts": _facts(one),
        "earlier": issues[1:],
        "award": award if award and (award.public or holds(request, "funding.read")) else None,
        "may_read": holds(request, "evaluation.read"),
        "breadcrumbs": [crumb(*REGISTER)],
    }
    return render(request, "evaluation/result.html", context)


def _facts(one: Result) -> list[dict[str, Any]]:
    told = one.told
    many = {role: told["places"][role] for role in rules.ROLES}
    return [
        {"term": "What was done", "text": told["what"]},
        {"term": "Kind", "text": rules.KINDS[told["kind"]]},
        {"term": "From", "text": showing.day(told["starts"])},
        {"term": "What was counted", "text": told["measure"]},
        {"term": "Places", "text": "; ".join(
            f"{name.lower()}: {many[role]:,}" for role, name in rules.ROLES.items()
        ).capitalize()},
        {"term": "How the places were chosen", "text": rules.CHOSEN[told["chosen"]]},
        showing.text_or_none(
            "How comparison places were found", told["compared_how"], "comparison"
        ),
        {"term": "How it was judged", "text": rules.DESIGNS[told["design"]]},
        {"term": "Question asked", "text": f"{showing.day(told['declared_on'])}: "
         f"{showing.when_asked(told['asked_before']).lower()}"},
        {"term": "Source", "text": told["source"] or "Not stated"},
        {"term": "Published", "text": f"{showing.day(one.published_on)}, issue {one.issue}"},
        {"term": "Cite it as", "text": f"What-works register, result {one.number}, issue "
         f"{one.issue}, {showing.day(one.published_on)}, {one.fingerprint[:16]}"},
    ]  # fmt: skip
