"""Addresses of this room."""

from django.urls import path

from goldenthread.strategy import kpi_views, register_urls
from goldenthread.strategy.views import editing, reading

urlpatterns = [
    path("plan/", reading.plan_on_a_page, name="plan_on_a_page"),
    path("plan/kpi/<slug:key>/", kpi_views.kpi, name="kpi"),
    path("plans/", reading.strategies, name="strategies"),
    path("plans.csv", reading.strategies_csv, name="strategies_csv"),
    path("plans/add/", editing.make_plan, name="make_plan"),
    path("plan/<slug:key>/", reading.strategy, name="strategy"),
    path("plan/<slug:key>/on-a-page/", reading.plan_on_a_page, name="plan_sheet"),
    path("plan/<slug:key>/changes/", reading.plan_changes, name="plan_changes"),
    path("plan/<slug:key>/changes.csv", reading.plan_changes_csv, name="plan_changes_csv"),
    path("plan/<slug:key>/work/", reading.work, name="work"),
    path("plan/<slug:key>/work.csv", reading.work_csv, name="work_csv"),
    path("plan/<slug:key>/mechanisms.csv", reading.mechanisms_csv, name="mechanisms_csv"),
    path("plan/<slug:key>/indicators.csv", reading.indicators_csv, name="plan_indicators_csv"),
    path("plan/<slug:key>/adopt/", editing.adopt, name="adopt_plan"),
    path("plan/<slug:key>/supersede/", editing.supersede, name="supersede_plan"),
    path("plan/<slug:plan>/priority/add/", editing.add_priority, name="add_priority"),
    path("plan/<slug:plan>/priority/<slug:key>/", reading.priority, name="priority"),
    path("plan/<slug:plan>/priority/<slug:key>/aims/add/", editing.add_aim, name="add_aim"),
    path("plan/<slug:plan>/priority/<slug:key>/duties/", editing.tag_duties, name="tag_duties"),
    path("plan/<slug:plan>/area/<slug:key>/", reading.area, name="area"),
    path("plan/<slug:plan>/aim/<slug:key>/", reading.aim, name="aim"),
    path("plan/<slug:plan>/edit/<slug:kind>/<int:number>/", editing.edit, name="edit_statement"),
    path("plan/<slug:plan>/changes/<int:number>/undo/", editing.undo, name="undo_change"),
    path("plan/<slug:plan>/target/<slug:key>/", editing.set_target, name="set_target"),
    path("plan/<slug:plan>/story/<slug:key>/accept/", editing.accept_study, name="accept_study"),
    path("plan/<slug:plan>/story/<slug:key>/publish/", editing.publish_study, name="publish_study"),
    path(
        "plan/<slug:plan>/story/<slug:key>/withdraw/",
        editing.withdraw_study,
        name="withdraw_study",
    ),
    *register_urls.urlpatterns,
]
