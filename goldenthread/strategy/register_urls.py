"""Addresses of the registers: commitments, alignment, crosswalk, schemes, evidence, documents."""

from django.urls import path

from goldenthread.strategy.views.registers import (
    alignment,
    commitments,
    crosswalk,
    documents,
    evidence,
    scheme_forms,
    schemes,
)

urlpatterns = [
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments.csv", commitments.commitments_csv, name="commitments_csv"),
    path("commitments/<slug:plan>/<slug:key>/", commitments.commitment, name="commitment"),
    path(
        "commitments/<slug:plan>/<slug:key>/status/",
        commitments.set_commitment_status,
        name="set_commitment_status",
    ),
    path("alignment/", alignment.alignment, name="alignment"),
    path("alignment.csv", alignment.alignment_csv, name="alignment_csv"),
    path("crosswalk/", crosswalk.crosswalk, name="crosswalk"),
    path("crosswalk.csv", crosswalk.crosswalk_csv, name="crosswalk_csv"),
    path("crosswalk/mutual-regard.csv", crosswalk.mutual_regard_csv, name="mutual_regard_csv"),
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes.csv", schemes.schemes_csv, name="schemes_csv"),
    path("schemes/<slug:key>/", schemes.scheme, name="scheme"),
    path("scheme/add/", scheme_forms.add_scheme, name="add_scheme"),
    path("schemes/<slug:key>/edit/", scheme_forms.edit_scheme, name="edit_scheme"),
    path("schemes/<slug:key>/end/", scheme_forms.end_scheme, name="end_scheme"),
    path("schemes/<slug:key>/resume/", scheme_forms.resume_scheme, name="resume_scheme"),
    path("plan/<slug:plan>/evidence/", evidence.evidence, name="evidence"),
    path("plan/<slug:plan>/evidence.csv", evidence.evidence_csv, name="evidence_csv"),
    path("documents/", documents.documents, name="documents"),
    path("documents.csv", documents.documents_csv, name="documents_csv"),
]
