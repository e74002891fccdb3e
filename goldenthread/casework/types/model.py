"""What one file under definitions/casework/types may say: a case type, whole."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from goldenthread.casework.types.forms import Condition, Form, Id, Question, Worded
from goldenthread.casework.values.dated import DeclaredLength
from goldenthread.declared import DeclaredItem

Text = Annotated[str, Field(min_length=2, max_length=4_000)]


_A_RULE, _AN_AREA = "the id of a rule, such as RPT-03", "the key of an area, such as hate-crime"
Rule: TypeAlias = Annotated[str, Worded(r"[A-Z]{1,4}-\d{1,2}[a-z]?", _A_RULE)]
AreaKey: TypeAlias = Annotated[str, Worded(r"[a-z0-9]+(-[a-z0-9]+)*", _AN_AREA)]


class Worker(DeclaredItem):
    """A role on cases of this type, with a sentence on who may hold it.

    held_by: roles of the installation whose holders hold it on every case of the type; without
        one it is given on single cases only.
    """

    id: Id
    name: Text
    who: Text
    sees: Literal["case", "fields", "name_only", "nothing"]
    fields: list[Id] = []
    held_by: list[Id] = []


class Party(DeclaredItem):
    """Somebody whom a case is about, by the part they play in it (G-07)."""

    id: Id
    name: Text
    kind: Literal["victim", "witness", "reporter", "subject", "convicted", "professional", "other"]
    many: bool = False
    may_be_anonymous: bool = False


class Stage(DeclaredItem):
    """Where a case may stand. kind: whether work on it goes on there."""

    id: Id
    name: Text
    kind: Literal["open", "closed"] = "open"
    told: str = ""  # what the person who reported reads on their timeline


class Transition(DeclaredItem):
    """A way from some stages to another. by: roles, parties or "clock"; when: a condition."""

    id: Id
    name: Text
    since: list[Id] = Field(alias="from", min_length=1)
    to: Id
    by: list[Id] = Field(min_length=1)
    when: Condition = ""
    refused: str = ""  # the sentence when the condition does not hold
    needs_reason: bool = False
    rule: Rule | None = None


class TypeClock(DeclaredItem):
    """A time limit. It starts when a stage is reached and is met when one of others is.

    statutory: set by law, so that it can never pause (G-05).
    told: what will have happened by then, as the person who reported reads it; empty: not told.
    """

    id: Id
    name: Text
    rule: Rule
    statutory: bool
    starts_at: Id
    met_at: list[Id] = Field(min_length=1)
    length: DeclaredLength
    when: Condition = ""
    warn_working_days: int = Field(default=1, ge=0, le=60)
    told: str = ""


class Task(DeclaredItem):
    """Work that arises when a case reaches a stage."""

    id: Id
    name: Text
    at: Id
    by: Id
    due: DeclaredLength
    when: Condition = ""
    mandatory: bool = False
    rule: Rule | None = None


class TypeAssessment(DeclaredItem):
    """A risk assessment: by which declared matrix, of whom, at which stages (RAM-02)."""

    id: Id
    name: Text
    matrix: Id
    of: Id
    at: list[Id] = Field(min_length=1)


class Meeting(DeclaredItem):
    """A meeting at a stage: who must be there, and whom it needs to keep out."""

    id: Id
    name: Text
    at: Id
    attended_by: list[Id] = Field(min_length=1)
    invited: list[Id] = []
    chair_apart_from: list[Id] = []


class Outcome(DeclaredItem):
    """How a case may end, at which closed stages."""

    id: Id
    name: Text
    at: list[Id] = Field(min_length=1)


class Letter(DeclaredItem):
    """What somebody is told on a transition. Notices by mail hold a reference and a link (GSC-04).

    says: the text; {{ id }} stands for an answer and may only be used in a letter that is
    handed over or read behind the person's own link, never in a mail.
    """

    id: Id
    name: Text
    on: list[Id] = Field(min_length=1)
    to: Id
    by: Literal["own_page", "post", "mail_notice"]
    says: Text


class Kept(DeclaredItem):
    """How long one class of cases is kept, from when, and what happens then (RET-01)."""

    what: Text
    since: Literal["closure", "report", "expiry", "publication"] = Field(alias="from")
    length: DeclaredLength
    then: Literal["delete", "anonymise", "review", "transfer"]
    owner: Id
    when: Condition = ""


class Count(DeclaredItem):
    """A number that leaves casework: how many cases reached a stage or took a transition."""

    id: Id
    name: Text
    reached: Id | None = None
    took: Id | None = None
    by: list[Id] = []
    when: Condition = ""
    required_by_law: bool = False  # published without suppression (CR-17, PUB-02)
    rule: Rule | None = None


class Measure(DeclaredItem):
    """One number asked again and again in a form, from its first entry to its latest.

    better: which way is good. of, first, last: questions that hold what is measured and over
    which days; later entries must then say the same and cover as many days (PS-04).
    """

    id: Id
    name: Text
    form: Id
    question: Id
    better: Literal["higher", "lower"]
    of: Id | None = None
    first: Id | None = None
    last: Id | None = None
    rule: Rule | None = None


class Total(DeclaredItem):
    """A number that leaves casework: how often a form was filled in, or what it adds up to.

    question: whose numbers are added up; without one, entries are counted.
    """

    id: Id
    name: Text
    form: Id
    question: Id | None = None
    rule: Rule | None = None


class Triangle(DeclaredItem):
    """The three sides of a problem: which questions tell of each (PS-02).

    responses: form in which a response is entered; acts_on: its question on the sides.
    """

    victim: list[Id] = Field(min_length=1)
    offender: list[Id] = Field(min_length=1)
    location: list[Id] = Field(min_length=1)
    responses: Id
    acts_on: Id


class CaseType(DeclaredItem):
    """One case type: how a kind of case is worked, who sees it, what is counted of it.

    version: one more with every change; open cases keep theirs until they are moved.
    serves: keys of the strategy's areas of focus.
    elsewhere: what another agency's search finds of a case (IS-11).
    personal, countable: every question stands in exactly one of both.
    front_door: what anybody reads before they begin to report; empty: staff open such cases.
    listed: countable answers that stand beside a case in a list.
    sealed: only people named on a case see anything of it; who opens one is named on it.
    """

    id: Id
    name: Text
    purpose: Text
    version: int = Field(ge=1)
    in_force_from: date
    written_by: Id
    checked_by: Id
    rules: list[Rule] = Field(min_length=1)
    serves: list[AreaKey] = Field(min_length=1)
    marking: Literal["OFFICIAL", "OFFICIAL-SENSITIVE"]
    elsewhere: Literal["name_only", "nothing"]
    workers: list[Worker] = Field(min_length=1)
    parties: list[Party] = Field(min_length=1)
    stages: list[Stage] = Field(min_length=2)
    transitions: list[Transition] = Field(min_length=1)
    forms: list[Form] = Field(min_length=1)
    personal: list[Id]
    countable: list[Id]
    front_door: str = ""
    listed: list[Id] = []
    clocks: list[TypeClock] = []
    tasks: list[Task] = []
    assessments: list[TypeAssessment] = []
    meetings: list[Meeting] = []
    outcomes: list[Outcome] = []
    letters: list[Letter] = []
    kept: list[Kept] = Field(min_length=1)
    counts: list[Count] = []
    sealed: bool = False
    measures: list[Measure] = []
    totals: list[Total] = []
    triangle: Triangle | None = None

    @property
    def logs(self) -> list[Form]:
        """The forms that are filled in again and again."""
        return [one for one in self.forms if one.again]

    @property
    def questions(self) -> dict[str, Question]:
        """Every question of every form by its id, in the order in which they are asked."""
        return {one.id: one for form in self.forms for one in form.questions}

    @property
    def first(self) -> Stage:
        """The stage at which a case begins."""
        return self.stages[0]

    def stage(self, id: str) -> Stage:
        """Give a stage by its id."""
        return next(one for one in self.stages if one.id == id)
