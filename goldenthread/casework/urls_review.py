"""Addresses of case reviews, of letters, and of what is published of reviews."""

from django.urls import path

from goldenthread.casework.views.review import public, published, working

CASE = "cases/<str:reference>"
OWN = "report/review/<str:link>"

urlpatterns = [
    path("report/asb_case_review/", public.apply, name="apply_review"),
    path(f"{OWN}/", public.own, name="own_review"),
    path(f"{OWN}/letters/<int:number>/", public.own_letter, name="own_letter"),
    path(f"{OWN}/<slug:step>/", public.own_appeal, name="own_appeal"),
    path("case-reviews/", published.reviews, name="case_reviews"),
    path("case-reviews/statistics.csv", published.statistics_csv, name="case_reviews_csv"),
    path("case-reviews/<int:year>/", published.year, name="case_reviews_year"),
    path("case-reviews/<int:year>/months.csv", published.months_csv, name="case_reviews_months"),
    path("case-reviews/<int:year>/write/", published.write, name="write_effectiveness"),
    path("case-reviews/<int:year>/publish/", published.publish, name="publish_effectiveness"),
    path(f"{CASE}/letters/", working.letters, name="case_letters"),
    path(f"{CASE}/letters/<int:number>/", working.letter, name="case_letter"),
    path(f"{CASE}/review/", working.review, name="case_review"),
    path(f"{CASE}/review/meeting/", working.holding, name="review_meeting"),
    path(f"{CASE}/review/complaints/", working.add_complaint, name="add_complaint"),
    path(f"{CASE}/review/complaints/<int:number>/", working.correct, name="correct_complaint"),
    path(f"{CASE}/review/complaints/<int:number>/verify/", working.verify, name="verify_complaint"),
    path(f"{CASE}/review/decide/", working.decide, name="review_decide"),
    path(f"{CASE}/review/prepare/", working.prepare, name="review_prepare"),
    path(f"{CASE}/review/link/", working.link, name="link_case"),
    path(f"{CASE}/review/requests/<int:number>/", working.answer, name="answer_request"),
    path(f"{CASE}/review/recommendations/", working.recommend, name="add_recommendation"),
    path(
        f"{CASE}/review/recommendations/<int:number>/answer/",
        working.respond,
        name="respond_recommendation",
    ),
    path(
        f"{CASE}/review/recommendations/<int:number>/check/",
        working.follow_up,
        name="follow_recommendation",
    ),
    path(f"{CASE}/review/outcome/", working.outcome, name="review_outcome"),
]
