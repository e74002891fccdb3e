"""Addresses of open data."""

from django.urls import path

from goldenthread.publishing.open_data import views

urlpatterns = [
    path("open-data/", views.open_data, name="open_data"),
    path("open-data/catalogue.jsonld", views.catalogue, name="open_catalogue"),
    path("open-data/publications.atom", views.feed, name="publications_feed"),
    path("open-data/<slug:id>.csv", views.csv_of, name="open_csv"),
    path("open-data/<slug:id>.csv-metadata.json", views.csvw_of, name="open_csvw"),
]
