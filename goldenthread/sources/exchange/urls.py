"""Addresses of the prescribed exchange."""

from django.urls import path

from goldenthread.sources.exchange import views

CELL = "data/exchange/<slug:key>/<slug:start>/"

urlpatterns = [
    path("data/exchange/", views.exchange_grid, name="exchange"),
    path("data/exchange.csv", views.exchange_csv, name="exchange_csv"),
    path("data/exchange/<slug:key>.csv", views.exchange_template, name="exchange_template"),
    path(CELL, views.exchange_cell, name="exchange_cell"),
    path(f"{CELL}not-supplied/", views.exchange_not_supplied, name="exchange_not_supplied"),
    path(f"{CELL}validate/", views.exchange_validate, name="exchange_validate"),
]
