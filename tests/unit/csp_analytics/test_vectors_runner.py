"""The runner of test vectors: what it reads, what it says, and when it goes red."""

import json

import pytest

from csp_analytics.vectors.__main__ import main
from csp_analytics.vectors.case import Case, as_confidence
from csp_analytics.vectors.compare import differences, tolerance_for
from csp_analytics.vectors.run import run

MEAN = {
    "method": "mean_ci_student_t",
    "tolerance": {"relative": 1e-9},
    "cases": [{"id": "m", "inputs": {"values": [1, 2, 3]}, "expected": {"value": 2}}],
}


@pytest.fixture
def write(tmp_path):
    """Write a vector file: the usual one, with some parts replaced."""

    def _write(name="one.json", **parts):
        (tmp_path / name).write_text(json.dumps(MEAN | parts), encoding="utf-8")
        return tmp_path

    return _write


def _case(**parts):
    return {"id": "c", "inputs": {"values": [1, 2, 3]}, "expected": {"value": 2}} | parts


def test_a_right_file_passes(write, capsys):
    assert main([str(write())]) == 0
    assert "mean_ci_student_t" in capsys.readouterr().out


def test_one_file_can_be_run_alone(write):
    assert run(write() / "one.json")["mean_ci_student_t"].passed == 1


def test_a_wrong_number_fails_and_is_named(write, capsys):
    assert main([str(write(cases=[_case(expected={"value": 2.1})])), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["passed"], told["failed"], told["unsupported"]) == (0, 1, 0)
    assert told["methods"]["mean_ci_student_t"]["failures"] == ["c: value: got 2.0, expected 2.1"]


def test_an_unknown_method_is_unsupported(write):
    assert main([str(write(method="astrology"))]) == 1


def test_a_failure_is_printed_under_its_method(write, capsys):
    main([str(write(cases=[_case(expected={"mode": 2})]))])
    assert "c: mode: no answer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"method": None}, "needs 'method'"),
        ({"tolerance": []}, "needs 'tolerance'"),
        ({"cases": [3]}, "case 0 needs"),
        ({"cases": [{"inputs": {}}]}, "case 0 needs"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(write, capsys, parts, says):
    assert main([str(write(**parts))]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "line 1, column 2"), (b"[]", "one JSON object"), (b'"\xff"', "UTF-8")],
)
def test_a_file_that_is_no_vector_file_is_refused(tmp_path, capsys, content, says):
    (tmp_path / "bad.json").write_bytes(content)
    assert main([str(tmp_path)]) == 2
    assert says in capsys.readouterr().err


def test_a_path_without_vectors_is_refused(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "give the folder of the vectors" in capsys.readouterr().err


def test_inputs_that_cannot_be_read_fail_with_the_reason(write):
    found = run(write(cases=[_case(inputs={})]))["mean_ci_student_t"]
    assert "its inputs cannot be read (KeyError" in found.failures[0]


def test_a_refusal_is_right_only_where_nothing_is_expected(write):
    refused = {"inputs": {"values": [1]}}
    cases = [
        _case(**refused),
        _case(**refused, expected={"value": None}),
        _case(**refused, known_defect="the source gives 0"),
    ]
    found = run(write(cases=cases))["mean_ci_student_t"]
    assert (found.failed, found.passed) == (1, 2)
    assert "refused: Values must" in found.failures[0]


def test_a_known_defect_disowns_what_it_names_or_everything():
    def wrong(sentence):
        case = Case("c", {}, {"value": 1, "sd": 1}, known_defect=sentence)
        return differences(case, {"value": 9, "sd": 9}, {})

    assert len(wrong("")) == 2
    assert wrong("the source is wrong") == []
    assert wrong("value is wrong in the source") == ["sd: got 9, expected 1"]


@pytest.mark.parametrize(
    ("key", "project", "given", "relative"),
    [
        ("value", "", {"relative": 1e-7, "esda_relative": 1e-5}, 1e-7),
        ("value", "esda", {"relative": 1e-7, "esda_relative": 1e-5}, 1e-5),
        ("sii_lower", "", {"point_relative": 1e-6, "limit_relative": 0.05}, 0.05),
        ("sii", "", {"point_relative": 1e-6, "limit_relative": 0.05}, 1e-6),
        ("mean", "", {"mean_relative": 1e-9}, 1e-9),
        ("other", "", {"mean_relative": 1e-9, "counts": "exact"}, 1e-9),
        ("flags", "", {"exact": True}, 0.0),
    ],
)
def test_the_tolerance_is_the_one_that_names_the_number(key, project, given, relative):
    assert tolerance_for(key, Case("c", {}, {}, tested_by=project), given).relative == relative


@pytest.mark.parametrize(
    ("got", "expected", "is_right"),
    [
        (float("nan"), None, True),
        (1.0, None, False),
        ("High", "High", True),
        (True, True, True),
        (True, 0, False),
        ([1, 2], [1, 2.0], True),
        ([1, 2], [1], False),
        ([1, 2], [1, 3], False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
    ],
)
def test_answers_are_compared_part_by_part(got, expected, is_right):
    case = Case("c", {}, {"x": expected})
    assert (differences(case, {"x": got}, {"exact": True}) == []) == is_right


@pytest.mark.parametrize("given", [0.95, 95, "95%"])
def test_a_confidence_can_be_written_in_three_ways(given):
    assert as_confidence(given) == pytest.approx(0.95)


def _run(write, method, inputs, expected, **tolerance):
    content = {"method": method, "tolerance": tolerance or {"relative": 1e-4}}
    results = run(write(**content, cases=[{"inputs": inputs, "expected": expected}]))
    assert results[method].failures == []


BANDS = {"standard_population": [1], "multiplier": 100}


@pytest.mark.parametrize(
    ("method", "inputs", "expected"),
    [
        # Garwood (1936), 10 events
        ("byar_and_wilson_limits", {"count": 10, "interval": "Exact"}, {"lower": 4.79539}),
        (
            "proportion_ci_wilson",
            {"numerator": None, "denominator": 9, "multiplier": 1},
            {"value": None, "lower_95": None},
        ),
        (
            "directly_standardised_rate_dobson",
            BANDS
            | {
                "independent_events": True,
                "rows": [
                    {"age_band": "0", "population": 100, "event_frequency": 2, "persons": 10},
                    {"age_band": "0", "population": 100, "event_frequency": 1, "persons": None},
                ],
            },
            {"value": 20, "total_count": 20},
        ),
        (
            "quantile_assignment",
            {"values": [3, 1], "quantiles": 5, "inverted": True},
            {"quantile": [None, None], "rank": [1, 2]},
        ),
        (
            "spc_xmr_limits_and_rules",
            {
                "dates": ["2024-01-01", "2024-02-01"],
                "values": [1, 2],
                "improvement_direction": "neutral",
            },
            {"mean": [1.5, 1.5], "assurance": None},
        ),
        # esda's documentation
        (
            "getis_ord_local_g",
            {
                "points": [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]],
                "values": [2, 3, 3.2, 5, 8, 7],
                "weights": "row-standardised",
                "statistic": "Gi*, first point",
            },
            {"z": -0.62488094},
        ),
        (
            "getis_ord_local_g",
            {
                "points": [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]],
                "values": [2, 3, 3.2, 5, 8, 7],
                "weights": "binary within 15 units",
                "statistic": "Gi, first point",
            },
            {"z": -1.0136729, "p_norm": 0.155366},
        ),
        (
            "crude_rate_ci",
            {"count": None, "population": 9, "multiplier": 100},
            {"value": None, "lower_95": None, "interval_method": None},
        ),
        (
            "slope_index_of_inequality",
            {
                "value_type": "normal",
                "population": [1, 1, 1],
                "value": [3, 2, 1],
                "standard_error": [None, None, None],
                "transform": False,
                "multiplier": 1,
            },
            {"sii": -3, "sii_lower": None},
        ),
        (
            "knox_near_repeat",
            {
                "x": [1, 2, 2],
                "y": [5, 5, 6],
                "t_hours": [0, 24, 48],
                "metric": "euclidean",
                "space_bins": [[0.9, 1.1], [5, None]],
                "time_bins_hours": [[0, 25]],
            },
            {"observed": [[2], [0]], "exact_p_over_all_permutations": [[1 / 3], [1]]},
        ),
        (
            "aoristic_weights",
            {"start": "2024-03-01 08:15:00", "end": "2024-03-01 08:50:00"},
            {"weights": {"4-08": 1.0}},
        ),
    ],
)
def test_ways_of_asking_that_the_public_files_do_not_use(write, method, inputs, expected):
    _run(write, method, inputs, expected)


def test_an_unequal_week_is_not_called_equal(write):
    inputs = {"start": "2024-03-01 08:15:00", "end": "2024-03-01 08:50:00"}
    content = {
        "method": "aoristic_weights",
        "cases": [{"inputs": inputs, "expected": {"weights": "equal"}}],
    }
    assert run(write(**content))["aoristic_weights"].failed == 1


def test_a_force_without_a_gap_is_said_to_have_none(write):
    case = {"inputs": {"force": "Durham Constabulary"}, "expected": {"months": 1}}
    found = run(write(method="coverage_of_the_police_uk_archive", cases=[case]))
    assert "No gap of Durham" in found["coverage_of_the_police_uk_archive"].failures[0]
