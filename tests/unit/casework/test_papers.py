"""Which pictures and papers are taken."""

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import papers

BEGINS = {
    "a.jpg": b"\xff\xd8\xff\xe0", "a.JPEG": b"\xff\xd8\xff\xdb", "a.png": b"\x89PNG\r\n\x1a\n",
    "a.gif": b"GIF89a", "b.gif": b"GIF87a", "a.webp": b"RIFF0000WEBP", "a.pdf": b"%PDF-1.7",
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), BEGINS.items())
def test_a_file_is_what_both_its_name_and_its_content_say(name, data):
    sort = papers.sort_of(name, data)
    assert sort.made in ("image/jpeg", "application/pdf")
    for other, content in BEGINS.items():
        if papers.sort_of(other, content) is not sort:
            with pytest.raises(RuleBroken, match="but it is not"):
                papers.sort_of(name, content)


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.jpg.exe", "pdf", "", "a.", ".zip", "a.tiff"]
)
def test_nothing_else_is_taken(name):
    with pytest.raises(RuleBroken, match="cannot take this kind"):
        papers.sort_of(name, b"\xff\xd8\xff")


def test_sizes_and_numbers_have_limits():
    papers.check_size(10_000_000, megabytes=10)
    papers.check_number(9, most=10)
    for check in (
        lambda: papers.check_size(10_000_001, megabytes=10),
        lambda: papers.check_size(0, megabytes=10),
        lambda: papers.check_number(10, most=10),
    ):
        with pytest.raises(RuleBroken):
            check()
