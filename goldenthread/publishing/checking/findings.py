"""What checking a document found, ready to be shown, printed as JSON or written into a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from csp_claims import Claim, Verdict, check, to_json
from csp_claims.working import working
from goldenthread.publishing.checking.reading import Text

WRONG, LOOK, ROUNDED, HOLDS = "wrong", "look", "rounded", "holds"
STANDINGS = {  # standing: label, tone of its tag, what it means
    WRONG: ("Wrong", "bad", "The sum does not give what the sentence says."),
    LOOK: ("Look here", "watch", "It may be wrong; the sentence can be read in several ways."),
    ROUNDED: ("Rounding", "waiting", "Off by one in the last place: a note, and no error."),
    HOLDS: ("Holds", "good", "The sum gives what the sentence says."),
}
_LABELS = {
    Verdict.WRONG: "Wrong", Verdict.MALFORMED: "Malformed", Verdict.CONTRADICTORY: "Contradictory",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A claim with its number in the list, how it stands, and its sum."""

    number: int
    claim: Claim
    place: str

    @property
    def standing(self) -> str:
        """One of STANDINGS."""
        if self.claim.flagged:
            return WRONG
        if self.claim.look_here:
            return LOOK
        return ROUNDED if self.claim.verdict is Verdict.ROUNDING else HOLDS

    @property
    def label(self) -> str:
        """The word for it: "Wrong", "Contradictory", "Look here"…"""
        if self.standing == WRONG:
            return _LABELS[self.claim.verdict]
        return STANDINGS[self.standing][0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return STANDINGS[self.standing][1]

    @property
    def sum(self) -> str:
        """How it is worked out."""
        return working(self.claim)

    @property
    def kind(self) -> str:
        """What kind of claim, in words."""
        return self.claim.kind.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Checked:
    """A document with its findings, in the order of its lines. compared: with our own data."""

    text: Text
    findings: tuple[Finding, ...]
    compared: tuple[Any, ...] = field(default=())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings stand how; every standing, also at 0."""
        standings = [finding.standing for finding in self.findings]
        return {name: standings.count(name) for name in STANDINGS}

    @property
    def is_wrong(self) -> bool:
        """Whether anything is called wrong, by itself or against our own data."""
        return bool(self.counts[WRONG]) or any(each.differs for each in self.compared)


def checked(text: Text) -> Checked:
    """Check a document that was read."""
    return Checked(
        text,
        tuple(
            Finding(number, claim, text.places(claim.lines))
            for number, claim in enumerate(check(text.document, name=text.name), 1)
        ),
    )


def as_json(documents: Iterable[Checked], refused: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Findings in the schema of the figures files, and what could not be read.

    refused: names with their sentences. A finding's "doc" is the file's own name.
    """
    told, findings = [], []
    for each in documents:
        name = each.text.name.replace("\\", "/").rpartition("/")[2]
        told.append(
            {
                "doc": name, "path": each.text.name, "kind": each.text.kind,
                "lines": len(each.text.lines), "pages": each.text.page_count,
                "notes": list(each.text.notes), "counts": each.counts,
            }
        )  # fmt: skip
        found = to_json((one.claim for one in each.findings), name=name)["findings"]
        for one, finding in zip(each.findings, found, strict=True):
            findings.append({"doc": name, **finding, "place": one.place, "sum": one.sum})
        findings += [{"doc": name, **one.as_json()} for one in each.compared]
    documents_told = [*told, *({"doc": name, "error": why} for name, why in refused)]
    one_name = told[0]["doc"] if len(told) == 1 else None
    return {"doc": one_name, "documents": documents_told, "findings": findings}
