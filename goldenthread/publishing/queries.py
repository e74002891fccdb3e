"""Reading the reports that were built: drafts for who makes them, the rest once published."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.accounts.rules import ROLES
from goldenthread.delivery.models import Action, MovedDate, Update
from goldenthread.governance.models import AgendaItem, Obligation
from goldenthread.partnership.models import Group
from goldenthread.publishing import issues, rules
from goldenthread.publishing.issues import Difference, differences
from goldenthread.publishing.models import Publication, Report, ReportFigure, ReportFile, Review
from goldenthread.strategy.models import Priority, Strategy
from goldenthread.strategy.queries import current_plan


def reports(partnership: Partnership, *, by: Person) -> QuerySet[Report]:
    """Give the reports that somebody may see, newest first, with how many numbers each prints.

    Drafts are seen by who builds or approves reports; what is published for partners, by who
    may read delivery plans.
    """
    require(by, "public.read", on=partnership)
    every = Report.objects.of(partnership).select_related("publication")
    if not _sees_drafts(partnership, by):
        every = every.filter(publication__isnull=False)
        if not may(by, "delivery.read", on=partnership):
            every = every.exclude(audience=rules.PARTNERS)
    if not _sees_restricted(partnership, by):
        every = every.exclude(audience=rules.RESTRICTED)
    return every.defer("body", "contents").annotate(figure_count=Count("figures", distinct=True))


def _sees_drafts(partnership: Partnership, by: Person) -> bool:
    named = ("publishing.build", "publishing.approve")
    return any(may(by, one, on=partnership) for one in named)


def _sees_restricted(partnership: Partnership, by: Person) -> bool:
    named = ("strategy.read_restricted", "indicators.read_unpublished")
    return all(may(by, one, on=partnership) for one in named)


def report(partnership: Partnership, pk: int, *, by: Person) -> Report | None:
    """Give one report that somebody may see, or None."""
    return reports(partnership, by=by).defer(None).filter(pk=pk).first()


def publication_at(partnership: Partnership, address: str, *, by: Person) -> Publication | None:
    """Give what is published at an address, or None where somebody may not see it."""
    seen = reports(partnership, by=by).values("pk")
    return (
        Publication.objects.of(partnership)
        .filter(address=address, report__in=seen)
        .select_related("report", "corrects__report", "corrected_by__report")
        .first()
    )


def publications(partnership: Partnership, *, by: Person) -> QuerySet[Publication]:
    """Give what is published, newest first."""
    seen = reports(partnership, by=by).values("pk")
    every = Publication.objects.of(partnership).filter(report__in=seen)
    return every.select_related("report", "partnership")


def publication_of(report: Report) -> Publication | None:
    """Give a report's publication, or None for a draft."""
    every = Publication.objects.of(report.partnership_id).filter(report=report)
    return every.select_related("corrects", "corrected_by").first()


def newest_issue(report: Report) -> Publication | None:
    """Give the newest publication of the same report for the same period, None where none is."""
    same = {"report__period_start": report.period_start, "report__period_end": report.period_end,
            "report__meets_on": report.meets_on}  # fmt: skip
    return _issues_like(report).filter(**same).first()


def issue_before(report: Report) -> Publication | None:
    """Give the newest publication of the same report for an earlier period."""
    every = _issues_like(report).filter(report__period_end__lt=report.period_start)
    return every.order_by("-report__period_end", "-published_at", "-pk").first()


def _issues_like(report: Report) -> QuerySet[Publication]:
    like = {"report__name": report.name, "report__subject": report.subject}
    return Publication.objects.of(report.partnership_id).filter(**like).select_related("report")


def compared(before: Report, after: Report) -> list[Difference]:
    """Give what two reports print differently, number by number."""
    return differences(*(
        [(one.key, one.text, one.place) for one in
         ReportFigure.objects.of(each.partnership_id).filter(report=each)]
        for each in (before, after)
    ))  # fmt: skip


def fingerprint(report: Report) -> str:
    """Give the SHA-256 over all that a report says."""
    figures = ReportFigure.objects.of(report.partnership_id).filter(report=report)
    return issues.fingerprint(
        about=issued_about(report), body=report.body, figures=figures.values_list("key", "text")
    )


def issued_about(report: Report) -> dict[str, str]:
    """What a report is about, as it goes into its fingerprint."""
    about = {"name": report.name, "title": report.title, "subject": report.subject}
    if report.meets_on:
        about["meets_on"] = report.meets_on.isoformat()
    return {**about, "period": report.period.key, "as_of": report.as_of.isoformat(),
            "marking": report.marking}  # fmt: skip


def files_altered(report: Report) -> list[str]:
    """Give the formats whose bytes are not those that were built."""
    return [
        one.format for one in ReportFile.objects.of(report.partnership_id).filter(report=report)
        if hashlib.sha256(bytes(one.content)).hexdigest() != one.sha256
    ]  # fmt: skip


def reviews_of(report: Report) -> list[Review]:
    """Give who was asked to read a report, and what they said."""
    return list(Review.objects.of(report.partnership_id).filter(report=report))


def readers_to_choose(report: Report, *, by: User) -> QuerySet[User]:
    """Give who may approve a report that they did not write, as somebody else than who asks."""
    today = timezone.localdate()
    roles = [key for key, role in ROLES.items() if "publishing.approve" in role.may]
    held = User.objects.filter(
        Q(grants__ends__isnull=True) | Q(grants__ends__gte=today),
        grants__partnership=report.partnership, grants__starts__lte=today,
        grants__role__in=roles, is_active=True,
    )  # fmt: skip
    return held.exclude(pk__in=[by.pk, report.built_by_id or by.pk]).distinct().order_by("name")


def files_of(report: Report) -> QuerySet[ReportFile]:
    """Give its files without their content."""
    return ReportFile.objects.of(report.partnership).filter(report=report).defer("content")


def file_of(report: Report, name: str) -> ReportFile | None:
    """Give its file in one format with the content, or None where it was not built so."""
    return ReportFile.objects.of(report.partnership).filter(report=report, format=name).first()


def figures_of(report: Report) -> QuerySet[ReportFigure]:
    """Give every number it prints with what it was made from, in reading order."""
    return (
        ReportFigure.objects.of(report.partnership)
        .filter(report=report)
        .prefetch_related("observations", "releases")
    )


def actions_reported(plan: Strategy, priorities: Iterable[Priority] | None) -> list[Action]:
    """Give the actions of a plan, or of some priorities of it, for a report to partners.

    Who may see the report is decided where it is read: its audience asks for "delivery.read".
    """
    found = Action.objects.of(plan.partnership).filter(plan__strategy=plan)
    if priorities is not None:
        found = found.filter(plan__priority__in=list(priorities))
    return list(found.select_related("plan__owner_group", "owner", "owner_organisation"))


def agenda_reported(group: Group, on: date) -> list[AgendaItem]:
    """Give the public part of a meeting's agenda; the private part is never reported."""
    every = AgendaItem.objects.of(group.partnership).filter(meeting__group=group, meeting__on=on)
    return list(every.filter(restricted=False).order_by("number"))


def owed_reported(partnership: Partnership) -> QuerySet[Obligation]:
    """Give what is owed, for a report to partners."""
    return Obligation.objects.of(partnership).select_related("owner", "group")


def last_words(plan: Strategy, actions: Iterable[Action]) -> dict[int, str]:
    """Give what was last said of each of a plan's actions, by its key; none where nothing was."""
    found: dict[int, str] = {}
    every = Update.objects.of(plan.partnership).filter(action__in=list(actions))
    for one in every.order_by("on", "pk"):
        found[one.action_id] = one.text or found.get(one.action_id, "")
    return found


def dates_moved(
    plan: Strategy, actions: Iterable[Action], *, since: date, until: date
) -> list[MovedDate]:
    """Give the moved dates of a plan's actions, those moved last first. since, until: the move."""
    found = MovedDate.objects.of(plan.partnership).filter(action__in=list(actions))
    return list(found.filter(at__date__range=(since, until)).select_related("action"))


def subjects(partnership: Partnership, *, by: Person) -> list[tuple[str, str]]:
    """Give what a report may be about, by key and name: priorities of the plan, and groups."""
    plan = current_plan(partnership, by=by)
    groups = Group.objects.of(partnership).filter(restricted=False)
    return [
        *((one.key, f"Priority: {one}") for one in (plan.priorities.all() if plan else ())),
        *((one.key, f"Group: {one}") for one in groups),
    ]
