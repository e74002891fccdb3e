"""The pages of money: what they say, whether they add up, and who may open them."""

import csv
import io
import re
from decimal import Decimal

import lxml.html
import pytest
from django.urls import reverse

from goldenthread.funding import queries
from goldenthread.funding.models import Award

pytestmark = pytest.mark.django_db
PAGES = ("money", "money_flow", "funders", "money_ending", "precept", "budget", "force_numbers",
         "awards")  # fmt: skip


def text_of(answer):
    return " ".join(lxml.html.fromstring(answer.content).text_content().split())


def table_of(answer, id):
    """Give a table's body and its foot as lists of cells."""
    (table,) = lxml.html.fromstring(answer.content).xpath(f"//table[@id='{id}']")
    body = [[" ".join(c.text_content().split()) for c in row] for row in table.xpath("./tbody/tr")]
    foot = [" ".join(c.text_content().split()) for c in table.xpath("./tfoot/tr/*")]
    return body, foot


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def pounds(text):
    return Decimal(re.sub(r"[^\d.]", "", text))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_everybody_and_cheap(client, durham, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_so_where_nothing_is_recorded(client, durham, page):
    answer = client.get(f"/exampleshire{reverse(page)}")
    assert answer.status_code == 200
    assert "gt-empty" in answer.content.decode()


@pytest.mark.parametrize("by", list(queries.DIMENSIONS))
@pytest.mark.parametrize("year", ["", "2022/23"])
def test_every_sum_in_the_table_adds_up_to_the_total_on_the_page(client, durham, by, year):
    answer = client.get(reverse("money"), {"by": by, "year": year})
    body, foot = table_of(answer, "by")
    whole = sum(pounds(row[1]) for row in body)
    assert whole == pounds(foot[1])
    assert f"£{whole:,.0f} in all" in text_of(answer)
    listed = rows_of(client.get(reverse("money_csv"), {"by": by, "year": year}))
    assert sum(Decimal(row["pounds"]) for row in listed) == whole


def test_the_flow_adds_up_and_is_drawn_twice(client, durham):
    answer = client.get(reverse("money_flow"))
    body, foot = table_of(answer, "flow")
    assert sum(pounds(row[3]) for row in body) == pounds(foot[3])
    assert answer.content.count(b"<path d=") > 30
    listed = rows_of(client.get(reverse("money_flow_csv")))
    assert sum(Decimal(row["pounds"]) for row in listed) == pounds(foot[3])


def test_every_award_with_parts_adds_up_on_its_page(client, durham):
    above = {one.part_of for one in Award.objects.of(durham).exclude(part_of=None)}
    assert len(above) == 3
    for one in above:
        body, foot = table_of(client.get(one.get_absolute_url()), "parts")
        assert sum(pounds(row[1]) for row in body) == pounds(foot[1]) == one.amount


def test_every_award_and_every_funder_has_its_page(client, durham, django_assert_max_num_queries):
    every = list(Award.objects.of(durham))
    assert len(every) == 53
    for one in every:
        with django_assert_max_num_queries(12):
            answer = client.get(one.get_absolute_url())
        assert one.title in text_of(answer)
        if one.amount is not None:
            assert one.said in text_of(answer)
    for funder in queries.funders_of(durham):
        assert funder.name in text_of(client.get(funder.get_absolute_url()))


@pytest.mark.parametrize("by", list(queries.DIMENSIONS))
def test_a_label_leads_to_awards_that_add_up_to_its_sum(client, durham, by):
    page = lxml.html.fromstring(client.get(reverse("money"), {"by": by}).content)
    for row in page.xpath("//table[@id='by']/tbody/tr"):
        (link,) = row.xpath(".//a/@href")
        amount = " ".join(row.xpath("./td")[0].text_content().split())
        assert f"Together {amount}, each pound" in text_of(client.get(link)), link


def test_every_funder_adds_up_to_its_sum_among_all(client, durham):
    body, _ = table_of(client.get(reverse("money"), {"by": "funder"}), "by")
    sums = {row[0]: row[1] for row in body}
    page = text_of(client.get(reverse("funders")))
    for funder in queries.funders_of(durham):
        if funder.name in sums:
            assert f"{funder.name}: {sums[funder.name]}" in page
            assert sums[funder.name] in text_of(client.get(funder.get_absolute_url()))


def test_a_label_leads_to_the_awards_behind_it(client, durham):
    page = lxml.html.fromstring(client.get(reverse("money"), {"by": "place"}).content)
    (link,) = page.xpath("//table[@id='by']//a[text()='Durham City']/@href")
    said = text_of(client.get(link))
    assert "By-stander training" in said
    assert "Winter Nights" not in said


def test_awards_are_searched_sorted_and_downloaded(client, durham):
    answer = client.get(reverse("awards"), {"q": "safer women", "sort": "-amount"})
    assert "of 53 awards" in text_of(answer)
    listed = rows_of(client.get(reverse("awards_csv"), {"recipient": "BRAKE"}))
    assert [(row["key"], row["amount"], row["year"]) for row in listed] == [
        ("brake", "2000.00", "2023/24")
    ]


def test_an_award_says_what_is_not_known(client, durham):
    said = text_of(client.get(reverse("award", args=["night-hub-university"])))
    assert "No document gives it" in said
    assert "All money for this scheme, in turn" in said
    assert "one more year, from a funder who is not named: £50,000" in said
    assert "It may be in the £500,000 or so" in text_of(
        client.get(reverse("award", args=["night-hub-serious-violence"]))
    )


def test_a_fund_shows_where_print_differs(client, durham):
    said = text_of(client.get(reverse("funders")))
    assert "almost £1.5million Differs from what is printed" in said
    assert "£704,431 less than is printed" in said
    assert "£80 more than is printed" in said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("2.99", "A rise of 2.99 per cent brings Durham £1,375,400 a year"),
        ("", "A rise of 1 per cent brings Durham £460,000 a year"),
        ("0", "A rise of 0 per cent brings Durham £0 a year"),
    ],
)
def test_a_rise_is_worked_out(client, durham, percent, said):
    answer = client.get(reverse("precept"), {"percent": percent})
    assert said in text_of(answer)
    body, _ = table_of(answer, "forces")
    assert len(body) == 5
    for row in body:
        assert pounds(row[1]) + pounds(row[2]) == pounds(row[3])


@pytest.mark.parametrize("percent", ["26", "-1", "1.234", "much", "NaN", "1e99"])
def test_a_rise_that_cannot_be_is_refused_with_a_sentence(client, durham, percent):
    answer = client.get(reverse("precept"), {"percent": percent})
    assert answer.status_code == 200
    assert "Error:" in text_of(answer)
    assert client.get(reverse("precept_csv"), {"percent": percent}).status_code == 200


def test_a_home_is_set_beside_the_average_of_its_year(client, durham):
    said = text_of(client.get(reverse("precept")))
    assert "£93 less" in said
    assert "No average of that year is given, after a rise of £13" in said
    assert "All 20 totals, shares and yields" in said


def test_force_numbers_show_the_printed_total_beside_the_sum(client, durham):
    said = text_of(client.get(reverse("force_numbers")))
    assert "It is printed as 2,603; the rows above it add up to 2,655, 52 more" in said
    listed = rows_of(client.get(reverse("force_numbers_csv")))
    assert (listed[0]["difference"], listed[0]["since_baseline"]) == ("-128", "fewer")


def test_downloads_of_the_rest(client, durham):
    assert len(rows_of(client.get(reverse("band_d_csv")))) == 6
    assert len(rows_of(client.get(reverse("budget_csv")))) == 6
    assert len(rows_of(client.get(reverse("precept_csv")))) == 5
    ends = rows_of(client.get(reverse("money_ending_csv"), {"on": "2024-12-01", "months": "3"}))
    assert {row["state"] for row in ends} == {"ended"}
    answer = client.get(reverse("money_ending"), {"on": "nonsense"})
    assert answer.status_code == 200
    assert '<option value="6" selected' in answer.content.decode()


def test_search_finds_awards_funders_and_funds_each_at_its_own_place(client, durham):
    page = client.get(reverse("search"), {"q": "Rurali"}).content.decode()
    assert "/money/awards/rurali/" in page
    page = client.get(reverse("search"), {"q": "Trailblazer Hotspot"}).content.decode()
    assert "/money/funders/#fund-hotspot-response" in page
    page = client.get(reverse("search"), {"q": "Durham University"}).content.decode()
    assert "/money/funders/durham-university/" in page


@pytest.mark.parametrize("name", ["award", "funder"])
def test_what_is_not_there_is_not_found(client, durham, name):
    assert client.get(reverse(name, args=["nothing-of-the-kind"])).status_code == 404
