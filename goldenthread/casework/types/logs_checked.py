"""What a case type says of its logs: measures, totals, the triangle, and what it means sealed."""

from collections.abc import Iterator

from goldenthread.casework.types.forms import Form
from goldenthread.casework.types.model import CaseType, Measure, Total
from goldenthread.declared import DeclaredItem, nearest


def mistakes(of: CaseType) -> Iterator[str]:
    """Tell of logs, measures and totals that name what is not there, and of a seal that leaks."""
    for form in of.logs:
        if form.id in of.questions:
            what = f'"{form.id}" is a question too, so a condition could mean either. Rename one.'
            yield str(form.mistake("id", what))
    for measure in of.measures:
        yield from _measure(of, measure)
    for total in of.totals:
        yield from _total(of, total)
    yield from _triangle(of)
    if of.sealed and (of.front_door or of.elsewhere != "nothing"):
        what = "so no search and no front door may tell of a case: write elsewhere: nothing."
        yield str(of.mistake("sealed", what))


def _log(of: CaseType, item: DeclaredItem, key: str, id: str) -> tuple[Form | None, list[str]]:
    """Give a log by its id, with what is wrong where there is none."""
    logs = {one.id: one for one in of.logs}
    if id in logs:
        return logs[id], []
    what = f'"{id}" is no form that is filled in again. {nearest(id, logs)}'
    return None, [str(item.mistake(key, what))]


def _measure(of: CaseType, one: Measure) -> Iterator[str]:
    form, told = _log(of, one, "form", one.form)
    yield from told
    days = (one.of, one.first, one.last)
    if any(days) and not all(days):
        yield str(one.mistake("of", "needs of, first and last together. Name all three, or none."))
    if form:
        yield from _asks(of, one, form, "question", one.question, "number")
        for key in ("first", "last"):
            if id := getattr(one, key):
                yield from _asks(of, one, form, key, id, "date")
        if one.of:
            yield from _asks(of, one, form, "of", one.of, "")


def _total(of: CaseType, one: Total) -> Iterator[str]:
    form, told = _log(of, one, "form", one.form)
    yield from told
    if form and one.question:
        yield from _asks(of, one, form, "question", one.question, "number")


def _asks(
    of: CaseType, item: DeclaredItem, form: Form, key: str, id: str, type: str
) -> Iterator[str]:
    asked = {one.id: one for one in form.questions}
    if id not in asked:
        what = f'"{id}" is no question of "{form.id}". {nearest(id, asked)}'
        yield str(item.mistake(key, what))
    elif type and asked[id].type != type:
        yield str(item.mistake(key, f'"{id}" is a {asked[id].type}, not a {type}.'))
    elif type == "number" and id not in of.countable:
        yield str(item.mistake(key, f'"{id}" is not countable, so it may not leave a case.'))
    elif (key in ("of", "first", "last")) and not asked[id].required:
        yield str(item.mistake(key, f'"{id}" may be left out. Ask it as required: true.'))


def _triangle(of: CaseType) -> Iterator[str]:
    one = of.triangle
    if one is None:
        return
    for side in ("victim", "offender", "location"):
        for id in getattr(one, side):
            if id not in of.questions:
                yield str(one.mistake(side, f'"{id}" is no question here. '
                                            f"{nearest(id, of.questions)}"))  # fmt: skip
    form, told = _log(of, one, "responses", one.responses)
    yield from told
    acts_on = of.questions.get(one.acts_on)
    if form and (acts_on not in form.questions or acts_on is None or not acts_on.required
                 or set(acts_on.values) != {"victim", "offender", "location"}):  # fmt: skip
        what = (
            f'"{one.acts_on}" must be a question of "{form.id}" that has to be answered, with the '
            "choices victim, offender and location (PS-02)."
        )
        yield str(one.mistake("acts_on", what))
