"""Addresses of the strategic assessments."""

from django.urls import path

from goldenthread.strategy.assessment.views import deciding, figures, reading, writing

YEAR = "assessments/<int:year>/"
STATEMENT = f"{YEAR}statement/<int:number>/"

urlpatterns = [
    path("assessments/", reading.assessments, name="assessments"),
    path("assessments.csv", reading.assessments_csv, name="assessments_csv"),
    path("assessments/begin/", writing.begin, name="begin_assessment"),
    path(YEAR, reading.assessment, name="assessment"),
    path(f"{YEAR}statements.csv", reading.statements_csv, name="assessment_csv"),
    path(f"{YEAR}missing/", reading.missing, name="assessment_missing"),
    path(f"{YEAR}compare/", reading.compare, name="assessment_compare"),
    path(f"{YEAR}complete/", deciding.complete, name="complete_assessment"),
    path(f"{YEAR}reopen/", deciding.reopen, name="reopen_assessment"),
    path(f"{YEAR}<slug:heading>/figures/", figures.choose_first, name="choose_first_figure"),
    path(f"{YEAR}<slug:heading>/add/<slug:indicator>/", writing.add, name="add_statement"),
    path(STATEMENT, writing.statement, name="assessment_statement"),
    path(f"{STATEMENT}edit/", writing.edit, name="edit_assessment_statement"),
    path(f"{STATEMENT}move/", writing.move, name="move_assessment_statement"),
    path(f"{STATEMENT}confirm/", writing.confirm, name="confirm_assessment_statement"),
    path(f"{STATEMENT}withdraw/", writing.withdraw, name="withdraw_assessment_statement"),
    path(f"{STATEMENT}figures/", figures.choose, name="choose_figure"),
    path(f"{STATEMENT}figures/add/<slug:indicator>/", figures.bind, name="bind_figure"),
    path(f"{STATEMENT}figures/<int:figure>/remove/", figures.take_out, name="take_out_figure"),
]
