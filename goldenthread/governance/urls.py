"""Addresses of this room."""

from django.urls import path

from goldenthread.governance import addresses
from goldenthread.governance.views import agenda, assurance, meetings, minutes, programme

addresses.register()
ONE = "meetings/<slug:group>/<day:on>/"
ITEM = f"{ONE}items/<int:number>/"

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings.csv", meetings.meetings_csv, name="meetings_csv"),
    path("meetings/add/", meetings.add, name="add_meeting"),
    path("meetings/decisions/", minutes.decisions, name="decisions"),
    path("meetings/decisions.csv", minutes.decisions_csv, name="decisions_csv"),
    path("meetings/actions/", minutes.given, name="meeting_actions"),
    path("meetings/actions.csv", minutes.given_csv, name="meeting_actions_csv"),
    path(ONE, meetings.meeting, name="meeting"),
    path(f"{ONE}edit/", meetings.edit, name="edit_meeting"),
    path(f"{ONE}agenda/", agenda.build, name="build_agenda"),
    path(f"{ONE}agenda/add/", agenda.add, name="add_item"),
    path(f"{ONE}attendance/", meetings.attendance, name="attendance"),
    path(f"{ONE}held/", meetings.hold, name="hold_meeting"),
    path(f"{ONE}agree/", meetings.agree, name="agree_minutes"),
    path(f"{ONE}cancel/", meetings.cancel, name="cancel_meeting"),
    path(f"{ONE}publish/", meetings.publish, name="publish_papers"),
    path(f"{ONE}withdraw/", meetings.withdraw, name="withdraw_papers"),
    path(f"{ITEM}edit/", agenda.edit, name="edit_item"),
    path(f"{ITEM}remove/", agenda.remove, name="remove_item"),
    path(f"{ITEM}minute/", minutes.minute, name="write_minute"),
    path(f"{ITEM}recuse/", minutes.recuse, name="recuse"),
    path(f"{ITEM}decide/", minutes.decide, name="decide_item"),
    path(f"{ITEM}action/", minutes.give, name="give_action"),
    path("assurance/", assurance.assurance, name="assurance"),
    path("assurance.csv", assurance.assurance_csv, name="assurance_csv"),
    path("assurance/<int:pk>/", assurance.area, name="assurance_area"),
    path("assurance/<int:pk>/report/", assurance.report, name="report_assurance"),
    path("escalations/", assurance.escalations, name="escalations"),
    path("escalations.csv", assurance.escalations_csv, name="escalations_csv"),
    path("escalations/raise/", assurance.escalate, name="escalate"),
    path("escalations/<int:number>/", assurance.escalation, name="escalation"),
    path("escalations/<int:number>/answer/", assurance.answer, name="answer_escalation"),
    path("programme/", programme.programme, name="programme"),
    path("programme.csv", programme.programme_csv, name="programme_csv"),
    path("programme/add/", programme.add, name="add_obligation"),
    path("programme/duties/", programme.take_up, name="take_up_duties"),
    path("programme/<slug:key>/", programme.obligation, name="obligation"),
    path("programme/<slug:key>/edit/", programme.edit, name="edit_obligation"),
    path("programme/<slug:key>/done/", programme.met, name="meet_obligation"),
]
