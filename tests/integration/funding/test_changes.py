"""What is done with money: each change with its refusals, each leaving its event in the record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.funding import changes, queries
from goldenthread.funding.models import Award, Claim
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.funding import AwardFactory, FundFactory

pytestmark = pytest.mark.django_db
WHY = "The project takes longer than was planned."
SPAN = {"starts": date(2026, 4, 1), "ends": date(2027, 3, 31)}


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours, name="Invented Manager")


@pytest.fixture
def lead(ours):
    return UserFactory(roles=["performance_lead"], partnership=ours, name="Invented Lead")


@pytest.fixture
def award(ours):
    return AwardFactory(partnership=ours, **SPAN)


def verbs():
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def claimed(award, by, amount=Decimal(400)):
    return changes.record_claim(
        award=award, starts=date(2026, 4, 1), ends=date(2026, 6, 30), amount=amount,
        what_for="Two youth workers.", by=by,
    )  # fmt: skip


def agreed(award, manager, lead, amount=Decimal(400)):
    return changes.decide_claim(claim=claimed(award, manager, amount), agreed=True, by=lead)


def test_a_funder_a_fund_and_an_award_are_recorded(ours, manager):
    funder = changes.add_funder(partnership=ours, name="A Trust", by=manager)
    fund = changes.add_fund(
        partnership=ours, name="Round 1", funder=funder, total=Decimal(500), by=manager
    )
    made = changes.add_award(
        partnership=ours, amount=Decimal("99.99"), by=manager, title="Lights", fund=fund, year=2026
    )
    assert (made.funder, made.said, made.key) == (funder, "£99.99", "lights")
    assert verbs() == ["funding.funder_added", "funding.fund_added", "funding.award_added"]
    again = changes.add_award(partnership=ours, amount=Decimal(1), by=manager, title="Lights")
    assert (again.key, again.funder, again.order) == ("lights-2", None, 2)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (changes.add_award, {"title": "No", "amount": Decimal(0)}),
        (changes.add_award, {"title": "No", "amount": Decimal(1), "starts": date(2027, 1, 1),
                             "ends": date(2026, 1, 1)}),
        (changes.add_fund, {"name": "No", "total": Decimal(-1)}),
        (changes.add_fund, {"name": "No", "starts": date(2027, 1, 1), "ends": date(2026, 1, 1)}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_recorded(ours, manager, change, fields):
    with pytest.raises(RuleBroken):
        change(partnership=ours, by=manager, **fields)
    assert verbs() == []


def test_an_edit_keeps_before_and_after_and_takes_over_the_funder_of_the_fund(award, manager):
    fund = FundFactory(funder__partnership=award.partnership)
    changed = changes.edit_award(award=award, by=manager, title="Better lights", fund=fund,
                                 public=False, amount=Decimal(1))  # fmt: skip
    assert (changed.title, changed.funder, changed.amount) == (
        "Better lights", fund.funder, Decimal(1000),
    )  # fmt: skip
    event = Event.objects.get(verb="funding.award_edited")
    assert event.details["before"] == {"title": award.title, "fund": "", "public": "yes"}
    assert event.details["after"]["public"] == "no"
    changes.edit_award(award=award, by=manager, title="Better lights")
    assert verbs() == ["funding.award_edited"]
    changes.edit_award(award=award, by=manager, place="Peterlee")
    assert verbs() == ["funding.award_edited"] * 2


def test_a_variation_keeps_what_was_and_takes_away_a_profile_that_no_longer_adds_up(award, manager):
    changes.spread_profile(award=award, by=manager)
    made = changes.vary_award(
        award=award, amount=Decimal(1200), ends=date(2027, 6, 30), reason=WHY, by=manager
    )
    award.refresh_from_db()
    assert (made.amount_before, award.amount, award.ends) == (
        Decimal(1000), Decimal(1200), date(2027, 6, 30),
    )  # fmt: skip
    assert not award.profile.exists()
    assert Event.objects.get(verb="funding.award_varied").details["reason"] == WHY


def test_a_variation_may_not_undercut_what_is_claimed(award, manager):
    claimed(award, manager)
    with pytest.raises(RuleBroken, match="cannot be less"):
        changes.vary_award(
            award=award, amount=Decimal(399), ends=award.ends, reason=WHY, by=manager
        )
    with pytest.raises(RuleBroken, match="before the first"):
        changes.vary_award(
            award=award, amount=award.amount, ends=date(2026, 3, 1), reason=WHY, by=manager
        )


def test_a_profile_is_spread_and_set_to_the_penny(award, manager):
    award.amount = Decimal("1000.03")
    award.save()
    lines = changes.spread_profile(award=award, by=manager)
    assert [line.amount for line in lines] == [
        Decimal("250.01"), Decimal("250.01"), Decimal("250.01"), Decimal("250.00"),
    ]  # fmt: skip
    first, second = lines[0].pk, lines[1].pk
    with pytest.raises(RuleBroken, match="adds up to"):
        changes.set_profile(award=award, amounts={first: Decimal(0)}, by=manager)
    kept = changes.set_profile(
        award=award, amounts={first: Decimal(0), second: Decimal("500.02")}, by=manager
    )
    assert sum(line.amount for line in kept) == award.amount
    assert [line.amount for line in queries.kept_of(award).profile][:2] == [
        Decimal(0), Decimal("500.02"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["amount", "starts", "ends"])
def test_a_profile_needs_a_sum_and_two_days(award, manager, name):
    setattr(award, name, None)
    award.save()
    with pytest.raises(RuleBroken, match="A profile needs"):
        changes.spread_profile(award=award, by=manager)


def test_a_claim_is_recorded_agreed_by_another_and_paid(award, manager, lead):
    claim = agreed(award, manager, lead)
    assert (claim.agreed, claim.decided_by_name) == (True, "Invented Lead")
    changes.record_payment(
        award=award, paid_on=timezone.localdate(), amount=Decimal(150), by=manager
    )
    kept = queries.kept_of(award)
    assert (kept.claimed, kept.agreed, kept.paid) == (Decimal(400), Decimal(400), Decimal(150))
    assert verbs() == [
        "funding.claim_recorded", "funding.claim_agreed", "funding.payment_recorded",
    ]  # fmt: skip


def test_nobody_agrees_their_own_claim_nor_decides_twice(award, manager, lead):
    claim = claimed(award, manager)
    with pytest.raises(RuleBroken, match="Ask somebody else"):
        changes.decide_claim(claim=claim, agreed=True, by=manager)
    with pytest.raises(RuleBroken, match="Give the reason"):
        changes.decide_claim(claim=claim, agreed=False, reason="", by=lead)
    assert Claim.objects.get(pk=claim.pk, partnership=award.partnership).agreed is None
    changes.decide_claim(claim=claim, agreed=False, reason="The invoice is missing.", by=lead)
    with pytest.raises(RuleBroken, match="decided already"):
        changes.decide_claim(claim=claim, agreed=True, by=lead)
    assert queries.kept_of(award).claimed == 0


def test_no_more_is_claimed_than_was_awarded_and_no_more_paid_than_was_agreed(award, manager, lead):
    agreed(award, manager, lead)
    with pytest.raises(RuleBroken, match="Only £600"):
        claimed(award, manager, Decimal("600.01"))
    with pytest.raises(RuleBroken, match="Only £400"):
        changes.record_payment(
            award=award, paid_on=timezone.localdate(), amount=Decimal("400.01"), by=manager
        )
    with pytest.raises(RuleBroken, match="still to come"):
        changes.record_payment(
            award=award, paid_on=timezone.localdate() + timedelta(days=1), amount=Decimal(1),
            by=manager,
        )  # fmt: skip


def test_claims_are_counted_within_their_award(award, manager, lead):
    assert [agreed(award, manager, lead, Decimal(1)).number for _ in range(3)] == [1, 2, 3]


def test_an_award_is_closed_once_settled_and_then_left_alone(award, manager, lead):
    waiting = claimed(award, manager)
    with pytest.raises(RuleBroken, match="A claim still waits"):
        changes.close_award(award=award, closing_note="Lights were put up.", by=manager)
    changes.decide_claim(claim=waiting, agreed=True, by=lead)
    with pytest.raises(RuleBroken, match="not yet paid"):
        changes.close_award(award=award, closing_note="Lights were put up.", by=manager)
    changes.record_payment(
        award=award, paid_on=timezone.localdate(), amount=Decimal(400), by=manager
    )
    with pytest.raises(RuleBroken, match="Give the reason for closing"):
        changes.close_award(award=award, closing_note="Done.", by=manager)
    changes.close_award(award=award, closing_note="Lights were put up.", by=manager)
    award.refresh_from_db()
    assert award.state_on(timezone.localdate()) == "closed"
    with pytest.raises(RuleBroken, match="closed"):
        claimed(award, manager)
    with pytest.raises(RuleBroken, match="closed"):
        changes.edit_award(award=award, by=manager, title="Another")


def test_value_for_money_is_reviewed_even_after_it_is_closed(award, manager):
    award.closed_on, award.closing_note = timezone.localdate(), "Lights were put up."
    award.save()
    made = changes.review_value(
        award=award, economy="Three quotes.", efficiency="Put up in a week.",
        effectiveness="Nobody knows yet.", by=manager,
    )  # fmt: skip
    assert queries.kept_of(award).reviews == [made]
    assert verbs() == ["funding.value_reviewed"]


def test_only_who_may_edit_money_changes_it(award, lead, manager):
    fields = {"award": award, "by": lead}
    tried = [
        lambda: changes.edit_award(**fields, title="No"),
        lambda: changes.vary_award(**fields, amount=Decimal(1), ends=None, reason=WHY),
        lambda: changes.spread_profile(**fields),
        lambda: changes.set_profile(**fields, amounts={}),
        lambda: claimed(award, lead),
        lambda: changes.record_payment(**fields, paid_on=date(2026, 5, 1), amount=Decimal(1)),
        lambda: changes.review_value(**fields, economy="a", efficiency="b", effectiveness="c"),
        lambda: changes.close_award(**fields, closing_note="Lights were put up."),
        lambda: changes.add_funder(partnership=award.partnership, name="No", by=lead),
        lambda: changes.add_fund(partnership=award.partnership, name="No", by=lead),
        lambda: changes.add_award(
            partnership=award.partnership, title="No", amount=Decimal(1), by=lead
        ),
    ]
    claim = claimed(award, manager)
    analyst = UserFactory(roles=["analyst"], partnership=award.partnership)
    tried.append(lambda: changes.decide_claim(claim=claim, agreed=True, by=analyst))
    for change in tried:
        with pytest.raises(PermissionDenied):
            change()
    assert verbs() == ["funding.claim_recorded"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal(0)},
        {"counted": "within"},
        {"closed_on": date(2026, 1, 1)},
        {"starts": date(2026, 2, 1), "ends": date(2026, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_award_can_be(ours, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardFactory(partnership=ours, **wrong)
    assert not Award.objects.of(ours).exists()
