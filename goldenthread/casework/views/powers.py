"""Tools and powers: proposed, used, what became of them, and the register of all."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.powers import PowerEventForm, PowerForm, RegisterFilter
from goldenthread.casework.models import PowerUse
from goldenthread.casework.queries import powers as queries
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import powers as rules
from goldenthread.casework.rules import using
from goldenthread.casework.rules.wording import due_day_said
from goldenthread.casework.rules.working import INFORMAL_NAMES
from goldenthread.casework.views.asking import ask, shown
from goldenthread.casework.views.case import confidential, sent, whole_or_404
from goldenthread.partnership.showing import crumb, or_404, with_query
from goldenthread.tables import as_csv

MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"
HEAD = ("reference", "power", "rule", "used_by", "starts", "ends", "appeal_until", "standing")


def _found(request: Request, reference: str, number: int) -> tuple[Sight, PowerUse]:
    seen = whole_or_404(request, reference)
    return seen, or_404(queries.power_of(seen, number))


def _crumbs(seen: Sight, use: PowerUse | None = None) -> tuple[dict[str, str], ...]:
    every = crumb("Tools and powers", "case_powers", seen.case.reference)
    if use is None:
        return (every,)
    return (every, crumb(use.declared.name, "case_power", seen.case.reference, use.pk))


def _page(seen: Sight, use: PowerUse) -> str:
    return reverse("case_power", args=[seen.case.reference, use.pk])


@needs("casework.read")
def case_powers(request: Request, reference: str) -> HttpResponse:
    """The tools and powers of a case, and those that may be proposed today."""
    seen = whole_or_404(request, reference)
    context = {
        "powers": [{"one": one, **_standing(one)} for one in queries.powers_of(seen.case)],
        "offered": queries.offered(timezone.localdate()),
    }
    return shown(request, seen, "casework/working/powers.html", context)


def _standing(one: PowerUse) -> dict[str, str]:
    said, tone = using.STANDINGS[one.stands]
    return {
        "said": said,
        "tone": tone,
        "ends": due_day_said(one.ends) if one.ends else "no end is set",
    }


@needs("casework.work")
def propose(request: Request, reference: str, power: str) -> HttpResponse:
    """Propose to use a power; what is missing may be added later."""
    seen = whole_or_404(request, reference)
    known = {one.id: one for one in queries.offered(timezone.localdate())}
    found = or_404(known.get(power))
    return ask(
        request, seen, PowerForm(sent(request), power=found),
        lambda given: changes.propose_power(
            case=seen.case, power=power, by=request.user, **given),
        title=f"Propose: {found.name}", submit="Keep the proposal",
        said="The proposal is kept. Its page says what is still missing.",
        to=reverse("case_powers", args=[seen.case.reference]), crumbs=_crumbs(seen),
        lede=f"{found.basis}. Rule {found.rule}. What you cannot answer yet may be left open.",
    )  # fmt: skip


@needs("casework.work")
def change(request: Request, reference: str, number: int) -> HttpResponse:
    """Change what is proposed."""
    seen, found = _found(request, reference, number)
    or_404(found if found.state == "proposed" else None)
    known: dict[str, Any] = {one.name: getattr(found, one.name) for one in found._meta.fields}
    known |= {f"met_{id}": said for id, said in found.met.items()}
    form = PowerForm(sent(request), power=found.declared, initial=known)
    return ask(
        request, seen, form,
        lambda given: changes.propose_power(
            case=seen.case, power=found.power, use=found, by=request.user, **given),
        title="Change what is proposed", said="Saved.", to=_page(seen, found),
        crumbs=_crumbs(seen, found),
    )  # fmt: skip


@needs("casework.read")
def power(request: Request, reference: str, number: int) -> HttpResponse:
    """One power: what is missing before it is used, until when it runs, what became of it."""
    seen, found = _found(request, reference, number)
    page = queries.power_page(found)
    declared = found.declared
    limit = rules.must_end_by(declared, found.starts, age=found.age, level=found.used_by)
    heard = rules.heard_by(declared, found.starts)
    context = {
        "page": page,
        "use": found,
        **_standing(found),
        "used_by": found.used_by.replace("_", " "),
        "limit": due_day_said(limit) if limit else "",
        "heard": due_day_said(heard) if heard else "",
        "informal": ", ".join(INFORMAL_NAMES[one] for one in found.informal),
        "steps": [one.says for group, kept in ((declared.before, found.done),
                                              (declared.notice, found.says),
                                              (declared.never, found.heeds))
                  for one in group if one.id in kept],
        "kinds": using.KINDS.items() if found.state == "in_force" else (),
        "events": [{"one": one, "what": using.KIND_NAMES[one.kind],
                    "ends": due_day_said(one.new_end) if one.new_end else ""}
                   for one in page.events],
        "breadcrumbs": [crumb("Cases", "cases"), crumb(str(seen.case), "case", str(seen.case)),
                        *_crumbs(seen)],
    }  # fmt: skip
    return shown(request, seen, "casework/working/power.html", context)


@needs("casework.work")
def use(request: Request, reference: str, number: int) -> HttpResponse:
    """Record that a proposed power is used; refused while something is missing."""
    seen, found = _found(request, reference, number)
    or_404(found if found.state == "proposed" else None)
    return ask(
        request, seen, forms.Form(sent(request)),
        lambda given: changes.use_power(use=found, by=request.user),
        title="Record that it is used", said="It is in use.", to=_page(seen, found),
        crumbs=_crumbs(seen, found), told=queries.power_page(found).missing,
        lede="From then on what was proposed stands, and its end and its appeal are counted.",
    )  # fmt: skip


@needs("casework.work")
def event(request: Request, reference: str, number: int, kind: str) -> HttpResponse:
    """Record what became of a power in use."""
    seen, found = _found(request, reference, number)
    or_404(kind if kind in using.KINDS and found.state == "in_force" else None)
    return ask(
        request, seen, PowerEventForm(sent(request), kind=kind),
        lambda given: changes.record_power_event(
            use=found, kind=kind, by=request.user, **given),
        title=using.KINDS[kind], said="It is recorded.", to=_page(seen, found),
        crumbs=_crumbs(seen, found), lede=found.declared.name,
    )  # fmt: skip


def _register(request: Request) -> tuple[RegisterFilter, list[PowerUse]]:
    form = RegisterFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, queries.register(request.partnership, by=request.user, **chosen)


@needs("casework.work")
def register(request: Request) -> HttpResponse:
    """What is in force across the cases that this person sees, and what ends when."""
    form, rows = _register(request)
    table = {
        "id": "powers",
        "caption": "Tools and powers",
        "note": "What ends first stands first",
        "columns": [{"label": one} for one in ("Case", "Tool or power", "How it stands", "From",
                                               "Ends", "Last day to appeal")],
        "rows": [_row(one) for one in rows],
        "csv_url": with_query(request, "power_register_csv"),
    }  # fmt: skip
    context = {
        "form": form,
        "table": table,
        "found": f"{len(rows)} use{'' if len(rows) == 1 else 's'}",
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return confidential(request, "casework/working/power_register.html", context)


def _row(one: PowerUse) -> list[Any]:
    standing = _standing(one)
    return [
        {"url": reverse("case_power", args=[one.case.reference, one.pk]),
         "text": one.case.reference},
        one.declared.name,
        {"status": standing["said"], "tone": standing["tone"]},
        f"{timezone.localtime(one.starts):%-d %B %Y}",
        standing["ends"],
        f"{one.appeal_until:%-d %B %Y}" if one.appeal_until else "No appeal",
    ]  # fmt: skip


@needs("casework.work")
def register_csv(request: Request) -> HttpResponse:
    """The same as a table to download: no name, no place, nothing that was said."""
    rows = [
        (one.case.reference, one.declared.name, one.declared.rule, one.used_by, one.starts.date(),
         one.ends.date() if one.ends else "", one.appeal_until or "", one.stands)
        for one in _register(request)[1]
    ]  # fmt: skip
    return as_csv("tools-and-powers", HEAD, rows)
