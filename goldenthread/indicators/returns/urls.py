"""Addresses of returns."""

from django.urls import path

from goldenthread.indicators.returns.views import asked, owed, sent

OWED = "returns/requests/<slug:key>/<slug:start>/"
ONE = "returns/sent/<int:pk>/"

urlpatterns = [
    path("returns/", owed.returns, name="returns"),
    path("returns/list.csv", owed.returns_csv, name="returns_csv"),
    path("returns/ask/", asked.ask_return, name="ask_return"),
    path("returns/file/", sent.send_file, name="send_file"),
    path("returns/template.<slug:ending>", sent.returns_template, name="returns_template"),
    path("returns/sent/", sent.sent_returns, name="sent_returns"),
    path(ONE, sent.one_return, name="one_return"),
    path(f"{ONE}figures.csv", sent.one_return_csv, name="one_return_csv"),
    path(f"{ONE}send/", sent.send_return, name="send_return"),
    path(f"{ONE}discard/", sent.discard_return, name="discard_return"),
    path(f"{ONE}approve/", sent.approve_return, name="approve_return"),
    path(f"{ONE}send-back/", sent.send_back_return, name="send_back_return"),
    path("returns/requests/<slug:key>/", asked.return_request, name="return_request"),
    path(
        "returns/requests/<slug:key>/edit/", asked.edit_return_request, name="edit_return_request"
    ),
    path("returns/requests/<slug:key>/end/", asked.end_return_request, name="end_return_request"),
    path(OWED, owed.due_return, name="due_return"),
    path(f"{OWED}nil/", owed.nil_return, name="nil_return"),
    path(f"{OWED}not-available/", owed.not_available_return, name="not_available_return"),
    path(f"{OWED}file/", owed.upload_return, name="upload_return"),
]
