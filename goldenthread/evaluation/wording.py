"""What an answer says in plain words, what it cannot say, and what it takes for granted."""

from datetime import date

from csp_analytics.effects.effect import Effect
from goldenthread.evaluation import rules
from goldenthread.evaluation.judging import Judged
from goldenthread.evaluation.planning import Planned
from goldenthread.evaluation.rules import Asked


def percent(ratio: float) -> str:
    """Say a ratio as a change: "a fall of 12%", "a rise of 3%", "no change"."""
    change = (ratio - 1) * 100
    if abs(change) < 0.5:
        return "no change"
    number = f"{abs(change):,.0f}%" if abs(change) < 1000 else "more than 1,000%"
    return f"a {'fall' if change < 0 else 'rise'} of {number}"


def limits(effect: Effect) -> str:
    """Say the limits: "a fall of 20% to a fall of 3%"."""
    return f"{percent(effect.lower)} to {percent(effect.upper)}"


def headline(asked: Asked, found: Judged) -> str:
    """Say the answer in a sentence."""
    effect = found.effect
    if effect is None:
        return f"No answer can be worked out. {found.why_none}"
    against = "than led to expect" if asked.design == "interrupted" else "than before"
    if asked.design in rules.NEEDS_COMPARISON:
        against = "than where nothing was done"
    if found.verdict == rules.UNCLEAR:
        return (
            "It cannot be told whether this changed anything: what is on record fits everything "
            f"from {limits(effect)}, set against {_against(asked)}."
        )
    less = "less" if found.verdict == rules.FELL else "more"
    apart = found.drift is not None and found.drift.is_real
    return (
        f"There was {less} on record {against}: {percent(effect.ratio)} "
        f"(95% limits: {limits(effect)})."
        + (" But the two sides went apart before it began, so do not rely on it." if apart else "")
    )


def _against(asked: Asked) -> str:
    if asked.design in rules.NEEDS_COMPARISON:
        return "the comparison places"
    return "trend and season before" if asked.design == "interrupted" else "the months before"


def sentences(asked: Asked, found: Judged) -> list[str]:
    """Say what was counted, and how the answer stands to what was expected."""
    said = [_counted(name, role, asked, found) for role, name in rules.ROLES.items()
            if role in found.sums]  # fmt: skip
    effect = found.effect
    if effect is None:
        return [one for one in said if one] if found.before and found.after else []
    if asked.expected is not None:
        ratio = 1 + asked.expected / 100
        fits = effect.lower <= ratio <= effect.upper
        said.append(
            f"Expected was {percent(ratio)}: it lies {'within' if fits else 'outside'} the limits."
        )
    said += [*_drifted(found), *_round_about(found), *_stepped(found)]
    return said


def _counted(name: str, role: str, asked: Asked, found: Judged) -> str:
    places = sum(one == role for one in asked.places.values())
    sums, many = found.sums[role], f"{places:,} place{'' if places == 1 else 's'}"
    return f"{name} ({many}): {_number(sums.before)} before, {_number(sums.after)} after."


def _number(value: float) -> str:
    return f"fewer than {rules.FEWEST}" if value < rules.FEWEST else f"{value:,.0f}"


def _drifted(found: Judged) -> list[str]:
    drift = found.drift
    if drift is None:
        return []
    if drift.is_real:
        return [
            f"The two sides went apart before anything was done ({percent(drift.ratio)}, limits "
            f"{limits(drift)}), which speaks against this comparison."
        ]
    return [
        "Before anything was done the two sides did not go apart more than chance allows "
        f"({limits(drift)}); that is no proof that they would not have later."
    ]


def _round_about(found: Judged) -> list[str]:
    said = []
    if found.buffer is not None:
        real = found.buffer.is_real
        told = (
            "more than chance: it moved or spread there, or these places differ anyway"
            if (real)
            else "no more than chance allows"
        )
        said.append(
            f"Round about it was {percent(found.buffer.ratio)} against the comparison "
            f"({limits(found.buffer)}), {told}."
        )
    wdd = found.displaced
    if wdd is not None:
        said.append(
            f"Where it was done and round about together, {_signed(wdd.total.value)} events "
            f"against the comparison ({_signed(wdd.lower)} to {_signed(wdd.upper)}; weighted "
            "displacement difference, which takes places to change by the same number)."
        )
    if found.quotient is not None and found.verdict == rules.FELL:
        said.append(
            f"For each event fewer where it was done, {_signed(-found.quotient.value)} round about "
            "(displacement quotient, which has no limits)."
        )
    return said


def _signed(value: float) -> str:
    return f"{abs(value):,.1f} {'fewer' if value < 0 else 'more'}"


def _stepped(found: Judged) -> list[str]:
    step = found.step
    if step is None:
        return []
    told = f"{step.signals} of {len(found.after)} months after lie outside"
    return [f"On a control chart fixed by the months before, {told} its ordinary variation."]


CANNOT = (
    "Whether more or less happened: only what was recorded. If people report more, or police "
    "record otherwise where it is done, that looks like an effect.",
    "What else changed at the same places at the same time.",
    "Whether it would work elsewhere, or goes on working after these months.",
)
NOT_SHOWN = (
    "That it did nothing. Where it cannot be told, too little is on record to see an effect of "
    "this size, and none may look the same as a small one."
)


def cannot(asked: Asked, found: Judged, *, asked_before: bool, declared: date) -> list[str]:
    """Say what the answer cannot say, sharpest first."""
    said = []
    if asked.kind == "nothing":
        said.append(
            "That anything works: nothing was done. It is a trial that shows what this method "
            "finds when there is nothing to find."
        )
    if asked.chosen == "high":
        said.append(
            "How much of a fall would have come by itself. The places were chosen because much was "
            "on record there, and the highest of many mostly fall back (regression to the mean). "
            "Only comparison places chosen in the same way, and as high, guard against that."
        )
    if not asked_before:
        said.append(
            "That it was not looked for until something was found: it was asked on "
            f"{_day(declared)}, after it began on {_day(asked.starts)}."
        )
    if asked.design == "before_after":
        said.append("Whether the same would have happened anyway: it is set beside nothing.")
    if found.verdict == rules.UNCLEAR:
        said.append(NOT_SHOWN)
    if asked.ground == rules.SQUARES:
        said.append("Where it happened: published places are moved to the nearest map point.")
    return [*said, *CANNOT]


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"


ASSUMED = {
    "differences": (
        "Without it, both sides would have changed by the same share.",
        "What is done in one place does not change what is counted in a comparison place.",
        "Places differ from each other by chance and by ways of their own; months of one place may "
        "go together.",
    ),
    "synthetic": (
        "A mixture of other places that went the same way before would have gone on with it.",
        "The place might as well have been any of the others: they are of like size.",
    ),
    "interrupted": (
        "Trend and season would have gone on as they were.",
        "The effect is a lasting step; one that comes slowly or fades is told as its average.",
        "Nothing else changed at the same time.",
    ),
    "before_after": (
        "Nothing else changed: no season, no trend, no other work.",
        "Counts vary by chance alone (Poisson). Real ones vary more, so the limits are too narrow.",
    ),
}


def assumed(asked: Asked, found: Judged) -> list[str]:
    """Say what the declared design takes for granted here."""
    said = [*ASSUMED[asked.design]]
    few = min(len(asked.treated), len(asked.comparison))
    if asked.design == "differences" and few < 5:
        said.append(
            "With fewer than five places on a side, it is taken to vary as much as the other."
            if max(len(asked.treated), len(asked.comparison)) > 1
            else "With one place on each side, counts are taken to vary by chance alone (Poisson). "
            "Real ones vary more, so the limits are too narrow."
        )
    return said


def power(plan: Planned) -> list[str]:
    """Say what a plan can see."""
    change = 1 + plan.change / 100
    said = [
        f"With {_places(plan.places)} and {_places(plan.comparison)} to compare, "
        f"{percent(change)} would be found in {_of_ten(plan.power)}, if it is there."
    ]
    if plan.least is None:
        said.append("Not even a fall of 99% would be found four times in five.")
    else:
        said.append(
            f"A fall has to reach {_up(plan.least)}% to be found four times in five. A smaller one "
            "will most often end in “cannot be told”."
        )
    if plan.needed is None:
        said.append(f"To see {percent(change)}, more than 1,000 places would be needed.")
    else:
        said.append(
            f"You would need {_places(plan.needed)}, and as many to compare, to see "
            f"{percent(change)}."
        )
    return said


def _places(number: int) -> str:
    return f"{number:,} place{'' if number == 1 else 's'}"


def _of_ten(chance: float) -> str:
    whole = round(chance * 100)
    return "99 or more of 100 such trials" if whole >= 99 else f"{whole} of 100 such trials"


def _up(value: float) -> int:
    return int(-(-value // 1))
