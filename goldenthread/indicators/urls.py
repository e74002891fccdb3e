"""Addresses of this room."""

from django.urls import path

from goldenthread.indicators import trace_views, views
from goldenthread.indicators.across import views as across
from goldenthread.indicators.comparators import views as comparators
from goldenthread.indicators.control import views as control
from goldenthread.indicators.mapping.urls import urlpatterns as places
from goldenthread.indicators.quality import views as quality
from goldenthread.indicators.returns.urls import urlpatterns as returns

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/list.csv", views.indicators_csv, name="indicators_csv"),
    path("indicators/quality/", quality.data_quality, name="data_quality"),
    path("indicators/quality.csv", quality.data_quality_csv, name="data_quality_csv"),
    path("indicators/definitions/", quality.definitions, name="definitions"),
    path("indicators/definitions.csv", quality.definitions_csv, name="definitions_csv"),
    path("indicators/similar-areas/", comparators.similar_groups, name="similar_groups"),
    path("indicators/similar-areas.csv", comparators.similar_groups_csv, name="similar_groups_csv"),
    path(
        "indicators/similar-areas/enter/",
        comparators.enter_similar_group,
        name="enter_similar_group",
    ),
    path("indicators/<slug:id>/", views.indicator, name="indicator"),
    path("indicators/<slug:id>/recording/", control.recording_changes, name="recording_changes"),
    path(
        "indicators/<slug:id>/recording/<int:number>/withdraw/",
        control.withdraw_recording_change,
        name="withdraw_recording_change",
    ),
    path("indicators/<slug:id>/multiples/", across.multiples, name="indicator_multiples"),
    path(
        "indicators/<slug:id>/multiples/<slug:part>.<slug:ending>",
        across.small_chart,
        name="small_chart",
    ),
    path("indicators/<slug:id>/across/", across.across, name="indicator_across"),
    path("indicators/<slug:id>/across.csv", across.across_csv, name="across_csv"),
    path(
        "indicators/<slug:id>/across/<slug:form>.<slug:ending>",
        across.picture,
        name="across_picture",
    ),
    path("indicators/<slug:id>/figures.csv", views.indicator_csv, name="indicator_csv"),
    path("indicators/<slug:id>/chart.svg", views.indicator_svg, name="indicator_svg"),
    path("indicators/<slug:id>/chart.png", views.indicator_png, name="indicator_png"),
    path("indicators/<slug:id>/chart.json", views.indicator_spec, name="indicator_spec"),
    path("indicators/<slug:id>/trace/<str:area>/<str:period>/", trace_views.trace, name="trace"),
    *places,
    *returns,
]
