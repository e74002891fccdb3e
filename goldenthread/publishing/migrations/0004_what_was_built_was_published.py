"""Until now a report was public once it was built: those that stand get an address and a hash."""

from django.db import migrations

from goldenthread.publishing.issues import fingerprint, free_address


def publish(apps, schema_editor):
    """Publish what was built before there was such a step; nobody approved it, and none is named."""
    Report = apps.get_model("publishing", "Report")
    Figure = apps.get_model("publishing", "ReportFigure")
    File = apps.get_model("publishing", "ReportFile")
    Publication = apps.get_model("publishing", "Publication")
    db = schema_editor.connection.alias
    taken: dict[int, list[str]] = {}
    for report in Report._base_manager.using(db).order_by("pk"):
        figures = Figure._base_manager.using(db).filter(report_id=report.pk).order_by("number")
        files = File._base_manager.using(db).filter(report_id=report.pk)
        period = f"{report.period_start}-{report.period_end}"
        known = taken.setdefault(report.partnership_id, [])
        address = free_address(f"{report.name}-{period}", known)
        known.append(address)
        Publication._base_manager.using(db).create(
            partnership_id=report.partnership_id, report_id=report.pk, address=address,
            sha256=fingerprint(
                about={
                    "name": report.name, "title": report.title, "subject": "",
                    "period": _key(report), "as_of": report.as_of.isoformat(),
                    "marking": report.marking,
                },
                body=report.body,
                figures=figures.values_list("key", "text"),
            ),
            file_hashes={one.format: one.sha256 for one in files},
            published_at=report.built_at, published_by_id=report.built_by_id,
            published_by_name=report.built_by_name,
        )  # fmt: skip


def _key(report) -> str:
    from csp_analytics.period import Kind, Period

    return Period(Kind(report.period_kind), report.period_start, report.period_end).key


class Migration(migrations.Migration):
    """Data only; nothing to undo, for going back drops the table."""

    dependencies = [("publishing", "0003_reviews_and_publications")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop, elidable=True)]
