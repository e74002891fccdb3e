"""Values that law or a local decision sets hold from a day (G-01, LAW-01)."""

from datetime import date
from pathlib import Path

import pytest

from goldenthread.casework.values import case_review
from goldenthread.casework.values.dated import holding, in_force
from goldenthread.commands import CannotDo

ONE = """\
bodies: []
threshold:
- complaints: 3
  to_complain: {number: 1, unit: months, beginning_with: true}
  to_apply: {number: 6, unit: months, beginning_with: true}
  from: 2014-10-20
  until: 2026-12-31
  source: The Act
  provenance: A
- complaints: 2
  to_complain: {number: 1, unit: months, beginning_with: true}
  to_apply: {number: 6, unit: months, beginning_with: true}
  from: 2027-01-01
  source: Our procedure
  provenance: L
"""


def read(tmp_path: Path, text: str) -> case_review.Procedure:
    path = tmp_path / "procedure.yaml"
    path.write_text(text)
    return case_review.read_procedure(path)


def test_g01_an_application_is_judged_by_what_held_on_its_day(tmp_path):
    found = read(tmp_path, ONE).threshold
    assert holding(found, date(2026, 12, 31), what="threshold").complaints == 3
    assert holding(found, date(2027, 1, 1), what="threshold").complaints == 2
    assert in_force(found, date(2014, 10, 19)) is None
    with pytest.raises(CannotDo, match="No threshold is declared as in force on 1 October 2014"):
        holding(found, date(2014, 10, 1), what="threshold")


def test_law01_a_value_without_a_day_holds_on_none(tmp_path):
    found = read(tmp_path, ONE.replace("from: 2027-01-01", "from:")).threshold
    assert in_force(found, date(2027, 6, 1)) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("until: 2026-12-31", "until: 2027-01-01", 'line 13, key "from": holds while another'),
        ("  until: 2026-12-31\n", "", "End that one first"),
        ("until: 2026-12-31", "until: 2014-01-01", 'line 7, key "until": is before the day'),
        ("complaints: 3", "complaints: 4", 'line 3, key "complaints"'),  # CR-04
        ("provenance: L", "provenance: Q", "Valid here: A, B, C, L"),
        ("from: 2027-01-01", "form: 2027-01-01", 'Did you mean "from"?'),
    ],
)
def test_values_that_contradict_each_other_are_refused(tmp_path, old, new, told):
    assert old in ONE
    with pytest.raises(CannotDo) as why:
        read(tmp_path, ONE.replace(old, new))
    assert told in str(why.value)
