"""What a case type says, as tables: for its page and for its page of the reference."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.accounts.rules import ROLES
from goldenthread.casework.types.model import CaseType, Letter, Transition, Worker

SEES = {
    "case": "all of it",
    "fields": "some answers",
    "name_only": "that it exists, and whom to ask",
    "nothing": "nothing",
}
BY_POST = {
    "own_page": "on their own page",
    "post": "by post",
    "mail_notice": "by mail, with a link",
}


@dataclass(frozen=True)
class Part:
    """One table: what it is about, the heads of its columns, its rows, and where it is empty."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    none: str = "None."


def parts(of: CaseType) -> list[Part]:
    """Give everything that a case type says, part by part."""
    return [
        Part("workers", "Who works on it", ("Role", "Who", "Sees", "Held by"),
             [_worker(of, one) for one in of.workers]),
        Part("parties", "Whom it is about", ("Part", "As", "How many"),
             [(one.name, one.kind, "several" if one.many else "one") for one in of.parties]),
        Part("stages", "Stages", ("Stage", "Work goes on", "What the person who reported reads"),
             [(one.name, "yes" if one.kind == "open" else "no", one.told) for one in of.stages]),
        Part("steps", "Steps", ("Step", "From", "To", "Taken by", "Only where", "Rule"),
             [_step(of, one) for one in of.transitions]),
        Part("questions", "Questions",
             ("Form", "Question", "Answer", "Class", "Only where", "Needed"),
             list(_questions(of))),
        Part("clocks", "Time limits", ("Limit", "Length", "Runs from", "Met at", "Set by", "Rule"),
             list(_clocks(of)), "No time limit runs."),
        Part("tasks", "Tasks that arise", ("Task", "At", "Done by", "Due", "Only where", "Rule"),
             list(_tasks(of)), "No task arises by itself."),
        Part("meetings", "Meetings", ("Meeting", "At", "Attended by"),
             [(one.name, of.stage(one.at).name, _people(of, one.attended_by))
              for one in of.meetings], "None is held."),
        Part("outcomes", "How it ends", ("End", "At"),
             [(one.name, _stages(of, one.at)) for one in of.outcomes]),
        Part("letters", "What people are told", ("Letter", "On", "To", "How"),
             [_letter(of, one) for one in of.letters], "No letter is declared."),
        Part("counts", "What is counted", ("Number", "Of", "By", "Rule"),
             list(_counted(of)), "Nothing is counted."),
        Part("kept", "How long it is kept", ("What", "How long", "Then"),
             [(one.what, f"{one.length.length} from {one.since}", one.then) for one in of.kept]),
    ]  # fmt: skip


def _worker(of: CaseType, one: Worker) -> tuple[str, ...]:
    held = ", ".join(ROLES[role].name for role in one.held_by)
    sees = SEES[one.sees]
    if one.fields:
        sees = f"{sees}: {', '.join(of.questions[id].ask for id in one.fields)}"
    return one.name, one.who, sees, held or "single cases only"


def _stages(of: CaseType, ids: list[str]) -> str:
    return ", ".join(of.stage(id).name for id in ids)


def _people(of: CaseType, ids: list[str]) -> str:
    names = {one.id: one.name for one in of.workers} | {one.id: one.name for one in of.parties}
    return ", ".join(names.get(id, "the clock") for id in ids)


def _step(of: CaseType, one: Transition) -> tuple[str, ...]:
    return (
        one.name, _stages(of, one.since), of.stage(one.to).name, _people(of, one.by), one.when,
        one.rule or "",
    )  # fmt: skip


def _questions(of: CaseType) -> Iterator[tuple[str, ...]]:
    for form in of.forms:
        name = f"{form.name} (filled in again and again)" if form.again else form.name
        for one in form.questions:
            answers = ", ".join(one.choices.values()) or one.type.replace("_", " ")
            held = "personal" if one.id in of.personal else "countable"
            yield name, one.ask, answers, held, one.ask_when, "yes" if one.required else "no"


def _clocks(of: CaseType) -> Iterator[tuple[str, ...]]:
    for one in of.clocks:
        length = f"{one.length.length}{f', where {one.when}' if one.when else ''}"
        yield (
            one.name, length, of.stage(one.starts_at).name, _stages(of, one.met_at),
            "law" if one.statutory else "ourselves", one.rule,
        )  # fmt: skip


def _tasks(of: CaseType) -> Iterator[tuple[str, ...]]:
    for one in of.tasks:
        name = f"{one.name} (must be done)" if one.mandatory else one.name
        yield (
            name, of.stage(one.at).name, _people(of, [one.by]), str(one.due.length), one.when,
            one.rule or "",
        )  # fmt: skip


def _letter(of: CaseType, one: Letter) -> tuple[str, ...]:
    steps = {step.id: step.name for step in of.transitions}
    on = ", ".join(steps[id] for id in one.on)
    return one.name, on, _people(of, [one.to]), BY_POST[one.by]


def _counted(of: CaseType) -> Iterator[tuple[str, ...]]:
    steps = {one.id: one.name for one in of.transitions}
    forms = {one.id: one.name for one in of.forms}
    for count in of.counts:
        what = (
            f"cases that came to “{of.stage(count.reached).name}”"
            if count.reached
            else f"cases in which this was done: “{steps[count.took or '']}”"
        )
        if count.when:
            what = f"{what}, where {count.when}"
        asked = "; ".join(of.questions[id].ask for id in count.by)
        yield count.name, what, asked, count.rule or ""
    for total in of.totals:
        asked = of.questions[total.question].ask if total.question else "entries"
        yield total.name, f"“{forms[total.form]}”, added up: {asked}", "", total.rule or ""
    for one in of.measures:
        what = f"“{forms[one.form]}”: the first entry beside the latest; {one.better} is better"
        yield one.name, what, "", one.rule or ""
