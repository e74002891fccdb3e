"""Tasks that are done on a page of their own, where more is recorded than that they are done."""

from types import MappingProxyType

# How a key begins, and the name of the page on which it is done. Declared tasks have no colon.
PAGES = MappingProxyType(
    {
        "contact": "contact_victim",
        "review": "review_victim",
        "band": "decide_band",
        "first_plan": "new_case_action",
        "plan": "finish_case_action",
        "referral": "end_case_referral",
    }
)


def own_page(key: str) -> tuple[str, tuple[str, ...]] | None:
    """Give the page on which a task is done, with what its address names; None: on no other.

    "review:12:manager" is done on the page review_victim of 12 and manager.
    """
    start, colon, rest = key.partition(":")
    if not colon or start not in PAGES:
        return None
    return PAGES[start], tuple(part for part in rest.split(":") if part)
