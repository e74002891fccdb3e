"""Findings for people at a terminal: the place, the words, the sum; colour only as an extra."""

from collections.abc import Iterable, Iterator

from rich.markup import escape

from goldenthread.publishing.checking.findings import LOOK, ROUNDED, WRONG, Checked, Finding

_MARKS = {WRONG: ("✗", "bold red"), LOOK: ("?", "yellow"), ROUNDED: ("≈", "cyan")}
_HOLDS = ("✓", "green")


def told(checked: Checked, *, everything: bool) -> Iterator[str]:
    """The lines for one document, in rich's markup. everything: also what holds."""
    name, kind = escape(checked.text.name), checked.text.kind
    yield f"[bold]{name}[/bold] ({kind}): {escape(summed(checked))}"
    yield from (f"  Note: {escape(note)}" for note in checked.text.notes)
    for finding in checked.findings:
        if everything or finding.standing in (WRONG, LOOK):
            yield from _finding(finding)
    for one in checked.compared:
        mark, style = _MARKS.get(one.standing, _HOLDS)
        if everything or one.standing in (WRONG, LOOK):
            yield f"\n  [{style}]{mark} {one.label}[/{style}]  {escape(one.place)}"
            yield f"    “{escape(one.quote)}”"
            yield f"    {escape(one.note)}"


def _finding(finding: Finding) -> Iterator[str]:
    mark, style = _MARKS.get(finding.standing, _HOLDS)
    yield f"\n  [{style}]{mark} {finding.label}[/{style}]  {escape(finding.place)}"
    yield f"    “{escape(finding.claim.quote)}”"
    yield f"    {escape(finding.sum)}"
    if finding.claim.note:
        yield f"    {escape(finding.claim.note)}"


def summed(checked: Checked) -> str:
    """ "2 wrong, 1 to look at, 14 hold" """
    counts = checked.counts
    if not checked.findings:
        return "no claim in it carries the figures it could be worked out from"
    hold = f"{counts['holds']} hold" if counts["holds"] != 1 else "1 holds"
    parts = [f"{counts[WRONG]} wrong", f"{counts[LOOK]} to look at", hold]
    if counts[ROUNDED]:
        parts.append(f"{counts[ROUNDED]} rounded otherwise")
    return ", ".join(parts)


def told_together(documents: Iterable[Checked], refused: int) -> str:
    """One line for several files."""
    every = list(documents)
    wrong = sum(each.counts[WRONG] for each in every)
    looks = sum(each.counts[LOOK] for each in every)
    claims = sum(len(each.findings) for each in every)
    text = f"{len(every)} files, {claims} claims: {wrong} wrong, {looks} to look at."
    return f"{text} {refused} could not be read." if refused else text
