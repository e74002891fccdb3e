"""Addresses of places."""

from django.urls import path

from goldenthread.indicators.mapping import views

urlpatterns = [
    path("places/", views.areas, name="areas"),
    path("places/list.csv", views.areas_csv, name="areas_csv"),
    path("places/<str:code>/", views.area, name="area"),
    path("places/<str:code>/map.svg", views.area_svg, name="area_svg"),
    path("places/<str:code>/map.csv", views.area_csv, name="area_csv"),
]
