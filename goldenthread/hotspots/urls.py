"""Addresses of this room."""

from django.urls import path

from goldenthread.hotspots import choosing_views as choosing
from goldenthread.hotspots import patrol_views as patrols
from goldenthread.hotspots import views

urlpatterns = [
    path("hotspots/", views.find, name="hotspots"),
    path("hotspots/squares.csv", views.find_csv, name="hotspots_csv"),
    path("hotspots/map.svg", views.find_svg, name="hotspots_svg"),
    path("hotspots/shortlist/", choosing.shortlist, name="hotspot_shortlist"),
    path("hotspots/shortlist.csv", choosing.shortlist_csv, name="hotspot_shortlist_csv"),
    path("hotspots/shortlist/add/", choosing.nominate, name="nominate_hotspot"),
    path("hotspots/shortlist/<int:number>/", choosing.candidate, name="hotspot_candidate"),
    path("hotspots/shortlist/<int:number>/interest/", choosing.declare, name="declare_interest"),
    path("hotspots/shortlist/<int:number>/decide/", choosing.decide, name="decide_hotspot"),
    path("hotspots/areas/", choosing.areas, name="hotspot_areas"),
    path("hotspots/areas.csv", choosing.areas_csv, name="hotspot_areas_csv"),
    path("hotspots/areas/<int:number>/", choosing.area, name="hotspot_area"),
    path("hotspots/areas/<int:number>/patrol/", patrols.log, name="log_patrol"),
    path("hotspots/patrols/", patrols.patrols, name="hotspot_patrols"),
    path("hotspots/patrols.csv", patrols.patrols_csv, name="hotspot_patrols_csv"),
    path("hotspots/areas/<int:number>/review/", choosing.renew, name="renew_hotspot_area"),
    path("hotspots/areas/<int:number>/end/", choosing.end, name="end_hotspot_area"),
]
