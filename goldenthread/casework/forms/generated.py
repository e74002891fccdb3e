"""A declared form as fields of a page: nothing here knows any case type."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms

from goldenthread.casework.forms.review.rows import ComplaintsField
from goldenthread.casework.rules.answers import LONGEST, YES_NO
from goldenthread.casework.types.forms import Question
from goldenthread.partnership.forms import DAY_WRONG, day, text

SHORT = 300
MOMENTS = ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %B %Y %H:%M"]
PREFIX = "a"


def step_form(
    questions: Iterable[Question], texts: Mapping[str, str], data: Any = None
) -> "StepForm":
    """Give the form of some questions. texts: answers so far; data: what was typed, if sent."""
    return StepForm(data, questions=list(questions), texts=texts, prefix=PREFIX)


class StepForm(forms.Form):
    """A few declared questions."""

    def __init__(
        self, data: Any, *, questions: list[Question], texts: Mapping[str, str], prefix: str
    ) -> None:
        initial = {one.id: _initial(one, texts[one.id]) for one in questions if one.id in texts}
        super().__init__(data, initial=initial, prefix=prefix)
        self.questions = questions
        for one in questions:
            self.fields[one.id] = _field(one)

    def texts(self) -> dict[str, str]:
        """Give the answers as they are written down; only after `is_valid`."""
        found = {one.id: _text(self.cleaned_data.get(one.id)) for one in self.questions}
        return {id: answer for id, answer in found.items() if answer}


def _field(one: Question) -> forms.Field:
    options: dict[str, Any] = {"required": one.required, "help_text": one.help}
    if one.type in ("yes_no", "choice"):
        choices = YES_NO if one.type == "yes_no" else one.choices
        wrong = {"required": "Choose one.", "invalid_choice": "Choose one of these."}
        return forms.ChoiceField(
            label=one.ask, choices=list(choices.items()), widget=forms.RadioSelect,
            error_messages=wrong, **options,
        )  # fmt: skip
    if one.type == "choices":
        return forms.MultipleChoiceField(
            label=one.ask, choices=list(one.choices.items()), widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose one or more."}, **options,
        )  # fmt: skip
    if one.type == "complaints":
        wrong = {"required": "Write down at least one time that somebody was told."}
        return ComplaintsField(label=one.ask, error_messages=wrong, **options)
    if one.type == "date":
        return day(one.ask, **options)
    if one.type == "date_time":
        return _moment(one, options)
    if one.type == "number":
        wrong = {"required": "Write a number.", "invalid": "Write a number, such as 3."}
        return forms.DecimalField(
            label=one.ask, error_messages=wrong, min_value=one.least, max_value=one.most, **options
        )
    long = one.type == "long_text"
    field = text(one.ask, most=LONGEST if long else SHORT, rows=5 if long else 0, **options)
    field.error_messages["required"] = "This is needed."
    return field


def _moment(one: Question, options: dict[str, Any]) -> forms.Field:
    control = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    options["help_text"] = one.help or "For example 30/6/2027 21:30. The day alone is enough."
    return forms.DateTimeField(
        label=one.ask, widget=control, input_formats=MOMENTS,
        error_messages={"invalid": DAY_WRONG, "required": "Give the day."}, **options,
    )  # fmt: skip


def _initial(one: Question, answer: str) -> Any:
    if one.type == "choices":
        return answer.split(",")
    if one.type == "date_time":
        return datetime.fromisoformat(answer)
    return answer


def _text(answer: Any) -> str:
    """Write an answer down. A moment stays as it was said, in the time of the place."""
    if answer in (None, "", []):
        return ""
    if isinstance(answer, list):
        return ",".join(answer)
    if isinstance(answer, datetime):
        said = answer.replace(tzinfo=None)
        return said.date().isoformat() if said.time() == time() else said.isoformat("T", "minutes")
    return str(answer).strip()
