"""Addresses of this room."""

from django.urls import path

from goldenthread.sources import views
from goldenthread.sources.exchange.urls import urlpatterns as exchange

urlpatterns = [
    path("data/", views.releases, name="releases"),
    path("data/releases.csv", views.releases_csv, name="releases_csv"),
    path("data/months/", views.coverage, name="coverage"),
    path("data/releases/<str:key>/", views.release, name="release"),
    path("data/releases/<str:key>/withdraw/", views.withdraw, name="withdraw_release"),
    *exchange,
]
