"""Meetings and obligations for tests."""

import datetime

import factory

from goldenthread.governance.models import AgendaItem, Attendance, Meeting, Obligation
from tests.factories.partnership import GroupFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A planned meeting of a group."""

    class Meta:
        model = Meeting

    group = factory.SubFactory(GroupFactory)
    partnership = factory.LazyAttribute(lambda o: o.group.partnership)
    on = datetime.date(2026, 6, 1)


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """An item that somebody asked for."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    partnership = factory.LazyAttribute(lambda o: o.meeting.partnership)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Matter {n}")


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A member who was there."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    partnership = factory.LazyAttribute(lambda o: o.meeting.partnership)
    name = factory.Sequence(lambda n: f"Member {n}")
    is_member = True
    how = "present"


class ObligationFactory(factory.django.DjangoModelFactory):
    """Something owed every year, without a day."""

    class Meta:
        model = Obligation

    partnership = factory.SubFactory("tests.factories.accounts.PartnershipFactory")
    key = factory.Sequence(lambda n: f"owed-{n}")
    kind = "duty"
    title = factory.Sequence(lambda n: f"Owed thing {n}")
    every = 12
