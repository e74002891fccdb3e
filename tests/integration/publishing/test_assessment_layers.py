"""The strategic assessment in print: two layers, and every way to make the public one leak."""

import datetime
import hashlib

import pypdfium2
import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.publishing import changes, declaring, queries, rules, verifying
from goldenthread.publishing.assessing import leaks as leaking
from goldenthread.publishing.assessing.leaks import BODY, Leak, leaks, numbers, spoken
from goldenthread.publishing.assessing.reading import text_of
from goldenthread.publishing.composing.whole import compose
from goldenthread.publishing.models import Publication, Report, ReportFile
from goldenthread.strategy.assessment import changes as writing
from goldenthread.strategy.assessment import queries as assessments
from goldenthread.strategy.assessment import rules as assessment_rules
from goldenthread.strategy.models import AssessmentStatement
from tests.factories.accounts import UserFactory
from tests.factories.assessments import begun, chosen, complete, manager, provisional, said
from tests.factories.days import today
from tests.factories.reports import built

pytestmark = pytest.mark.django_db
YEAR = Period.financial_year(2025)
SECRET = "Quietly the night market troubles every trader there"
HELD = {
    "layer": assessment_rules.RESTRICTED,
    "text": f"{SECRET}: {{{{ figure: 1 }}}} in {{{{ period: 1 }}}}.",
}


@pytest.fixture(autouse=True)
def one_factor(settings):
    """The second factor has tests of its own."""
    settings.REQUIRE_MFA = False


@pytest.fixture
def by(durham):
    return manager(durham)


@pytest.fixture
def done(durham, by):
    """A complete assessment: six public statements and one that is restricted, of 7,654 cases."""
    provisional(durham)
    held = HELD | {"figure": chosen("domestic_abuse_incidents", "June 2025")}
    return complete(durham, by, statements=[held])


def layer(durham, name="public", formats=("txt",), by=None):
    return built(durham, YEAR, formats, f"assessment_{name}", by)


def publish(report, durham, by):
    lead = UserFactory(roles=["performance_lead"], partnership=durham)
    changes.ask_for_review(report=report, of=lead, by=by)
    changes.review(report=report, verdict="approved", by=lead)
    return changes.publish(report=report, by=by)


# What each layer holds


def test_each_layer_in_every_format_holds_what_it_may(durham, done):
    """Read again as a reader's program shows it: words, figures and marking."""
    public = layer(durham, formats=[*rules.FORMATS])
    inside = layer(durham, "restricted", formats=[*rules.FORMATS])
    for one, holds in ((public, False), (inside, True)):
        texts = {f.format: text_of(f.format, bytes(f.content)) for f in one.files.all()}
        texts[BODY] = text_of(BODY, one.body.encode())
        assert len(texts) == 9
        for text in texts.values():
            assert 12016 in numbers(text)
            assert (7654 in numbers(text)) is holds
        words = [text for name, text in texts.items() if name not in (rules.XLSX, rules.ODS)]
        assert all((spoken(SECRET) in spoken(text)) is holds for text in words)
    assert (public.audience, inside.audience) == ("public", "restricted")
    assert (public.marking, inside.marking) == ("OFFICIAL", "OFFICIAL-SENSITIVE")


def test_the_restricted_layer_bears_its_marking_on_every_page(durham, done):
    inside = layer(durham, "restricted", formats=["pdf", "large-print", "easy-print"])
    for file in inside.files.all():
        pages = pypdfium2.PdfDocument(bytes(file.content))
        for page in pages:
            assert "OFFICIAL-SENSITIVE" in page.get_textpage().get_text_range()


def test_every_number_of_a_layer_is_bound(durham, done):
    for row in layer(durham).figures.all():
        assert row.how != "unbound"
        assert row.observations.exists() or row.how == "rows"


def test_a_draft_and_a_year_without_one_are_not_built(durham, by):
    with pytest.raises(RuleBroken, match="There is: none yet"):
        layer(durham)
    begun(durham, by)
    with pytest.raises(RuleBroken, match="Complete it first"):
        layer(durham)
    assert not Report.objects.of(durham).exists()


def test_empty_headings_say_so(durham, by):
    one = begun(durham, by)
    for name, words in (("public", "heading is public"), ("restricted", "heading yet")):
        declared = declaring.report(f"assessment_{name}")
        document = compose(declared, partnership=durham, period=one.period, as_of=today()).document
        told = " ".join(str(part) for element in document.elements for part in [element])
        assert words in told
        assert "No figure is printed" in told
        assert "one tier of council" in told


# Who may


def test_the_restricted_layer_is_built_and_seen_by_cleared_people_only(client, durham, done):
    inside = layer(durham, "restricted")
    partner = UserFactory(roles=["partner"], partnership=durham)
    board = UserFactory(roles=["board_member"], partnership=durham)
    with pytest.raises(PermissionDenied):
        layer(durham, "restricted", by=partner)
    made = publish(inside, durham, manager(durham))
    for person, status in ((None, 404), (partner, 404), (board, 200)):
        if person:
            client.force_login(person)
        assert client.get(reverse("report", args=[inside.pk])).status_code == status
        assert client.get(reverse("publication", args=[made.address])).status_code == status
        assert client.get(reverse("report_file", args=[inside.pk, "txt"])).status_code == status
    done.refresh_from_db()
    assert (done.status, done.address) == (assessment_rules.COMPLETE, "")


def test_a_builder_who_is_not_cleared_sees_no_restricted_draft(durham, done, monkeypatch):
    inside = layer(durham, "restricted")
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    assert inside in queries.reports(durham, by=analyst)
    monkeypatch.setattr(queries, "_sees_restricted", lambda *_: False)
    assert inside not in queries.reports(durham, by=analyst)


def test_a_preview_asks_the_same(client, durham, done):
    client.force_login(UserFactory(roles=["analyst"], partnership=durham))
    address = reverse("preview_report")
    for name, holds in (("public", False), ("restricted", True)):
        asked = {"name": f"assessment_{name}", "period": "2025/26"}
        answer = client.get(address, asked)
        assert answer.status_code == 200
        assert (SECRET in answer.content.decode()) is holds


# Publishing


def test_publishing_the_public_layer_publishes_the_assessment(client, durham, by, done):
    public = layer(durham, formats=["txt", "html", "xlsx", "ods", "docx", "pdf"])
    made = publish(public, durham, by)
    done.refresh_from_db()
    assert (done.status, done.address) == (assessment_rules.PUBLISHED, made.address)
    page = client.get(reverse("assessment", args=[2025])).content.decode()
    assert "12,016" in page
    assert "7,654" not in page
    assert SECRET not in page
    assert verifying.faults(made) == []


def test_what_was_opened_again_since_it_was_built_is_not_published(durham, by, done):
    public = layer(durham)
    writing.reopen_assessment(assessment=done, why="A figure was wrong.", by=by)
    with pytest.raises(RuleBroken, match="Complete it first"):
        publish(public, durham, by)
    today = datetime.date(2025, 9, 30)
    writing.complete_assessment(assessment=done, name="Invented Officer", on=today, by=by)
    with pytest.raises(RuleBroken, match="opened again since"):
        changes.publish(report=public, by=by)
    assert not Publication.objects.of(durham).exists()


# Trying to leak


def found(done, text, name=BODY):
    declared = declaring.report("assessment_public")
    return leaks(declared, done, {name: text.encode()}, as_of=today())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"<p>{SECRET}.</p>", "words"),
        ("<p>quietly THE night <b>market</b> troubles</p>", "words"),
        ("<p>There were 7,654 cases.</p>", "a figure"),
        ("<table><tr><td>7654</td></tr></table>", "a figure"),
        ("<p>7654.0</p>", "a figure"),
    ],
)
def test_words_and_figures_of_a_restricted_statement_are_found(done, text, what):
    assert found(done, text) == [Leak(BODY, 7, what)]
    assert SECRET not in found(done, text)[0].sentence


@pytest.mark.parametrize(
    "text", ["<p>Nothing here.</p>", "<p>12,016 crimes</p>", "<p>the night market</p>"]
)
def test_what_is_public_too_and_single_words_are_no_leak(done, text):
    assert found(done, text) == []


def test_a_short_restricted_statement_is_found_whole(durham, by):
    one = complete(durham, by, statements=[
        {"layer": assessment_rules.RESTRICTED, "text": "Patrols cease.", "figure": chosen()},
    ])  # fmt: skip
    assert [leak.what for leak in found(one, "<p>From May patrols cease. Then rest.</p>")] == [
        "words"
    ]


def test_nothing_can_leak_where_nothing_is_restricted(durham, by):
    assert found(complete(durham, by), "<p>Anything at all 7,654</p>") == []


def test_a_layer_made_by_a_broken_query_is_not_kept(durham, done, monkeypatch):
    """As if somebody had let the query see every statement: the check does not trust it."""
    monkeypatch.setattr(
        assessments,
        "public_told",
        lambda one, as_of=None: assessments.restricted_told(one, by=None),
    )
    with pytest.raises(RuleBroken, match="restricted statement 7"):
        layer(durham)
    assert not Report.objects.of(durham).exists()


@pytest.mark.parametrize("name", ["txt", "html", "docx", "xlsx", "ods", "pdf"])
def test_a_file_that_holds_the_restricted_layer_is_not_published(durham, by, done, name):
    """A file put in the place of the one that was built, its hash with it."""
    public, inside = layer(durham, formats=[name]), layer(durham, "restricted", formats=[name])
    there = inside.files.get()
    ReportFile.objects.of(durham).filter(report=public).update(
        content=bytes(there.content), size=there.size, sha256=there.sha256
    )
    with pytest.raises(RuleBroken, match="would give away"):
        publish(public, durham, by)
    assert not Publication.objects.of(durham).exists()


def test_a_file_that_cannot_be_read_again_is_not_published(durham, by, done):
    public = layer(durham, formats=["pdf"])
    rubbish = b"%PDF-1.7 no more than this"
    ReportFile.objects.of(durham).filter(report=public).update(
        content=rubbish, sha256=hashlib.sha256(rubbish).hexdigest()
    )
    with pytest.raises(RuleBroken, match="cannot be read again"):
        publish(public, durham, by)


def test_what_became_restricted_behind_the_rules_stops_what_was_built(durham, by, done):
    said_before = "Everybody heard this in the market square: {{ figure: 1 }}."
    every = AssessmentStatement.objects.of(durham).filter(assessment=done, number=1)
    every.update(text=said_before)
    public = layer(durham)
    every.update(layer="restricted")
    with pytest.raises(RuleBroken, match="words of restricted statement 1"):
        publish(public, durham, by)


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    layers=st.lists(st.sampled_from([*assessment_rules.LAYERS]), min_size=6, max_size=6),
    held=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_no_mixture_of_layers_and_figures_gives_anything_away(durham, layers, held):
    """Six statements, each with words and a month of its own; any may be restricted or held."""
    months = ["January 2025", "February 2025", "March 2025", "April 2025", "May 2025", "July 2025"]
    words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]
    with transaction.atomic():
        by = manager(durham)
        one = begun(durham, by)
        for month, word, how, back in zip(months, words, layers, held, strict=True):
            row = said(one, by, layer="restricted", text=f"{word} {{{{ figure: 1 }}}}",
                       figure=chosen("asb_incidents", month, restricted=back))  # fmt: skip
            AssessmentStatement.objects.of(durham).filter(pk=row.pk).update(layer=how)
        inside = assessments.restricted_told(one, by=None)
        public = " ".join(told.text for told in assessments.public_told(one))
        for told, word, how, back in zip(inside, words, layers, held, strict=True):
            open_one = how == "public" and not back
            assert (word in public) is open_one
            value = told.figures[0].figure.text
            assert (value in public) is open_one
        transaction.set_rollback(True)


# Declared


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sections": ["summary"]}, "no sections, no parts"),
        ({"measures": "adopted_plan"}, "no sections, no parts"),
        ({"audience": "partners"}, "must be restricted"),
        ({"marking": ""}, "says so on each page"),
        ({"layer": "", "audience": "public"}, "either sections or parts"),
        ({"layer": "", "measures": "adopted_plan", "sections": ["summary"]}, "Write partners"),
    ],
)
def test_a_declared_layer_that_is_not_one_is_refused(tmp_path, settings, change, why):
    settings.DEFINITIONS_DIR = tmp_path
    (tmp_path / "reports").mkdir()
    told = {
        "id": "tried", "title": "Tried", "about": "Trying.", "measures": "assessment",
        "layer": "restricted", "audience": "restricted", "marking": "OFFICIAL-SENSITIVE",
        "period_kinds": ["financial_year"], "written_by": "a", "checked_by": "b",
        "next_review": "2027-09-30",
    }  # fmt: skip
    (tmp_path / "reports" / "tried.yaml").write_text(yaml.safe_dump(told | change))
    with pytest.raises(CannotDo, match=why):
        declaring.reports()


def test_a_run_of_words_is_found_across_a_number_and_beside_it(done):
    every = assessments.restricted_told(done, by=None)
    told = next(one for one in every if one.statement.number == 7)
    assert any("night market troubles every trader" in run for run in leaking.runs(told))
