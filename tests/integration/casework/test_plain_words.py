"""Every page of the front door is read at the age of 9 to 11, as children of that age read."""

import re

import pytest

from tests import reading
from tests.factories.cases import hidden_in, kinds_adopted

pytestmark = pytest.mark.django_db
OLDEST = 11.0
ENOUGH = 60  # words from which one page is measured by itself
ANSWERS = {
    "danger_now": "no", "what_happened": "It was bad.", "sub_type": "noise", "where": "DH1 5UL",
    "what_kind": "abuse", "land": "public", "relation": "on_behalf", "anonymous": "no",
    "name": "Ann", "contact": "a@b.uk", "reported_before": "yes", "hate_perceived": "yes",
    "tenure": "social_rent", "tell_police": "in_full", "experienced": "Sad.",
    "happened_from": "2026-01-05", "share_consent": "yes", "described_crime": "no",
}  # fmt: skip


def journey(client, kind: str) -> dict[str, str]:
    """Give every page that somebody meets who reports one kind of thing, by what it is."""
    url = f"/report/{kind}/"
    page = client.get(url).content.decode()
    pages = {"first": page, "danger": client.post(
        url, {"go": "next", "step": "0", "a-danger_now": "yes"}).content.decode()}  # fmt: skip
    while "Check the answers" not in page:
        step = hidden_in(page, "step")
        sent = {"go": "next", "step": step, "kept": hidden_in(page, "kept"),
                "signed_link": hidden_in(page, "signed_link")}  # fmt: skip
        pages[f"mistake {step}"] = client.post(url, sent).content.decode()
        fields = {f"a-{name}": value for name, value in ANSWERS.items()}
        page = client.post(url, {**sent, **fields}).content.decode()
        pages[f"after {step}"] = page
    end = {"go": "send", "kept": hidden_in(page, "kept"),
           "signed_link": hidden_in(page, "signed_link")}  # fmt: skip
    own = client.post(url, end).url
    pages["receipt"] = client.get(own).content.decode()
    pages["again"] = client.get(f"{own}again/").content.decode()
    pages["no file"] = client.post(f"{own}file/").content.decode()
    pages["withdrawn"] = client.post(own, {"go": "withdraw"}, follow=True).content.decode()
    return pages


@pytest.mark.parametrize(
    "kind", ["asb_report", "environment_report", "hate_report", "tension_report"]
)
def test_whoever_reports_reads_plain_words(client, ours, kind):
    kinds_adopted(ours)
    pages = {name: reading.text_of(page) for name, page in journey(client, kind).items()}
    assert len(pages) > 10
    hard = {
        name: round(reading.age(text), 1)
        for name, text in pages.items()
        if sum(map(len, reading.sentences(text))) >= ENOUGH and reading.age(text) > OLDEST
    }
    print({name: round(reading.age(text), 1) for name, text in pages.items()})
    assert hard == {}, "\n".join(hardest(pages))
    assert reading.age("\n".join(pages.values())) <= OLDEST - 1, "\n".join(hardest(pages))


def test_the_doors_themselves_are_plain(client, ours):
    kinds_adopted(ours)
    start = client.get("/report/")
    large = client.post("/report/asb_report/", b"", content_type="text/plain",
                        CONTENT_LENGTH="7000000")  # fmt: skip
    for page in (start, large):
        assert reading.age(reading.text_of(page.content.decode())) <= OLDEST
    assert len(re.findall("gt-card__title", start.content.decode())) == 4


def hardest(pages: dict[str, str]) -> list[str]:
    """Give the hardest lines, to be mended first."""
    lines = {line.strip() for text in pages.values() for line in text.splitlines()}
    long = [one for one in lines if len(one.split()) >= 4 and reading.sentences(one)]
    return [f"{reading.age(one):.1f} {one}" for one in sorted(long, key=reading.age)[-25:]]
