"""A draft is read by somebody else, published and frozen; a correction says what it changes."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from config.cli import main
from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.indicators.models import Observation
from goldenthread.publishing import changes, declaring, queries, verifying
from goldenthread.publishing.models import Publication, Report, ReportFigure, ReportFile
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory
from tests.factories.reports import Q1, built

pytestmark = pytest.mark.django_db
ROLES = ("analyst", "performance_lead", "partnership_manager", "partner", "board_member")


@pytest.fixture(autouse=True)
def one_factor(settings):
    """The second factor has tests of its own."""
    settings.REQUIRE_MFA = False


@pytest.fixture
def people(durham):
    def person(role):
        return UserFactory(roles=[role], partnership=durham, email=f"{role}@example.org", name=role)

    return {role: person(role) for role in ROLES}


@pytest.fixture
def draft(durham, people):
    return built(durham, formats=["html", "txt"], by=people["analyst"])


def agreed(report, people, writer="analyst"):
    lead = people["performance_lead"]
    changes.ask_for_review(report=report, of=lead, by=people[writer])
    changes.review(report=report, verdict="approved", by=lead)


def published(report, people, reason=""):
    agreed(report, people)
    return changes.publish(report=report, by=people["partnership_manager"], reason=reason)


# Who may


def test_the_writer_never_approves_even_with_the_permission(durham, people):
    lead = people["performance_lead"]
    own = built(durham, formats=["txt"], by=lead)
    with pytest.raises(RuleBroken, match="Ask somebody else"):
        changes.ask_for_review(report=own, of=lead, by=people["analyst"])
    with pytest.raises(RuleBroken, match="Ask somebody else"):
        changes.review(report=own, verdict="approved", by=lead)
    assert not queries.reviews_of(own)


def test_only_who_was_asked_by_name_answers(draft, people):
    with pytest.raises(RuleBroken, match="not asked"):
        changes.review(report=draft, verdict="approved", by=people["partnership_manager"])
    with pytest.raises(RuleBroken, match="may not approve"):
        changes.ask_for_review(report=draft, of=people["partner"], by=people["analyst"])
    changes.ask_for_review(report=draft, of=people["performance_lead"], by=people["analyst"])
    with pytest.raises(RuleBroken, match="asked already"):
        changes.ask_for_review(report=draft, of=people["performance_lead"], by=people["analyst"])


@pytest.mark.parametrize("role", ["partner", "board_member", "analyst"])
def test_who_may_not_publish_publishes_nothing(draft, people, role):
    agreed(draft, people)
    with pytest.raises(PermissionDenied):
        changes.publish(report=draft, by=people[role])
    assert not Publication.objects.of(draft.partnership).exists()


def test_permissions_of_asking_and_answering(draft, people):
    with pytest.raises(PermissionDenied):
        changes.ask_for_review(report=draft, of=people["performance_lead"], by=people["partner"])
    with pytest.raises(PermissionDenied):
        changes.review(report=draft, verdict="approved", by=people["analyst"])


def test_wanted_changes_are_said_and_stop_publishing(draft, people):
    lead = people["performance_lead"]
    changes.ask_for_review(report=draft, of=lead, by=people["analyst"])
    for verdict, note, said in (("maybe", "", "Say either"), ("changes", " ", "Say which changes")):
        with pytest.raises(RuleBroken, match=said):
            changes.review(report=draft, verdict=verdict, note=note, by=lead)
    changes.review(report=draft, verdict="changes", note="Say why ASB rose.", by=lead)
    with pytest.raises(RuleBroken, match="wants changes"):
        changes.publish(report=draft, by=people["partnership_manager"])


def test_drafts_are_seen_only_by_who_makes_reports(client, draft, people):
    address = reverse("report", args=[draft.pk])
    assert client.get(address).status_code == 404
    for role, status in (("partner", 404), ("analyst", 200), ("performance_lead", 200)):
        client.force_login(people[role])
        assert client.get(address).status_code == status
        assert client.get(reverse("report_file", args=[draft.pk, "txt"])).status_code == status


def test_what_is_for_partners_is_not_for_everybody(client, draft, people):
    Report.objects.of(draft.partnership).filter(pk=draft.pk).update(audience="partners")
    made = published(draft, people)
    address = reverse("publication", args=[made.address])
    assert client.get(address).status_code == 404
    assert client.get(reverse("report_numbers", args=[draft.pk])).status_code == 404
    client.force_login(people["partner"])
    assert client.get(address).status_code == 200


# What is frozen


def test_publishing_freezes_with_hashes_an_address_and_one_event(draft, people):
    made = published(draft, people)
    assert made.address == "quarterly-q1-2025-26"
    assert made.approved_by_name == "performance_lead"
    assert made.file_hashes == {one.format: one.sha256 for one in draft.files.all()}
    event = Event.objects.order_by("-pk").first()
    assert event.verb == "publishing.published"
    assert event.details["sha256"] == made.sha256 == queries.fingerprint(draft)
    assert verifying.faults(made) == []


def test_nothing_is_published_twice_or_asked_of_after(draft, people):
    published(draft, people)
    with pytest.raises(RuleBroken, match="stays as it is"):
        changes.publish(report=draft, by=people["partnership_manager"])
    with pytest.raises(RuleBroken, match="stays as it is"):
        changes.ask_for_review(report=draft, of=people["partnership_manager"], by=people["analyst"])


def test_a_file_altered_before_publishing_stops_it(draft, people):
    agreed(draft, people)
    ReportFile.objects.of(draft.partnership).filter(report=draft, format="txt").update(content=b"x")
    with pytest.raises(RuleBroken, match="not as they were built: txt"):
        changes.publish(report=draft, by=people["partnership_manager"])


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (lambda r: ReportFile.objects.of(r.partnership).filter(report=r, format="txt")
         .update(content=b"x"), "The file txt is not as it was built."),
        (lambda r: ReportFile.objects.of(r.partnership).filter(report=r, format="txt")
         .update(content=b"x", sha256="0" * 64), "not those that were published"),
        (lambda r: Report.objects.of(r.partnership).filter(pk=r.pk).update(body="<p>else</p>"),
         "Its text or numbers"),
        (lambda r: ReportFigure.objects.of(r.partnership).filter(report=r, number=1)
         .update(text="99"), "published 99, built anew 3"),
        (lambda r: Publication.objects.of(r.partnership).filter(report=r).update(sha256="0" * 64),
         "The record tells of other hashes"),
    ],
)  # fmt: skip
def test_whatever_is_altered_in_silence_is_found(draft, people, alter, said):
    made = published(draft, people)
    alter(draft)
    faults = verifying.faults(Publication.objects.of(draft.partnership).get(pk=made.pk))
    assert any(said in one for one in faults), faults


def test_a_publication_without_its_event_is_found(draft, people):
    made = published(draft, people)
    Publication.objects.of(draft.partnership).filter(pk=made.pk).update(report=draft)
    made.report_id = 10**9
    assert verifying._of_record(made) == ["The record does not tell of its publication."]
    made.approved_by_name = ""
    assert verifying._of_record(made) == []


def test_what_cannot_be_built_anew_says_so(draft, people, monkeypatch):
    made = published(draft, people)

    def gone(name):
        raise RuleBroken("No report is declared.")

    monkeypatch.setattr(declaring, "report", gone)
    assert verifying.faults(made) == ["It cannot be built anew: No report is declared."]


def test_later_data_changes_nothing_of_what_is_published(durham, people):
    day = datetime.date.today()  # noqa: DTZ011
    made = published(built(durham, formats=["txt"], by=people["analyst"], as_of=day), people)
    one = Observation.objects.of(durham).filter(count__gt=1000)[0]
    later = datetime.datetime.combine(
        day + datetime.timedelta(days=2), datetime.time(), datetime.UTC
    )
    Observation.objects.create(
        partnership=durham, series=one.series, area=one.area, breakdown=one.breakdown,
        period_kind=one.period_kind, period_start=one.period_start, period_end=one.period_end,
        version=one.version + 1, count=one.count * 2, status="revised", release=one.release,
        recorded_at=later,
    )  # fmt: skip
    assert verifying.faults(made) == []


def test_the_database_keeps_one_publication_a_report_and_reasons(draft, people):
    made = published(draft, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.of(draft.partnership).filter(pk=made.pk).update(corrects=made.pk)


# Corrections, and the issue before


def test_a_correction_says_old_and_new_and_the_earlier_one_stays(client, durham, draft, people):
    first = published(draft, people)
    ReportFigure.objects.of(durham).filter(report=draft, key="focus-1.value").update(text="61.3")
    again = built(durham, formats=["txt"], by=people["analyst"])
    agreed(again, people)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.publish(report=again, by=people["partnership_manager"])
    second = changes.publish(
        report=again, by=people["partnership_manager"], reason="A figure was misread."
    )
    assert second.address == "quarterly-q1-2025-26-issue-2"
    assert second.corrects == first
    (put_right,) = second.corrections
    assert (put_right["before"], put_right["after"]) == ("61.3", "60.3")
    old = client.get(reverse("publication", args=[first.address])).content.decode()
    new = client.get(reverse("publication", args=[second.address])).content.decode()
    for page in (old, new):
        assert "A figure was misread." in page
        assert "61.3" in page
    assert "Corrected on" in old
    assert reverse("publication", args=[second.address]) in old


def test_a_report_is_set_beside_the_issue_before(client, durham, draft, people):
    earlier = built(durham, period=Period.quarter(2024, 4), formats=["txt"], by=people["analyst"])
    none = client.get(reverse("report_compare", args=[draft.pk]))
    assert none.status_code == 404
    published(earlier, people)
    published(draft, people)
    page = client.get(reverse("report_compare", args=[draft.pk])).content.decode()
    assert "Q4 2024/25" in page
    table = client.get(reverse("report_compare_csv", args=[draft.pk])).content.decode("utf-8-sig")
    assert "focus-1.value" in table
    assert (
        "No earlier issue"
        in client.get(reverse("report_compare", args=[earlier.pk])).content.decode()
    )
    alone = client.get(reverse("report_compare_csv", args=[earlier.pk]))
    assert (alone.status_code, len(alone.content.splitlines())) == (200, 1)


# On the web


def test_from_draft_to_publication_on_the_web(client, draft, people, django_assert_max_num_queries):
    def post(name, role, **data):
        client.login(email=f"{role}@example.org", password=PASSWORD)
        return client.post(reverse(name, args=[draft.pk]), data, follow=True).content.decode()

    lead = people["performance_lead"]
    assert "Choose somebody" in post("ask_for_review", "analyst")
    assert "Asked." in post("ask_for_review", "analyst", of=lead.pk)
    assert "Nobody has approved" in post("publish_report", "partnership_manager")
    assert "Say which changes" in post("review_report", "performance_lead", verdict="changes")
    assert "Answer as its reader" in client.get(reverse("report", args=[draft.pk])).content.decode()
    assert "kept with the report" in post("review_report", "performance_lead", verdict="approved")
    assert "not asked" in post("review_report", "performance_lead", verdict="approved")
    page = post("publish_report", "partnership_manager")
    assert "Published, and frozen" in page
    assert "performance_lead" in page
    client.logout()
    for name, value in (("publication", "quarterly-q1-2025-26"), ("report", draft.pk),
                        ("report_numbers", draft.pk)):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(reverse(name, args=[value])).status_code == 200


def test_who_was_asked_twice_is_told_on_the_page(client, draft, people):
    client.login(email="analyst@example.org", password=PASSWORD)
    address = reverse("ask_for_review", args=[draft.pk])
    reader = {"of": people["performance_lead"].pk}
    client.post(address, reader)
    assert "asked already" in client.post(address, reader).content.decode()


def test_every_number_leads_to_its_trace(client, draft, people):
    published(draft, people)
    page = client.get(reverse("report_numbers", args=[draft.pk])).content.decode()
    assert "/durham/indicators/asb_rate_10000/trace/" in page
    assert "Monthly counts of crime" in page


def test_a_preview_marks_every_number_and_keeps_nothing(
    client, durham, people, django_assert_max_num_queries
):
    client.force_login(people["analyst"])
    asked = {"name": "quarterly", "period": "Q1 2025/26"}
    with django_assert_max_num_queries(12):
        page = client.get(reverse("preview_report"), asked).content.decode()
    assert 'class="gt-preview"' in page
    assert 'class="gt-printed"' in page
    assert "the figure of a period" in page
    assert not Report.objects.of(durham).exists()
    for more, said in (({"period": "x"}, "Write it like"), ({"about": "x"}, "name no subject")):
        answer = client.get(reverse("preview_report"), {**asked, **more}).content.decode()
        assert said in answer


def test_nothing_of_another_partnership_is_reached(client, draft, people):
    made = published(draft, people)
    elsewhere = PartnershipFactory(slug="elsewhere")
    stranger = UserFactory(roles=["partnership_manager"], partnership=elsewhere)
    client.force_login(stranger)
    for name in ("report", "report_numbers", "report_compare", "ask_for_review", "publish_report"):
        address = reverse(name, args=[draft.pk])
        assert client.get(f"/elsewhere{address}").status_code == 404
    assert client.get(f"/elsewhere{reverse('publication', args=[made.address])}").status_code == 404


# From the command


def test_the_command_proves_or_finds(draft, people, capsys):
    assert main(["report", "verify"]) == 0
    assert "Nothing is published yet." in capsys.readouterr().out
    made = published(draft, people)
    assert main(["report", "verify", made.address]) == 0
    assert "proved equal" in capsys.readouterr().out
    Report.objects.of(draft.partnership).filter(pk=draft.pk).update(body="<p>else</p>")
    assert main(["report", "verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told[made.address] == ["Its text or numbers are not those that were published."]
    assert main(["report", "verify"]) == 1
    assert "NOT as published" in capsys.readouterr().out
    assert main(["report", "verify", "quaterly"]) == 2
    assert 'Did you mean "quarterly-q1-2025-26"' in capsys.readouterr().err


def test_many_differences_are_told_in_short(draft, people):
    made = published(draft, people)
    ReportFigure.objects.of(draft.partnership).filter(report=draft).update(text="77")
    faults = verifying.faults(made)
    assert faults[-1].startswith("And ")
    assert Q1.start
