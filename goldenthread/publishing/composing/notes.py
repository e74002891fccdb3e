"""The end of a report: how its numbers were made, and which releases they rest on."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from goldenthread.publishing.composing.measures import day
from goldenthread.publishing.document import Element, Facts, Heading, Paragraph, Printed
from goldenthread.sources.models import Release

METHOD = (
    "Counts are added up over the months of the period. A period with a month missing gets no "
    "figure: what is missing is never taken as zero.",
    "A rate divides the count by the residents at mid-year, by the latest estimate of no later "
    "year than the period's. The months and quarters differ in length by a few days; no "
    "allowance is made for that.",
    "The 95% limits say how far a count could lie off by chance alone. They are exact Poisson "
    "limits below 10 events and Byar's from 10; for percentages they are Wilson's.",
    "A change is called real when the 95% limits of the ratio of the two rates leave out 1, by "
    "the exact test of two Poisson rates. Crimes come in series, so counts vary somewhat more "
    "than chance alone: a real change is a signal to look, not a verdict.",
    "Whether a real change is better or worse is decided by what the strategy holds to be better "
    "for that measure. Where neither way is better, it is only said that it changed.",
    "Numbers are rounded as people round, halves up, from unrounded figures. The two figures of a "
    "change are printed as finely as makes its percentage follow from them. Nothing provisional "
    "is printed. Where fewer than 5 people stand behind a figure, it is not shown.",
)


def method() -> Iterator[Element]:
    """How the numbers were made, in words."""
    yield Heading(1, "How the numbers are made")
    for text in METHOD:
        yield Paragraph((text,))


def sources(releases: Sequence[Release]) -> Iterator[Element]:
    """Each release with its publisher, licence, rows and checksum."""
    yield Heading(1, "Sources and releases")
    if not releases:
        yield Paragraph(("No release of data stands behind this report.",))
    said: set[str] = set()
    for one in sorted(releases, key=lambda release: (release.source_id, release.key)):
        yield Heading(2, one.title)
        yield Facts(
            (
                ("Published by", (one.publisher,)),
                ("Licence", (one.licence,)),
                ("Received", (day(timezone.localdate(one.received_at)),)),
                ("Rows received", (_rows(one, "rows_in"),)),
                ("Rows kept", (_rows(one, "rows_kept"),)),
                ("SHA-256 over its files", (one.checksum,)),
            )
        )
        if one.is_invented:
            yield Paragraph(("Invented: these rows are made up, to try things out.",), "note")
        if one.source.attribution not in said:
            yield Paragraph((one.source.attribution,), "note")
            said.add(one.source.attribution)


def _rows(one: Release, field: str) -> Printed:
    key = f"release-{one.key}.{field}"
    return Printed(f"{getattr(one, field):,}", key, "rows", releases=(one.pk,))
