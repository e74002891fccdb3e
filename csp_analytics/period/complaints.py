"""The sentences for a text that is no period: what was read, and a form that works."""

import re
from difflib import get_close_matches

from csp_analytics.period.shapes import MONTHS

FORMS = "2023/24, Q1 2025/26, June 2020, 12 months to September 2020 or April to December 2022"


def sentence(text: str, tidy: str) -> str:
    """Why `text` cannot be read.

    text: as printed. tidy: the same in small letters, with one kind of dash.
    """
    if not tidy:
        return f"Nothing is printed where a period should be; write it like {FORMS}."
    if tidy.startswith(("since ", "after ", "before ")):
        return f"{text!r} has no start or no end; write both, like 2007/08 to 2012/13."
    if not re.search(r"[0-9]{4}|[0-9]{2}/[0-9]{2}", tidy):
        return f"{text!r} has no year; write it like {FORMS}."
    for word in re.findall("[a-z]{4,12}", tidy):
        near = get_close_matches(word, [name.casefold() for name in MONTHS], n=1, cutoff=0.7)
        if near and near[0] != word:
            return f"{text!r} is not a period; by {word!r} you may mean {near[0].capitalize()}."
    return f"{text!r} is not a period; write it like {FORMS}."


def years(text: str, first: int) -> str:
    """Why a pair of years cannot be read. first: the first of them, four digits."""
    return (
        f"{text!r} does not go from a year to a later one; the year from April {first} "
        f"is {first}/{(first + 1) % 100:02d}, a span of years {first}-{first + 5}."
    )
