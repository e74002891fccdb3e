"""The server is killed while people report: whoever was told "we have it" has it, once."""

from pathlib import Path

from tests.walk.reporting import front_door, report


def test_no_report_that_was_acknowledged_is_lost_or_doubled(tmp_path: Path):
    with front_door(tmp_path / "data") as door:
        sent = report(door, each_second=4, seconds=4, kill=True)
        links = [one.link for one in sent]
        assert len(set(links)) == 16
        assert door.holds(links) == (16, 16)
