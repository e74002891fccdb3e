"""A draft is read by somebody else, published, and frozen; a correction says what it changes."""

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.publishing import issues, queries, rules
from goldenthread.publishing.assessing import publishing as layers
from goldenthread.publishing.models import Publication, Report, Review


def _locked(report: Report) -> Report:
    return Report.objects.of(report.partnership_id).select_for_update().get(pk=report.pk)


@transaction.atomic
def ask_for_review(*, report: Report, of: User, by: User) -> Review:
    """Ask somebody by name to read a draft.

    of: may approve reports, and neither wrote this one nor asks.
    Raises PermissionDenied or RuleBroken; then nothing is kept.
    """
    require(by, "publishing.build", on=report)
    report = _locked(report)
    issues.check_reader(writer=report.built_by_id, asker=by.pk, reader=of.pk)
    if not may(of, "publishing.approve", on=report):
        raise RuleBroken(f"{of} may not approve reports. Choose somebody who may.")
    if queries.publication_of(report):
        raise RuleBroken("It is published, and stays as it is.")
    if Review.objects.filter(report=report, of=of, verdict="").exists():
        raise RuleBroken(f"{of} was asked already.")
    made = Review.objects.create(
        partnership=report.partnership, report=report, of=of, of_name=str(of),
        asked_by=by, asked_by_name=str(by), asked_at=timezone.now(),
    )  # fmt: skip
    record("publishing.review_asked", by=by, about=report, of=str(of))
    return made


@transaction.atomic
def review(*, report: Report, verdict: str, note: str = "", by: User) -> Review:
    """Say of a draft that it may be published, or what must change first.

    by: was asked by name, and did not write it. Raises PermissionDenied or RuleBroken.
    """
    require(by, "publishing.approve", on=report)
    report = _locked(report)
    issues.check_reader(writer=report.built_by_id, asker=None, reader=by.pk)
    asked = Review.objects.filter(report=report, of=by, verdict="").first()
    if asked is None:
        raise RuleBroken("You were not asked to read this one, or have answered already.")
    if verdict not in rules.VERDICTS:
        raise RuleBroken("Say either that it is approved or that changes are wanted.")
    if verdict == rules.WANTED and not note.strip():
        raise RuleBroken("Say which changes are wanted.")
    asked.verdict, asked.note, asked.said_at = verdict, note.strip(), timezone.now()
    asked.save()
    record("publishing.reviewed", by=by, about=report, verdict=verdict, note=asked.note)
    return asked


@transaction.atomic
def publish(*, report: Report, by: User, reason: str = "") -> Publication:
    """Publish an approved report and freeze it: hashes, a permanent address, who approved it.

    reason: why it takes the place of an earlier issue of the same report and period; then the
        earlier one stays where it is and says what was put right.
    Raises PermissionDenied or RuleBroken; then nothing is kept.
    """
    require(by, "publishing.publish", on=report)
    report = _locked(report)
    reviews = list(report.reviews.all())
    published = queries.publication_of(report) is not None
    issues.check_ready(verdicts=[one.verdict for one in reviews], published=published)
    if wrong := queries.files_altered(report):
        raise RuleBroken(f"Its files are not as they were built: {', '.join(wrong)}.")
    assessment = layers.check_published(report)
    earlier = queries.newest_issue(report)
    if earlier is not None and not reason.strip():
        raise RuleBroken("An earlier issue is published. Say why this one takes its place.")
    taken = Publication.objects.of(report.partnership).values_list("address", flat=True)
    corrections = queries.compared(earlier.report, report) if earlier else []
    made = Publication.objects.create(
        partnership=report.partnership, report=report,
        address=issues.free_address(report.file_name, taken),
        sha256=queries.fingerprint(report),
        file_hashes={one.format: one.sha256 for one in queries.files_of(report)},
        approved_by_name=", ".join(one.of_name for one in reviews),
        published_at=timezone.now(), published_by=by, published_by_name=str(by),
        corrects=earlier, reason=reason.strip() if earlier else "",
        corrections=[vars(one) for one in corrections],
    )  # fmt: skip
    if assessment is not None:
        layers.mark_published(assessment=assessment, address=made.address, by=by)
    record(
        "publishing.published", by=by, about=report, address=made.address, sha256=made.sha256,
        files=made.file_hashes, corrects=earlier.address if earlier else "", reason=made.reason,
    )  # fmt: skip
    return made
