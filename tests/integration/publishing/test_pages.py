"""Pages of reports, the form that builds one, and the command."""

import datetime
import json

import pytest
from django.urls import reverse

from config.cli import main
from goldenthread.publishing.models import Publication, Report, ReportFile
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def durham():
    return PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)


def make_report(partnership, **more):
    report = Report.objects.create(
        partnership=partnership, name="quarterly", title="Quarterly performance report",
        period_kind="quarter", period_start=datetime.date(2025, 4, 1),
        period_end=datetime.date(2025, 6, 30), as_of=datetime.date(2026, 1, 31),
        body='<h2 id="summary">Summary</h2><p>Two measures.</p>',
        contents=[{"id": "summary", "text": "Summary", "level": 1}],
        built_at=datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC), built_by_name="An analyst",
        **more,
    )  # fmt: skip
    ReportFile.objects.create(partnership=partnership, report=report, format="pdf",
                              content=b"%PDF-1.7 x", size=10, sha256="0" * 64)  # fmt: skip
    Publication.objects.create(
        partnership=partnership, report=report, address="quarterly", sha256="0" * 64,
        published_at=report.built_at, published_by_name="A manager",
    )  # fmt: skip
    return report


def test_reports_are_listed_and_read_by_anybody(client, durham, django_assert_max_num_queries):
    report = make_report(durham, marking="OFFICIAL")
    with django_assert_max_num_queries(12):
        html = client.get(reverse("reports")).content.decode()
    assert "Q1 2025/26" in html
    assert "31 January 2026" in html
    assert "Build a report" not in html
    with django_assert_max_num_queries(12):
        html = client.get(reverse("report", args=[report.pk])).content.decode()
    assert "<p>Two measures.</p>" in html
    assert "OFFICIAL" in html
    assert 'href="#summary"' in html


def test_no_report_yet_is_said(client, durham):
    assert "No report has been published yet." in client.get(reverse("reports")).content.decode()


def test_files_are_given_byte_for_byte(client, durham):
    report = make_report(durham)
    answer = client.get(reverse("report_file", args=[report.pk, "pdf"]))
    assert answer.content == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="quarterly-q1-2025-26.pdf"' in answer["Content-Disposition"]
    assert client.get(reverse("report_file", args=[report.pk, "html"])).status_code == 404
    assert client.get(reverse("report_file", args=[report.pk, "exe"])).status_code == 404


def test_another_partnerships_report_is_not_found(client, durham):
    other = make_report(PartnershipFactory(slug="elsewhere"))
    for name in ("report", "report_figures"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    assert client.get(reverse("report_file", args=[other.pk, "pdf"])).status_code == 404


def test_csv_of_reports_and_of_figures(client, durham):
    report = make_report(durham)
    assert b"Q1 2025/26" in client.get(reverse("reports_csv")).content
    figures = client.get(reverse("report_figures", args=[report.pk])).content
    assert figures.decode("utf-8-sig").startswith("number,key,text,how,place")


def sign_in(client, durham, role="analyst"):
    UserFactory(email="a@example.org", roles=[role], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    return client


def test_building_needs_the_permission(client, durham):
    assert client.get(reverse("build_report")).status_code == 302
    assert sign_in(client, durham, "partner").get(reverse("build_report")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"period": "banana"}, "Write it like"),
        ({"period": "2025/26"}, "Nearest: Q1 2025/26"),
        ({"formats": []}, "Choose at least one format."),
        ({"as_of": "31/31/2026"}, "Write the day as"),
        ({"as_of": "2999-01-01"}, "is not over yet"),
        ({}, "has no adopted plan"),
        ({"name": "board_pack", "meets_on": "soon"}, "Write the day as"),
    ],
)
def test_what_cannot_be_built_gets_a_sentence(client, durham, asked, said):
    form = {"name": "quarterly", "period": "Q1 2025/26", "formats": ["html"], "as_of": ""}
    html = sign_in(client, durham).post(reverse("build_report"), {**form, **asked}).content.decode()
    assert said in html.replace("&quot;", '"')
    assert not Report.objects.of(durham).exists()


# The command


def run(*arguments, capsys):
    code = main(["report", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quaterly", "--period", "Q1 2025/26"], 'Did you mean "quarterly"?'),
        (["quarterly", "--period", "Q9 2025/26"], "quarters are Q1 to Q4"),
        (["quarterly", "--period", "2025/26"], "Nearest: Q1 2025/26"),
        (["quarterly", "--period", "Q1 2025/26", "--format", "odt"], "Valid: html, pdf,"),
        (["quarterly", "--period", "Q1 2025/26", "--partnership", "durhm"], '"durham"?'),
        (["quarterly", "--period", "Q1 2025/26", "--as-of", "soon"], "Write it like 2026-03-31"),
        (["quarterly", "--period", "Q1 2025/26"], "has no adopted plan"),
    ],
)
def test_the_command_refuses_with_a_sentence_and_exit_2(durham, capsys, tmp_path, arguments, said):
    code, out, err = run("build", *arguments, "--out", str(tmp_path / "x"), capsys=capsys)
    assert code == 2
    assert said in err
    assert not out
    assert not list((tmp_path / "x").glob("*")) if (tmp_path / "x").exists() else True
    assert not Report.objects.of(durham).exists()


def test_a_folder_that_cannot_be_is_refused(durham, capsys, tmp_path):
    (tmp_path / "file").write_text("x")
    asked = ["build", "quarterly", "--period", "Q1 2025/26", "--out", str(tmp_path / "file")]
    code, _, err = run(*asked, capsys=capsys)
    assert code == 2
    assert "cannot be made a folder" in err


def test_built_reports_are_listed(durham, capsys):
    code, out, _ = run("list", capsys=capsys)
    assert code == 0
    assert "No report yet." in out
    make_report(durham)
    assert "Quarterly performance report, Q1 2025/26" in run("list", capsys=capsys)[1]
    told = json.loads(run("list", "--json", capsys=capsys)[1])
    assert told[0]["period"] == "Q1 2025/26"
    assert told[0]["sha256"] == {"pdf": "0" * 64}
