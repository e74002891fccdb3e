"""Every write of the room."""

from goldenthread.partnership.changes.agreements import (
    make_agreement,
    review_agreement,
    sign_agreement,
)
from goldenthread.partnership.changes.bodies import (
    add_membership,
    add_organisation,
    appoint_liaison_officer,
    end_liaison_officer,
    end_membership,
)
from goldenthread.partnership.changes.groups import add_group, edit_group, end_seat, give_seat
from goldenthread.partnership.changes.people import (
    end_role,
    give_role,
    give_sign_in,
    set_example_password,
)

__all__ = [
    "add_group",
    "add_membership",
    "add_organisation",
    "appoint_liaison_officer",
    "edit_group",
    "end_liaison_officer",
    "end_membership",
    "end_role",
    "end_seat",
    "give_role",
    "give_seat",
    "give_sign_in",
    "make_agreement",
    "review_agreement",
    "set_example_password",
    "sign_agreement",
]
