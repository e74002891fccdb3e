"""Pictures and papers that people send: only what is safe is kept, and only drawn anew."""

import io
import zlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.casework import changes
from goldenthread.casework.changes import papers
from goldenthread.casework.files import scanning, store
from goldenthread.casework.models import Attachment, Case, CaseRead
from goldenthread.casework.values.limits import number
from tests.factories.cases import TOLD, adopted

pytestmark = pytest.mark.django_db
LINK = "a-link-for-tests-of-papers"


@pytest.fixture
def case(ours, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    of = adopted(ours)
    return changes.report(of=of, texts=TOLD, link=LINK, by=AnonymousUser())


def photo(format="JPEG", size=(60, 40), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, format, **more)
    return out.getvalue()


def located_photo() -> bytes:
    """A photo that says where it was made and with which camera."""
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (54.0, 46.0, 33.0)
    return photo(exif=exif, comment=b"canary comment")


def sent(client, name: str, data: bytes):
    file = SimpleUploadedFile(name, data)
    return client.post(f"/report/follow/{LINK}/file/", {"file": file}, follow=True)


def test_a_file_for_which_room_ran_out_while_it_was_drawn_leaves_nothing(case, ours, tmp_path):
    most = number("files_most", timezone.localdate())
    for which in range(most):
        changes.send_file(case=case, name=f"{which}.jpg", data=photo(), by=AnonymousUser())
    kept = {path for path in (tmp_path / "attachments").rglob("*") if path.is_file()}
    assert len(kept) == most
    with pytest.raises(RuleBroken, match="files"):
        papers._add(case, "late.jpg", photo(), by=AnonymousUser())
    assert {path for path in (tmp_path / "attachments").rglob("*") if path.is_file()} == kept
    assert Attachment.objects.of(ours).count() == most


def test_a_photo_is_kept_without_where_and_with_what_it_was_made(client, case, ours):
    assert "We have your file" in sent(client, "my street.jpg", located_photo()).content.decode()
    kept = Attachment.objects.of(ours).get()
    data = store.path_of(kept.key).read_bytes()
    assert b"Canary" not in data
    assert b"canary" not in data
    with Image.open(io.BytesIO(data)) as read:
        assert read.size == (40, 60), "the right way up"
        assert not dict(read.getexif())
    assert kept.name == "my street.jpg"
    assert "street" not in str(store.path_of(kept.key))
    assert store.path_of(kept.key).stat().st_mode & 0o077 == 0
    assert "File 1: we got it" in client.get(f"/report/follow/{LINK}/").content.decode()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00"
    + zlib.crc32(b"IHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00").to_bytes(4, "big")
)
EVIL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
    b"endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
    b"/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("drawing.svg", SVG, "cannot take this kind of file"),
        ("drawing.png", SVG, "named as if it were PNG"),
        ("page.html", b"<script>alert(1)</script>", "cannot take this kind"),
        ("photo.jpg.exe", photo(), "cannot take this kind"),
        ("nothing", photo(), "cannot take this kind"),
        ("photo.png", photo(), "named as if it were PNG"),
        ("paper.pdf", photo(), "named as if it were PDF"),
        ("archive.pdf", b"PK\x03\x04" + b"0" * 50, "named as if it were PDF"),
        ("photo.jpg", b"\xff\xd8\xff" + b"no picture" * 50, "could not open this file"),
        ("paper.pdf", b"%PDF-1.4\nnothing", "could not open this file"),
        ("bomb.png", BOMB, "could not open this file"),
        ("empty.jpg", b"", "This file is empty"),
        ("large.jpg", photo() + b"0" * 10_000_001, "10 megabytes at most"),
    ],
    ids=lambda one: one if isinstance(one, str) and len(one) < 20 else "",
)
def test_a_hostile_or_wrong_file_is_refused_with_what_to_do(client, case, ours, name, data, told):
    page = sent(client, name, data).content.decode()
    assert told in page
    assert "There is a problem" in page
    assert not Attachment.objects.of(ours).exists()
    assert not list((store.path_of("xx").parent.parent).glob("*/*")), "nothing is left on the disk"


def test_what_hides_behind_a_picture_is_not_kept(client, case, ours):
    polyglot = photo() + b"<script>alert('canary')</script>PK\x03\x04canary"
    sent(client, "both.jpg", polyglot)
    assert b"canary" not in store.path_of(Attachment.objects.of(ours).get().key).read_bytes()


def test_a_paper_is_drawn_anew_without_script_or_metadata(client, case, ours):
    sent(client, "letter.PDF", EVIL_PDF)
    data = store.path_of(Attachment.objects.of(ours).get().key).read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"JavaScript" not in data
    assert b"alert" not in data


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_other_pictures_become_a_jpeg(client, case, ours, format):
    sent(client, f"x.{format.lower()}", photo(format))
    kept = Attachment.objects.of(ours).get()
    assert kept.kind == "image/jpeg"
    assert store.path_of(kept.key).read_bytes().startswith(b"\xff\xd8\xff")


def test_a_thousand_megabytes_are_refused_before_a_byte_is_read(client, case):
    answer = client.post(
        f"/report/follow/{LINK}/file/", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="1000000000",
    )  # fmt: skip
    assert answer.status_code == 413
    assert "too big" in answer.content.decode()
    report = client.post("/report/asb_report/", b"", content_type="text/plain",
                         CONTENT_LENGTH="7000000")  # fmt: skip
    assert report.status_code == 413


def test_only_so_many_files_go_with_one_report(client, case, ours, monkeypatch):
    monkeypatch.setattr("goldenthread.casework.changes.papers.number", lambda id, on: 1)
    sent(client, "one.jpg", photo())
    assert "You have sent 1 files" in sent(client, "two.jpg", photo()).content.decode()
    assert Attachment.objects.of(ours).count() == 1


def test_a_closed_report_takes_no_file(client, case, ours, worker):
    Case.objects.of(ours).update(closed_at=case.opened_at, outcome="action_taken", stage="closed")
    case.refresh_from_db()
    with pytest.raises(RuleBroken, match="is closed"):
        changes.add_file(case=case, name="x.jpg", data=photo(), by=worker)


def test_staff_see_a_file_by_permission_alone_with_safe_headers(
    client, case, ours, worker, people, settings
):
    kept = changes.add_file(case=case, name="../../x.jpg", data=photo(), by=worker)
    assert kept.name == "x.jpg"
    url = f"/cases/{case.reference}/files/{kept.key}/"
    assert client.get(url).status_code == 302, "a visitor is sent to sign in"
    client.force_login(people["partner"])
    assert client.get(url).status_code in (403, 404)
    client.force_login(people["analyst"])
    assert client.get(url).status_code == 404, "who sees some answers sees no file"
    client.force_login(worker)
    before = Event.objects.count()
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-1.jpg"'
    assert CaseRead.objects.of(ours).filter(case=case, person=worker, level="file").count() == 1
    assert Event.objects.count() == before + 1
    assert client.get(url.replace(kept.key, "0" * 48)).status_code == 404
    client.force_login(people["case_supervisor"])
    assert "A picture or paper" in client.get(f"/cases/{case.reference}/reads/").content.decode()


class Line:
    """A scanner that says one thing."""

    def __init__(self, said: bytes) -> None:
        self.said, self.heard = said, b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def sendall(self, data: bytes) -> None:
        self.heard += data

    def recv(self, most: int) -> bytes:
        said, self.said = self.said[:7], self.said[7:]
        return said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Eicar-Test FOUND\0", "virus was found"),
        (b"INSTREAM size limit exceeded. ERROR\0", "cannot check files"),
        (b"", "cannot check files"),
    ],
)
def test_a_scanner_that_is_set_up_is_asked(case, ours, worker, settings, monkeypatch, said, told):
    settings.SCANNER = "127.0.0.1:3310"
    line = Line(said)
    monkeypatch.setattr(scanning, "_connected", lambda address: line)
    if told:
        with pytest.raises(RuleBroken, match=told):
            changes.add_file(case=case, name="x.jpg", data=photo(), by=worker)
        assert not Attachment.objects.of(ours).exists()
    else:
        assert changes.add_file(case=case, name="x.jpg", data=photo(), by=worker).scanned
    assert line.heard.startswith(b"zINSTREAM\0")
    assert line.heard.endswith(b"\0\0\0\0")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/no/such/socket", "nonsense"])
def test_a_scanner_that_does_not_answer_lets_nothing_in(settings, address):
    settings.SCANNER = address
    with pytest.raises(RuleBroken, match="cannot check"):
        scanning.scanned(b"x")
