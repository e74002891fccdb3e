"""Pages of releases: what was loaded, what was set aside and why, and which months are here."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.sources.models import Release, ReleaseFile, RowsSetAside, Source
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def durham():
    return PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)


@pytest.fixture
def reader(client, durham):
    UserFactory(email="a@example.org", roles=["analyst"], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    return client


def make_release(partnership, key="police-street-1", months=(1, 2), **more):
    source, _ = Source.objects.get_or_create(
        pk="police_street",
        defaults={"name": "Street-level crime", "publisher": "data.police.uk",
                  "licence": "Open Government Licence v3.0", "attribution": "Contains data.",
                  "known_gaps": []},
    )  # fmt: skip
    release = Release.objects.create(
        partnership=partnership, key=key, source=source, title=more.pop("title", "Durham 2025"),
        publisher="data.police.uk", licence="Open Government Licence v3.0",
        received_at=timezone.now(), rows_in=100, rows_kept=98, checksum=key.ljust(64, "0"),
        period_start=datetime.date(2025, 1, 1), period_end=datetime.date(2025, 2, 28), **more,
    )  # fmt: skip
    for number, month in enumerate(months, 1):
        file = ReleaseFile.objects.create(
            partnership=partnership, release=release, number=number, rows=50, bytes=1234,
            name=f"2025-{month:02d}-durham-street.csv", sha256=f"{month}" * 64,
            content_sha256=f"{month}" * 64, month=datetime.date(2025, month, 1), force="durham",
        )  # fmt: skip
    RowsSetAside.objects.create(
        partnership=partnership, release=release, file=file, reason="no place is given",
        column="LSOA code", count=2, kept=True, first_line=17, sample="<script>x</script>",
    )  # fmt: skip
    return release


def test_releases_are_listed_within_the_query_budget(reader, durham, django_assert_max_num_queries):
    for number in range(3):
        make_release(durham, key=f"police-street-{number}")
    with django_assert_max_num_queries(12):
        html = reader.get(reverse("releases")).content.decode()
    assert html.count("Durham 2025</a>") == 3
    assert "January to February 2025" in html
    assert "3 releases" in html


def test_releases_are_filtered_sorted_and_empty_states_said(reader, durham):
    make_release(durham, title="Alpha")
    make_release(durham, key="b", title="Beta", status="withdrawn",
                 withdrawn_at=timezone.now(), withdrawn_why="Wrong file")  # fmt: skip
    page = lambda **asked: reader.get(reverse("releases"), asked).content.decode()  # noqa: E731
    assert page(sort="title").index(">Alpha<") < page(sort="title").index(">Beta<")
    assert page(sort="-title").index(">Beta<") < page(sort="-title").index(">Alpha<")
    assert "Alpha" in page(sort="no-such-column")
    assert "Alpha" not in page(status="withdrawn").split("<table")[1]
    assert "No release fits." in page(q="nothing like this")
    Release.objects.of(durham).delete()
    assert "No data has been loaded yet." in page()


def test_one_release_shows_files_checksums_and_what_was_set_aside(
    reader, durham, django_assert_max_num_queries
):
    release = make_release(durham, is_invented=True)
    with django_assert_max_num_queries(12):
        html = reader.get(reverse("release", args=[release.key])).content.decode()
    assert "1" * 64 in html
    assert "2025-02-durham-street.csv" in html
    assert "no place is given" in html
    assert "For the whole force" in html
    assert "&lt;script&gt;x" in html
    assert "Invented." in html


def test_a_withdrawn_release_says_why(reader, durham):
    release = make_release(durham, status="withdrawn", withdrawn_at=timezone.now(),
                           withdrawn_why="The wrong month")  # fmt: skip
    assert "The wrong month" in reader.get(reverse("release", args=[release.key])).content.decode()


def test_an_unknown_release_is_not_found(reader, durham):
    assert reader.get(reverse("release", args=["no-such"])).status_code == 404


def test_another_partnerships_release_is_not_found(reader, durham):
    other = make_release(PartnershipFactory(slug="elsewhere"), key="theirs")
    assert reader.get(reverse("release", args=[other.key])).status_code == 404


def test_months_that_are_missing_are_said(reader, durham, django_assert_max_num_queries):
    make_release(durham, months=(1, 4))
    with django_assert_max_num_queries(12):
        html = reader.get(reverse("coverage")).content.decode()
    assert "Durham: 2 of 4 months are here" in html
    assert html.count(">Missing</td>") == 2
    assert html.count(">Here</td>") == 2


def test_no_months_at_all_is_said(reader, durham):
    assert "No monthly files" in reader.get(reverse("coverage")).content.decode()


def test_releases_as_csv_keep_formulas_from_running(reader, durham):
    make_release(durham, title="=HYPERLINK(1)")
    rows = reader.get(reverse("releases_csv")).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("key,title,source")
    assert ",'=HYPERLINK(1)," in rows[1]
    assert rows[1].split(",")[8:11] == ["100", "98", "2"]


@pytest.mark.parametrize("name", ["releases", "coverage", "releases_csv"])
def test_a_visitor_is_asked_to_sign_in(client, durham, name):
    assert client.get(reverse(name)).status_code == 302


def test_a_release_says_its_areas_warnings_and_what_it_changed(reader, durham):
    make_release(
        durham,
        geography="LSOA of 2021",
        flags=["x.csv: is a sample of a few rows."],
        difference={"replaces": ["old"], "files": 1, "added": 12, "removed": 3, "changed": 0},
    )
    html = reader.get(reverse("release", args=["police-street-1"])).content.decode()
    assert "LSOA of 2021" in html
    assert "is a sample of a few rows" in html
    assert "12 rows added, 3 removed, 0 changed" in html


def test_what_cannot_be_compared_is_said(reader, durham):
    make_release(durham, difference={"replaces": ["old"], "files": 1, "added": None})
    html = reader.get(reverse("release", args=["police-street-1"])).content.decode()
    assert "whose rows are not in the lake to compare" in html


def test_rows_left_out_and_rows_kept_are_told_apart(reader, durham):
    release = make_release(durham)
    file = release.files.first()
    ReleaseFile.objects.of(durham).filter(pk=file.pk).update(force="", month=None)
    for reason, kept in (("a warning", True), ("an average", False)):
        RowsSetAside.objects.create(
            partnership=durham, release=release, file=file, reason=reason, count=1, kept=kept,
            first_line=2,
        )  # fmt: skip
    html = reader.get(reverse("release", args=[release.key])).content.decode()
    assert "Kept, with this word" in html
    assert "Nowhere" in html


def test_months_of_another_source_stand_in_a_table_of_their_own(reader, durham):
    make_release(durham)
    other = make_release(durham, key="outcomes-1")
    Source.objects.create(pk="police_outcomes", name="Outcomes", publisher="p", licence="l",
                          attribution="a")  # fmt: skip
    Release.objects.of(durham).filter(pk=other.pk).update(source="police_outcomes")
    html = reader.get(reverse("coverage")).content.decode()
    assert "Durham: 2 of 2 months are here" in html
    assert "Durham, police outcomes: 2 of 2 months are here" in html


def test_withdrawing_asks_why_and_says_what_follows(reader, durham, django_assert_max_num_queries):
    release = make_release(durham)
    page = reverse("release", args=[release.key])
    address = reverse("withdraw_release", args=[release.key])
    assert address in reader.get(page).content.decode()
    with django_assert_max_num_queries(12):
        assert "stays on record with your reason" in reader.get(address).content.decode()
    assert "This field is required" in reader.post(address, {"why": " "}).content.decode()
    answer = reader.post(address, {"why": "the wrong month"}, follow=True)
    html = answer.content.decode()
    assert "It is withdrawn." in html
    assert "the wrong month" in html
    assert address not in html
    again = reader.post(address, {"why": "once more"}).content.decode()
    assert "was withdrawn on" in again


def test_nobody_withdraws_who_may_only_read(client, durham):
    release = make_release(durham)
    UserFactory(email="o@example.org", roles=["partner"], partnership=durham)
    client.login(email="o@example.org", password=PASSWORD)
    address = reverse("withdraw_release", args=[release.key])
    assert client.post(address, {"why": "x"}).status_code in {403, 404}
    release.refresh_from_db()
    assert release.status == "loaded"
