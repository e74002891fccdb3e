"""Addresses of this room."""

from django.urls import path

from goldenthread.evaluation import asking_views as asking
from goldenthread.evaluation import register_views as register

urlpatterns = [
    path("what-works/", register.register, name="what_works"),
    path("what-works.csv", register.register_csv, name="what_works_csv"),
    path("what-works/<int:number>/", register.result, name="what_works_result"),
    path("interventions/", asking.interventions, name="interventions"),
    path("interventions.csv", asking.interventions_csv, name="interventions_csv"),
    path("interventions/add/", asking.declare, name="declare_intervention"),
    path("interventions/plan/", asking.plan, name="plan_intervention"),
    path("interventions/<int:number>/", asking.intervention, name="intervention"),
    path("interventions/<int:number>/change/", asking.change, name="change_question"),
    path("interventions/<int:number>/answer/", asking.answer, name="intervention_answer"),
    path("interventions/<int:number>/answer.csv", asking.answer_csv, name="intervention_csv"),
    path("interventions/<int:number>/publish/", asking.publish, name="publish_result"),
]
