"""How long an annual report of 60 pages takes in all its formats together.

Three times the shipped annual report's measures, in one document of at least 60 printed pages.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks import Result

BAR = 15.0  # seconds, every format together, on two cores
PAGES = 60


def measure() -> Iterator[Result]:
    """Give the seconds for one long report in every format, with charts drawn anew."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        os.environ["GOLDENTHREAD_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        yield _measured()


def _measured() -> Result:
    import django

    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command

    from config.example import load
    from goldenthread.publishing import rules
    from goldenthread.publishing.formats import drawn

    call_command("migrate", verbosity=0)
    load()
    document, on = _long()
    cache.clear()
    began, worked = time.perf_counter(), time.process_time()
    files = drawn(document, [*rules.FORMATS], on=on)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    pages = _pages(files[rules.PDF])
    assert pages >= PAGES, pages
    return Result(
        name="reports",
        what=f"a report of {pages} pages in {len(files)} formats, charts drawn anew",
        ours=round(seconds, 2),
        peer=None,
        rows=pages,
        unit="s",
        higher_is_better=False,
        bar=BAR,
        note=f"{sum(map(len, files.values())) / 1e6:.1f} MB in all; {worked:.1f} s of processor.",
    )


def _long():  # type: ignore[no-untyped-def]
    """The annual report, its measures repeated with other pictures until it is long enough."""
    from datetime import date

    from csp_analytics.period import Period
    from goldenthread.accounts.models import Partnership
    from goldenthread.publishing import declaring
    from goldenthread.publishing.composing.whole import compose
    from goldenthread.publishing.document import Picture
    from goldenthread.publishing.print import as_pdf

    partnership = Partnership.objects.get(is_default=True)
    on = date.today()  # noqa: DTZ011 - any day does
    made = compose(declaring.report("annual"), partnership=partnership,
                   period=Period.financial_year(2024), as_of=on)  # fmt: skip
    document, elements, times = made.document, list(made.document.elements), 1
    while _pages(as_pdf(document, on=on)) < PAGES:
        times += 1
        more = [
            replace(one, chart=replace(one.chart, unit=f"{one.chart.unit} ({times})"))
            if isinstance(one, Picture) else one
            for one in made.document.elements
        ]  # fmt: skip
        elements += more
        document = replace(document, elements=tuple(elements))
    return document, on


def _pages(content: bytes) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    count = len(pdf)
    pdf.close()
    return count
