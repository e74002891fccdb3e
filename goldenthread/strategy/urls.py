"""Addresses of plans and what stands in them; those of the registers stand beside."""

from django.urls import path

from goldenthread.strategy import dashboard_views, kpi_views, register_urls
from goldenthread.strategy.assessment import urls as assessment_urls
from goldenthread.strategy.views import (
    deciding,
    exchanging,
    plans,
    priorities,
    statements,
    work,
    working,
)

# A key is unique only under its priority, so that is named too.
PRIORITY = "plan/<slug:plan>/priority/<slug:priority>/"

urlpatterns = [
    path("plan/", plans.plan_on_a_page, name="plan_on_a_page"),
    path("plan/kpi/<slug:key>/", kpi_views.kpi, name="kpi"),
    path("plans/", plans.strategies, name="strategies"),
    path("plans.csv", plans.strategies_csv, name="strategies_csv"),
    path("plans/add/", deciding.make_plan, name="make_plan"),
    path("plans/import/", exchanging.import_file, name="import_plan"),
    path("plans/import/template.<slug:format>", exchanging.plan_template, name="plan_template"),
    path("plans/import/again/", exchanging.import_again, name="import_plan_again"),
    path("plan/<slug:key>/", plans.strategy, name="strategy"),
    path("plan/<slug:key>/table.<slug:format>", exchanging.plan_table, name="plan_table"),
    path("plan/<slug:key>/stratml.xml", exchanging.stratml, name="plan_stratml"),
    path("plan/<slug:key>/performance.xml", exchanging.performance, name="plan_performance"),
    path("plan/<slug:key>/on-a-page/", plans.plan_on_a_page, name="plan_sheet"),
    path("plan/<slug:key>/changes/", plans.plan_changes, name="plan_changes"),
    path("plan/<slug:key>/changes.csv", plans.plan_changes_csv, name="plan_changes_csv"),
    path("plan/<slug:key>/work/", work.work, name="work"),
    path("plan/<slug:key>/work.csv", work.work_csv, name="work_csv"),
    path("plan/<slug:key>/mechanisms.csv", work.mechanisms_csv, name="mechanisms_csv"),
    path("plan/<slug:key>/indicators.csv", plans.indicators_csv, name="plan_indicators_csv"),
    path("plan/<slug:key>/adopt/", deciding.adopt, name="adopt_plan"),
    path("plan/<slug:key>/supersede/", deciding.supersede, name="supersede_plan"),
    path("plan/<slug:plan>/priority/add/", statements.add_priority, name="add_priority"),
    path("plan/<slug:plan>/priority/<slug:key>/", priorities.priority, name="priority"),
    path(
        "plan/<slug:plan>/priority/<slug:key>/measures/",
        dashboard_views.dashboard,
        name="priority_measures",
    ),
    path("plan/<slug:plan>/priority/<slug:key>/aims/add/", statements.add_aim, name="add_aim"),
    path("plan/<slug:plan>/priority/<slug:key>/duties/", statements.tag_duties, name="tag_duties"),
    path(f"{PRIORITY}area/<slug:key>/", priorities.area, name="area"),
    path(f"{PRIORITY}aim/<slug:key>/", priorities.aim, name="aim"),
    path(f"{PRIORITY}work/add/", working.add_work_area, name="add_work_area"),
    path(f"{PRIORITY}areas/add/", working.add_area, name="add_area"),
    path(f"{PRIORITY}stories/add/", working.add_study, name="add_study"),
    path(
        "plan/<slug:plan>/work/<int:number>/add/", working.add_deliverable, name="add_deliverable"
    ),
    path("plan/<slug:plan>/parts/<int:number>/add/", working.add_part, name="add_part"),
    path("plan/<slug:plan>/end/<slug:kind>/<int:number>/", working.end, name="end_statement"),
    path(
        "plan/<slug:plan>/resume/<slug:kind>/<int:number>/", working.resume, name="resume_statement"
    ),
    path("plan/<slug:plan>/edit/<slug:kind>/<int:number>/", statements.edit, name="edit_statement"),
    path("plan/<slug:plan>/changes/<int:number>/undo/", statements.undo, name="undo_change"),
    path("plan/<slug:plan>/target/<slug:key>/", deciding.set_target, name="set_target"),
    path(
        "plan/<slug:plan>/target/<slug:key>/history/",
        kpi_views.target_history,
        name="target_history",
    ),
    path(f"{PRIORITY}story/<slug:key>/accept/", deciding.accept_study, name="accept_study"),
    path(f"{PRIORITY}story/<slug:key>/publish/", deciding.publish_study, name="publish_study"),
    path(f"{PRIORITY}story/<slug:key>/withdraw/", deciding.withdraw_study, name="withdraw_study"),
    *register_urls.urlpatterns,
    *assessment_urls.urlpatterns,
]
