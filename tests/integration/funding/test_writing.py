"""The forms of money: a whole year of an award walked through its pages."""

from datetime import date
from decimal import Decimal

import lxml.html
import pytest
from django.urls import reverse

from goldenthread.funding.models import Award, Fund, Funder
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.days import today
from tests.factories.funding import AwardFactory, FundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def people(ours):
    return {
        role: UserFactory(roles=[role], partnership=ours, name=f"Invented {role}")
        for role in ("partner", "performance_lead", "partnership_manager")
    }


@pytest.fixture
def award(ours):
    return AwardFactory(
        partnership=ours, key="lights", title="Lights", starts=date(2026, 4, 1),
        ends=date(2027, 3, 31), public=False,
    )  # fmt: skip


def at(name, *more):
    return reverse(name, args=["lights", *more])


def text_of(answer):
    return " ".join(lxml.html.fromstring(answer.content).text_content().split())


def test_an_award_is_recorded_by_form(client, ours, people):
    client.force_login(people["partnership_manager"])
    this = today().year - (today().month < 4)
    page = client.get(reverse("add_award")).content.decode()
    assert f'<option value="{this}" selected' in page
    assert client.post(reverse("add_funder"), {"name": "A Trust"}).status_code == 302
    funder = Funder.objects.of(ours).get()
    asked = {"name": "Round 1", "funder": funder.pk, "total": "£2,000.50"}
    assert client.post(reverse("add_fund"), asked).status_code == 302
    fund = Fund.objects.of(ours).get()
    assert fund.total == Decimal("2000.50")
    asked = {"title": "Lights", "amount": "1,000.50", "kind": "cash", "year": "2026",
             "fund": fund.pk, "public": "on"}  # fmt: skip
    answer = client.post(reverse("add_award"), asked, follow=True)
    said = text_of(answer)
    assert "£1,000.50" in said
    assert "A Trust, Round 1" in said
    assert "What it does to prevent crime was not written down" in said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("", "Sum: give the sum."),
        ("much", "Sum: write a sum such as"),
        ("1.005", "at most two decimals"),
        ("0", "more than nothing"),
        ("-5", "more than nothing"),
        ("1e30", "larger than any sum"),
        ("NaN", "write a sum such as"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_with_a_sentence(client, ours, people, amount, said):
    client.force_login(people["partnership_manager"])
    asked = {"title": "Lights", "amount": amount, "kind": "cash", "year": "2026"}
    assert said in text_of(client.post(reverse("add_award"), asked))
    assert not Award.objects.of(ours).exists()


def test_days_out_of_order_are_refused_with_a_sentence(client, ours, people):
    client.force_login(people["partnership_manager"])
    asked = {"title": "Lights", "amount": "5", "kind": "cash", "year": "2026",
             "starts": "2026-05-01", "ends": "2026-04-01"}  # fmt: skip
    assert "before the first" in text_of(client.post(reverse("add_award"), asked))
    asked = {"name": "Round", "starts": "2026-05-01", "ends": "2026-04-01"}
    assert "before the first" in text_of(client.post(reverse("add_fund"), asked))


def test_a_year_of_an_award(client, award, people, django_assert_max_num_queries):
    client.force_login(people["partnership_manager"])
    answer = client.post(at("award_profile"), {"spread": "yes"}, follow=True)
    assert "£1,000" in text_of(answer)
    (first, *_), last = list(award.profile.all()), list(award.profile.all())[-1]
    sums = {f"line-{line.pk}": str(line.amount) for line in award.profile.all()}
    wrong = {**sums, f"line-{first.pk}": "0"}
    assert "adds up to £750" in text_of(client.post(at("award_profile"), wrong))
    right = {**wrong, f"line-{last.pk}": "500"}
    assert client.post(at("award_profile"), right).status_code == 302
    asked = {"starts": "2026-04-01", "ends": "2026-06-30", "amount": "400", "what_for": "Columns"}
    assert client.post(at("record_claim"), asked).status_code == 302
    agree = {"decision": "agree", "reason": ""}
    assert "Ask somebody else" in text_of(client.post(at("decide_claim", 1), agree))
    client.force_login(people["performance_lead"])
    assert "Decide on claim 1" in text_of(client.get(at("award_spending")))
    assert client.post(at("decide_claim", 1), agree).status_code == 302
    assert "Decided already: agreed" in text_of(client.get(at("decide_claim", 1)))
    client.force_login(people["partnership_manager"])
    asked = {"paid_on": today().isoformat(), "amount": "400", "reference": "A1"}
    assert client.post(at("record_payment"), asked).status_code == 302
    asked = {"amount": "900", "ends": "2027-03-31", "reason": "Fewer columns were needed."}
    assert client.post(at("vary_award"), asked).status_code == 302
    asked = {"economy": "Cheap", "efficiency": "Quick", "effectiveness": "Bright"}
    assert client.post(at("review_value"), asked).status_code == 302
    with django_assert_max_num_queries(12):
        said = text_of(client.get(at("award_spending")))
    assert "The sum was £1,000 and became £900." in said
    assert "No profile is set" in said
    assert "Not public yet" in text_of(client.get(at("award")))
    asked = {"closing_note": "The lights are up and people like them."}
    assert client.post(at("close_award"), asked).status_code == 302
    assert "Record a claim" not in text_of(client.get(at("award_spending")))


def test_claims_and_payments_stand_against_the_quarter_they_fall_in(client, award, people):
    client.force_login(people["partnership_manager"])
    client.post(at("award_profile"), {"spread": "yes"})
    asked = {"starts": "2026-04-01", "ends": "2026-06-30", "amount": "400", "what_for": "Columns"}
    client.post(at("record_claim"), asked)
    client.force_login(people["performance_lead"])
    client.post(at("decide_claim", 1), {"decision": "agree"})
    (table,) = lxml.html.fromstring(client.get(at("award_spending")).content).xpath(
        "//table[@id='profile']"
    )
    rows = [[" ".join(c.text_content().split()) for c in row] for row in table.xpath(".//tr")]
    assert rows[1] == ["1 April 2026 to 30 June 2026", "£250", "£400", "£0"]
    assert rows[-1] == ["Total", "£1,000", "£400", "£0"]


def test_an_edit_by_form_keeps_the_sum_and_shows_in_the_history(client, award, people):
    client.force_login(people["partnership_manager"])
    page = client.get(at("edit_award")).content.decode()
    assert 'name="amount"' not in page
    fund = FundFactory(funder__partnership=award.partnership)
    asked = {"title": "More lights", "kind": "cash", "year": "2026", "starts": "2026-04-01",
             "fund": fund.pk}  # fmt: skip
    answer = client.post(at("edit_award"), asked, follow=True)
    said = text_of(answer)
    assert "was Lights, now More lights" in said
    assert "£1,000" in said


def test_a_refusal_needs_its_reason(client, award, people):
    client.force_login(people["partnership_manager"])
    asked = {"starts": "2026-04-01", "ends": "2026-06-30", "amount": "400", "what_for": "Columns"}
    client.post(at("record_claim"), asked)
    client.force_login(people["performance_lead"])
    answer = client.post(at("decide_claim", 1), {"decision": "refuse"})
    assert "Give the reason for refusing" in text_of(answer)
    client.post(at("decide_claim", 1), {"decision": "refuse", "reason": "No invoice was sent."})
    assert "Refused" in text_of(client.get(at("award_spending")))


def test_a_profile_without_days_is_refused_with_a_sentence(client, award, people):
    award.ends = None
    award.save()
    client.force_login(people["partnership_manager"])
    assert "A profile needs" in text_of(client.post(at("award_profile"), {"spread": "yes"}))


def test_what_is_not_public_is_hidden_from_visitors_and_shown_to_partners(client, award, people):
    assert client.get(at("award")).status_code == 404
    assert "No award is recorded yet" in text_of(client.get(reverse("awards")))
    client.force_login(people["partner"])
    assert "Claims, payments and history" in text_of(client.get(at("award")))
    assert "Record a claim" not in text_of(client.get(at("award_spending")))
    assert client.get(at("record_claim")).status_code == 403


def test_a_public_award_shows_a_visitor_no_claims(client, award):
    award.public = True
    award.save()
    said = text_of(client.get(at("award")))
    assert "£1,000" in said
    assert "Claims, payments" not in said
    assert client.get(at("award_spending")).status_code == 302


def test_a_review_that_is_due_is_asked_for(client, award, people):
    award.starts = date(2020, 4, 1)
    award.save()
    client.force_login(people["partner"])
    said = text_of(client.get(at("award_spending")))
    assert "A review of its value for money is due since 1 April 2021" in said


@pytest.mark.parametrize("number", [1, 99])
def test_a_claim_that_is_not_there_is_not_found(client, award, people, number):
    client.force_login(people["performance_lead"])
    assert client.get(at("decide_claim", number)).status_code == 404
