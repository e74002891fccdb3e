"""How the bodies and words of a page become what the rules of disclosure judge (IS rules)."""

from types import MappingProxyType

from goldenthread.casework.rules.disclosure import GATEWAYS, Body

# What a body of the address book is to a gateway (IS-01, IS-02); all else is "other".
KIND_OF = MappingProxyType(
    {
        "council": "council",
        "police": "police",
        "fire": "fire",
        "probation": "probation",
        "health": "nhs",
        "local_policing_body": "local_policing_body",
        "prison": "prison",
        "voluntary": "voluntary",
        "housing": "social_housing",
        "university": "education",
        "youth_justice": "youth_justice",
    }
)
REGIME_NAMES = MappingProxyType(
    {
        "uk_gdpr": "UK GDPR and DPA 2018 Part 2",
        "part_3": "DPA 2018 Part 3: a competent authority, for law enforcement",
    }
)
GATEWAY_NAMES = MappingProxyType(dict(GATEWAYS))


def body(name: str, kind: str, *, social_care: bool = False) -> Body:
    """Give a body as a gateway sees it (IS-01, IS-02).

    social_care: what is disclosed is held by its adult or children's social care.
    """
    return Body(name, "social_care" if social_care else KIND_OF.get(kind, "other"))


def refused_in(sentences: str) -> list[str]:
    """Give the sentences of a refusal one by one."""
    return [one for one in sentences.split("\n") if one]
