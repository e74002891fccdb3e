"""A partnership with places, definitions and sources loaded, for tests of evidence."""

from goldenthread.accounts.models import Partnership
from goldenthread.indicators import loading as indicators
from goldenthread.places import loading as places
from tests.factories.accounts import PartnershipFactory


def ready_partnership(slug: str = "safe-durham", *, is_invented: bool = False) -> Partnership:
    """Give a partnership that data can be loaded into."""
    places.load()
    indicators.load()
    return PartnershipFactory(
        slug=slug,
        area_code="X06000001" if is_invented else "E06000047",
        is_invented=is_invented,
        is_default=not is_invented,
    )
