"""What the room keeps."""

from goldenthread.partnership.models.agreements import InformationSharingAgreement, Signature
from goldenthread.partnership.models.base import Stated
from goldenthread.partnership.models.bodies import (
    LiaisonOfficer,
    Membership,
    Officer,
    Organisation,
)
from goldenthread.partnership.models.documents import DocumentSource
from goldenthread.partnership.models.groups import Group, GroupMember

__all__ = [
    "DocumentSource",
    "Group",
    "GroupMember",
    "InformationSharingAgreement",
    "LiaisonOfficer",
    "Membership",
    "Officer",
    "Organisation",
    "Signature",
    "Stated",
]
