"""When a control chart may be made, where its steps begin, and how its signals are worded."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from csp_analytics.period import Kind, Period

RULE_SET = "making_data_count"
RULE_SET_NAME = "Making Data Count (NHS England)"
FEWEST = 6  # points of a step below which it gets no limits
ENOUGH = 13  # points of a step below which its limits are provisional
A_YEAR = 12  # months
LONG_GAP = 6  # periods without a figure after which a new step begins
UNFIT = {
    Kind.YEAR_TO_MONTH: "Years that end in following months share eleven months, so a control "
    "chart of them would find signals that are not there. Choose months.",
}
UP, DOWN = "up", "down"
SIGNALS = {
    ("outside", UP): "above the upper limit",
    ("outside", DOWN): "below the lower limit",
    ("trend", UP): "in a run of seven or more that each rise",
    ("trend", DOWN): "in a run of seven or more that each fall",
    ("two_of_three", UP): "one of two in three near the upper limit",
    ("two_of_three", DOWN): "one of two in three near the lower limit",
    ("shift", UP): "in a run of seven or more above the mean",
    ("shift", DOWN): "in a run of seven or more below the mean",
}
NAMED_RULES = (
    "A point outside the limits; a run of seven or more that each rise, or each fall; two of "
    "three points in a row in the outer third on one side; a run of seven or more on one side of "
    "the mean."
)


def signal(rule: str, direction: int) -> str:
    """Word what a point shows: "above the upper limit"; "" for ordinary variation."""
    return SIGNALS[rule, UP if direction > 0 else DOWN] if rule else ""


def why_no_chart(kind: Kind, points: int) -> str:
    """Say why no control chart can be made of so many figures of a kind; "" where it can."""
    if kind in UNFIT:
        return UNFIT[kind]
    if points < FEWEST:
        return f"A control chart needs {FEWEST} figures or more of one kind; there are {points}."
    return ""


def steps_at(
    periods: Sequence[Period], known: Sequence[bool], changed: Sequence[tuple[date, str]]
) -> dict[int, str]:
    """Say at which points a new step begins, each with its reason; the first point always does.

    periods: in order of time. known: which have a figure. changed: days from which recording
    is otherwise, each with what changed; a step begins with the first period that starts then.
    A step begins with a period that has a figure.
    """
    places = [place for place, is_known in enumerate(known) if is_known]
    found: dict[int, str] = {}
    for before, after in pairwise(places):
        if after - before > LONG_GAP:
            found[after] = f"{after - before - 1} periods before it have no figure"
    for day, what in changed:
        after_day = [place for place in places if periods[place].start >= day]
        if after_day and after_day[0] != places[0]:
            found[after_day[0]] = what
    return found


def check_recording_change(on: date, what: str, today: date) -> str:
    """Give the sentence for what is wrong with a recording change; "" where nothing is."""
    if not what.strip():
        return "Say what changed in how it is recorded."
    if on > today:
        return "A change of recording is entered once it has happened."
    if on.year < 1990:
        return "That day lies before any figure here; check the year."
    return ""
