"""Addresses of this room."""

from django.urls import path

from goldenthread.casework.views import case, front_door, kinds, lists, people

urlpatterns = [
    path("report/", front_door.start, name="report_start"),
    path("report/follow/<str:link>/", front_door.follow, name="follow_report"),
    path("report/<slug:key>/", front_door.report, name="report_step"),
    path("cases/", lists.cases, name="cases"),
    path("cases/my-work/", lists.my_cases, name="my_cases"),
    path("cases/new/", lists.new_case, name="new_case"),
    path("cases/new/<slug:key>/", lists.open_case, name="open_case"),
    path("cases/kinds/", kinds.kinds, name="case_kinds"),
    path("cases/kinds/<slug:key>/", kinds.kind, name="case_kind"),
    path("cases/kinds/<slug:key>/statistics/", kinds.statistics, name="case_statistics"),
    path("cases/kinds/<slug:key>/statistics.csv", kinds.statistics_csv, name="case_statistics_csv"),
    path("cases/<str:reference>/", case.case, name="case"),
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
