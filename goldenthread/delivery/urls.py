"""Addresses of this room."""

from django.urls import path

from goldenthread.delivery import views

ONE = "delivery/<slug:key>/<int:number>/"

urlpatterns = [
    path("delivery/", views.plans, name="delivery_plans"),
    path("delivery/add/", views.add_plan, name="add_delivery_plan"),
    path("delivery/actions/", views.actions, name="actions"),
    path("delivery/actions.csv", views.actions_csv, name="actions_csv"),
    path("delivery/calendars/", views.calendars, name="calendars"),
    path("delivery/calendars/start/", views.start_calendar, name="start_calendar"),
    path("delivery/calendars/<int:pk>/stop/", views.stop_calendar, name="stop_calendar"),
    path("delivery/calendars/<str:token>.ics", views.calendar, name="calendar"),
    path("delivery/say/<str:sealed>/", views.update_by_link, name="update_by_link"),
    path("delivery/<slug:key>/", views.plan, name="delivery_plan"),
    path("delivery/<slug:key>/add/", views.add, name="add_action"),
    path("delivery/<slug:key>/edit/", views.edit_plan, name="edit_delivery_plan"),
    path("delivery/<slug:key>/updates/", views.update_plan, name="update_delivery_plan"),
    path(ONE, views.action, name="action"),
    path(f"{ONE}history/", views.action_history, name="action_history"),
    path(f"{ONE}edit/", views.edit, name="edit_action"),
    path(f"{ONE}no-change/", views.no_change, name="no_change"),
    path(f"{ONE}date/", views.move_date, name="move_date"),
    path(f"{ONE}ask-for-date/", views.ask_for_date, name="ask_for_date"),
    path(f"{ONE}decide-date/", views.decide_date, name="decide_date"),
    path(f"{ONE}defer/", views.defer, name="defer_action"),
    path(f"{ONE}give-up/", views.give_up, name="give_up_action"),
    path(f"{ONE}reopen/", views.reopen, name="reopen_action"),
    path(f"{ONE}by-hand/", views.override, name="override_action"),
    path(f"{ONE}by-facts/", views.drop_override, name="drop_override"),
    path(f"{ONE}milestones/add/", views.add_milestone, name="add_milestone"),
    path(f"{ONE}milestones/<int:pk>/reached/", views.reach_milestone, name="reach_milestone"),
    path(f"{ONE}milestones/<int:pk>/remove/", views.remove_milestone, name="remove_milestone"),
    path(f"{ONE}effects/add/", views.add_effect, name="add_effect"),
    path(f"{ONE}effects/<int:pk>/remove/", views.remove_effect, name="remove_effect"),
]
