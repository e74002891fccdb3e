"""Tables described for machines: CSV on the Web (CSVW) for each, DCAT for all of them.

Sources: W3C, Metadata Vocabulary for Tabular Data (2015); W3C, DCAT version 3 (2024).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.publishing.open_data.datasets import COLUMNS

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
Whole = Callable[[str], str]  # makes a whole address of a path


def csvw(partnership: Partnership, indicator: IndicatorDefinition, whole: Whole) -> dict[str, Any]:
    """Describe the table of one indicator: its address, columns, key, licence and publisher."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": whole(reverse("open_csv", args=[indicator.pk])),
        "dc:title": indicator.name,
        "dc:description": _description(indicator),
        "dc:publisher": partnership.name,
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": one.name,
                    "titles": one.name,
                    "datatype": one.datatype,
                    "dc:description": one.meaning,
                    "null": "",
                }
                for one in COLUMNS
            ],
            "primaryKey": ["indicator", "area_code", "period_start", "period_end"],
        },
    }


def catalogue(
    partnership: Partnership, indicators: Iterable[IndicatorDefinition], whole: Whole
) -> dict[str, Any]:
    """List every table as a DCAT catalogue in JSON-LD."""
    publisher = {"@type": "foaf:Organization", "foaf:name": partnership.name}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": whole(reverse("open_catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": f"Open data of the {partnership.name}",
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:language": "en",
        "dcat:dataset": [_dataset(one, publisher, whole) for one in indicators],
    }


def _dataset(
    indicator: IndicatorDefinition, publisher: dict[str, str], whole: Whole
) -> dict[str, Any]:
    address = whole(reverse("open_csv", args=[indicator.pk]))
    return {
        "@id": whole(reverse("indicator", args=[indicator.pk])),
        "@type": "dcat:Dataset",
        "dct:identifier": indicator.pk,
        "dct:title": indicator.name,
        "dct:description": _description(indicator),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": address},
                "dcat:mediaType": "text/csv",
                "dct:conformsTo": {"@id": whole(reverse("open_csvw", args=[indicator.pk]))},
            }
        ],
    }


def _description(indicator: IndicatorDefinition) -> str:
    """Say in words what is counted, out of what, and why."""
    counted = f"{indicator.counts}." if indicator.counts else ""
    out_of = f"Out of: {indicator.of}." if indicator.of else ""
    return " ".join(part for part in (counted, out_of, indicator.why, indicator.note) if part)
