"""How what happened in a case is said on its page."""

from typing import Any

from goldenthread.casework.forms.staff import KINDS
from goldenthread.casework.models import CaseEvent
from goldenthread.casework.queries.page import CasePage
from goldenthread.casework.types.model import CaseType

SAID = {
    "opened": "Opened",
    "answered": "Answers recorded: {about}",
    "noted": "Note",
    "task_added": "Task added: {about}",
    "task_done": "Task done: {about}",
    "clock_paused": "Time limit paused: {about}",
    "clock_resumed": "Time limit runs on: {about}",
    "lead_named": "Led from now on by {about}",
    "access_given": "Put on the case: {about}",
    "access_ended": "No longer on the case: {about}",
    "restricted": "Restricted to the people on it",
    "restriction_lifted": "No longer restricted",
    "complaint_added": "Complaint {about} added",
    "complaint_corrected": "Complaint {about} put right",
    "complaint_verified": "Complaint {about}",
    "information_given": "Information given by: {about}",
    "case_linked": "Linked with case {about}",
    "recommended": "Recommendation {about} written down",
    "recommendation_answered": "Recommendation {about}",
    "recommendation_checked": "Recommendation {about} checked",
    "word_added": "The person who reported added something",
    "file_added": "A picture or paper was added",
    "same_incident": "Linked as the same incident as {about}",
    "not_same_incident": "No longer linked as the same incident as {about}",
    "link_given": "The person who reported was given a link of their own",
    "supervisor_named": "Supervised from now on by {about}",
    "victim_kept": "Person harmed, as now known: {about}",
    "contacted": "Contact with {about}",
    "contact_tried": "Contact tried, nobody reached: {about}",
    "risk_assessed": "Risk assessed. {about}",
    "band_agreed": "Band agreed to. {about}",
    "band_refused": "Band not agreed to. {about}",
    "referred": "Referred to {about}",
    "referral_accepted": "Referral accepted by {about}",
    "referral_declined": "Referral declined by {about}",
    "referral_ended": "Referral ended: {about}",
    "action_planned": "Action planned, for {about}",
    "action_done": "Action done: {about}",
    "action_dropped": "Action no longer needed: {about}",
    "risk_reviewed": "Risk looked at again: {about}",
}


def timeline(page: CasePage) -> list[dict[str, Any]]:
    """Give what happened, newest first; to whoever sees some fields only, the stages alone."""
    return [
        {
            "what": _what(one, page.declared),
            "who": one.by_name if page.sight.whole else "",
            "when": one.at,
            "text": one.text if page.sight.whole else "",
        }
        for one in page.events
    ]


def _what(one: CaseEvent, of: CaseType) -> str:
    if one.verb == "moved":
        step = next((way.name for way in of.transitions if way.id == one.step), one.step)
        return f"{step}: now at “{of.stage(one.stage).name}”"
    if one.verb == "noted":
        kind = KINDS[one.kind_of_note]
        return f"{kind}, about a {one.about}" if one.about else kind
    return SAID[one.verb].format(about=one.about)
