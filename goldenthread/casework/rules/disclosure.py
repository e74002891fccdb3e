"""Disclosing information about people: gateways, conditions, refusals in a sentence (IS rules).

A refusal stops a disclosure. A warning goes with it on record. Nothing is let through because a
field was left empty.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import Length, last_day, local_day
from goldenthread.declared import nearest

# Who a body is, where a gateway asks (IS-01, IS-02).
RELEVANT = frozenset(
    {"police", "local_policing_body", "council", "probation", "fire", "nhs", "social_housing"}
)
SERIOUS_VIOLENCE = frozenset(
    {"police", "fire", "nhs", "council", "youth_justice", "probation", "local_policing_body",
     "education", "prison", "youth_custody"}
)  # fmt: skip
HEALTH_OR_CARE = frozenset({"nhs", "social_care"})
COMPETENT = frozenset({"police", "local_policing_body", "probation", "council"})  # IS-07
BODIES = RELEVANT | SERIOUS_VIOLENCE | HEALTH_OR_CARE | {"voluntary", "other"}

GATEWAYS = MappingProxyType(
    {
        "section_115": "Crime and Disorder Act 1998 s.115",
        "serious_violence": "Police, Crime, Sentencing and Courts Act 2022 s.16",
        "case_review": "ASB, Crime and Policing Act 2014 Schedule 4 paragraph 7",
        "consent": "Consent to a voluntary service",
        "vital_interests": "Vital interests",
        "safeguarding": "Safeguarding of a child or adult",
        "court_order": "Order of a court",
        "other": "Another power, named in the purpose",
    }
)
REGIMES = ("uk_gdpr", "part_3")
LOGGED = ("collected", "altered", "consulted", "disclosed", "combined", "erased")  # IS-08
SOURCES, ASSESSMENTS, HANDLING = "123", "ABCDE", "PC"  # IS-12

_ASKED = MappingProxyType(
    {
        "what": "what is disclosed",
        "purpose": "for what purpose",
        "basis": "the basis in data protection law",
        "necessity": "why it is necessary and proportionate",
        "handling": "how it is to be handled",
    }
)


@dataclass(frozen=True)
class Body:
    """A body that discloses or receives: its name and which kind it is, one of BODIES."""

    name: str
    kind: str


@dataclass(frozen=True)
class Agreement:
    """An information-sharing agreement: who is in it and until when it was last reviewed for."""

    name: str
    parties: frozenset[str]
    review_by: date


@dataclass(frozen=True)
class Disclosure:
    """What is recorded of one disclosure (IS-04).

    basis: under UK GDPR or Part 3, as `regime` says. condition: for data of a special category
    or about offences (IS-09). statutory: the purpose is a statutory function, not a service.
    """

    at: datetime
    person: str
    sender: Body
    receivers: tuple[Body, ...]
    what: str
    purpose: str
    gateway: str
    basis: str
    necessity: str
    handling: str
    regime: str = "uk_gdpr"
    statutory: bool = True
    personal: bool = True
    patient: bool = False
    law_enforcement: bool = False
    for_case_review: bool = False
    special: bool = False
    condition: str = ""
    policy_document: str = ""
    agreement: Agreement | None = None


@dataclass(frozen=True)
class Found:
    """What stands in the way of a disclosure, and what goes with it on record."""

    refusals: tuple[str, ...]
    warnings: tuple[str, ...]


def check(one: Disclosure) -> tuple[str, ...]:
    """Refuse a forbidden disclosure; give the warnings of an allowed one (IS-01 to IS-09).

    Raises RuleBroken with every reason, one sentence each.
    """
    found = findings(one)
    if found.refusals:
        raise RuleBroken("\n".join(found.refusals))
    return found.warnings


def findings(one: Disclosure) -> Found:
    """Give every reason against a disclosure and every warning (IS-01 to IS-09)."""
    refused = [
        *_said_in_full(one),
        *_gateway(one),
        *_serious_violence(one),
        *_regime(one),
        *_special(one),
    ]
    return Found(tuple(refused), tuple(_agreement(one)))


def must_comply(*, public_function: bool, breaches_law: bool) -> bool:
    """Say whether somebody asked for information for a case review must give it (IS-03).

    breaches_law: giving it would breach data protection law or the law on interception.
    """
    return public_function and not breaches_law


def needs_service_consent(*, statutory: bool, voluntary_service: bool) -> bool:
    """Say whether consent to a service is recorded, apart from the lawful basis (IS-06)."""
    return voluntary_service and not statutory


def check_logged(verb: str, *, at: datetime | None, by: str, to: str = "") -> None:
    """Refuse an entry of the log of law enforcement that says too little (IS-08).

    to: who received it, asked for where it was disclosed. Raises RuleBroken.
    """
    if verb not in LOGGED:
        raise RuleBroken(f'"{verb}" is not what is logged. {nearest(verb, LOGGED)}')
    if at is None or not by.strip():
        raise RuleBroken("The log says when and by whom.")
    if verb == "disclosed" and not to.strip():
        raise RuleBroken("The log says to whom it was disclosed.")


def check_intelligence(text: str, *, grading: str, conditions: str = "") -> None:
    """Refuse intelligence without its 3x5x2 grading, such as "2B C" (IS-12).

    grading: source 1 to 3, assessment A to E, handling P or C. Raises RuleBroken.
    """
    marks = grading.replace(" ", "").upper()
    if not text.strip():
        raise RuleBroken("There is no text to grade.")
    if len(marks) != 3 or not (
        marks[0] in SOURCES and marks[1] in ASSESSMENTS and marks[2] in HANDLING
    ):
        raise RuleBroken(
            f'"{grading}" is no grading. Write source 1 to 3, assessment A to E and handling P or '
            "C, such as 2BC."
        )
    if marks[2] == "C" and not conditions.strip():
        raise RuleBroken("Handling C is sharing under conditions: write the conditions.")


def access_due(
    received: date, length: Length, *, clarified: tuple[tuple[date, date], ...] = ()
) -> date:
    """Give by when a subject access request is answered (IS-10).

    length: as declared, for a simple or a complex request. Days on which identity or scope was
    being clarified do not count. clarified: from the day of asking to the day of the answer.
    """
    for asked, answered in clarified:
        if not received <= asked <= answered:
            raise RuleBroken("Clarifying begins after receipt and ends after it began.")
    waited = {
        asked + timedelta(days=day)
        for asked, answered in clarified
        for day in range((answered - asked).days)
    }
    return last_day(received, length) + timedelta(days=len(waited))


def _said_in_full(one: Disclosure) -> list[str]:
    told = [f"Say {what} (IS-04)." for key, what in _ASKED.items() if not getattr(one, key).strip()]
    if not one.person.strip():
        told.append("Say who discloses it (IS-04).")
    if not one.receivers:
        told.append("Say to whom it is disclosed (IS-04).")
    for body in (one.sender, *one.receivers):
        if body.kind not in BODIES:
            told.append(f'"{body.kind}" is no kind of body. {nearest(body.kind, BODIES)}')
    return told


def _gateway(one: Disclosure) -> list[str]:
    if one.gateway not in GATEWAYS:
        return [f'"{one.gateway}" is no gateway. {nearest(one.gateway, GATEWAYS)}']
    if one.gateway == "section_115":
        outside = [body.name for body in one.receivers if body.kind not in RELEVANT]
        return [
            f"Section 115 allows disclosure to a relevant authority; {name} is none (IS-01)."
            for name in outside
        ]
    if one.gateway == "case_review" and not one.for_case_review:
        return ["This gateway is for a case review only (IS-03)."]
    if one.gateway == "consent" and one.statutory:
        return [
            "Consent is not the basis of a statutory function: choose the power under which you "
            "act (IS-06)."
        ]
    return []


def _serious_violence(one: Disclosure) -> list[str]:
    if one.gateway != "serious_violence":
        return []
    told = []
    outside = [
        body.name
        for body in (one.sender, *one.receivers)
        if body.kind not in SERIOUS_VIOLENCE | HEALTH_OR_CARE
    ]
    if outside:
        told.append(f"Section 16 does not name {', '.join(outside)} (IS-02).")
    if one.patient:
        told.append("Section 16 does not allow disclosure of patient information (IS-02).")
    if one.personal and one.sender.kind in HEALTH_OR_CARE:
        told.append(
            "Section 16 does not allow a health or social care authority to disclose personal "
            "information. Choose another gateway, or share numbers only (IS-02)."
        )
    return told


def _regime(one: Disclosure) -> list[str]:
    if one.regime not in REGIMES:
        return [f'"{one.regime}" is no regime. {nearest(one.regime, REGIMES)}']
    if one.regime == "part_3" and one.sender.kind not in COMPETENT:
        return [f"{one.sender.name} is no competent authority: Part 3 is not for it (IS-07)."]
    if one.regime == "part_3" and not one.law_enforcement:
        return ["Part 3 is for law-enforcement purposes only; this is under UK GDPR (IS-07)."]
    return []


def _special(one: Disclosure) -> list[str]:
    if not one.special:
        return []
    told = []
    if not one.condition.strip():
        told.append("Special category or offence data needs its condition in law (IS-09).")
    if not one.policy_document.strip():
        told.append("Name the policy document that covers such data (IS-09).")
    return told


def _agreement(one: Disclosure) -> list[str]:
    if one.agreement is None:
        return ["No information-sharing agreement is named (IS-05)."]
    told = []
    if one.agreement.review_by < local_day(one.at):
        told.append(
            f"{one.agreement.name} was to be reviewed by {one.agreement.review_by:%-d %B %Y} "
            "(IS-05)."
        )
    outside = [
        body.name
        for body in (one.sender, *one.receivers)
        if body.name not in one.agreement.parties
    ]  # fmt: skip
    if outside:
        told.append(f"{', '.join(outside)} is not in {one.agreement.name} (IS-05).")
    return told
