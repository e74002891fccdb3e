"""Letters: declared text with what stands in it put in. Nothing here knows any case type."""

import re
from collections.abc import Mapping

PUTTING_IN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
OWN = ("reference", "due", "step_reason", "contact")  # put in beside answers
NOTHING = "nothing is written down"
MAY_BE_TOLD = ("own_page", "post")  # a mail says only that there is news (GSC-04)


def compose(says: str, put_in: Mapping[str, str]) -> str:
    """Give the text of a letter with everything put in; what is missing is said to be so."""

    def one(found: re.Match[str]) -> str:
        return put_in.get(found[1], "").strip() or NOTHING

    return PUTTING_IN.sub(one, says).strip()
