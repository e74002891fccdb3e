"""Addresses of this room."""

from django.urls import path

from goldenthread.casework import urls_review
from goldenthread.casework.views import (
    case,
    front_door,
    kinds,
    lists,
    people,
    reports,
    together,
    victims,
)

urlpatterns = [
    *urls_review.urlpatterns,
    path("report/", front_door.start, name="report_start"),
    path("report/follow/<str:link>/", front_door.follow, name="follow_report"),
    path("report/follow/<str:link>/file/", front_door.send_file, name="send_file"),
    path("report/follow/<str:link>/again/", front_door.again, name="report_again"),
    path("report/<slug:key>/", front_door.report, name="report_step"),
    path("cases/", lists.cases, name="cases"),
    path("cases/my-work/", lists.my_cases, name="my_cases"),
    path("cases/new/", lists.new_case, name="new_case"),
    path("cases/new/<slug:key>/", lists.open_case, name="open_case"),
    path("cases/referred/", together.referred_to_me, name="referred_to_me"),
    path("cases/referred/<int:number>/", together.answer, name="answer_referral"),
    path("cases/kinds/", kinds.kinds, name="case_kinds"),
    path("cases/kinds/<slug:key>/", kinds.kind, name="case_kind"),
    path("cases/kinds/<slug:key>/statistics/", kinds.statistics, name="case_statistics"),
    path("cases/kinds/<slug:key>/statistics.csv", kinds.statistics_csv, name="case_statistics_csv"),
    path("cases/<str:reference>/", case.case, name="case"),
    path("cases/<str:reference>/report/", reports.case_report, name="case_report"),
    path("cases/<str:reference>/report/link/", reports.give_link, name="give_case_link"),
    path("cases/<str:reference>/files/add/", reports.add_file, name="add_case_file"),
    path("cases/<str:reference>/files/<str:key>/", reports.case_file, name="case_file"),
    path("cases/<str:reference>/like/", reports.case_like, name="case_like"),
    path("cases/<str:reference>/like/<str:other>/", reports.same, name="case_same"),
    path("cases/<str:reference>/like/<int:number>/undo/", reports.undo_same, name="undo_case_same"),
    path("cases/<str:reference>/form/<slug:form>/", case.fill, name="fill_case"),
    path("cases/<str:reference>/step/<slug:step>/", case.step, name="case_step"),
    path("cases/<str:reference>/note/", case.note, name="case_note"),
    path("cases/<str:reference>/task/", case.add_task, name="add_case_task"),
    path("cases/<str:reference>/task/<int:number>/", case.task_done, name="case_task_done"),
    path("cases/<str:reference>/clock/<int:number>/pause/", case.pause_clock, name="pause_clock"),
    path("cases/<str:reference>/clock/<int:number>/run/", case.resume_clock, name="resume_clock"),
    path("cases/<str:reference>/take/", people.take, name="take_case"),
    path("cases/<str:reference>/lead/", people.lead, name="lead_case"),
    path("cases/<str:reference>/people/", people.access, name="case_access"),
    path(
        "cases/<str:reference>/people/<int:number>/end/", people.end_access, name="end_case_access"
    ),
    path("cases/<str:reference>/restrict/", people.restrict, name="restrict_case"),
    path("cases/<str:reference>/reads/", people.reads, name="case_reads"),
    path("cases/<str:reference>/supervisor/", victims.supervisor, name="supervise_case"),
    path("cases/<str:reference>/harmed/", victims.victims, name="case_victims"),
    path("cases/<str:reference>/harmed/new/", victims.new_victim, name="new_case_victim"),
    path("cases/<str:reference>/harmed/<int:number>/", victims.victim, name="case_victim"),
    path(
        "cases/<str:reference>/harmed/<int:number>/change/",
        victims.change_victim,
        name="change_victim",
    ),
    path("cases/<str:reference>/harmed/<int:number>/risk/", victims.assess, name="assess_victim"),
    path(
        "cases/<str:reference>/harmed/<int:number>/band/", victims.decide_band, name="decide_band"
    ),
    path(
        "cases/<str:reference>/harmed/<int:number>/review/<slug:level>/",
        victims.review,
        name="review_victim",
    ),
    path(
        "cases/<str:reference>/harmed/<int:number>/contact/",
        victims.contact,
        name="contact_victim",
    ),
    path("cases/<str:reference>/referrals/", together.referrals, name="case_referrals"),
    path("cases/<str:reference>/referrals/new/", together.new_referral, name="new_case_referral"),
    path(
        "cases/<str:reference>/referrals/<int:number>/",
        together.end_referral,
        name="end_case_referral",
    ),
    path("cases/<str:reference>/plan/", together.plan, name="case_plan"),
    path("cases/<str:reference>/plan/new/", together.new_action, name="new_case_action"),
    path(
        "cases/<str:reference>/plan/<int:number>/",
        together.finish_action,
        name="finish_case_action",
    ),
]
