"""Every stored field of casework is classed: personal, or such that it may be counted."""

import pytest
from django.apps import apps

MODELS = list(apps.get_app_config("casework").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_personal_or_countable_and_never_both(model):
    fields = {field.name for field in model._meta.concrete_fields}
    personal, countable = set(model.Privacy.personal), set(model.Privacy.countable)
    assert personal | countable == fields
    assert not personal & countable


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_names_or_points_to_somebody_is_personal(model):
    for field in model._meta.concrete_fields:
        related = field.related_model and field.related_model.__name__
        if related in ("User", "Case"):
            assert field.name in model.Privacy.personal, field.name
