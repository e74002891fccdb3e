"""The harness of the benchmarks: its arithmetic and its refusals. No time is tested."""

import json
from dataclasses import replace

import pytest

from benchmarks import Peer, Result, Size, __main__, _page, _race, significant
from benchmarks._race import Contestant, Disagree, Race

RATE = Result("a", 20.0, 4.0, 100, peer_name="theirs")


def same(ours: object, theirs: object) -> None:
    assert ours == theirs, f"{ours} is not {theirs}"


def race(*peers: Contestant, **other) -> Race:
    return Race(
        name="sums",
        what="sums of numbers",
        make=lambda rows: list(range(rows)),
        ours=sum,
        peers=peers,
        sizes=(10, 100, 1_000),
        agree="exactly",
        enough=0.001,
        **other,
    )


@pytest.mark.parametrize(
    ("result", "ratio"),
    [
        (RATE, 5.0),
        (replace(RATE, higher_is_better=False), 0.2),  # a time five times as long
        (replace(RATE, peer=None), None),
        (replace(RATE, peers=(Peer("theirs", 2.0, 50, 7.0, 1),)), 7.0),  # on the same rows
        (replace(RATE, peers=(Peer("another", 2.0, 50, 7.0, 1),)), 5.0),
    ],
)
def test_the_ratio_is_how_many_times_better_ours_is(result, ratio):
    assert result.ratio == ratio


@pytest.mark.parametrize(
    ("higher_is_better", "bar", "met"),
    [
        (True, 20.0, True),
        (True, 20.1, False),
        (False, 20.0, True),
        (False, 19.9, False),
        (True, None, None),
    ],
)
def test_a_bar_is_met_from_the_side_that_is_better(higher_is_better, bar, met):
    assert replace(RATE, higher_is_better=higher_is_better, bar=bar).bar_met is met


@pytest.mark.parametrize(("power", "told"), [(1.0, 1.0), (2.0, 2.0), (0.5, 0.5)])
def test_growth_is_the_power_of_rows(power, told):
    sizes = [Size(rows, 3e-6 * rows**power, 0) for rows in (1_000, 10_000, 100_000)]
    assert _race.growth(sizes) == told


def test_growth_of_one_size_is_not_known():
    assert _race.growth([Size(10, 1.0, 0)]) is None


def test_a_number_keeps_three_digits():
    assert [significant(number) for number in (1_234_567, 0.0012345, 9.999)] == [
        1_230_000,
        0.00123,
        10.0,
    ]


def test_a_race_compares_with_the_best_peer_on_the_same_rows():
    slow = Contestant("slow", lambda rows: max(sum(rows) for _ in range(300)), same)
    quick = Contestant("quick", sum, same)
    small = Contestant("small", sum, same, most=10)
    result = _race.run(race(slow, quick, small))
    assert result.peer_name == "quick"
    assert {peer.name: peer.rows for peer in result.peers} == {
        "slow": 1_000,
        "quick": 1_000,
        "small": 10,
    }
    assert [size.rows for size in result.sizes] == [10, 100, 1_000]
    assert result.growth is not None


def test_a_peer_with_another_answer_stops_the_race_before_anything_is_timed():
    wrong = Contestant("wrong", lambda rows: sum(rows) + 1, same)
    with pytest.raises(Disagree, match=r"ours and wrong differ\. 45 is not 46"):
        _race.run(race(wrong))


def test_a_peer_that_is_not_installed_is_told_of_and_left_out():
    absent = Contestant("absent", sum, same, needs=("no_such_package",))
    result = _race.run(race(absent))
    assert (result.peer, result.ratio) == (None, None)
    assert "no_such_package is not installed here: `make bench` installs it." in result.note


def test_the_check_of_a_slow_peer_counts_as_its_run(monkeypatch):
    runs = []
    peer = Contestant("peer", lambda rows: runs.append(len(rows)) or sum(rows), same)
    monkeypatch.setattr(_race, "check", lambda race, given, peers: {"peer": 9.0})
    result = _race.run(race(peer))
    assert set(runs) == {10}, "at the first size it may still be compiling"
    assert result.peers[0].runs == 1


def test_a_time_is_told_in_its_unit():
    assert race(unit="ms").value(10, 0.5) == 500
    assert race(unit="points/s").value(10, 0.5) == 20


def test_an_unknown_name_gets_a_sentence_with_the_nearest(capsys):
    assert __main__.main(["--only", "rate"]) == 2
    said = capsys.readouterr()
    assert said.err == 'There is no benchmark rate. Did you mean "rates"?\n'
    assert said.out == ""


@pytest.mark.parametrize(
    ("found", "code", "told"),
    [
        ([replace(RATE, bar=1.0)], 0, ""),
        ([replace(RATE, bar=1e9)], 1, ""),
        (Disagree("They differ."), 1, "They differ."),
        (RuntimeError("No server."), 2, "rates could not be measured. No server."),
    ],
)
def test_the_exit_code_says_how_it_went(monkeypatch, capsys, found, code, told):
    def measured(name):
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(__main__, "measured", measured)
    assert __main__.main(["--only", "rates", "--json"]) == code
    said = capsys.readouterr()
    assert said.err.startswith("rates …")
    assert told in said.err
    assert [json.loads(line)["name"] for line in said.out.splitlines()] == ["a"] * (not told)


def test_every_benchmark_can_be_named():
    names = __main__.modules()
    assert {"rates", "spc", "gi_star", "knox", "kde", "polygons", "ingest", "pages"} <= set(names)
    assert not [name for name in names if name.startswith("_")]


def test_a_result_is_told_in_a_sentence():
    line = replace(RATE, ours=2.5e6, bar=3e6, note="A note.").as_plain()
    assert _page.sentence(line) == (
        "a: 2.5 million rows/s, 625000 times theirs (4 rows/s); "
        "bar 3 million rows/s: MISSED. A note."
    )
    assert _page.sentence(replace(RATE, peer=None).as_plain()) == "a: 20 rows/s"


def test_a_new_run_replaces_the_line_of_the_same_name(tmp_path, monkeypatch):
    monkeypatch.setattr(_page, "KEPT", tmp_path / "kept.jsonl")
    monkeypatch.setattr(_page, "PAGE", tmp_path / "page.md")
    first = RATE.as_plain() | {"date": "2026-01-01"}
    _page.record([first, first | {"name": "b"}])
    _page.record([first | {"ours": 21.0}])
    assert [(line["name"], line["ours"]) for line in _page.read()] == [("a", 21.0), ("b", 20.0)]
    assert "| [a](#a) | 21 rows/s | 4 rows/s |" in (tmp_path / "page.md").read_text()


def test_the_reference_page_is_what_the_kept_lines_say():
    assert _page.PAGE.read_text() == _page.page(_page.read())
