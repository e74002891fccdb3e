"""The worked example holds exactly what the five documents hold, counted from the database."""

import json

import pytest

from config import example
from config.cli import main

pytestmark = pytest.mark.django_db

# The numbers of the index of the documents, entity by entity and in its order.
HELD = """{
  "000": {"strategies": 1, "priorities": 3, "areas_of_focus": 3, "areas_of_assurance": 7, "aims": 9,
          "ways_of_working": 6, "kpis": 17, "case_studies": 3},
  "001": {"lead_groups": 3, "development_group_members": 7},
  "002": {"priorities": 6, "work_areas": 19, "deliverables": 104, "deliverable_sub_items": 8,
          "mechanisms": 16, "enabling_factors": 6, "enabling_points": 24, "policy_drivers": 20,
          "alignment_plans": 9, "alignment_filled": 28, "responsible_authorities": 6,
          "additional_members": 5, "evidence_bullets": 54, "case_studies": 9},
  "003": {"sections": 7, "figure_rows": 26, "actions_ahead": 10, "public_concerns": 5},
  "004": {"themes": 6, "sub_themes": 13, "commitments": 115, "commitments_reported": 59,
          "achievements": 159, "change_statements": 37, "grant_rows": 13, "single_grants": 29,
          "funding_forces": 5, "force_number_cells": 20},
  "all": {"groups": 26, "schemes": 52}
}"""


def test_the_counts_are_those_of_the_documents(capsys: pytest.CaptureFixture[str]) -> None:
    example.load()
    capsys.readouterr()
    assert main(["example", "counts", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    held = json.loads(HELD)
    assert printed == held
    assert [(key, list(entities)) for key, entities in printed.items()] == [
        (key, list(entities)) for key, entities in held.items()
    ]


def test_the_counts_are_counted_and_not_read_from_the_declarations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from goldenthread.strategy.models import Aim

    example.load()
    partnership = example.Partnership.objects.get(slug=example.MAIN)
    Aim.objects.of(partnership).order_by("pk")[0].delete()
    capsys.readouterr()
    assert main(["example", "counts"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  aims                            8" in said
    assert said[0] == "Document 000"


def test_counting_before_loading_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["example", "counts", "--json"]) == 2
    assert "Run `goldenthread example load` first." in capsys.readouterr().err
