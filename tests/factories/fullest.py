"""One plan that has everything a plan may have, all of it written and changed on the web."""

import datetime
from typing import Any

from csp_analytics.period import Period
from goldenthread.accounts.models import User
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership import changes as partnerships
from goldenthread.partnership.models import DocumentSource, Group, Officer, Organisation
from goldenthread.strategy import changes, models
from goldenthread.strategy.statements import EDITABLE
from tests.factories.evidence import ready_partnership

WHY = "The Board decided."
DAY = datetime.date(2026, 5, 3)


class FullestPlan:
    """A plan, the priority that has it all, a commitment, a scheme, a group and a body.

    kind: of the plan, as in `rules.PLAN_KINDS`. by: may edit everything there.
    """

    def __init__(self, kind: str, by: User) -> None:
        self.by, self.partnership = by, by.grants.first().partnership
        plan = changes.make_plan(
            partnership=self.partnership, title="Full", period=Period.parse("2024-2029"), by=by,
            kind=kind,
        )  # fmt: skip
        models.Signatory.objects.create(**self.row("sig"), strategy=plan, officer=self.officer())
        models.AlignedPlan.objects.create(**self.row("other"), strategy=plan, title="Beside")
        self.plan = changes.adopt_plan(strategy=plan, on=DAY, decided_by="The Board", by=by)
        self.bodies()
        self.priorities()
        self.under()
        self.linked()
        self.edit()

    def row(self, key: str) -> dict[str, Any]:
        """Give what every row needs, with a place in a document."""
        return {"partnership": self.partnership, "key": key, "places": ["901:7"]}

    def officer(self) -> Officer:
        """Give an officer of a body, and the document that names them."""
        DocumentSource.objects.get_or_create(
            partnership=self.partnership,
            key="901",
            defaults={"title": "The plan as printed", "lines": 9},
        )
        body = Organisation.objects.create(**self.row("council"), name="Council", kind="council")
        return Officer.objects.create(**self.row("chair"), name="Invented Chair", organisation=body)

    def bodies(self) -> None:
        """Write a group with seats and groups beside it, and a body with all that it may have."""
        by = self.by
        self.body = Organisation.objects.of(self.partnership).get()
        partnerships.add_membership(
            organisation=self.body, membership_class="responsible", starts=DAY, by=by
        )
        partnerships.appoint_liaison_officer(
            organisation=self.body, name="Invented Officer", role="Head", starts=DAY, by=by
        )
        self.group, *beside = [
            Group.objects.create(
                **self.row(key), name=key, kind="subgroup", parent_organisation=one
            )
            for key, one in (("lead", self.body), ("child", None), ("twin", None))
        ]
        beside[0].parent = beside[1].named_with = self.group
        for one in beside:
            one.save()
        for office in ("chair", "member"):
            partnerships.give_seat(
                group=self.group, office=office, starts=DAY, by=by, organisation=self.body
            )
        partnerships.edit_group(group=self.group, by=by, state="Changed here.")

    def add(self, model: Any, under: Any, **fields: Any) -> Any:
        """Add one statement as a person does."""
        return changes.add_statement(model, under=under, by=self.by, reason=WHY, **fields)

    def priorities(self) -> None:
        """Write the priority that has it all, and a theme of another plan beside it."""
        for kind in ("WayOfWorking", "PolicyDriver", "EnablingFactor", "Mechanism"):
            self.add(getattr(models, kind), self.plan, title=kind, **OWN.get(kind, {}))
        factor = models.EnablingFactor.objects.of(self.partnership).get()
        self.add(models.EnablingPoint, factor, text="Point")
        police = changes.make_plan(
            partnership=self.partnership, title="Police", period=Period.parse("2021-2025"),
            by=self.by, kind="police_and_crime_plan",
        )  # fmt: skip
        police = changes.adopt_plan(strategy=police, on=DAY, decided_by="Commissioner", by=self.by)
        self.theme = self.add(models.Priority, police, number=1, title="Theme")
        self.priority = self.add(models.Priority, self.plan, number=1, title="Everything", why="x")
        models.Priority.objects.of(self.partnership).update(lead_group=self.group)

    def under(self) -> None:
        """Write under the priority one of each kind."""
        priority = self.priority
        self.area = self.add(
            models.Area, priority, title="Area", kind="assurance", reporting_group=self.group
        )
        self.aim = self.add(models.Aim, priority, title="Aim")
        self.sub_theme = self.add(models.SubTheme, priority, title="Part")
        self.study = self.add(models.CaseStudy, priority, title="Story", summary="Told.")
        changes.publish_case_study(study=self.study, by=self.by)
        work = self.add(models.WorkArea, priority, title="Work")
        work.mechanisms.set(models.Mechanism.objects.of(self.partnership))
        whole = self.add(models.Deliverable, work, title="Whole", order=100)
        self.add(models.Deliverable, work, title="Item", parent=whole, order=101)
        for kind in ("consultation", "decision_date", "lesson"):
            self.add(models.PlanNote, self.plan, kind=kind, text=kind, priority=priority)
            self.add(models.PlanNote, self.plan, kind=kind, text=f"{kind} of the plan")
        promise = self.add(models.Commitment, priority, title="Promise", sub_theme=self.sub_theme)
        self.commitment = promise

    def linked(self) -> None:
        """Link it all: measures, evidence, other plans, schemes, achievements."""
        plan = {"strategy": self.plan, "priority": self.priority}
        definition = IndicatorDefinition.objects.get(pk="crime_rate_1000")
        self.use = models.IndicatorUse.objects.create(
            **self.row("use"), **plan, area=self.area, definition=definition, role="focus",
            better="lower",
        )  # fmt: skip
        changes.set_target(use=self.use, target=4, set_by="Board", why=WHY, by=self.by)
        models.EvidenceItem.objects.create(**self.row("said"), **plan, kind="bullet", text="Said")
        for key, one in (("ours", self.priority), ("theirs", self.theme)):
            models.MutualRegard.objects.create(
                **self.row(key), priority=one, theme=self.theme, sub_theme=None, note="Near"
            )
        models.MutualRegard.objects.create(
            **self.row("back"), priority=self.theme, theme=self.priority, sub_theme=self.sub_theme
        )
        models.Achievement.objects.create(
            **self.row("done"), commitment=self.commitment, text="Done", heading="Here"
        )
        links = {"owners": [self.body], "groups": [self.group], "serves": [self.priority]}
        first, second = (
            changes.add_scheme(
                partnership=self.partnership, by=self.by, reason=WHY, name=name, **links,
                owner_group=self.group,
            )
            for name in ("Scheme", "Sister")
        )  # fmt: skip
        first.funding = [{"funder": self.body.key, "amount": "5", "until": "2026-03"}]
        first.save()
        changes.edit_scheme(scheme=second, by=self.by, reason=WHY, named_with=first)
        for row in (self.study, self.commitment):
            row.schemes.set([first, second])
        self.scheme = first

    def edit(self) -> None:
        """Change every statement there is, the scheme, and how the commitment stands."""
        changes.edit_scheme(scheme=self.scheme, by=self.by, reason=WHY, note="Changed here.")
        for status in ("not_started", "in_progress"):
            changes.set_commitment_status(
                commitment=self.commitment, status=status, evidence=WHY, on=DAY, by=self.by
            )
        for model in EDITABLE.values():
            name = "title" if "title" in model.EDITABLE else "text"
            for row in model.objects.of(self.partnership):
                said = f"{getattr(row, name)}, changed"
                changes.edit_statement(item=row, by=self.by, reason=WHY, **{name: said})


OWN = {"PolicyDriver": {"kind": "act"}}


def fullest(kind: str, by_roles: list[str]) -> FullestPlan:
    """Give a plan of a kind that has everything, in a partnership of its own."""
    from tests.factories.accounts import UserFactory

    return FullestPlan(kind, UserFactory(roles=by_roles, partnership=ready_partnership()))
