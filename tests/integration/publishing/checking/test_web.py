"""The page that checks a document: what it shows, gives away, refuses and never keeps."""

import datetime
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.publishing.checking import carrying, changes, rules
from goldenthread.publishing.checking.reading import Line, Text
from goldenthread.publishing.models import Report
from tests.factories import papers
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = f"{papers.PROSE}\n\n{papers.FALSE}\n\nCalls fell from\n1,200 to 1,300 in a year.\n\n# <b>End"


@pytest.fixture
def page(client, officer):
    client.force_login(officer)

    def ask(**data):
        return client.post(reverse("check_figures"), data)

    return ask


def test_pasted_text_is_shown_with_every_claim_marked(page, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):  # of them 4 savepoints and 5 for the record
        response = page(text=TEXT)
    html = response.content.decode()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "<mark>rose by 30% from 100 to 120</mark>" in html
    assert html.count('id="claim-3"') == 1
    assert "Wrong (2)" in html
    assert "&lt;b&gt;End" in html
    assert "1. " not in html.split("<main")[0]


def test_nothing_of_the_text_is_kept(page):
    page(text=TEXT)
    event = Event.objects.get(verb=changes.VERB)
    assert set(event.details) == {"what", "came_from"}
    assert event.details["what"] == "pasted"
    assert "127.0.0.1" not in str(event.details)


def test_a_text_without_claims_says_so(page):
    assert "No claim in it carries" in page(text="Nothing at all.").content.decode()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", papers.word(), "line 5"),
        ("a.csv", b"Offence,2022,2023\nA,1,2\nB,3,4\nTotal,4,7\n", "rows 2, 3 and 4"),
        ("a.txt", f"One\x0c{papers.FALSE}".encode(), "page 2, line 1"),
    ],
)
def test_a_file_is_read_and_its_places_told(page, name, data, told):
    html = page(file=SimpleUploadedFile(name, data)).content.decode()
    assert told in html


def test_one_of_our_drafts_can_be_checked_by_who_may_read_it(client, place):
    client.force_login(UserFactory(roles=["analyst"], partnership=place))
    report = Report.objects.create(
        partnership=place, name="q", title="Quarterly", period_kind="quarter",
        period_start=datetime.date(2025, 4, 1), period_end=datetime.date(2025, 6, 30),
        as_of=datetime.date(2026, 1, 31), body=f"<p>{papers.FALSE}</p>", contents=[],
        built_at=timezone.now(), built_by_name="An analyst",
    )  # fmt: skip
    response = client.post(reverse("check_figures"), {"report": report.pk})
    assert "rose by 30% from 100 to 120" in response.content.decode()


def test_a_word_file_comes_back_with_comments_in_a_copy(page):
    data = papers.word()
    response = page(file=SimpleUploadedFile("a.docx", data), answer="docx")
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    comments = archive.read("word/comments.xml").decode()
    assert "rose by 30% from 100 to 120" in comments
    assert "2,150 + 235 = 2,385" in comments
    assert "fell by 14%" not in comments  # it holds
    body = archive.read("word/document.xml").decode()
    assert papers.PROSE in body
    assert "commentRangeStart" in body


def carried(response):
    html = response.content.decode()
    return html.split('name="carried" value="')[1].split('"')[0]


def test_findings_are_exported_from_the_page_alone(page):
    import docx
    import openpyxl

    token = carried(page(text=TEXT))
    told = page(carried=token, answer="csv").content.decode("utf-8-sig")
    assert told.splitlines()[0].startswith("number,verdict,kind,place")
    assert "rose by 30% from 100 to 120" in told
    book = openpyxl.load_workbook(io.BytesIO(page(carried=token, answer="xlsx").content))
    assert book.active["B3"].value == "Wrong"
    document = docx.Document(io.BytesIO(page(carried=token, answer="docx").content))
    assert len(list(document.comments)) == 2
    assert "<b>End" in [each.text for each in document.paragraphs]
    assert "Findings" in page(carried=token).content.decode()


def test_a_page_of_another_person_or_an_old_or_altered_one_is_refused(
    page, place, officer, monkeypatch
):
    token = carried(page(text=TEXT))
    other = UserFactory(roles=["partner"], partnership=place)
    client = Client()
    client.force_login(other)
    for asked, value in ((client.post, token), (None, token[:-4] + "AAAA")):
        response = (
            asked(reverse("check_figures"), {"carried": value}) if asked else page(carried=value)
        )
        assert response.status_code == 422
        assert "nothing is kept" in response.content.decode()
    text = Text("a", "text", (Line("x"),))
    old = carrying.packed(text, by=officer, partnership=place)
    assert carrying.unpacked(old, by=officer, partnership=place).lines == text.lines
    monkeypatch.setattr(rules, "KEPT_FOR", datetime.timedelta(seconds=-1))
    with pytest.raises(RuleBroken, match="nothing is kept"):
        carrying.unpacked(old, by=officer, partnership=place)


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({}, 422, "Give one thing"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, 422, "Give one thing"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n")}, 422, "is a picture"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, 422, "The file is empty"),
        ({"text": "x" * 1_000_001}, 422, "1,000,000"),
        ({"report": 99}, 422, "valid choice"),
    ],
)
def test_what_cannot_be_checked_gets_a_sentence_beside_its_field(page, data, status, said):
    response = page(**data)
    html = response.content.decode()
    assert response.status_code == status
    assert said in html.replace("1000000", "1,000,000")
    assert "There is a problem" in html


def test_a_request_that_is_too_large_is_not_read(client, officer):
    client.force_login(officer)
    response = client.generic(
        "POST", reverse("check_figures"), b"x", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(rules.LARGEST_REQUEST + 1),
    )  # fmt: skip
    assert response.status_code == 413
    assert "too large" in response.content.decode()
    told = client.generic("GET", reverse("check_figures"), CONTENT_LENGTH="x")
    assert told.status_code == 200


def test_a_form_of_another_site_is_refused(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(reverse("check_figures"), {"text": TEXT}).status_code == 403


def test_an_upload_stays_in_memory_whatever_its_size(page, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.FILE_UPLOAD_TEMP_DIR = "/no/such/folder"
    assert page(file=SimpleUploadedFile("a.txt", TEXT.encode())).status_code == 200


def test_the_form_needs_few_queries(client, officer, django_assert_max_num_queries):
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        assert "Your document is not kept" in client.get(reverse("check_figures")).content.decode()


def test_the_public_is_asked_to_sign_in_and_who_may_not_is_refused(client, place, settings):
    settings.REQUIRE_MFA = False
    assert client.get(reverse("check_figures")).status_code == 302
    client.force_login(UserFactory(roles=["administrator"], partnership=place))
    assert client.get(reverse("check_figures")).status_code == 403


def test_too_many_checks_by_one_person_are_refused_in_every_process(page, officer, monkeypatch):
    monkeypatch.setattr(rules, "BY_ONE_PERSON", 2)
    assert [page(text="a b").status_code for _ in range(3)] == [200, 200, 429]
    assert Event.objects.filter(verb=changes.VERB).count() == 2  # the refusal wrote nothing
    token = carrying.packed(Text("a", "text", ()), by=officer, partnership=PartnershipFactory(
        slug="durham"))  # fmt: skip
    assert page(carried=token, answer="csv").status_code == 422


def test_too_many_checks_from_one_address_are_refused(page, place, monkeypatch):
    monkeypatch.setattr(rules, "FROM_ONE_ADDRESS", 1)
    assert page(text="a b").status_code == 200
    other = UserFactory(roles=["partner"], partnership=place)
    with pytest.raises(RuleBroken, match="Your organisation has checked 1 documents"):
        changes.note_check(partnership=place, by=other, address="127.0.0.1", what="pasted")
    changes.note_check(partnership=place, by=other, address="192.0.2.7", what="pasted")


def test_who_may_not_check_writes_nothing(place):
    nobody = UserFactory(partnership=place)
    with pytest.raises(PermissionDenied):
        changes.note_check(partnership=place, by=nobody, address="", what="pasted")
    assert not Event.objects.filter(verb=changes.VERB).exists()
