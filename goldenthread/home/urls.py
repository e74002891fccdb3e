"""Addresses of this room."""

from django.urls import path

from goldenthread.home import views

urlpatterns = [
    path("", views.front, name="front"),
    path("my-work/", views.my_work, name="my_work"),
    path("search/", views.search, name="search"),
    path("record/", views.record, name="record"),
    path("roles/", views.roles, name="roles"),
    path("about-these-figures/", views.about_figures, name="about_figures"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
