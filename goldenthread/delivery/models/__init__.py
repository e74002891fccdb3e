"""What the room keeps."""

from goldenthread.delivery.models.course import DateRequest, MovedDate, Update
from goldenthread.delivery.models.feeds import CalendarFeed
from goldenthread.delivery.models.parts import Dependency, ExpectedEffect, Milestone
from goldenthread.delivery.models.plans import Action, DeliveryPlan

__all__ = [
    "Action",
    "CalendarFeed",
    "DateRequest",
    "DeliveryPlan",
    "Dependency",
    "ExpectedEffect",
    "Milestone",
    "MovedDate",
    "Update",
]
