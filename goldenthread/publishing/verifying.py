"""Is a publication still what was published? Hashes, the record, and a rebuild as of its day."""

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.publishing import declaring, issues, queries
from goldenthread.publishing.composing.whole import compose
from goldenthread.publishing.models import Publication, ReportFigure

MOST_TOLD = 10


def faults(one: Publication) -> list[str]:
    """Everything that is not as published, each a sentence; none where it is proved equal."""
    return [*_of_store(one), *_of_record(one), *_of_rebuild(one)]


def _of_store(one: Publication) -> list[str]:
    """What is kept against its own hashes."""
    found = [f"The file {name} is not as it was built." for name in
             queries.files_altered(one.report)]  # fmt: skip
    kept = {file.format: file.sha256 for file in queries.files_of(one.report)}
    if kept != one.file_hashes:
        found.append("Its files are not those that were published.")
    if queries.fingerprint(one.report) != one.sha256:
        found.append("Its text or numbers are not those that were published.")
    return found


def _of_record(one: Publication) -> list[str]:
    """What is kept against what the record said on the day; none is written of the oldest."""
    said = Event.objects.filter(
        partnership=one.partnership_id, verb="publishing.published",
        about_kind="publishing.report", about_id=str(one.report_id),
    ).first()  # fmt: skip
    if said is None:
        return [] if not one.approved_by_name else ["The record does not tell of its publication."]
    told = (said.details["sha256"], said.details["files"], said.details["address"])
    same = told == (one.sha256, one.file_hashes, one.address)
    return [] if same else ["The record tells of other hashes or another address."]


def _of_rebuild(one: Publication) -> list[str]:
    """What is kept against the same report made anew from what was known on its day."""
    report = one.report
    try:
        composed = compose(
            declaring.report(report.name), partnership=one.partnership, period=report.period,
            as_of=report.as_of, subject=report.subject, meets_on=report.meets_on,
        )  # fmt: skip
    except (RuleBroken, CannotDo) as why:
        return [f"It cannot be built anew: {why}"]
    anew = [(part.key[-120:], part.text, place) for part, place in composed.document.printed()]
    rows = ReportFigure.objects.of(one.partnership).filter(report=report)
    kept = [(row.key, row.text, row.place) for row in rows]
    found = issues.differences(kept, anew)
    told = [
        f"{each.place}: published {each.before or 'nothing'}, built anew {each.after or 'nothing'}."
        for each in found[:MOST_TOLD]
    ]
    return told if len(found) <= MOST_TOLD else [*told, f"And {len(found) - MOST_TOLD} more."]
