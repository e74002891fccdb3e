"""Asking declared questions a few at a time, with a look at all answers before they are sent.

The answers so far travel with the page and are kept nowhere until they are sent: whoever stops
half-way leaves nothing behind. So nothing that a page carries is trusted; everything is checked
again when it is sent.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.forms.generated import StepForm, step_form
from goldenthread.casework.queries.located import POSTCODE
from goldenthread.casework.rules import asking
from goldenthread.casework.rules.answers import said
from goldenthread.casework.rules.asking import Step
from goldenthread.casework.types.forms import Form
from goldenthread.commands import CannotDo
from goldenthread.places import postcodes
from goldenthread.places.queries import placed

MOST_CARRIED = 200_000  # characters of answers so far


@dataclass(frozen=True)
class Wizard:
    """What is asked, and what is done with the answers.

    forms: asked here; every: all forms of the type. finish: takes the answers that were
    checked; may raise RuleBroken. page: title, send (the last button), back (where to).
    """

    request: Request
    forms: list[Form]
    every: list[Form]
    finish: Callable[[dict[str, str]], HttpResponse]
    page: dict[str, Any]
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[Step]:
        """The steps in which it is asked."""
        return asking.steps_of(self.forms)

    def answer(self) -> HttpResponse:
        """Give the page that comes next."""
        if self.request.method != "POST":
            return self._show(self._first(0, dict(self.known)), dict(self.known))
        texts, go = self._carried(), self.request.POST.get("go", "next")
        if go == "send":
            return self._send(texts)
        if go.startswith("change-"):
            step = self._step_at(go.removeprefix("change-"))
            return self._show(step, texts, returning=True)
        if go == "again":
            return self._show(self._step_at(self.request.POST.get("step", "")), texts)
        step = self._step_at(self.request.POST.get("step", ""))
        if go == "back":
            return self._show(self._before(step, texts), texts)
        return self._next(step, texts)

    def _next(self, step: Step, texts: dict[str, str]) -> HttpResponse:
        asked = asking.asked_at(step, self.every, texts)
        returning = self.request.POST.get("returning") == "yes"
        form = step_form(asked, texts, self.request.POST)
        if not form.is_valid():
            return self._show(step, texts, form=form, returning=returning)
        before = asking.settled(self.every, texts)
        now = {id: text for id, text in texts.items() if id not in form.fields} | form.texts()
        if stop := asking.stopped([step.form], form.texts()):
            return self._render("casework/stop.html", now, step=step, stop=stop)
        if not returning:
            following = self._first(step.number + 1, now)
            return self._show(following, now) if following else self._check(now)
        return self._after_change(before, now)

    def _after_change(self, before: dict[str, str], now: dict[str, str]) -> HttpResponse:
        """Ask what only now is asked, or is still missing; else look at all answers again."""
        lacking = {one.id for one in asking.missing(self.forms, self.every, now)}
        for step in self.steps:
            was = {one.id for one in asking.asked_at(step, self.every, before)}
            asked = asking.asked_at(step, self.every, now)
            new = {one.id for one in asked if one.id not in was and one.id not in now}
            if new or lacking & {one.id for one in asked}:
                return self._show(step, now, returning=True)
        return self._check(now)

    def _send(self, texts: dict[str, str]) -> HttpResponse:
        for step in self.steps:
            asked = asking.asked_at(step, self.every, texts)
            data = {f"a-{one.id}": _typed(one.type, texts[one.id]) for one in asked
                    if one.id in texts}  # fmt: skip
            form = step_form(asked, {}, data)
            if not form.is_valid():
                return self._show(step, texts, form=form, returning=True)
        try:
            return self.finish(asking.check_answers(self.forms, self.every, texts))
        except RuleBroken as broken:
            return self._check(texts, wrong=str(broken))

    def _check(self, texts: dict[str, str], wrong: str = "") -> HttpResponse:
        kept = asking.settled(self.every, texts)
        shown = [
            {
                "form": form,
                "rows": [
                    {"ask": one.ask, "said": said(one, kept[one.id]), "step": step.number}
                    for step in self.steps
                    if step.form is form
                    for one in step.questions
                    if one.id in kept
                ],
            }
            for form in self.forms
        ]
        return self._render(
            "casework/check.html", texts, shown=shown, wrong=wrong, where=self._where(kept)
        )

    def _where(self, kept: dict[str, str]) -> str:
        """Say which partnership answers for a place that names a postcode (ASB-04)."""
        places = (one.id for form in self.forms for one in form.questions if one.type == "place")
        named = POSTCODE.search(" ".join(kept.get(id, "") for id in places))
        if not named:
            return ""
        try:
            return placed(postcodes.find(named.group()), self.request.partnership).sentence
        except CannotDo:
            return ""

    def _show(
        self,
        step: Step | None,
        texts: dict[str, str],
        form: StepForm | None = None,
        returning: bool = False,
    ) -> HttpResponse:
        if step is None:
            return self._check(texts)
        shown = form or step_form(asking.asked_at(step, self.every, texts), texts)
        names = [one.id for one in self.forms]
        return self._render(
            "casework/step.html",
            texts,
            step=step,
            form=shown,
            returning=returning,
            part=names.index(step.form.id) + 1,
            parts=len(names),
            is_first=self._first(0, texts) == step,
        )

    def _render(self, template: str, texts: dict[str, str], **context: Any) -> HttpResponse:
        answer = render(self.request, template, {**self.page, **context, "kept": json.dumps(texts)})
        answer["Cache-Control"] = "no-store"
        return answer

    def _carried(self) -> dict[str, str]:
        """Give the answers that came with the page; what is none is left out."""
        try:
            given = json.loads(self.request.POST.get("kept", "")[:MOST_CARRIED])
        except ValueError:
            given = {}
        asked = {one.id for form in self.forms for one in form.questions}
        carried = given.items() if isinstance(given, dict) else ()
        elsewhere = {id: text for id, text in self.known.items() if id not in asked}
        return elsewhere | {
            id: text for id, text in carried if id in asked and isinstance(text, str)
        }

    def _step_at(self, number: str) -> Step:
        every = self.steps
        known = number.isdecimal() and len(number) < 4
        return every[min(int(number), len(every) - 1)] if known else every[0]

    def _first(self, number: int, texts: dict[str, str]) -> Step | None:
        """Give the first step from one on, of which something is asked."""
        return next(
            (one for one in self.steps[number:] if asking.asked_at(one, self.every, texts)), None
        )

    def _before(self, step: Step, texts: dict[str, str]) -> Step | None:
        earlier = reversed(self.steps[: step.number])
        found = (one for one in earlier if asking.asked_at(one, self.every, texts))
        return next(found, self._first(0, texts))


def _typed(type: str, text: str) -> Any:
    return text.split(",") if type == "choices" else text
