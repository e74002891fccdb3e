"""Addresses of the checker."""

from django.urls import path

from goldenthread.publishing.checking import views

urlpatterns = [path("figures/check/", views.check_figures, name="check_figures")]
