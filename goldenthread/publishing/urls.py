"""Addresses of this room."""

from django.urls import include, path

from goldenthread.governance import addresses
from goldenthread.publishing import issue_views, packs, views

addresses.register()

urlpatterns = [
    path("", include("goldenthread.publishing.checking.urls")),
    path("", include("goldenthread.publishing.open_data.urls")),
    path("", include("goldenthread.publishing.api.urls")),
    path("meetings/<slug:group>/<day:on>/pack/", packs.board_pack, name="board_pack"),
    path("reports/", views.reports, name="reports"),
    path("reports/list.csv", views.reports_csv, name="reports_csv"),
    path("reports/build/", views.build, name="build_report"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/figures.csv", views.report_figures, name="report_figures"),
    path("reports/preview/", issue_views.preview, name="preview_report"),
    path("reports/<int:pk>/figures/", issue_views.figures, name="report_numbers"),
    path("reports/<int:pk>/compare/", issue_views.compare, name="report_compare"),
    path("reports/<int:pk>/compare.csv", issue_views.compare_csv, name="report_compare_csv"),
    path("reports/<int:pk>/ask/", issue_views.ask, name="ask_for_review"),
    path("reports/<int:pk>/review/", issue_views.review, name="review_report"),
    path("reports/<int:pk>/publish/", issue_views.publish, name="publish_report"),
    path("publications/<slug:address>/", issue_views.publication, name="publication"),
    path("reports/<int:pk>/file.<slug:format>", views.report_file, name="report_file"),
]
