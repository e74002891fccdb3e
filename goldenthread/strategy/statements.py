"""Which statements of a plan are edited on the web, by the kind that stands in an address."""

from django.db.models import CharField, TextField

from goldenthread.partnership.models import Stated
from goldenthread.strategy import models
from goldenthread.strategy.models import Amendment

EDITABLE: dict[str, type[Stated]] = {
    model._meta.model_name or "": model
    for model in (
        models.Strategy,
        models.Priority,
        models.Area,
        models.Aim,
        models.SubTheme,
        models.WayOfWorking,
        models.WorkArea,
        models.Deliverable,
        models.Mechanism,
        models.PlanNote,
        models.PolicyDriver,
        models.EnablingFactor,
        models.EnablingPoint,
        models.EvidenceItem,
        models.CaseStudy,
        models.Commitment,
        models.Achievement,
        models.IndicatorUse,
    )
}


def is_words(one: Amendment) -> bool:
    """Say whether a change was one of words, so that what stood before can be put back."""
    model = EDITABLE.get(one.about_kind)
    if model is None or one.field not in getattr(model, "EDITABLE", ()):
        return False
    column = model._meta.get_field(one.field)
    return isinstance(column, CharField | TextField) and not column.choices
