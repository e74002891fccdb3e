"""Addresses of this room."""

from django.urls import path

from goldenthread.indicators import views
from goldenthread.indicators.mapping.urls import urlpatterns as places

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/list.csv", views.indicators_csv, name="indicators_csv"),
    path("indicators/<slug:id>/", views.indicator, name="indicator"),
    path("indicators/<slug:id>/figures.csv", views.indicator_csv, name="indicator_csv"),
    path("indicators/<slug:id>/chart.svg", views.indicator_svg, name="indicator_svg"),
    path("indicators/<slug:id>/chart.json", views.indicator_spec, name="indicator_spec"),
    path("indicators/<slug:id>/trace/<str:area>/<str:period>/", views.trace, name="trace"),
    *places,
]
