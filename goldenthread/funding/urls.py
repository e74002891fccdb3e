"""Addresses of this room."""

from django.urls import path

from goldenthread.funding.views import awards, police, spent, writing

urlpatterns = [
    path("money/", spent.money, name="money"),
    path("money/by.csv", spent.money_csv, name="money_csv"),
    path("money/flow/", spent.flow, name="money_flow"),
    path("money/flow.csv", spent.flow_csv, name="money_flow_csv"),
    path("money/funders/", spent.funders, name="funders"),
    path("money/funders/<slug:key>/", spent.funder, name="funder"),
    path("money/ending/", spent.ending, name="money_ending"),
    path("money/ending.csv", spent.ending_csv, name="money_ending_csv"),
    path("money/precept/", police.precept, name="precept"),
    path("money/precept.csv", police.precept_csv, name="precept_csv"),
    path("money/band-d.csv", police.band_d_csv, name="band_d_csv"),
    path("money/budget/", police.budget, name="budget"),
    path("money/budget.csv", police.budget_csv, name="budget_csv"),
    path("money/force-numbers/", police.force_numbers, name="force_numbers"),
    path("money/force-numbers.csv", police.force_numbers_csv, name="force_numbers_csv"),
    path("money/awards/", awards.awards, name="awards"),
    path("money/awards.csv", awards.awards_csv, name="awards_csv"),
    path("money/add-award/", writing.add_award, name="add_award"),
    path("money/add-fund/", writing.add_fund, name="add_fund"),
    path("money/add-funder/", writing.add_funder, name="add_funder"),
    path("money/awards/<slug:key>/", awards.award, name="award"),
    path("money/awards/<slug:key>/spending/", awards.spending, name="award_spending"),
    path("money/awards/<slug:key>/edit/", writing.edit_award, name="edit_award"),
    path("money/awards/<slug:key>/vary/", writing.vary_award, name="vary_award"),
    path("money/awards/<slug:key>/profile/", writing.profile, name="award_profile"),
    path("money/awards/<slug:key>/claim/", writing.record_claim, name="record_claim"),
    path(
        "money/awards/<slug:key>/claims/<int:number>/",
        writing.decide_claim,
        name="decide_claim",
    ),
    path("money/awards/<slug:key>/pay/", writing.record_payment, name="record_payment"),
    path("money/awards/<slug:key>/value/", writing.review_value, name="review_value"),
    path("money/awards/<slug:key>/close/", writing.close_award, name="close_award"),
]
