"""A week's work on top of the worked example, so that every page has something to show.

The example holds what the documents say; nobody has appointed, drafted, corrected or
published anything yet, and the pages for that would stand empty.
"""

from base64 import b64decode
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.accounts.queries import may
from goldenthread.casework import changes as casework
from goldenthread.casework.changes import meetings
from goldenthread.casework.keeping import changes as keeping
from goldenthread.casework.keeping.changes import requests
from goldenthread.casework.models import Case, CaseClock, CaseTypeVersion, Task
from goldenthread.casework.queries.review.statistics import year_of
from goldenthread.casework.queries.seeing import types_in_force
from goldenthread.casework.rules.references import hash_of
from goldenthread.delivery import changes as delivery
from goldenthread.delivery.models import Action
from goldenthread.delivery.queries import PURPOSE
from goldenthread.evaluation import changes as evaluation
from goldenthread.evaluation.rules import Asked
from goldenthread.funding import changes as funding
from goldenthread.funding.models import Award
from goldenthread.governance import changes as governance
from goldenthread.governance.changes.meetings import Present
from goldenthread.hotspots import changes as hotspots
from goldenthread.hotspots import evidence
from goldenthread.hotspots.models import ChosenArea
from goldenthread.indicators.comparators import changes as comparators
from goldenthread.indicators.control import changes as control
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import changes as returns
from goldenthread.indicators.returns.models import Return
from goldenthread.letters.links import Sealed, seal
from goldenthread.partnership import changes as partnerships
from goldenthread.partnership.models import Group, InformationSharingAgreement
from goldenthread.places.models import Area
from goldenthread.publishing import changes as publishing
from goldenthread.publishing import declaring
from goldenthread.publishing.models import Report
from goldenthread.sources.exchange import changes as exchange
from goldenthread.sources.exchange.declaring import item
from goldenthread.strategy import changes as strategies
from goldenthread.strategy.assessment import changes as assessing
from goldenthread.strategy.models import (
    Aim,
    Assessment,
    CaseStudy,
    Commitment,
    IndicatorUse,
    Scheme,
    Strategy,
    WorkArea,
)
from goldenthread.strategy.models import Area as PlanArea
from tests.factories import reviews as case_reviews
from tests.walk.casework import work_a_case

WHY = "Tried out by a test."


def work_on(partnership: Partnership, by: User) -> list[str]:
    """Do what a manager does in a week; give the addresses at which something waits to be done.

    by: may do everything there.
    """
    today = timezone.localdate()
    seated = _bodies(partnership, by, today)
    draft = _plans(partnership, by)
    stories = _stories(partnership, by)
    reports = _reports(partnership, by) if IndicatorUse.objects.of(partnership).exists() else []
    actions = Action.objects.of(partnership).select_related("plan")
    heard_first = F("heard").asc(nulls_last=True)
    open_actions = actions.filter(done_on=None).order_by(heard_first, "pk")
    done, delivering = actions.exclude(done_on=None)[:1], list[str]()
    for action in open_actions[:1]:
        later = (action.due or today) + timedelta(days=60)
        delivery.move_date(action=action, now=later, reason=WHY, by=by)
        delivering = _delivery(action, by, later)
    for commitment in Commitment.objects.of(partnership)[:1]:
        strategies.set_commitment_status(
            commitment=commitment, status="in_progress", evidence=WHY, on=today, by=by
        )
    return [
        *seated,
        *(f"delivery/{one.plan.key}/{one.number}/" for one in [*done, *open_actions[:1]]),
        *delivering,
        *_assessed(partnership, by),
        f"plan/{draft.key}/",
        *stories,
        *reports,
        *_ended(partnership, by, today),
        *_measures(partnership, by, today),
        *_figures(partnership, by),
        *_hotspots(partnership, by),
        *_money(partnership, by, today),
        *_asked(partnership, by, today),
        *_cases(partnership, by),
        *_meetings(partnership, by, today),
    ]


def _delivery(action: Action, by: User, later: date) -> list[str]:
    """Fill an action with all that it can have; give what only its owner is sent or made."""
    delivery.give_update(action=action, by=by, said="going_well", text=WHY)
    delivery.add_milestone(action=action, by=by, title=WHY, due=later)
    delivery.expect_effect(
        action=action, by=by, indicator=IndicatorDefinition.objects.get(pk="crime_count"),
        towards="lower", claim="hypothesis", baseline=Period.parse("May 2024"),
    )  # fmt: skip
    delivery.override(action=action, by=by, status="in_difficulty", reason=WHY)
    delivery.ask_for_date(action=action, by=by, now=later + timedelta(days=30), reason=WHY)
    feed = delivery.start_feed(partnership=action.partnership, by=by)
    address = f"delivery/{action.plan.key}/{action.number}/"
    owned = Action.objects.of(action.partnership).exclude(owner=None).filter(done_on=None)
    sealed = [
        seal(PURPOSE, Sealed(one.pk, one.owner_id or 0, one.partnership_id))
        for one in owned.select_related("owner")
        if may(one.owner or by, "delivery.update_action", on=one)
    ]
    return [
        address,
        f"delivery/calendars/{feed.token}.ics",
        f"delivery/calendars/{feed.pk}/stop/",
        *(f"delivery/say/{one}/" for one in sealed[:1]),
    ]


def _meetings(partnership: Partnership, by: User, today: date) -> list[str]:
    """Hold one meeting with all that a meeting can have, and publish another that is planned."""
    group = Group.objects.of(partnership).filter(restricted=False).order_by("pk")[0]
    partnerships.edit_group(group=group, by=by, quorum=None)  # visitors alone are there
    held, planned = (
        governance.plan_meeting(group=group, on=on, by=by, place="Test room")
        for on in (today - timedelta(days=3), today + timedelta(days=40))
    )
    for meeting in (held, planned):
        item = governance.add_item(meeting=meeting, title=WHY, by=by)
    governance.publish_papers(meeting=planned, by=by)
    present = [Present(f"Invented {name}", "present") for name in ("Member", "Visitor")]
    for meeting in (held, planned):
        governance.note_attendance(meeting=meeting, present=present, by=by)
    governance.hold_meeting(meeting=held, by=by)
    item = held.items.get()
    governance.recuse(item=item, attendance=held.attendances.all()[0], interest=WHY, by=by)
    governance.write_minute(item=item, text=WHY, by=by)
    governance.decide(item=item, text=WHY, reasons=WHY, by=by)
    governance.give_action(item=item, title=WHY, owner=by, due=today + timedelta(days=9), by=by)
    owed = governance.owe(
        partnership=partnership, title=f"{partnership.short_name} report of the test", by=by,
        kind="assurance", due=today, every=6,
    )  # fmt: skip
    governance.meet_obligation(obligation=owed, on=today, evidence=WHY, by=by)
    asked = governance.escalate(
        to_group=group, source="other", title=f"{partnership.short_name} matter of the test",
        asked=WHY, by=by,
    )  # fmt: skip
    for area in PlanArea.objects.of(partnership).filter(
        kind="assurance", priority__strategy__status="adopted"
    )[:1]:
        governance.report_assurance(
            area=area, level="limited", says=WHY, basis=WHY, by=by, return_on=today + timedelta(60)
        )
    pages = ("/".join(["meetings", *meeting.address, ""]) for meeting in (held, planned))
    return [*pages, f"programme/{owed.key}/", f"escalations/{asked.number}/"]


def _money(partnership: Partnership, by: User, today: date) -> list[str]:
    """Record an award with a profile and a claim that waits for somebody else."""
    funder = funding.add_funder(
        partnership=partnership, name=f"{partnership.short_name} test fund giver", by=by
    )
    fund = funding.add_fund(
        partnership=partnership, name=f"{partnership.short_name} test round", funder=funder, by=by
    )
    award = funding.add_award(
        partnership=partnership, title=f"{partnership.short_name} award of the test", fund=fund,
        amount=Decimal("1000.01"), year=today.year, starts=today,
        ends=today + timedelta(days=300), by=by,
    )  # fmt: skip
    funding.spread_profile(award=award, by=by)
    claim = {"award": award, "starts": today, "ends": today, "what_for": WHY, "by": by}
    funding.record_claim(amount=Decimal("250.01"), **claim)
    return [f"money/awards/{award.key}/"]


def _asked(partnership: Partnership, by: User, today: date) -> list[str]:
    """Ask a question of what has not begun, and one of what has, each with all it belongs to."""
    belongs = {
        "award": Award.objects.of(partnership).order_by("pk").last(),
        "action": Action.objects.of(partnership).first(),
        "hotspot": ChosenArea.objects.of(partnership).order_by("pk").last(),
    }
    made = []
    for starts in (today + timedelta(days=60), date(2025, 5, 1)):
        asked = Asked(
            name=f"{partnership.short_name} question of the test, {starts}", kind="patrols",
            what=WHY, ground="squares", measure="anti-social-behaviour", width=500, starts=starts,
            ends=None, first=date(2025, 1, 1), last=starts + timedelta(days=120),
            design="differences", expected=-10, chosen="high", compared_how=WHY,
            treated=("NZ 270 425",), comparison=("NZ 285 140", "NZ 195 270"),
            buffer=("NZ 270 430",),
        )  # fmt: skip
        made.append(evaluation.declare(partnership=partnership, by=by, asked=asked, **belongs))
    return [f"interventions/{one.number}/" for one in made]


def _assessed(partnership: Partnership, by: User) -> list[str]:
    """Begin another year's assessment from the last, so that statements wait to be read again."""
    if not Assessment.objects.of(partnership).exists():
        return []
    year = assessing.begin_assessment(partnership=partnership, year=2027, by=by, take_over=True)
    return [f"assessments/{year.year}/statement/1/"]


def _ended(partnership: Partnership, by: User, today: date) -> list[str]:
    """End a work area and a scheme, so that both can be taken up again."""
    addresses = []
    for area in WorkArea.objects.of(partnership).select_related("priority__strategy")[:1]:
        strategies.end_statement(item=area, on=today, by=by, reason=WHY)
        addresses.append(f"plan/{area.strategy.key}/resume/workarea/{area.pk}/")
    for scheme in Scheme.objects.of(partnership).filter(restricted=False, ends=None)[:1]:
        strategies.end_scheme(scheme=scheme, on=today, by=by, reason=WHY)
        addresses.append(f"schemes/{scheme.key}/resume/")
    return addresses


def _cases(partnership: Partnership, by: User) -> list[str]:
    """Report three things, put somebody on the case of one, and pause a time limit of it.

    One of the others is linked to it as the same incident, and a picture goes with it.
    """
    link = f"a-link-that-only-the-tests-of-{partnership.slug}-know"
    reviews = _reviews_of_cases(partnership, by)
    for one in types_in_force(partnership):
        if one.key != "asb_report":
            continue
        told, other, _ = (
            casework.report(of=one, texts=REPORTED, link=each, by=by)
            for each in (link, f"another-{link}", f"a-third-{link}")
        )
        casework.link_same(case=other, to=told, reason=WHY, by=by)
        casework.add_file(case=told, name="Tried out by a test.png", data=DOT, by=by)
        casework.give_access(case=told, person=by, worker="supervisor", reason=WHY, by=by)
        waiting = Case.objects.of(partnership).filter(stage="screened", restricted=False)
        found = [told, other, *waiting.order_by("pk")[:1]]
        problems = Case.objects.of(partnership).filter(type__key="problem_solving")[:1]
        for clock in CaseClock.objects.of(partnership).filter(case=told)[:1]:
            casework.pause_clock(clock=clock, reason=WHY, by=by)
        kept = _what_is_kept(one, other, by)
        work_a_case(told, by)
        return [
            f"report/follow/{link}/",
            *(f"cases/{case.reference}/" for case in [*found, *problems]),
            *kept,
            *reviews,
        ]
    return reviews


def _reviews_of_cases(partnership: Partnership, by: User) -> list[str]:
    """Take a case review to each stage at which something waits, with an applicant's own page."""
    if "asb_case_review" not in {one.key for one in types_in_force(partnership)}:
        return []
    at = timezone.now()
    link = f"a-review-that-only-the-tests-of-{partnership.slug}-know"
    counted, asked, met, issued = (
        step(partnership, by, at=at)
        for step in (
            case_reviews.assessing, case_reviews.met, case_reviews.held, case_reviews.held,
        )
    )  # fmt: skip
    for case in (met, issued):
        casework.review.recommend(
            case=case, to="Example Council", text=WHY, due=timezone.localdate(), by=by
        )
    found = {"findings": WHY, "outcome_reasons": WHY}
    casework.review.record_outcome(case=issued, texts=found, by=by)
    casework.move(case=issued, step="issue", by=by)
    refused = case_reviews.assessing(partnership, by, 1, at=at)
    casework.review.decide(case=refused, texts=case_reviews.NOT_MET, by=by)
    Case.objects.of(partnership).filter(pk=refused.pk).update(link_hash=hash_of(link))
    year = year_of(timezone.localdate())
    casework.review.write_effectiveness(
        partnership=partnership, year=year, reviewed_on=timezone.localdate(), looked_at=WHY,
        found=WHY, changes=WHY, consulted=WHY, by=by,
    )  # fmt: skip
    return [
        f"report/review/{link}/",
        f"case-reviews/{year}/",
        *(f"cases/{case.reference}/review/" for case in (counted, asked, met)),
        *(f"cases/{case.reference}/review/meeting/" for case in (asked, met, issued)),
        f"cases/{issued.reference}/letters/",
    ]


def _what_is_kept(of: CaseTypeVersion, case: Case, by: User) -> list[str]:
    """Let one old case go, and leave a list to approve, one to check, a hold and an emergency.

    Gives where requests stand: one that was answered, and one of each kind still open.
    """
    partnership = of.partnership
    second, _ = User.objects.get_or_create(
        email=f"approver-{partnership.slug}@example.org", defaults={"name": "Invented Approver"}
    )
    RoleGrant.objects.get_or_create(
        partnership=partnership, user=second, role="case_supervisor",
        defaults={"starts": timezone.localdate()},
    )  # fmt: skip
    when = timezone.now() - timedelta(days=1200)
    for does in ("carry out", "check", "nothing"):
        old = casework.open_case(of=of, texts=REPORTED, by=by, at=when)
        casework.move(case=old, step="withdraw", by=by, at=when)
        for task in Task.objects.of(partnership).filter(case=old, mandatory=True):
            casework.complete_task(task=task, how=WHY, by=by, at=when)
        casework.move(case=old, step="close", reason=WHY, outcome="nothing_to_do", by=by, at=when)
        made = keeping.propose_disposal(partnership=partnership, by=by)
        if made and does != "nothing":
            keeping.check_disposal(disposal=made, by=by)
        if made and does == "carry out":
            keeping.carry_out(disposal=keeping.approve_disposal(disposal=made, by=second))
    keeping.place_hold(
        case=case, why="inquiry", holder="Invented Holder", reason=WHY, by=by,
        review_by=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    asked = {"partnership": partnership, "name": WHY, "terms": "Invented by a test", "by": by,
             "received": timezone.localdate()}  # fmt: skip
    wrong = requests.make_request(kind="rectify", **asked)
    done = requests.make_request(kind="access", **asked)
    requests.issue(request=requests.identify(request=done, by=by), by=by)
    open_one = requests.make_request(kind="access", **asked)
    requests.gather(request=open_one, cases=[case], by=by)
    keeping.break_glass(partnership=partnership, reference="BCD-BCD-BCD", reason=WHY, by=by)
    return [f"case-records/requests/{one.number}/" for one in (done, open_one, wrong)]


def hold_meeting(partnership: Partnership, by: User) -> None:
    """Hold a meeting on cases, and arrange another whose statement waits to be accepted.

    Only who has a seat there ever sees what is on them.
    """
    agreement = InformationSharingAgreement.objects.of(partnership).exclude(parties=None)[0]
    made, _ = (
        meetings.arrange_meeting(
            partnership=partnership, name=f"{partnership.short_name} test meeting {which}",
            on=timezone.localdate(), agreement=agreement, body=agreement.parties.all()[0], by=by,
        )
        for which in ("on cases", "to come")
    )  # fmt: skip
    meetings.accept_statement(meeting=made, by=by)
    meetings.draw_up_agenda(meeting=made, by=by)


DOT = b64decode(  # a picture of one white dot
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)
REPORTED = {
    "danger_now": "no",
    "what_happened": "Invented by a test.",
    "sub_type": "noise",
    "where": "Example Street, DH1 5UL",
    "reported_before": "yes",
    "relation": "victim",
    "anonymous": "yes",
}


def _measures(partnership: Partnership, by: User, today: date) -> list[str]:
    """Enter a list of similar areas and a change of recording, so that both have pages."""
    similar = Area.objects.filter(kind="district").exclude(code=partnership.area_code)[:2]
    comparators.enter_similar_group(
        partnership=partnership, name="Similar areas", source=WHY, starts=today,
        areas=list(similar), by=by,
    )  # fmt: skip
    control.enter_recording_change(
        partnership=partnership, indicator=IndicatorDefinition.objects.get(pk="crime_count"),
        on=date(2025, 4, 1), what=WHY, by=by,
    )  # fmt: skip
    return ["indicators/crime_count/recording/"]


def _figures(partnership: Partnership, by: User) -> list[str]:
    """Hand in a file of figures and leave it as a draft; give what waits to be sent or approved."""
    row = f"domestic_abuse_incidents,{partnership.area_code},June 2026,12"
    draft = returns.upload(
        partnership=partnership,
        by=by,
        name="figures.csv",
        content=f"indicator,area,period,count\n{row}\n".encode(),
    )
    waiting = Return.objects.of(partnership).filter(state="waiting")
    exchange.supply(
        partnership=partnership, item=item("hospital-admissions"), by=by, name="quarter.csv",
        quarter=Period.calendar_quarter(2026, 2),
        content=b"category,outward_postcode,date\nassault X85-Y09,DH1,2026-04-30\n",
    )  # fmt: skip
    return [
        "data/exchange/hospital-admissions/2026-04-01/",
        *(f"returns/sent/{one.pk}/" for one in (draft, *waiting)),
    ]


def _hotspots(partnership: Partnership, by: User) -> list[str]:
    """Put two places forward and have another choose one, so that each step has a page."""
    told = {"theme": "asb", "basis": "intelligence", "reason": WHY, "on_behalf_of": "A parish"}
    colleague, _ = User.objects.get_or_create(
        email=f"panel-{partnership.slug}@example.org", defaults={"name": "Invented Panel Member"}
    )
    RoleGrant.objects.get_or_create(
        partnership=partnership, user=colleague, role="partnership_manager",
        defaults={"starts": timezone.localdate()},
    )  # fmt: skip
    known, _ = evidence.of_place(partnership, "NZ 270 425", {}, by=by)
    first, second = (
        hotspots.nominate(partnership=partnership, by=colleague, name=name, evidence=known, **told)
        for name in ("Test square", "Another test square")
    )
    hotspots.decide(
        candidate=first, by=by, outcome="chosen", reasons=WHY, panel="Trying out",
        starts=timezone.localdate(), review_by=timezone.localdate() + timedelta(days=180),
    )  # fmt: skip
    now = timezone.now()
    hotspots.log_patrol(
        area=first.area, by=by, sent_as=uuid4(), starts=now - timedelta(minutes=2),
        stops=now - timedelta(minutes=1), body="police", persons=2, is_extra=True,
        outcomes={"warnings": 7},
    )  # fmt: skip
    return [
        f"hotspots/shortlist/{second.number}/",
        f"hotspots/areas/{first.area.number}/",
    ]


def _reports(partnership: Partnership, by: User) -> list[str]:
    """Leave a draft that waits for its writer, one that waits for an answer, and publications."""
    reader, _ = User.objects.get_or_create(
        email=f"reader-{partnership.slug}@example.org", defaults={"name": "Invented Reader"}
    )
    RoleGrant.objects.get_or_create(
        partnership=partnership, user=reader, role="performance_lead",
        defaults={"starts": timezone.localdate()},
    )  # fmt: skip

    def built(builder: User | None) -> Report:
        return publishing.build_report(
            declaring.report("quarterly"),
            partnership=partnership,
            period=Period.parse("Q1 2025/26"),
            formats=["html", "pdf"],
            by=builder,
        )

    begun, asked = built(by), built(None)
    publishing.ask_for_review(report=asked, of=by, by=reader)
    for reason in ("", WHY):  # the second corrects the first
        agreed = built(None)
        publishing.ask_for_review(report=agreed, of=reader, by=by)
        publishing.review(report=agreed, verdict="approved", by=reader)
        publishing.publish(report=agreed, by=by, reason=reason)
    return [
        f"reports/{begun.pk}/ask/",
        f"reports/{asked.pk}/review/",
        f"reports/{asked.pk}/publish/",
        f"reports/{agreed.pk}/compare.csv",
    ]


def _bodies(partnership: Partnership, by: User, today: date) -> list[str]:
    body, other = (
        partnerships.add_organisation(
            partnership=partnership, name=f"{partnership.short_name} test {what}", kind=kind, by=by
        )
        for what, kind in (("council", "council"), ("fire service", "fire"))
    )
    partnerships.add_membership(
        organisation=body, membership_class="responsible", starts=today, by=by
    )
    partnerships.appoint_liaison_officer(
        organisation=body, name="Invented Officer", role="Head of trying out", starts=today, by=by
    )
    partnerships.make_agreement(
        partnership=partnership,
        title=f"{partnership.short_name} agreement of the test council",
        purpose=WHY,
        parties=[body, other],
        agreed_on=today,
        by=by,
    )
    groups = Group.objects.of(partnership).filter(restricted=False)[:1]
    for group in groups:
        partnerships.give_seat(group=group, office="member", starts=today, by=by, organisation=body)
    return [f"groups/{group.key}/" for group in groups]


def _plans(partnership: Partnership, by: User) -> Strategy:
    title = f"{partnership.short_name} draft plan of the test"
    draft = strategies.make_plan(
        partnership=partnership, title=title, period=Period.parse("2029-2034"), by=by
    )
    assert draft.is_draft
    adopted = Strategy.objects.of(partnership).filter(status="adopted", kind="partnership_plan")[0]
    aim = Aim.objects.of(partnership).filter(priority__strategy=adopted)[0]
    strategies.edit_statement(item=aim, by=by, reason=WHY, title=f"{aim.title} (tried out)")
    return draft


def _stories(partnership: Partnership, by: User) -> list[str]:
    """Take one story off the pages, and write into another what the check must find."""
    every = list(CaseStudy.objects.of(partnership).select_related("priority__strategy")[:3])
    for study in every[:1]:
        strategies.withdraw_case_study(study=study, reason=WHY, by=by)
    for study in every[1:2]:
        told = f"{study.summary} Told by J, aged 13, who lives in Easington."
        strategies.edit_statement(item=study, reason=WHY, by=by, summary=told)
    plans = [(study.priority.strategy.key, study.priority.key) for study in every]
    return [f"plan/{plan}/priority/{priority}/" for plan, priority in plans]
