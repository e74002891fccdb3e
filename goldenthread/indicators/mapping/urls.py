"""Addresses of places."""

from django.urls import path

from goldenthread.indicators.mapping import views

urlpatterns = [
    path("places/", views.areas, name="places"),
    path("places/list.csv", views.areas_csv, name="places_csv"),
    path("places/<str:code>/", views.area, name="place_profile"),
    path("places/<str:code>/map.svg", views.area_svg, name="place_map_svg"),
    path("places/<str:code>/map.csv", views.area_csv, name="place_map_csv"),
]
