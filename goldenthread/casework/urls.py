"""Addresses of this room."""

from django.urls import path

from goldenthread.casework import urls_review
from goldenthread.casework.views import case, front_door, lists, people, reports

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
]
