"""Checking the figures of a long text: seconds for 200 pages, and how time grows with length."""

import time

from benchmarks import Result
from csp_claims import check

PAGE = 450  # words
PARAGRAPH = (
    "In {year} the number of {what} reported in ward {n} fell by {percent}% from {start} to {end}. "
    "Officers of the partnership visited {visits} homes with their colleagues of the fire service, "
    "and {share} of the {visits} people whom they met had asked for a visit. The programme goes on "
    "in the coming year with the money that is left, and we thank everybody who has helped."
)
WHAT = ("burglaries", "thefts from vehicles", "deliberate fires", "calls for help", "hate crimes")


def text_of(pages: int) -> str:
    """A report of so many pages, of which no two paragraphs are the same."""
    paragraphs, words, n = [], 0, 0
    while words < pages * PAGE:
        n += 1
        start = 1000 + 37 * n % 7919
        paragraphs.append(
            PARAGRAPH.format(
                year=f"{2001 + n % 20}/{(2 + n) % 20 + 1:02}", what=WHAT[n % len(WHAT)], n=n,
                percent=25, start=f"{start * 4:,}", end=f"{start * 3:,}", visits=100 + n % 400,
                share=50 + n % 40,
            )
        )  # fmt: skip
        words += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def measure() -> list[Result]:
    """200 pages against the bar of 5 seconds; growth is their time over twice that of 100."""
    took: dict[int, float] = {}
    for pages in (100, 200):
        text = text_of(pages)
        started = time.process_time()
        claims = check(text)
        took[pages] = time.process_time() - started
    return [
        Result(
            "figure_check_200_pages", took[200], None, 200, unit="s", higher_is_better=False,
            bar=5.0, what="seconds to check the figures of 200 pages",
            agree=f"{len(claims)} claims, every one holds", growth=took[200] / (2 * took[100]),
        )
    ]  # fmt: skip
