"""Asking, sending, approving, sending back: who may, what is refused, what is recorded."""

import datetime
import hashlib
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.indicators.returns import changes, keeping, queries, reminding
from goldenthread.indicators.returns.models import Reminder, Return, ReturnedRow
from goldenthread.indicators.returns.rules import State
from goldenthread.sources.models import Release, ReleaseFile
from tests.factories.accounts import UserFactory
from tests.factories.returns import body, csv_of, people, request_for

MAY = Period.month(2026, 5)
TODAY = date(2026, 11, 21)
GOOD = "domestic_abuse_incidents,E06000047,May 2026,,412,,,,,"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    noon = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def who(durham):
    return people(durham)


@pytest.fixture
def asked(durham, who):
    return request_for(durham, who)


def send(asked, who, *, count="412", by="owner", period=MAY, **more):
    answer = changes.Answer(count=count, **more)
    return changes.send_figure(request=asked, period=period, by=who[by], answer=answer)


def standing(asked, period=MAY):
    return next(one for one in queries.standings([asked]) if one.period == period)


def verbs():
    return [verb.partition(".")[2] for verb in Event.objects.values_list("verb", flat=True)]


def test_a_figure_is_sent_approved_and_becomes_release_and_observation(asked, who, durham):
    assert standing(asked).state == State.OVERDUE
    sent = send(asked, who, qualifier="about", note="New system")
    assert standing(asked).state == State.WAITING
    assert not Observation.objects.of(durham).exists()
    done = changes.approve(sent=sent, by=who["approver"])
    assert standing(asked).state == State.IN
    one = Observation.objects.of(durham).get()
    assert (one.count, one.qualifier, one.flag, one.status) == (412, "about", "New system", "final")
    assert one.release == done.release
    assert done.release.publisher == "The police body"
    assert "approved by approver" in done.release.how
    file = ReleaseFile.objects.of(durham).get(release=done.release)
    content = keeping.as_csv(queries.rows_of(sent))
    assert file.sha256 == hashlib.sha256(content).hexdigest(), "as it can be downloaded"
    assert verbs()[-4:] == [
        "return_sent",
        "release_received",
        "observations_recorded",
        "return_approved",
    ]


def test_the_deputy_may_send_and_nobody_else_may(asked, who, durham):
    send(asked, who, by="deputy")
    stranger = UserFactory(roles=["data_owner"], partnership=durham)
    with pytest.raises(PermissionDenied):
        changes.send_figure(
            request=asked, period=Period.month(2026, 6), by=stranger, answer=changes.Answer("1")
        )
    with pytest.raises(PermissionDenied):
        changes.send_nil(request=asked, period=Period.month(2026, 6), by=who["approver"])


def test_never_approved_by_its_sender(asked, who):
    sent = send(asked, who, by="analyst")
    with pytest.raises(RuleBroken, match="never the one who sent it"):
        changes.approve(sent=sent, by=who["analyst"])
    with pytest.raises(RuleBroken, match="never the one who sent it"):
        changes.send_back(sent=sent, by=who["analyst"], why="Mine")
    with pytest.raises(PermissionDenied):
        changes.approve(sent=sent, by=who["owner"])
    sent.refresh_from_db()
    assert (sent.state, sent.decided_by) == ("waiting", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.of(asked.partnership).filter(pk=sent.pk).update(
            state="sent_back", decided_by=who["analyst"], decided_at=timezone.now()
        )


def test_sent_back_with_a_reason_and_sent_again(asked, who):
    sent = send(asked, who)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.send_back(sent=sent, by=who["approver"], why=" ")
    changes.send_back(sent=sent, by=who["approver"], why="Includes Darlington.")
    assert standing(asked).state == State.SENT_BACK
    with pytest.raises(RuleBroken, match="waits for no one"):
        changes.approve(sent=sent, by=who["approver"])
    changes.approve(sent=send(asked, who, count="400"), by=who["approver"])
    assert standing(asked).state == State.IN


def test_one_return_waits_at_a_time(asked, who):
    send(asked, who)
    with pytest.raises(RuleBroken, match="waits for approval"):
        send(asked, who)


def test_provisional_final_revised(asked, who, durham):
    for count, status, note in (("400", "provisional", ""), ("412", "final", ""),
                                ("413", "final", "One more was found")):  # fmt: skip
        sent = send(asked, who, count=count, status=status, note=note)
        changes.approve(sent=sent, by=who["approver"])
    assert [one.status for one in Observation.objects.of(durham).order_by("version")] == [
        "provisional",
        "final",
        "revised",
    ]
    with pytest.raises(RuleBroken, match="Say in the note why"):
        send(asked, who, count="414")
    with pytest.raises(RuleBroken, match="final as well"):
        send(asked, who, count="414", status="provisional", note="x")
    with pytest.raises(RuleBroken, match="final or provisional"):
        send(asked, who, count="414", status="revised", note="x")


def test_a_change_that_was_sent_back_leaves_what_was_approved(asked, who):
    changes.approve(sent=send(asked, who), by=who["approver"])
    change = send(asked, who, count="1", note="A slip")
    changes.send_back(sent=change, by=who["approver"], why="No")
    assert standing(asked).state == State.IN


def test_nil_is_a_count_of_0_and_not_available_is_something_else(asked, who, durham):
    nil = changes.send_nil(request=asked, period=MAY, by=who["owner"])
    changes.approve(sent=nil, by=who["approver"])
    assert standing(asked).state == State.NIL
    assert Observation.objects.of(durham).get().count == 0
    june = Period.month(2026, 6)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.say_not_available(request=asked, period=june, by=who["owner"], why="")
    gone = changes.say_not_available(request=asked, period=june, by=who["owner"], why="Lost")
    changes.approve(sent=gone, by=who["approver"])
    assert standing(asked, june).state == State.NOT_AVAILABLE
    assert Observation.objects.of(durham).count() == 1
    assert Release.objects.of(durham).count() == 1


def test_nil_of_a_percentage_is_refused(durham, who):
    asked = request_for(durham, who, indicator="unsafe_walking_percent")
    with pytest.raises(RuleBroken, match="no nil return"):
        changes.send_nil(request=asked, period=MAY, by=who["owner"])


def test_what_was_not_asked_for_or_has_not_ended_is_refused(asked, who):
    for period in (Period.month(2026, 3), Period.month(2026, 11), Period.financial_year(2025)):
        with pytest.raises(RuleBroken, match="is not asked for, or has not ended"):
            send(asked, who, period=period)


def test_a_bad_figure_is_refused_and_saves_nothing(asked, who, durham):
    with pytest.raises(RuleBroken, match="Count: -1 is below 0"):
        send(asked, who, count="-1")
    assert not Return.objects.of(durham).exists()
    IndicatorDefinition.objects.filter(pk=asked.definition_id).update(measure="")
    with pytest.raises(RuleBroken, match="does not say whether"):
        send(asked, who)
    asked.definition.refresh_from_db()
    with pytest.raises(RuleBroken, match="no nil"):
        changes.send_nil(request=asked, period=MAY, by=who["owner"])


def test_a_file_is_looked_through_sent_and_approved(asked, who, durham):
    draft = changes.upload(
        partnership=durham, by=who["owner"], name="may.csv", content=csv_of(GOOD),
        request=asked, period=MAY,
    )  # fmt: skip
    assert (draft.state, standing(asked).state) == ("draft", State.OVERDUE)
    changes.send_draft(sent=draft, by=who["owner"])
    with pytest.raises(RuleBroken, match="already"):
        changes.discard(sent=draft, by=who["owner"])
    changes.approve(sent=draft, by=who["approver"])
    assert Observation.objects.of(durham).get().count == 412


def test_a_file_that_answers_a_request_tells_of_nothing_else(asked, who, durham):
    other = GOOD.replace("May", "June"), GOOD.replace("E06000047", "E06000005")
    with pytest.raises(CannotDo) as why:
        changes.upload(
            partnership=durham, by=who["owner"], name="may.csv", content=csv_of(*other),
            request=asked, period=MAY,
        )  # fmt: skip
    assert 'line 2, column "period"' in str(why.value)
    assert 'line 3, column "area"' in str(why.value)
    assert not Return.objects.of(durham).exists()


def test_a_file_of_any_indicators_needs_another_permission(who, durham):
    def upload(by, *rows):
        return changes.upload(partnership=durham, by=by, name="a.csv", content=csv_of(*rows))

    with pytest.raises(PermissionDenied):
        upload(who["owner"], GOOD)
    draft = upload(who["analyst"], GOOD, GOOD.replace("May", "June"))
    changes.send_draft(sent=draft, by=who["analyst"])
    changes.approve(sent=draft, by=who["approver"])
    assert Observation.objects.of(durham).count() == 2
    again = upload(who["analyst"], GOOD)
    with pytest.raises(RuleBroken, match="nothing to send"):
        changes.send_draft(sent=again, by=who["analyst"])
    changes.discard(sent=again, by=who["analyst"])
    assert not ReturnedRow.objects.of(durham).filter(sent=again).exists()
    provisional = GOOD.replace("412,,,,,", "412,,,,provisional,").replace("May", "July")
    assert upload(who["analyst"], provisional).status == "provisional"


def test_asking_is_checked(durham, who):
    with pytest.raises(PermissionDenied):
        request_for(durham, {**who, "analyst": who["owner"]})
    with pytest.raises(RuleBroken, match="cannot be the owner"):
        request_for(durham, {**who, "approver": who["deputy"]})
    with pytest.raises(RuleBroken, match="another person"):
        request_for(durham, {**who, "deputy": who["owner"]})
    with pytest.raises(RuleBroken, match="computed from the data"):
        request_for(durham, who, indicator="asb_rate_10000")
    one, two = (request_for(durham, {**who, "deputy": None} if n else who) for n in (0, 1))
    assert one.key != two.key


def test_a_request_is_edited_and_ended_with_a_reason(asked, who, durham):
    other = body(durham, "fire")
    changes.edit_request(request=asked, by=who["analyst"], organisation=other, due_days=10)
    event = Event.objects.order_by("-number")[0]
    assert (event.details["before"]["due_days"], event.details["after"]["due_days"]) == ("15", "10")
    changes.edit_request(request=asked, by=who["analyst"], due_days=10)
    assert Event.objects.order_by("-number")[0].number == event.number, "nothing changed"
    with pytest.raises(RuleBroken, match="cannot be the owner"):
        changes.edit_request(request=asked, by=who["analyst"], approver=who["owner"])
    with pytest.raises(RuleBroken, match="Say why"):
        changes.end_request(request=asked, by=who["analyst"], ends=TODAY, why="")
    with pytest.raises(RuleBroken, match="end it after that"):
        changes.end_request(request=asked, by=who["analyst"], ends=date(2026, 1, 1), why="x")
    ended = changes.end_request(request=asked, by=who["analyst"], ends=date(2026, 5, 31), why="x")
    assert [str(one.period) for one in queries.standings([ended])] == ["April 2026", "May 2026"]


# What is seen


def test_completeness_counts_and_never_averages(asked, who, durham):
    send(asked, who)
    found = queries.standings([asked])
    (one,) = queries.completeness(found, "organisation")
    # April to September have fallen due by 21 November; October is due that very day's week
    assert (one.asked, one.late, one.on_time, one.missing) == (7, 1, 0, 6)
    assert one.percent == "14%"
    assert queries.Complete("x", 0, 0, 0, 0).percent == ""


def test_far_from_the_last_values_is_a_question(asked, who, durham):
    for month in range(4, 10):
        period = Period.month(2026, month)
        sent = send(asked, who, count=str(400 + month), period=period)
        changes.approve(sent=sent, by=who["approver"])
    seen = queries.beside(asked, Period.month(2026, 10))
    assert len(seen.values) == 6
    assert seen.values[0].period == Period.month(2026, 9)
    assert seen.is_far(4000)
    assert not seen.is_far(408)
    assert not seen.is_far(None)
    few = queries.beside(asked, MAY)
    assert not few.is_far(4000), "too few to say"


def test_late_figures_move_what_waits_for_them(asked, who, durham):
    found = queries.waited_for(durham, asked.definition_id, by=who["owner"])
    assert found[0].standing.period == Period.month(2026, 4)
    assert found[0].now > found[0].first
    assert queries.waited_for(durham, asked.definition_id, by=UserFactory()) == []


def test_my_work(asked, who, durham):
    assert len(queries.owed_by(durham, who["deputy"])) == 7
    assert queries.owed_by(durham, who["approver"]) == []
    assert queries.owed_by(durham, UserFactory()) == []
    sent = send(asked, who, by="analyst")
    assert queries.to_approve(durham, who["approver"]) == [sent]
    assert queries.to_approve(durham, who["analyst"]) == [], "never one's own"
    assert queries.to_approve(durham, who["owner"]) == []


# Reminders


def test_reminders_go_out_once_and_hold_no_figure(asked, who, durham):
    send(asked, who, count="98765")
    done = reminding.remind(durham, today=TODAY)
    again = reminding.remind(durham, today=TODAY)
    assert len(done.sent) == len(mail.outbox)
    assert (again.sent, again.failed) == ([], [])
    assert len(mail.outbox) > 0
    words = " ".join(one.subject + one.body for one in mail.outbox)
    assert "98765" not in words
    assert not any(person.name in words for person in who.values())
    approving = [one for one in mail.outbox if one.to == [who["approver"].email]]
    assert len(approving) == 1
    assert f"/returns/requests/{asked.key}/2026-05-01/" in approving[0].body


def test_reminders_before_on_and_after(asked, who, durham):
    Reminder.objects.of(durham).delete()
    due = standing(asked, Period.month(2026, 10)).due
    assert due == date(2026, 11, 20)
    kinds = {}
    for day in (date(2026, 11, 12), date(2026, 11, 13), due, date(2026, 11, 24), date(2027, 1, 4)):
        reminding.remind(durham, today=day)
    for one in Reminder.objects.of(durham).filter(period_start=date(2026, 10, 1)):
        kinds.setdefault(one.kind, set()).add(one.to)
    both = {who["owner"], who["deputy"]}
    assert kinds == {"before": both, "on": both, "after-1": both}


def test_sent_back_is_written_to_its_owners(asked, who, durham):
    changes.send_back(sent=send(asked, who), by=who["approver"], why="Wrong month")
    mail.outbox.clear()
    reminding.remind(durham, today=TODAY)
    back = [one for one in mail.outbox if "sent back" in one.subject]
    assert {one.to[0] for one in back} == {who["owner"].email, who["deputy"].email}


def test_a_letter_that_cannot_go_out_is_tried_again(asked, who, durham, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("no route")

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "send_mail", broken)
        done = reminding.remind(durham, today=date(2026, 11, 24))
    assert done.failed
    assert not Reminder.objects.of(durham).exists()
    assert reminding.remind(durham, today=date(2026, 11, 24)).sent


def test_nobody_who_was_switched_off_or_waits_for_themselves_gets_letters(asked, who, durham):
    who["deputy"].is_active = False
    who["deputy"].save()
    reminding.remind(durham, today=date(2026, 11, 24))
    assert who["owner"].email in {one.to[0] for one in mail.outbox}
    assert who["deputy"].email not in {one.to[0] for one in mail.outbox}


def test_the_commands_say_what_they_did(asked, who, durham, capsys):
    from config.cli import main

    assert main(["returns", "remind"]) == 0
    assert "sent." in capsys.readouterr().out
    assert main(["returns", "remind", "--json"]) == 0
    assert '"sent": 0' in capsys.readouterr().out
    assert main(["returns", "list"]) == 0
    assert "overdue: Domestic abuse" in capsys.readouterr().out
    assert main(["returns", "list", "--json"]) == 0
    assert '"state": "overdue"' in capsys.readouterr().out
