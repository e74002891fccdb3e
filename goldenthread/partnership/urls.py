"""Addresses of this room."""

from django.urls import path

from goldenthread.partnership.views import agreements, bodies, groups, organisations, people

urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups.csv", groups.groups_csv, name="groups_csv"),
    path("groups/add/", groups.add_group, name="add_group"),
    path("groups/<slug:key>/", groups.group, name="group"),
    path("groups/<slug:key>/edit/", groups.edit_group, name="edit_group"),
    path("groups/<slug:key>/seats/add/", groups.give_seat, name="give_seat"),
    path("groups/<slug:key>/seats/<int:number>/end/", groups.end_seat, name="end_seat"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations.csv", organisations.organisations_csv, name="organisations_csv"),
    path("organisations/<slug:key>/", bodies.organisation, name="organisation"),
    path("organisations/<slug:key>/join/", bodies.add_membership, name="add_membership"),
    path(
        "organisations/<slug:key>/memberships/<int:number>/end/",
        bodies.end_membership,
        name="end_membership",
    ),
    path("organisations/<slug:key>/liaison/", bodies.appoint, name="appoint_liaison_officer"),
    path("liaison-officers/", bodies.liaison_officers, name="liaison_officers"),
    path("liaison-officers.csv", bodies.liaison_officers_csv, name="liaison_officers_csv"),
    path("liaison-officers/<int:number>/end/", bodies.end_liaison, name="end_liaison_officer"),
    path("alerts/", bodies.alerts, name="alerts"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements.csv", agreements.agreements_csv, name="agreements_csv"),
    path("agreements/add/", agreements.make, name="make_agreement"),
    path("agreements/<slug:key>/", agreements.agreement, name="agreement"),
    path("agreements/<slug:key>/sign/", agreements.sign, name="sign_agreement"),
    path("agreements/<slug:key>/review/", agreements.review, name="review_agreement"),
    path("people/", people.people, name="people"),
    path("people.csv", people.people_csv, name="people_csv"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:number>/roles/add/", people.give_role, name="give_role"),
    path("people/roles/<int:number>/end/", people.end_role, name="end_role"),
]
