"""Addresses of this room."""

from django.urls import path

from goldenthread.hotspots import views

urlpatterns = [
    path("hotspots/", views.find, name="hotspots"),
    path("hotspots/squares.csv", views.find_csv, name="hotspots_csv"),
    path("hotspots/map.svg", views.find_svg, name="hotspots_svg"),
]
