"""References that stand within a sentence: what each gives, as words whose numbers are bound."""

import re
from collections.abc import Callable

import numpy as np

from csp_analytics import comparison, spc
from csp_analytics.period import Kind
from csp_analytics.rounding import thousands
from goldenthread.declared import Place, nearest
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.figures import Figure
from goldenthread.partnership.queries import documents, say_places
from goldenthread.publishing.composing.measures import day, moved, number
from goldenthread.publishing.document import Printed, Words
from goldenthread.publishing.rules import STANDINGS
from goldenthread.publishing.written.context import Context, checked, listed
from goldenthread.publishing.written.funded import award_count, awarded
from goldenthread.publishing.written.governed import owed_count
from goldenthread.publishing.written.progress import action_count
from goldenthread.references import Reference

MONTHS_AT_ONCE = 24  # of a control chart
_NAMED = re.compile(r"[A-Z][A-Za-z]")


def value(context: Context, asked: Reference) -> Words:
    """The figure with its unit: "22.6 per 1,000 residents"."""
    checked(asked, ("area", "period", "bare"))
    figure = context.figure(asked)
    if not figure.is_known:
        return (f"no figure ({figure.why_none.rstrip('.')})",)
    shown = number(figure, "value", figure.text, context.key(asked))
    qualifier = f"{figure.qualifier} " if figure.qualifier else ""
    unit = "" if "bare" in asked.options or not figure.unit else f" {figure.unit}"
    return (qualifier, shown, unit)


def change(context: Context, asked: Reference) -> Words:
    """How it moved: "fell by 11.2%, from 13,528 to 12,017"; with `chance` whether it is real."""
    checked(asked, ("area", "since", "period", "chance"))
    after = context.period_of(asked, asked.options.get("period", ""))
    before = context.period_of(asked, asked.options.get("since", "before"))
    area = context.area_of(asked)
    found = context.readings.change(context.indicator_of(asked), area, before, after)
    context.saw(found.before), context.saw(found.after)
    if not found.is_known:
        side = found.after if found.before.is_known else found.before
        return (f"cannot be compared with {before} ({side.why_none.rstrip('.')})",)
    words = moved(found, context.key(asked))
    return (*words, _chance(found)) if "chance" in asked.options else words


def _chance(found: Changed) -> str:
    if found.is_real is None:
        return ", and whether that is more than chance cannot be told"
    real = "more than chance would give" if found.is_real else "which chance alone can give"
    return f", {real}"


def share(context: Context, asked: Reference) -> Words:
    """One count in per cent of another: "33.2%"."""
    checked(asked, ("of", "area", "period"))
    part, whole = context.figure(asked), context.figure(asked, of=asked.options.get("of", "?"))
    if not part.count or not whole.count:
        return ("no share, for one of the two counts is missing",)
    text = f"{thousands(100 * part.count / whole.count, 1)}%"
    return (_both(part, whole, text, f"{context.key(asked)}.share", "share"),)


def _both(one: Figure, other: Figure, text: str, key: str, how: str) -> Printed:
    """A number made from two figures."""
    first, second = (number(figure, how, text, key) for figure in (one, other))
    return Printed(
        text, key, how,
        tuple(dict.fromkeys((*first.observations, *second.observations))),
        tuple(dict.fromkeys((*first.releases, *second.releases))),
    )  # fmt: skip


def rank(context: Context, asked: Reference) -> Words:
    """Its place among areas, the highest first: "number 2 of 3 areas"."""
    checked(asked, ("among", "period"))
    codes = [context.area.code, *listed(asked.options.get("among", ""))]
    figures = [context.figure(asked, area=code) for code in dict.fromkeys(codes)]
    known = [one for one in figures if one.value is not None]
    if not figures[0].is_known or len(known) < 2:
        return ("no rank, for too few areas have a figure",)
    place = 1 + sum((one.value or 0) > (figures[0].value or 0) for one in known)
    key = context.key(asked)
    shown = _both(known[0], known[-1], str(place), f"{key}.rank", "rank")
    of = _both(known[0], known[-1], str(len(known)), f"{key}.of", "rank")
    names = [one.area.name for one in known[1:]]
    others = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return ("number ", shown, " of ", of, f" from the highest (with {others})")


def comparator(context: Context, asked: Reference) -> Words:
    """Set beside another area: "higher than in Darlington (22.6 against 20.1), …"."""
    checked(asked, ("with", "period"))
    ours = context.figure(asked)
    theirs = context.figure(asked, area=asked.options.get("with", "?"))
    if not (ours.count and theirs.count and ours.denominator and theirs.denominator):
        return (f"not to be compared with {theirs.area.name}, for a figure is missing",)
    test = comparison.change(
        float(theirs.count), float(ours.count),
        exposure_before=float(theirs.denominator), exposure_after=float(ours.denominator),
    )  # fmt: skip
    key = context.key(asked)
    pair = (number(ours, "value", ours.text, f"{key}.ours"), " against ",
            number(theirs, "value", theirs.text, f"{key}.theirs"))  # fmt: skip
    if not test.is_real:
        return (f"no different from {theirs.area.name} beyond chance (", *pair, ")")
    way = "higher" if test.ratio > 1 else "lower"
    return (f"{way} than in {theirs.area.name} (", *pair, "), more than chance would give")


def control(context: Context, asked: Reference) -> Words:
    """Whether the last month is a signal on a control chart (XmR) of the months up to it."""
    checked(asked, ("area",))
    name, area = context.indicator_of(asked), context.area_of(asked)
    every = context.readings.over_time(name, area, Kind.MONTH)
    shown = [one for one in every if one.period and one.period.end <= context.period.end]
    shown = shown[-MONTHS_AT_ONCE:]
    known = [one for one in shown if one.value is not None]
    key = context.key(asked)
    if len(known) < spc.ENOUGH_POINTS or not shown[-1].is_known:
        needed = Printed(str(spc.ENOUGH_POINTS), f"{key}.needed", "spc")
        have = Printed(str(len(known)), f"{key}.known", "spc")
        return ("a control chart needs ", needed, " months and the last of them; ", have,
                " are known")  # fmt: skip
    chart = spc.xmr(np.array([np.nan if one.value is None else float(one.value) for one in shown]))
    last, decimals = context.saw(shown[-1]), len(shown[-1].text.partition(".")[2])
    low, high = (
        thousands(max(0.0, float(one[-1])), decimals) for one in (chart.lower, chart.upper)
    )
    limits = (_both(known[0], last, low, f"{key}.lower", "spc"), " to ",
              _both(known[0], last, high, f"{key}.upper", "spc"))  # fmt: skip
    month = (f"{last.period}, at ", number(last, "value", last.text, key))
    way = {1: "a signal of a rise", -1: "a signal of a fall", 0: "no signal"}
    said = way[int(chart.direction[-1])]
    return (*month, f", gives {said}: months are expected to lie between ", *limits)


def measures(context: Context, asked: Reference) -> Words:
    """How many measures stand so: all, known, or a standing such as worse."""
    checked(asked, ())
    every = context.measures_here()
    wanted = asked.subject or "all"
    counts = {"all": len(every), "known": sum(one.figure.is_known for one in every)}
    counts |= {key: sum(one.standing.key == key for one in every) for key in STANDINGS}
    if wanted not in counts:
        raise asked.mistake(f'No measure stands "{wanted}". {nearest(wanted, counts)}')
    return (Printed(str(counts[wanted]), f"{context.key(asked)}.measures", "measures"),)


def quote(context: Context, asked: Reference) -> Words:
    """Words of a document with their digits, and where they stand."""
    checked(asked, ("source",))
    text, source = asked.subject.strip('" '), asked.options.get("source", "")
    if not text or not source:
        raise asked.mistake('A quotation names its source: {{ quote: "…" | source: 000:352 }}.')
    try:
        place = Place.parse(source)
    except ValueError as why:
        raise asked.mistake(str(why)) from None
    if not place.rule and place.document not in documents(context.partnership):
        raise asked.mistake(f'There is no document "{place.document}" of {context.partnership}.')
    (said,) = say_places([source], context.partnership)
    return (Printed(f"“{text}”", f"{context.key(asked)}.quoted", "quoted"), f" ({said})")


def name(context: Context, asked: Reference) -> Words:
    """A proper name that holds digits, such as an Act with its year."""
    checked(asked, ())
    if not _NAMED.search(asked.subject) or re.search(r"[%£]|\d[.,]\d", asked.subject):
        raise asked.mistake("Only a proper name may stand here. Bind a figure, or quote it.")
    return (asked.subject,)


def said(context: Context, asked: Reference) -> Words:
    """Words that the report knows: its period, area, plan, partnership, or the priority here."""
    checked(asked, ())
    if asked.name == "period":
        return (str(context.period_of(asked, asked.subject)),)
    if asked.name == "here":
        if context.here is None:
            raise asked.mistake("It stands only in a part that is made for each priority.")
        one = context.here
        known = {
            "": str(one), "title": one.title, "why": one.why or "None given in the strategy.",
            "lead": str(one.lead_group or "No group is named as lead"),
        }  # fmt: skip
        if asked.subject not in known:
            raise asked.mistake(f"The priority has no such words. {nearest(asked.subject, known)}")
        return (known[asked.subject],)
    if asked.name == "meeting":
        return (_meeting(context, asked),)
    plan = context.plan
    known = {"area": context.area.name, "partnership": context.partnership.name,
             "plan": plan.title, "vision": plan.vision or "No vision is printed in the plan.",
             "ambition": plan.ambition or "No ambition is printed in the plan."}  # fmt: skip
    return (known[asked.name],)


def _meeting(context: Context, asked: Reference) -> str:
    """The day of the meeting that the report goes to, or the group that meets."""
    known = {"": day(context.meets_on) if context.meets_on else "",
             "group": str(context.group or "")}  # fmt: skip
    if not known.get(asked.subject):
        raise asked.mistake("Only a report to a meeting knows its day, and only one to a group "
                            'the name of it: "meeting" or "meeting: group".')  # fmt: skip
    return known[asked.subject]


INLINE: dict[str, Callable[[Context, Reference], Words]] = {
    "value": value,
    "change": change,
    "share": share,
    "rank": rank,
    "comparator": comparator,
    "control": control,
    "measures": measures,
    "action_count": action_count,
    "owed_count": owed_count,
    "awarded": awarded,
    "award_count": award_count,
    "quote": quote,
    "name": name,
    **dict.fromkeys(
        ("period", "area", "partnership", "plan", "vision", "ambition", "here", "meeting"), said
    ),
}
