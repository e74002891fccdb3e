"""The first steps of our own addresses, which no partnership may take as its slug."""

from goldenthread.accounts.matrix import pages

# Not addresses of pages: kept for languages, open data, and what browsers and hosts ask for.
KEPT = frozenset({"admin", "api", "assets", "cy", "en", "media", "robots", "static", "www"})


def taken_first_steps() -> frozenset[str]:
    """Give every word that an address of ours begins with, and those kept for later."""
    steps = {page.pattern.lstrip("/").partition("/")[0] for page in pages()}
    return KEPT | {step for step in steps if step and "<" not in step}
