"""Reports that tell of money: every sum adds up, traces to its awards, and is made anew."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.commands import CannotDo
from goldenthread.funding import changes, queries
from goldenthread.publishing.document import Table, plain
from tests.factories.accounts import UserFactory
from tests.factories.days import today
from tests.factories.funding import AwardFactory, FundFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def awards(durham):
    """Three awards: of this year and the year before, one in parts, one that may be in another."""
    fund = FundFactory(partnership=durham, funder__partnership=durham, funder__name="A Trust")
    whole = AwardFactory(partnership=durham, title="Lights", amount=Decimal("1000.10"), year=2025,
                         fund=fund, funder=fund.funder, starts=datetime.date(2025, 4, 1),
                         ends=datetime.date(2025, 9, 30))  # fmt: skip
    AwardFactory(partnership=durham, title="Columns", amount=Decimal(400), year=2025,
                 counted="within", part_of=whole, place="Peterlee")  # fmt: skip
    AwardFactory(partnership=durham, title="Older", amount=Decimal(50), year=2024,
                 qualifier="around")  # fmt: skip
    AwardFactory(partnership=durham, title="Unclear", amount=Decimal(7), counted="unclear",
                 year=2025)  # fmt: skip
    AwardFactory(partnership=durham, title="Hidden", amount=Decimal(9), public=False, year=2025)
    AwardFactory(partnership=durham, title="No sum", amount=None, year=2025)
    return whole


def first_words(document):
    return plain(document.elements[0].words)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ awarded }}", "£1,000.10"),
        ("{{ awarded: all }}", "£1,050.10"),
        ("{{ awarded: | year: 2024/25 }}", "£50"),
        ("{{ awarded: all | funder: A Trust }}", "£600.10"),  # a part of it names no funder
        ("{{ awarded: | place: Peterlee }}", "£400"),
        ("{{ award_count: all }}", "3"),
        ("{{ award_count }}", "2"),
        ("{{ awarded: | year: 2024/25 | funder: A Trust }}", "nothing that is recorded"),
    ],
)
def test_a_sum_is_answered(written, awards, typed, printed):
    assert first_words(written(typed)) == printed


def test_sums_by_place_add_up_and_lead_to_their_awards(written, awards):
    document = written("{{ money_by: place of all }}")
    table = document.elements[0]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["No place is given", "£650.10", "2"],
        ["Peterlee", "£400", "1"],
        ["Total", "£1,050.10", "3"],
    ]
    assert plain(document.elements[1].words) == (
        "Left out, since it may be part of another sum: £7."
    )
    sums = [one for one, _ in document.printed() if one.how == "money"]
    assert sums[1].url.endswith("/money/awards/?place=Peterlee")
    assert len({one.key for one, _ in document.printed()}) == len(list(document.printed()))


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("{{ award_list }}", ["Lights", "Columns", "Unclear", "No sum"]),
        ("{{ award_list: all }}", ["Lights", "Columns", "Older", "Unclear", "No sum"]),
        ("{{ award_list: running }}", ["Lights"]),
        ("{{ money_ending: 6 }}", ["Lights"]),
    ],
)
def test_awards_are_listed(written, awards, typed, rows):
    (table,) = written(typed).elements
    assert isinstance(table, Table)
    assert sorted(plain(row[0]) for row in table.rows) == sorted(rows)


def test_words_of_doubt_and_missing_sums_are_kept(written, awards):
    (table,) = written("{{ award_list: all }}").elements
    sums = {plain(row[0]): plain(row[-1]) for row in table.rows}
    assert (sums["Older"], sums["No sum"]) == ("around £50", "Not given")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ awarded: some }}", 'Here may stand "all"'),
        ("{{ awarded: all | year: 2030/31 }}", 'No award has the year "2030/31"'),
        ("{{ awarded: all | funder: A Trus }}", 'Did you mean "A Trust"'),
        ("{{ awarded: | area: E06000005 }}", 'takes no option "area"'),
        ("{{ money_by: colour }}", "Say by what"),
        ("{{ money_by: theme of some }}", 'Here may stand "all"'),
        ("{{ money_ending: soon }}", "Say within how many months"),
        ("{{ money_ending: 25 }}", "Say within how many months"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(written, awards, typed, said):
    with pytest.raises(CannotDo, match=r"part\.md, line 1") as refused:
        written(typed)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ money_by: theme }}", "No award with a sum"),
        ("{{ award_list }}", "No award is recorded here."),
        ("{{ money_ending: 6 }}", "No award that is recorded ends soon"),
    ],
)
def test_nothing_is_said_where_there_is_nothing(written, durham, typed, said):
    assert said in first_words(written(typed))


def test_what_is_recorded_or_varied_later_leaves_an_older_day_as_it_was(durham, awards):
    by = UserFactory(roles=["partnership_manager"], partnership=durham)
    changes.vary_award(award=awards, amount=Decimal(2000), ends=datetime.date(2026, 3, 31),
                       reason="The work grew larger.", by=by)  # fmt: skip
    changes.vary_award(award=awards, amount=Decimal(3000), ends=datetime.date(2026, 3, 31),
                       reason="It grew larger again.", by=by)  # fmt: skip
    changes.add_award(partnership=durham, title="New", amount=Decimal(5), year=2025, by=by)
    before = queries.known_by(durham, today() - DAY, by=AnonymousUser())
    assert "New" not in {one.title for one in before}
    lights = next(one for one in before if one.title == "Lights")
    assert (lights.amount, lights.ends) == (Decimal("1000.10"), datetime.date(2025, 9, 30))
    now = {one.title: one.amount for one in queries.known_by(durham, today(), by=AnonymousUser())}
    assert (now["Lights"], now["New"]) == (Decimal(3000), Decimal(5))
