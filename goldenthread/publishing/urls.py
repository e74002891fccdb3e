"""Addresses of this room."""

from django.urls import path

from goldenthread.publishing import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/list.csv", views.reports_csv, name="reports_csv"),
    path("reports/build/", views.build, name="build_report"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/figures.csv", views.report_figures, name="report_figures"),
    path("reports/<int:pk>/file.<slug:format>", views.report_file, name="report_file"),
]
