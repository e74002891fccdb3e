"""Pages of meetings and of what is owed: who may open them, what they say, what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.governance.models import Meeting, Obligation
from tests.factories.delivery import DeliveryPlanFactory
from tests.factories.governance import AgendaItemFactory, ObligationFactory
from tests.factories.partnership import GroupFactory

pytestmark = pytest.mark.django_db


def at(meeting, name="meeting", *more):
    return reverse(name, args=[*meeting.address, *more])


def said(answer):
    return answer.content.decode()


def publish(meeting):
    meeting.published_at = timezone.now()
    meeting.save()


def test_a_resident_reads_what_is_published_and_nothing_private(client, meeting, item):
    AgendaItemFactory(meeting=meeting, number=2, title="Secret matter", restricted=True)
    assert client.get(at(meeting)).status_code == 404
    assert "The Board" not in said(client.get("/meetings/"))
    item.why, item.minute = "An inner reason", "The board heard of fires."
    item.save()
    publish(meeting)
    page = said(client.get(at(meeting)))
    assert "The board heard of fires." in page
    assert "The Board" in said(client.get("/meetings/"))
    assert "Secret matter" not in page
    assert "An inner reason" not in page
    assert client.get("/programme/").status_code == 302


def test_a_meeting_of_the_past_with_no_record_can_be_found(client, manager, meeting):
    client.force_login(manager)
    assert list(client.get("/meetings/?state=held").context["page"]) == []
    page = client.get("/meetings/?state=passed")
    assert list(page.context["page"]) == [meeting]
    assert page.context["table"]["rows"][0][3]["status"] == "Day has passed, nothing recorded"
    assert "passed, nothing recorded" in said(client.get(at(meeting)))


def test_a_meeting_from_planned_to_published_on_the_web(
    client, board, manager, ours, django_assert_max_num_queries
):
    DeliveryPlanFactory(partnership=ours)
    ObligationFactory(partnership=ours, title="Assessment", due=timezone.localdate())
    client.force_login(manager)
    day = timezone.localdate()
    client.post("/meetings/add/", {"group": board.pk, "on": day.isoformat(), "starts_at": "14:00"})
    meeting = Meeting.objects.of(ours).get()
    address = at(meeting, "build_agenda")
    with django_assert_max_num_queries(12):
        page = client.get(address)
    chosen = page.context["form"].initial["chosen"]
    assert "Assessment" in said(page)
    client.post(at(meeting, "build_agenda"), {"chosen": chosen})
    client.post(at(meeting, "add_item"), {"title": "Asked for", "restricted": "on"})
    rows = {"row0-name": "Ann", "row0-how": "present", "row1-name": "Bob", "row1-how": ""}
    assert client.post(at(meeting, "attendance"), rows).status_code == 302
    client.post(at(meeting, "hold_meeting"))
    client.post(at(meeting, "write_minute", 2), {"text": "Heard of it."})
    there = meeting.attendances.get()
    client.post(at(meeting, "recuse", 1), {"attendance": there.pk, "interest": "Owns it"})
    refused = client.post(at(meeting, "decide_item", 2), {"text": "Yes", "reasons": "So"})
    assert "Not quorate: 0 present, 2 needed" in said(refused)  # Ann is a visitor
    board.quorum = None
    board.save()
    client.post(at(meeting, "decide_item", 2), {"text": "Go on", "reasons": "It works"})
    client.post(at(meeting, "give_action", 2), {"title": "Write down", "owner": manager.pk})
    client.post(at(meeting, "publish_papers"))
    with django_assert_max_num_queries(12):
        page = said(client.get(at(meeting)))
    for words in ("Go on", "It works", "Write down", "Owns it", "Private part", "Heard of it."):
        assert words in page
    assert "Go on" in said(client.get("/meetings/decisions/"))
    assert "Go on" in said(client.get("/meetings/decisions.csv"))
    assert "Write down" in said(client.get("/meetings/actions/"))
    assert "Write down" in said(client.get("/meetings/actions.csv"))
    assert "Write down" in said(client.get("/my-work/"))
    client.post(at(meeting, "withdraw_papers"), {"reason": "Wrong"})
    client.post(at(meeting, "agree_minutes"), {"agreed_on": day.isoformat()})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.published_at) == ("agreed", None)
    client.post(at(meeting, "hold_meeting"))  # refused with a sentence
    assert "minutes of this meeting are agreed" in said(client.get(at(meeting)))
    assert "Held, minutes agreed" in said(client.get("/meetings.csv"))


def test_a_meeting_is_changed_and_cancelled_on_the_web(client, meeting, item, manager):
    client.force_login(manager)
    client.post(at(meeting, "edit_item", 1), {"title": "Floods"})
    client.post(at(meeting, "edit_item", 1), {"title": " "})
    assert "1. Floods" in said(client.get(at(meeting)))
    client.post(at(meeting, "remove_item", 1))
    assert "Nothing stands on the agenda" in said(client.get(at(meeting)))
    client.post(at(meeting, "edit_meeting"), {"on": meeting.on.isoformat(), "place": "Hall"})
    client.post(at(meeting, "cancel_meeting"), {"reason": "Snow"})
    page = said(client.get(at(meeting)))
    assert "Why it was cancelled: Snow" in page
    assert "Hall" in page
    again = client.post(at(meeting, "attendance"), {"row0-name": "Ann", "row0-how": "present"})
    assert "was cancelled" in said(again)
    assert client.post(at(meeting, "remove_item", 1)).status_code == 404
    shown = client.get("/meetings/?state=held&group=board")
    assert shown.context["table"]["rows"] == []


def test_an_item_of_a_held_meeting_stays(client, meeting, item, manager):
    meeting.state = "held"
    meeting.save()
    client.force_login(manager)
    client.post(at(meeting, "remove_item", 1))
    assert "stays in its papers" in said(client.get(at(meeting)))


def test_what_is_owed_is_taken_up_dated_and_done_on_the_web(
    client, ours, manager, django_assert_max_num_queries
):
    client.force_login(manager)
    assert "12 duties in law are not written down" in said(client.get("/programme/"))
    client.post("/programme/duties/")
    one = Obligation.objects.of(ours).get(key="scrutiny-meeting")
    today = timezone.localdate()
    due = today + timedelta(days=9)
    client.post(
        reverse("edit_obligation", args=[one.key]),
        {"title": one.title, "kind": "duty", "every": 12, "due": due.isoformat()},
    )
    page = said(client.get(one.get_absolute_url()))
    assert f"{due:%-d %B %Y}" in page
    assert "rule SCR-02" in page
    client.post(
        reverse("meet_obligation", args=[one.key]), {"on": today.isoformat(), "evidence": "Minute"}
    )
    assert "Minute" in said(client.get(one.get_absolute_url()))
    client.post("/programme/add/", {"title": "Own thing", "kind": "other", "every": 0})
    with django_assert_max_num_queries(12):
        page = said(client.get("/programme/?kind=other"))
    assert "1 of 13 obligations" in page
    assert "Own thing" in said(client.get("/programme.csv"))


def test_a_partner_reads_and_writes_nothing(client, meeting, item, people):
    client.force_login(people["partner"])
    assert client.get(at(meeting)).status_code == 200
    assert client.get("/programme/").status_code == 200
    for name in ("build_agenda", "attendance", "edit_meeting", "add_item"):
        assert client.get(at(meeting, name)).status_code == 403


def test_a_groups_page_leads_to_its_meetings(client, meeting, people, ours):
    client.force_login(people["partner"])
    assert at(meeting) in said(client.get("/groups/board/"))
    GroupFactory(partnership=ours)
    assert at(meeting) not in said(client.get("/groups/"))


def test_a_group_is_added_on_the_web(client, manager):
    client.force_login(manager)
    client.post("/groups/add/", {"name": "add", "kind": "subgroup"})
    assert client.get("/groups/group-add/").status_code == 200
