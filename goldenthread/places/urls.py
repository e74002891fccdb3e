"""Addresses of this room."""

from django.urls import path

from goldenthread.places import views

urlpatterns = [path("place/", views.place, name="place")]
