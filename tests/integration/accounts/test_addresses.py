"""A partnership may not take the first step of one of our own addresses as its slug."""

import pytest

from goldenthread.accounts.addresses import taken_first_steps
from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.partnership.loading import load_partnerships


def test_every_page_s_first_step_is_taken_and_what_is_kept_for_later():
    taken = taken_first_steps()
    assert {"accounts", "static", "en", "plan", "groups", "my-work"} <= taken
    assert not any(step == "" or "<" in step or "/" in step for step in taken)


def written(folder, key: str):
    file = folder / "partnerships.yaml"
    file.write_text(
        f"partnerships:\n  - key: {key}\n    name: Plan\n    short: P\n    area: E06000047\n"
    )
    return file


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["accounts", "static", "en", "plan", "Big Place"])
def test_loading_refuses_it_and_makes_nothing(tmp_path, key):
    with pytest.raises(CannotDo, match=r'line 2, key "key": "') as refused:
        load_partnerships(written(tmp_path, key))
    assert "partnerships.yaml" in str(refused.value)
    assert not Partnership.objects.exists()


@pytest.mark.django_db
def test_one_that_stands_already_keeps_its_slug(tmp_path):
    Partnership.objects.create(slug="en", name="Old", short_name="Old", area_code="E06000047")
    made = load_partnerships(written(tmp_path, "en"))
    assert made["en"].name == "Old"
