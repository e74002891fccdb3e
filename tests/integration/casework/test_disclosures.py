"""Disclosures: allowed under a gateway, refused in a sentence, warned of, in the register."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.models import CaseDisclosure
from goldenthread.casework.queries.disclosures import disclosure_register
from goldenthread.casework.rules.lengths import LONDON, local_day
from goldenthread.partnership.models import InformationSharingAgreement
from tests.factories.cases import opened, queries_of
from tests.factories.partnership import OrganisationFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
TOLD = {
    "asked_by": "A. Constable", "asked_for": "The dates of the reports.",
    "what": "Three dates.", "purpose": "To weigh a notice.", "gateway": "section_115",
    "basis": "UK GDPR article 6(1)(e)", "necessity": "No other way.", "handling": "This team only.",
}  # fmt: skip


@pytest.fixture
def bodies(ours):
    return {
        kind: OrganisationFactory(partnership=ours, name=f"Example {kind}", kind=kind)
        for kind in ("council", "police", "health", "voluntary")
    }


@pytest.fixture
def agreement(ours, bodies):
    made = InformationSharingAgreement.objects.create(
        partnership=ours, key="isa", title="Example agreement", purpose="ASB",
        agreed_on=MONDAY.date(), review_on=MONDAY.date() + timedelta(days=365),
    )  # fmt: skip
    made.parties.set([bodies["council"], bodies["police"]])
    return made


@pytest.fixture
def case(ours, worker):
    return opened(ours, worker, at=MONDAY)


def disclose(case, bodies, by, to="police", **more):
    return changes.disclose(
        case=case, sender=bodies["council"], receiver=bodies[to], by=by,
        **{**TOLD, "at": MONDAY, **more},
    )  # fmt: skip


def test_is01_what_a_gateway_allows_is_recorded(case, bodies, agreement, worker):
    made = disclose(case, bodies, worker, agreement=agreement)
    assert (made.gateway, made.warnings, made.what) == ("section_115", [], "Three dates.")
    with pytest.raises(RuleBroken, match="between the day"):
        changes.confirm_receipt(disclosure=made, on=MONDAY.date() - timedelta(days=1), by=worker)
    done = changes.confirm_receipt(disclosure=made, on=MONDAY.date(), by=worker, at=MONDAY)
    assert done.received_on == MONDAY.date()
    with pytest.raises(RuleBroken, match="Nothing waits"):
        changes.confirm_receipt(disclosure=made, on=MONDAY.date(), by=worker)


@pytest.mark.parametrize(
    ("to", "change", "said"),
    [
        ("voluntary", {}, "Example voluntary is none"),
        ("police", {"gateway": "serious_violence", "social_care": True}, "IS-02"),
        ("police", {"gateway": "serious_violence", "patient": True}, "patient information"),
        ("police", {"gateway": "consent"}, "IS-06"),
        ("police", {"gateway": "case_review"}, "IS-03"),
        ("police", {"regime": "part_3"}, "IS-07"),
        ("police", {"special": True}, "IS-09"),
        ("police", {"handling": ""}, "how it is to be handled"),
        ("police", {"asked_by": " "}, "Say who asked"),
        ("police", {"grading": "9Z"}, "is no grading"),
        ("police", {}, "No information-sharing agreement"),
    ],
)
def test_what_no_gateway_allows_is_refused_and_leaves_no_trace(
    case, bodies, worker, to, change, said
):
    with pytest.raises(RuleBroken, match=said):
        disclose(case, bodies, worker, to=to, **change)
    assert not CaseDisclosure.objects.of(case.partnership).exists()


def test_is05_a_warning_is_heeded_and_kept(case, bodies, agreement, worker):
    late = local_day(MONDAY) + timedelta(days=400)
    told = {"agreement": agreement, "at": MONDAY + timedelta(days=400)}
    with pytest.raises(RuleBroken, match="Tick below"):
        disclose(case, bodies, worker, **told)
    made = disclose(case, bodies, worker, heeds=True, grading="2b c", **told)
    assert "was to be reviewed by" in made.warnings[0]
    assert made.grading == "2BC"
    InformationSharingAgreement.objects.of(case.partnership).update(ends=late)
    agreement.refresh_from_db()
    assert disclose(case, bodies, worker, heeds=True, **told).warnings


def test_a_refusal_is_recorded_with_its_reason(case, bodies, worker):
    told = {"case": case, "receiver": bodies["police"], "asked_by": "A", "asked_for": "B"}
    with pytest.raises(RuleBroken, match="Say why it is not given"):
        changes.refuse_disclosure(why=" ", by=worker, **told)
    with pytest.raises(RuleBroken, match="Say who asked"):
        changes.refuse_disclosure(why="x", by=worker, **{**told, "asked_for": ""})
    made = changes.refuse_disclosure(why="Not necessary.", by=worker, **told)
    assert made.is_refused
    with pytest.raises(RuleBroken, match="Nothing waits"):
        changes.confirm_receipt(disclosure=made, on=MONDAY.date(), by=worker)


def test_the_register_is_a_supervisors(case, ours, bodies, worker, supervisor):
    made = disclose(case, bodies, worker, heeds=True)
    no = changes.refuse_disclosure(case=case, receiver=bodies["police"], asked_by="A",
                                   asked_for="B", why="C", by=worker)  # fmt: skip
    assert disclosure_register(ours, by=supervisor) == [no, made]
    assert disclosure_register(ours, by=supervisor, gateway="section_115") == [made]
    assert disclosure_register(ours, by=supervisor, answer="refused") == [no]
    with pytest.raises(PermissionDenied):
        disclosure_register(ours, by=worker)
    named = changes.give_access(case=case, person=worker, worker="supervisor", reason="Works on it",
                                by=supervisor)  # fmt: skip
    changes.give_access(case=case, person=supervisor, worker="supervisor", reason="Knows it well",
                        by=supervisor)  # fmt: skip
    changes.restrict(case=case, reason="A close matter", by=supervisor)
    changes.end_access(access=named, by=supervisor)
    with pytest.raises(PermissionDenied):
        disclose(case, bodies, worker, heeds=True)


def test_disclosures_are_made_on_their_pages(client, ours, bodies, agreement, worker, supervisor):
    client.force_login(worker)
    case = opened(ours, worker)
    at = case.get_absolute_url()
    assert "Nothing was disclosed" in client.get(f"{at}disclosures/").content.decode()
    sent = {**TOLD, "sender": bodies["council"].pk, "receiver": bodies["voluntary"].pk,
            "regime": "uk_gdpr"}  # fmt: skip
    refused = client.post(f"{at}disclosures/new/", sent).content.decode()
    assert "Example voluntary is none (IS-01)." in refused
    sent["receiver"] = bodies["police"].pk
    assert "Tick below" in client.post(f"{at}disclosures/new/", sent).content.decode()
    assert client.post(f"{at}disclosures/new/", {**sent, "heeds": "on"}).status_code == 302
    client.post(f"{at}disclosures/refuse/", {"receiver": bodies["health"].pk, "asked_by": "B",
                                             "asked_for": "All.", "why": "Too much."})  # fmt: skip
    one = CaseDisclosure.objects.of(ours).get(is_refused=False)
    client.post(f"{at}disclosures/{one.pk}/", {"on": timezone.localdate()})
    assert client.get(f"{at}disclosures/{one.pk}/").status_code == 404
    shown = client.get(f"{at}disclosures/").content.decode()
    for words in ("Three dates.", "Too much.", "Known to stand against it", "s.115"):
        assert words in shown, words
    assert client.get("/cases/disclosures/").status_code == 403
    client.force_login(supervisor)
    register = client.get("/cases/disclosures/?answer=disclosed").content.decode()
    assert "Disclosed, with warnings" in register
    assert "Refused" in client.get("/cases/disclosures/").content.decode()
    csv = client.get("/cases/disclosures.csv").content.decode()
    assert case.reference in csv
    for secret in ("Constable", "Three dates", "Too much", "notice", "Resident"):
        assert secret not in csv, secret
    for address in ("/cases/disclosures/", f"{at}disclosures/", f"{at}disclosures/new/",
                    f"{at}disclosures/refuse/"):  # fmt: skip
        assert queries_of(client, address) <= 12, address
