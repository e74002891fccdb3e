"""Addresses of those who look after what is kept."""

from django.urls import path

from goldenthread.casework.keeping.views import holding, looks, requests, retention

_REQUEST = "case-records/requests/<int:number>/"
urlpatterns = [
    path("case-records/requests/", requests.register, name="person_requests"),
    path("case-records/requests.csv", requests.register_csv, name="person_requests_csv"),
    path("case-records/requests/take-in/", requests.make, name="make_request"),
    path(_REQUEST, requests.one, name="person_request"),
    path(f"{_REQUEST}identify/", requests.identify, name="identify_request"),
    path(f"{_REQUEST}wait/", requests.wait, name="wait_for_person"),
    path(f"{_REQUEST}extend/", requests.extend, name="extend_request"),
    path(f"{_REQUEST}find/", requests.find, name="find_held"),
    path(f"{_REQUEST}items/", requests.items, name="request_items"),
    path(f"{_REQUEST}issue/", requests.issue, name="issue_request"),
    path(f"{_REQUEST}bundle/", requests.bundle, name="request_bundle"),
    path(f"{_REQUEST}correct/", requests.correct, name="correct_entry"),
    path(f"{_REQUEST}decide/", requests.decide, name="decide_rectification"),
    path("cases/emergency/", looks.emergency, name="case_emergency"),
    path("case-records/", retention.records, name="case_records"),
    path("case-records/next/", retention.going, name="cases_going"),
    path("case-records/next.csv", retention.going_csv, name="cases_going_csv"),
    path("case-records/next/<str:reference>/", retention.keep_longer, name="keep_longer"),
    path("case-records/lists/", retention.disposals, name="disposals"),
    path("case-records/lists/make/", retention.make_disposal, name="make_disposal"),
    path("case-records/lists/<int:number>/", retention.disposal, name="disposal"),
    path("case-records/lists/<int:number>/check/", retention.check_disposal, name="check_disposal"),
    path(
        "case-records/lists/<int:number>/approve/",
        retention.approve_disposal,
        name="approve_disposal",
    ),
    path("case-records/lists/<int:number>/drop/", retention.drop_disposal, name="drop_disposal"),
    path("case-records/certificates/", retention.certificates, name="certificates"),
    path("case-records/certificates/<int:number>/", retention.certificate, name="certificate"),
    path("case-records/holds/", holding.legal_holds, name="legal_holds"),
    path("case-records/holds/place/", holding.place_hold, name="place_hold"),
    path("case-records/holds/<int:number>/lift/", holding.lift_hold, name="lift_hold"),
    path("case-records/looks/", looks.looks, name="case_looks"),
    path("case-records/looks.csv", looks.looks_csv, name="case_looks_csv"),
    path("case-records/emergencies/", looks.emergencies, name="emergencies"),
    path("case-records/emergencies/<int:number>/", looks.review_emergency, name="review_emergency"),
]
