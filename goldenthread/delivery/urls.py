"""Addresses of this room."""

from django.urls import path

from goldenthread.delivery import views

urlpatterns = [
    path("delivery/", views.plans, name="delivery_plans"),
    path("delivery/actions.csv", views.actions_csv, name="actions_csv"),
    path("delivery/<slug:key>/", views.plan, name="delivery_plan"),
    path("delivery/<slug:key>/add/", views.add, name="add_action"),
    path("delivery/<slug:key>/<int:number>/", views.action, name="action"),
    path("delivery/<slug:key>/<int:number>/edit/", views.edit, name="edit_action"),
    path("delivery/<slug:key>/<int:number>/date/", views.move_date, name="move_date"),
    path("delivery/<slug:key>/<int:number>/defer/", views.defer, name="defer_action"),
    path("delivery/<slug:key>/<int:number>/reopen/", views.reopen, name="reopen_action"),
]
