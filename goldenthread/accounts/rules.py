"""Who may do what: every permission and every role, as code.

Default is no. A permission that no role lists is held by nobody.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

ANY = "any"  # on everything in the partnership
OWN = "own"  # only on what names the person as responsible

PERMISSIONS = MappingProxyType(
    {
        "public.read": "Read what the partnership has published",
        "accounts.manage_own": "Change one's own password and second factor",
        "accounts.manage": "Give people a sign-in and roles",
        "audit.read": "Read the record of what was done and by whom",
        "partnership.read": "See groups, members, vacancies and agreements, with names of officers",
        "partnership.edit": "Keep groups, members, liaison officers and agreements current",
        "strategy.read_draft": "Read plans that are not adopted yet",
        "strategy.edit": "Write plans; change an adopted one with a reason that everyone can read",
        "strategy.adopt": "Adopt a draft as the partnership's plan",
        "strategy.read_restricted": "Read the restricted layer of the strategic assessment",
        "strategy.write_assessment": "Write the strategic assessment",
        "strategy.complete_assessment": "Complete the strategic assessment, or open it again",
        "sources.read": "See deliveries of data, their checks and what was rejected",
        "sources.ingest": "Load and withdraw data",
        "sources.supply_exchange": "Supply items of the prescribed quarterly exchange",
        "sources.validate_exchange": "Validate items of the exchange that somebody else supplied",
        "indicators.read_unpublished": "See provisional figures",
        "indicators.edit": "Write definitions, series and targets",
        "indicators.read_returns": "See which figures are owed, sent and late",
        "indicators.ask_return": "Ask for figures: from whom, by when, approved by whom",
        "indicators.send_return": "Send figures that were asked for",
        "indicators.approve_return": "Approve figures that somebody else has sent",
        "delivery.read": "Read delivery plans, actions and updates",
        "delivery.edit": "Write delivery plans and actions; move a date with a reason",
        "delivery.update_action": "Say how an action stands",
        "hotspots.read": "See hotspots, the shortlist and the areas that were chosen",
        "hotspots.nominate": "Put a place forward for the shortlist of hotspots",
        "hotspots.decide": "Decide as a panel member which places become hotspot areas",
        "hotspots.log_patrol": "Log a patrol of a hotspot area",
        "evaluation.read": "See interventions, their questions and answers not yet published",
        "evaluation.ask": "Declare an intervention with its question",
        "evaluation.publish": "Publish an answer that somebody else asked for",
        "funding.read": "See claims and payments, and awards that are not public yet",
        "funding.edit": "Record awards, claims and payments; vary an award with a reason",
        "funding.agree_claim": "Agree a claim that somebody else has recorded",
        "casework.read": "See cases, as far as one's part in them goes",
        "casework.open": "Open a case for somebody who calls, writes or comes",
        "casework.work": "Work on a case: answers, notes, tasks, steps",
        "casework.lead": "Say who leads a case, who else sees it, and read who has looked at it",
        "publishing.build": "Build a report and ask somebody to read it",
        "publishing.approve": "Approve a report that somebody else wrote",
        "publishing.publish": "Publish an approved report",
        "figures.check": "Check the figures of a document",
        "home.my_work": "See one's own work list",
    }
)


@dataclass(frozen=True)
class Role:
    """A set of permissions that a person holds in one partnership.

    may: permission to scope, ANY or OWN.
    needs_mfa: whether a second factor is asked for where the installation demands one.
    """

    key: str
    name: str
    who_may_hold_it: str
    may: MappingProxyType[str, str]
    needs_mfa: bool = False


def _role(
    key: str, name: str, who: str, *any_of: str, own: tuple[str, ...] = (), needs_mfa: bool = False
) -> Role:
    scopes = dict.fromkeys(any_of, ANY) | dict.fromkeys(own, OWN)
    return Role(key, name, who, MappingProxyType(scopes), needs_mfa)


_EVERYONE = ("public.read",)
_SIGNED_IN = (*_EVERYONE, "accounts.manage_own", "home.my_work")
_PARTNER = (
    *_SIGNED_IN,
    "figures.check",
    "partnership.read",
    "delivery.read",
    "hotspots.read",
    "evaluation.read",
    "sources.read",
    "indicators.read_returns",
    "funding.read",
)
_CASES = ("casework.read", "casework.open", "casework.work")
_DRAFTS = (
    *_PARTNER,
    "strategy.read_draft",
    "strategy.read_restricted",
    "indicators.read_unpublished",
)

ROLES = MappingProxyType(
    {
        role.key: role
        for role in (
            _role("public", "Anyone", "Everybody, without signing in.", *_EVERYONE),
            _role(
                "partner",
                "Partner officer",
                "An officer of a member body who follows the partnership's work.",
                *_PARTNER,
                "hotspots.nominate",
                "hotspots.log_patrol",
            ),
            _role(
                "board_member",
                "Board member",
                "A person appointed to the strategy group by a responsible authority.",
                *_DRAFTS,
                "hotspots.nominate",
            ),
            _role(
                "action_owner",
                "Action owner",
                "The one person accountable for an action in a delivery plan.",
                *_PARTNER,
                own=("delivery.update_action",),
            ),
            _role(
                "data_owner",
                "Data owner",
                "The officer of a member body who owes figures, or their deputy.",
                *_PARTNER,
                own=("indicators.send_return", "sources.supply_exchange"),
            ),
            _role(
                "subgroup_chair",
                "Subgroup chair",
                "The chair of a group that owns a delivery plan.",
                *_DRAFTS,
                "delivery.update_action",
                "hotspots.nominate",
                "hotspots.decide",
                "hotspots.log_patrol",
                own=("delivery.edit",),
            ),
            _role(
                "analyst",
                "Analyst",
                "An analyst of a member body, named by the partnership manager.",
                *_DRAFTS,
                "casework.read",
                "strategy.write_assessment",
                "sources.ingest",
                "sources.supply_exchange",
                "sources.validate_exchange",
                "indicators.ask_return",
                "indicators.send_return",
                "indicators.approve_return",
                "indicators.edit",
                "hotspots.nominate",
                "evaluation.ask",
                "publishing.build",
            ),
            _role(
                "performance_lead",
                "Performance lead",
                "Who checks what the analyst declares; never the same person.",
                *_DRAFTS,
                "strategy.write_assessment",
                "sources.validate_exchange",
                "indicators.edit",
                "indicators.ask_return",
                "indicators.approve_return",
                "evaluation.ask",
                "evaluation.publish",
                "funding.agree_claim",
                "publishing.build",
                "publishing.approve",
            ),
            _role(
                "partnership_manager",
                "Partnership manager",
                "The officer who runs the partnership from day to day.",
                *_DRAFTS,
                "partnership.edit",
                "strategy.edit",
                "strategy.adopt",
                "strategy.write_assessment",
                "strategy.complete_assessment",
                "delivery.edit",
                "delivery.update_action",
                "hotspots.nominate",
                "hotspots.decide",
                "hotspots.log_patrol",
                "indicators.edit",
                "indicators.ask_return",
                "indicators.approve_return",
                "evaluation.ask",
                "evaluation.publish",
                "funding.edit",
                "funding.agree_claim",
                "publishing.build",
                "publishing.approve",
                "publishing.publish",
                needs_mfa=True,
            ),
            _role(
                "caseworker",
                "Caseworker",
                "An officer of a member body, trained and checked to work on people's cases.",
                *_PARTNER,
                *_CASES,
                needs_mfa=True,
            ),
            _role(
                "receiving_officer",
                "Receiving officer",
                "An officer of another body, trained and checked, to whom a case is referred. "
                "Sees it from when they accept the referral until that ends.",
                *_PARTNER,
                "casework.read",
                "casework.work",
                needs_mfa=True,
            ),
            _role(
                "case_supervisor",
                "Case supervisor",
                "Who answers for the work of caseworkers in their body.",
                *_PARTNER,
                *_CASES,
                "casework.lead",
                needs_mfa=True,
            ),
            _role(
                "information_governance",
                "Information governance lead",
                "The data protection officer of the host council, or their deputy.",
                *_PARTNER,
                "audit.read",
                needs_mfa=True,
            ),
            _role(
                "administrator",
                "Administrator",
                "Who keeps the installation; sees no drafts and edits no plans.",
                *_SIGNED_IN,
                "accounts.manage",
                "audit.read",
                needs_mfa=True,
            ),
        )
    }
)


class RuleBroken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Something that may not be done, with a sentence for whoever asked."""


def scope_of(permission: str, roles: frozenset[str]) -> str | None:
    """Give the widest scope in which holders of these roles have a permission, or None.

    permission: a key of PERMISSIONS; anything else raises KeyError, since a
        misspelt permission must never pass for a refusal.
    roles: keys of ROLES; an unknown role gives nothing.
    """
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    scopes = {ROLES[role].may.get(permission) for role in roles if role in ROLES}
    return ANY if ANY in scopes else OWN if OWN in scopes else None


def check_slug(slug: str, taken: Collection[str]) -> None:
    """Refuse a partnership's slug that cannot stand first in its addresses (ADR 0002).

    taken: first steps of our own addresses; a partnership there would hide their pages.
    Raises RuleBroken.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        raise RuleBroken(
            f'"{slug[:50]}" cannot stand in an address: write small letters, digits and single '
            "hyphens, such as safe-durham."
        )
    if slug in taken:
        raise RuleBroken(
            f'"{slug}" is the beginning of addresses of this site, so a partnership there would '
            f"hide its pages. Choose another, such as safe-{slug}."
        )
