"""A whole report from the worked example's data: every number in it is worked out again.

What is printed is recomputed from the shipped table and populations by other means than the
product's: the csv module, Decimal, and SciPy's gamma quantiles for limits.
"""

import csv
import datetime
import io
import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import sqrt

import pikepdf
import pypdfium2
import pytest
import yaml
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from lxml import etree, html
from scipy.stats import binom

from config.cli import main
from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators.models import Observation
from goldenthread.publishing import changes, declaring, queries
from goldenthread.publishing.models import Report, ReportFigure
from goldenthread.strategy.models import IndicatorUse, Strategy
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory
from tests.factories.reports import Q1, USES, built

pytestmark = pytest.mark.django_db
EVIDENCE = settings.DEFINITIONS_DIR / "evidence"


@pytest.fixture
def report(durham):
    return built(durham)


# Worked out again, by other means


def counts(category):
    """Monthly counts for County Durham from the shipped table, read with nothing of ours."""
    with (EVIDENCE / "police_street_monthly.csv").open(newline="") as file:
        return {
            row["month"]: int(row["number"])
            for row in csv.DictReader(file)
            if row["area"] == "E06000047" and row["category"] == category
        }


def residents(year):
    """The latest mid-year population of County Durham of no later year, as declared."""
    declared = yaml.safe_load((EVIDENCE / "populations.yaml").read_text())["populations"]
    known = {
        int(str(one["on"])[:4]): value["value"]
        for one in declared
        for value in one["values"]
        if value["area"] == "E06000047" and "ages" not in value
    }
    return Decimal(known[max(each for each in known if each <= year)])


def half_up(value, places="0.1"):
    return f"{Decimal(repr(float(value))).quantize(Decimal(places), ROUND_HALF_UP):,}"


def byar(count):
    z = 1.959963984540054
    more = count + 1
    return (
        count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3,
        more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3,
    )


def expected(key, category, per):
    """Every number of one measure that is printed for Q1 2025/26, by its key."""
    monthly, people = counts(category), residents(2025)

    def of(months):
        events = sum(monthly[month] for month in months)
        low, high = byar(events)
        scale = per / float(people)
        return events, half_up(events * scale), half_up(low * scale), half_up(high * scale)

    now, before = ["2025-04", "2025-05", "2025-06"], ["2025-01", "2025-02", "2025-03"]
    events, value, low, high = of(now)
    events_before, *_ = of(before)
    percent = abs(Decimal(100 * (events - events_before)) / Decimal(events_before))
    fine = next(  # as many decimals as make the percentage follow from what is printed
        places for places in ("0.1", "0.01", "0.001")
        if half_up(percent) == half_up(100 * abs(
            Decimal(half_up(events * per / float(people), places))
            / Decimal(half_up(events_before * per / float(people), places)) - 1))
    )  # fmt: skip
    value_to = half_up(events * per / float(people), fine)
    value_before = half_up(events_before * per / float(people), fine)
    told = {
        f"{key}.value": value, f"{key}.lower": low, f"{key}.upper": high,
        f"{key}.before.from.value": value_before, f"{key}.before.to.value": value_to,
        f"{key}.before.percent": f"{half_up(percent)}%",
    }  # fmt: skip
    for month in now:
        year, number = map(int, month.split("-"))
        of_month = f"{key}.{Period.month(year, number).key}"
        count, rate, lower, upper = of([month])
        told |= {
            f"{of_month}.events": f"{count:,}", f"{of_month}.value": rate,
            f"{of_month}.lower": lower, f"{of_month}.upper": upper,
        }  # fmt: skip
    return told


def test_every_printed_number_follows_from_the_shipped_table(report):
    told = expected("focus-1", "anti-social-behaviour", 10_000)
    told |= expected("assurance-1", "all-crime", 1_000)
    printed = {one.key: one.text for one in report.figures.all()}
    measures = {key: text for key, text in printed.items() if key.startswith(("focus", "assur"))}
    assert measures == told


def test_summary_numbers_count_the_measures(report):
    printed = {one.key: one.text for one in report.figures.filter(key__startswith="summary")}
    assert printed == {
        "summary.all": "3", "summary.known": "2", "summary.worse": "1", "summary.changed": "1",
        "summary.no_data": "1", "summary.incomplete": "0", "summary.no_comparison": "0",
        "summary.similar": "0", "summary.better": "0",
    }  # fmt: skip
    assert report.worst == "Crime rate per 1,000 population (worse)"


def test_the_changes_are_real_by_the_binomial_test_too(report):
    for category in ("all-crime", "anti-social-behaviour"):
        monthly = counts(category)
        before = sum(monthly[f"2025-0{month}"] for month in (1, 2, 3))
        after = sum(monthly[f"2025-0{month}"] for month in (4, 5, 6))
        tail = binom.sf(max(before, after) - 1, before + after, 0.5)
        assert 2 * tail < 0.05


def test_each_number_leads_to_its_observations_and_releases(report):
    for one in report.figures.all():
        if one.how in ("measures",):
            continue
        assert one.releases.exists(), one.key
        if one.how != "rows":
            rows = one.observations.all()
            assert rows, one.key
            assert {row.release_id for row in rows} == {row.pk for row in one.releases.all()}
    value = report.figures.get(key="assurance-1.value")
    asked = Observation.objects.of(report.partnership).filter(printed_in=value)
    months = {row.period_start.month for row in asked if row.series.definition_id != "population"}
    assert months == {4, 5, 6}


def test_rows_of_releases_are_those_of_the_release(report):
    for one in report.figures.filter(how="rows"):
        release = one.releases.get()
        field = one.key.rpartition(".")[2]
        assert one.text == f"{getattr(release, field):,}"


# Every number in the text is accounted for

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
CONSTANTS = {"95%", "10", "5", "1", "100"}  # limits, Byar's lower bound, suppression, the ratio


def accounted(report, text, drawn):
    """The number tokens that no recorded figure, label, period, date or constant explains."""
    labels = [title for *_, title in USES] + [
        report.title, str(report.period), report.period.long, "Strategy 2024-2029",
        "per 10,000 residents", "per 1,000 residents", "Per 10,000 residents",
        "Per 1,000 residents", "SHA-256", "PDF/UA-1",
    ]  # fmt: skip
    labels += [str(period) for period in (Q1.previous(), Q1.year_before())]
    labels += [*report.partnership_labels]
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(label, " ")
    text = re.sub(r"\b[0-9a-f]{64}\b", " ", text)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    text = re.sub(rf"(?<![\d.,])\d{{1,2}} (?:{months}) \d{{4}}\b", " ", text)
    text = re.sub(rf"\b(?:{months}) \d{{4}}\b", " ", text)
    text = re.sub(r"Page \d+ of \d+", " ", text)
    text = re.sub(r"Licence v\.?3\.0", " ", text)
    text = re.sub(r"(?:000, )?lines? \d+", " ", text)
    found = Counter(NUMBER.findall(text))
    printed = Counter(one.text for one in report.figures.all())
    return found - printed - Counter(drawn) - Counter(dict.fromkeys(CONSTANTS, 20))


@pytest.fixture
def labelled(report):
    sources = {row.source for one in report.figures.all() for row in one.releases.all()}
    report.partnership_labels = [source.attribution for source in sources]
    report.partnership_labels += [
        "Taken as the first release of the mid-2023 estimate",
        "Anti-social behaviour incidents per 10,000 people", "Crimes per 1,000 people",
        "Incidents per 10,000 people",
    ]  # fmt: skip
    return report


def chart_words(report):
    root = html.fromstring(bytes(queries.file_of(report, "html").content))
    return [
        token
        for text in root.xpath("//svg//*[local-name()='text']")
        for word in text.itertext()
        for token in NUMBER.findall(word)
    ]


def test_every_number_in_the_page_is_a_recorded_one(labelled):
    root = html.fromstring(bytes(queries.file_of(labelled, "html").content))
    for gone in root.xpath("//style|//svg|//head|//nav"):
        gone.drop_tree()
    left = accounted(labelled, " ".join(root.itertext()), [])
    assert not left


def test_every_number_in_the_print_is_a_recorded_one(labelled):
    pdf = pypdfium2.PdfDocument(bytes(queries.file_of(labelled, "pdf").content))
    pages = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    pdf.close()
    pages[1] = ""  # the contents: headings again, with page numbers
    text = re.sub(r"\s+", " ", " ".join(pages)).replace("\u2011", "-")
    left = accounted(labelled, text, chart_words(labelled))
    assert not left


def test_the_last_value_on_each_chart_is_the_one_in_the_table(report):
    printed = {one.key: one.text for one in report.figures.all()}
    june = Period.month(2025, 6).key
    drawn = chart_words(report)
    for key in ("focus-1", "assurance-1"):
        assert printed[f"{key}.{june}.value"] in drawn


def test_a_number_that_nobody_recorded_would_be_found(labelled):
    assert accounted(labelled, "and then 42.7 more", []) == Counter({"42.7": 1})


# As print


def test_the_print_is_tagged_titled_and_described(report):
    with pikepdf.open(io.BytesIO(bytes(queries.file_of(report, "pdf").content))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("en")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Quarterly performance report, Q1 2025/26"
        meta = pdf.open_metadata()
        assert str(meta.get("pdfuaid:part")) == "1"
        assert "/Outlines" in root
        kinds = Counter(str(element.get("/S", "")) for element in _elements(root.StructTreeRoot))
        for wanted in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/TOC"):
            assert kinds[wanted], wanted
        alts = [str(e.Alt) for e in _elements(root.StructTreeRoot) if "/Alt" in e]
        charts = [alt for alt in alts if "County Durham" in alt]
        assert len(charts) == 2
        assert all("no data for March to December 2024" in alt for alt in charts)


def _elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_the_same_day_gives_the_same_bytes(durham):
    day = datetime.date.today()  # noqa: DTZ011 - any day does
    first, second = (built(durham, as_of=day) for _ in range(2))
    for name in ("html", "pdf"):
        assert queries.file_of(first, name).sha256 == queries.file_of(second, name).sha256


# Missing, refused, kept


def test_a_quarter_with_a_month_missing_has_no_figure_and_says_which(durham):
    made = built(durham, period=Period.quarter(2025, 2), formats=["html"])
    body = made.body
    assert "There is no figure for Q2 2025/26. Missing: September 2025." in body
    assert "The newest figure is" in body
    assert not made.figures.filter(key="assurance-1.value").exists()
    assert made.worst == ""


def test_no_data_and_no_target_are_said(report):
    root = html.fromstring(report.body)
    text = " ".join(root.itertext())
    assert text.count("No data has been loaded for this measure.") == 2  # measure and word list
    assert text.count("No target is set in the strategy.") == 3


def test_neither_never_improves(report):
    root = html.fromstring(report.body)
    said = [p.text_content() for p in root.xpath("//p[@class='gt-sentence']")]
    asb = next(one for one in said if "rose by 34.5%, from 44.8" in one)
    assert "Neither way is better." in asb
    assert "for the worse" not in asb


def test_nothing_known_later_is_printed(durham):
    Observation.objects.of(durham).update(
        recorded_at=datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    )
    made = built(durham, formats=["html"], as_of=datetime.date(2026, 5, 31))
    assert made.figures.get(key="summary.known").text == "0"
    later = built(durham, formats=["html"], as_of=datetime.date(2026, 6, 2))
    assert later.figures.get(key="summary.known").text == "2"


def test_a_report_is_kept_with_one_event(durham):
    before = Event.objects.count()
    made = built(durham, formats=["html"])
    event = Event.objects.order_by("-pk").first()
    assert Event.objects.count() == before + 1
    assert event.verb == "publishing.report_built"
    assert event.details["figures"] == made.figures.count() > 40


def test_who_may_not_build_builds_nothing(durham):
    with pytest.raises(PermissionDenied):
        changes.build_report(
            declaring.report("quarterly"), partnership=durham, period=Q1, formats=["html"],
            by=UserFactory(roles=["partner"], partnership=durham),
        )  # fmt: skip
    assert not Report.objects.of(durham).exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"as_of": datetime.date(2200, 1, 1)}, "is not over yet"),
        ({"period": Period.quarter(2150, 1)}, "had not begun"),
    ],
)
def test_days_to_come_are_refused(durham, more, said):
    with pytest.raises(RuleBroken, match=said):
        built(durham, **more)
    assert not Report.objects.of(durham).exists()


def test_without_an_adopted_plan_there_is_nothing_to_report_on(durham):
    other = PartnershipFactory(slug="elsewhere")
    with pytest.raises(RuleBroken, match="no adopted plan"):
        built(other)
    Strategy.objects.create(partnership=other, key="p", title="P", status="adopted",
                            kind="partnership_plan")  # fmt: skip
    with pytest.raises(RuleBroken, match="names no measures"):
        built(other)


def test_a_failure_in_drawing_keeps_nothing(durham, monkeypatch):
    def broken(*args, **more):
        raise ValueError("no")

    monkeypatch.setattr("goldenthread.publishing.changes.building.drawn", broken)
    with pytest.raises(ValueError, match="no"):
        built(durham)
    assert not Report.objects.of(durham).exists()
    assert not ReportFigure.objects.of(durham).exists()


def test_the_standalone_page_needs_nothing_from_outside(report):
    content = bytes(queries.file_of(report, "html").content)
    root = html.fromstring(content)
    assert not root.xpath("//script|//link|//img|//iframe")
    outside = [href for href in root.xpath("//a/@href") if not href.startswith("#")]
    assert all(href.startswith(f"{settings.PUBLIC_URL}/durham/indicators/") for href in outside)
    assert outside
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    etree.fromstring(etree.tostring(root))


def test_hostile_titles_are_only_words(durham):
    nasty = '<script>alert(1)</script>#{panic()} $x^2$ "quoted" \\ ~ @ref'
    use = IndicatorUse.objects.of(durham).get(key="focus-2")
    use.title = nasty
    use.save()
    made = built(durham)
    assert "<script>alert" not in made.body
    pdf = pypdfium2.PdfDocument(bytes(queries.file_of(made, "pdf").content))
    text = " ".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf)))
    pdf.close()
    assert "#{panic()}" in text


def test_invented_partnerships_say_so(durham):
    Partnership.objects.filter(pk=durham.pk).update(is_invented=True)
    durham.refresh_from_db()
    made = built(durham, formats=["html"])
    assert b"is invented: its people and figures" in bytes(queries.file_of(made, "html").content)


def test_a_declared_report_must_be_checked_by_another(tmp_path, settings):
    folder = tmp_path / "reports"
    folder.mkdir()
    text = (settings.DEFINITIONS_DIR / "reports" / "quarterly.yaml").read_text()
    settings.DEFINITIONS_DIR = tmp_path
    (folder / "a.yaml").write_text(text.replace("performance_lead", "analyst"))
    with pytest.raises(CannotDo, match="another person"):
        declaring.reports()
    (folder / "a.yaml").write_text(text)
    (folder / "b.yaml").write_text(text)
    with pytest.raises(CannotDo, match="declared twice"):
        declaring.reports()
    (folder / "b.yaml").write_text(text.replace("sections: [summary,", "sections: [sumary,"))
    with pytest.raises(CannotDo, match='Did you mean "summary"'):
        declaring.reports()


def test_json_of_contents_and_summary_can_be_read_again(report):
    report.refresh_from_db()
    assert json.dumps(report.contents)
    assert report.summary[0]["key"] == "worse"
    assert 'id="' + report.contents[0]["id"] in report.body


# On the page and from the command


def test_the_command_writes_whole_files_and_says_what_it_found(durham, capsys, tmp_path):
    asked = ["report", "build", "quarterly", "--period", "Q1 2025/26", "--out", str(tmp_path)]
    (tmp_path / "quarterly-q1-2025-26.pdf").write_bytes(b"an older one")
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert "1  Worse" in out
    assert "Most in need of attention: Crime rate per 1,000 population (worse)." in out
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["quarterly-q1-2025-26.html", "quarterly-q1-2025-26.pdf"]
    assert (tmp_path / names[1]).read_bytes().startswith(b"%PDF-")
    assert main([*asked, "--format", "html", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["summary"]["worse"] == 1
    assert list(told["files"]) == ["html"]


def test_an_interrupted_write_leaves_the_older_file(durham, capsys, tmp_path, monkeypatch):
    older = tmp_path / "quarterly-q1-2025-26.html"
    older.write_bytes(b"an older one")

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    asked = ["report", "build", "quarterly", "--period", "Q1 2025/26", "--format", "html"]
    assert main([*asked, "--out", str(tmp_path)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert older.read_bytes() == b"an older one"
    assert [path.name for path in tmp_path.iterdir()] == [older.name]


def test_a_report_is_built_on_the_web(client, durham):
    UserFactory(email="analyst@example.org", roles=["analyst"], partnership=durham)
    client.login(email="analyst@example.org", password=PASSWORD)
    form = {"name": "quarterly", "period": "Q1 2025/26", "formats": ["html"], "as_of": ""}
    answer = client.post(reverse("build_report"), form, follow=True)
    assert b"The report is built as a draft." in answer.content
    assert "Since Q4 2024/25 it rose by 7.0%, from" in " ".join(
        html.fromstring(answer.content).text_content().split()
    )


def test_a_target_is_printed_and_drawn_where_the_plan_sets_one(durham):
    use = IndicatorUse.objects.of(durham).get(key="assurance-1")
    use.target, use.target_printed, use.target_set_by = 21, "21 or less", "the Board"
    use.target_period = "2025/26"
    use.save()
    made = built(durham, formats=["html"])
    assert made.figures.get(key="assurance-1.target").text == "21 or less"
    text = html.fromstring(made.body).text_content()
    assert "21 or less, for 2025/26, set by the Board" in text
    assert "Target: 21 or less" in made.body


def test_print_alone_can_be_asked_for(durham):
    made = built(durham, formats=["pdf"])
    assert [one.format for one in queries.files_of(made)] == ["pdf"]


def test_a_measure_of_the_plan_has_its_own_page(client, durham, django_assert_max_num_queries):
    address = reverse("kpi", args=["assurance-1"])
    with django_assert_max_num_queries(12):
        text = html.fromstring(client.get(address).content).text_content()
    assert "No target is set in the strategy." in text
    assert "No owner is named in the strategy." in text
    assert "Lower is better" in text
    use = IndicatorUse.objects.of(durham).get(key="assurance-1")
    use.target, use.target_printed, use.better = 7, "7 or less", "neither"
    use.save()
    answer = client.get(address, {"period": "month"}).content.decode()
    assert "Target: 7 or less" in answer
    assert "Real change" in answer
    assert client.get(reverse("kpi", args=["no-such"])).status_code == 404
    assert client.get(f"/elsewhere{address}").status_code == 404
