"""The tiny language of conditions: read, worked out, refused; never run as code."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.casework.types.conditions import (
    DEEPEST,
    LONGEST,
    Both,
    Compare,
    Not,
    comparisons,
    holds,
    parse,
)

ANSWERS = {
    "danger": "no",
    "noise": "yes",
    "age": 17,
    "since": date(2026, 3, 10),
    "strands": frozenset({"race", "religion"}),
    "name": "",
    "note": "two words",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("danger = no", True),
        ("danger != no", False),
        ("not danger = yes", True),
        ("danger = no and noise = yes", True),
        ("danger = yes or noise = yes and age < 18", True),
        ("(danger = yes or noise = yes) and age >= 18", False),
        ("age = 17", True),
        ("age <= 17 and age >= 17 and not age < 17 and not age > 17", True),
        ("age > 16.5", True),
        ("since = 2026-03-10", True),
        ("since < 2026-03-11 and since > 2026-03-09", True),
        ("strands includes race", True),
        ("strands includes disability", False),
        ("danger includes no", False),
        ('note = "two words"', True),
        ("name is answered", False),
        ("name is not answered and danger is answered", True),
        # what has no answer satisfies no comparison, not even "is not"
        ("name = x", False),
        ("name != x", False),
        ("nowhere < 3", False),
        # values of different kinds are neither equal nor in an order
        ("danger = 3", False),
        ("danger != 3", True),
        ("danger < 3", False),
        ("age < 2026-01-01", False),
    ],
)
def test_a_condition_is_worked_out_over_answers(text, expected):
    assert holds(parse(text), ANSWERS) is expected


def test_and_binds_closer_than_or():
    a, b, c = (Compare(x, "=", "yes") for x in "abc")
    assert parse("a = yes or b = yes and c = yes") == Both(a, Both(b, c), either=True)
    assert parse("not a = yes and b = yes") == Both(Not(a), b)
    found = comparisons(parse("not (a = yes or b = yes) and c = yes"))
    assert [one.field for one in found] == ["a", "b", "c"]


def test_values_have_their_kind():
    assert parse("a = 3.5") == Compare("a", "=", Decimal("3.5"))
    assert parse("a = 2026-03-10") == Compare("a", "=", date(2026, 3, 10))
    assert parse('a = "and"') == Compare("a", "=", "and")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "where the id of a question should"),
        ("danger", 'comes =, !=, <, <=, >, >=, "includes" or "is"'),
        ("danger =", "where a value"),
        ("danger = and", "where a value"),
        ("danger == no", "where a value"),
        ("danger = no noise = yes", 'where "and", "or" or the end should'),
        ("(danger = no", "bracket is not closed"),
        ("danger = no)", 'where "and", "or"'),
        ("age < old", "needs a number or a day"),
        ("age is old", '"answered" or "not answered"'),
        ("strands includes 3", "a choice after"),
        ("and = no", "where the id of a question should"),
        ("3 = age", "where the id of a question should"),
        ("danger = no; drop", "cannot be read"),
        ("__import__('os').system('ls')", "cannot be read"),
        ("danger.lower() = no", "cannot be read"),
        ("a = 2026-13-45", "month must be in 1..12"),
        ("größe = 3", "cannot be read"),
        ("a = 'x", "cannot be read"),
        ("(" * (DEEPEST + 2) + "a = b" + ")" * (DEEPEST + 2), "at most 12 deep"),
        ("not " * (DEEPEST + 2) + "a = b", "at most 12 deep"),
        ("a = b or " * 100 + "a = b", f"at most {LONGEST} characters"),
    ],
)
def test_a_wrong_condition_gets_a_sentence(text, why):
    with pytest.raises(ValueError) as told:
        parse(text)
    assert why in str(told.value)


@given(st.text(max_size=80))
def test_no_text_whatever_does_worse_than_a_sentence(text):
    try:
        condition = parse(text)
    except ValueError:
        return
    assert holds(condition, ANSWERS) in (True, False)


@given(
    st.recursive(
        st.builds(Compare, st.sampled_from(["a", "b"]), st.just("="), st.sampled_from("xy")),
        lambda inner: st.builds(Not, inner) | st.builds(Both, inner, inner, st.booleans()),
        max_leaves=8,
    ),
    st.sampled_from("xy"),
    st.sampled_from("xy"),
)
def test_what_is_written_out_reads_back_to_the_same_answer(condition, a, b):
    def written(one):
        if isinstance(one, Not):
            return f"not ({written(one.of)})"
        if isinstance(one, Both):
            return f"({written(one.left)}) {'or' if one.either else 'and'} ({written(one.right)})"
        return f"{one.field} = {one.value}"

    answers = {"a": a, "b": b}
    text = written(condition)
    assume(len(text) <= LONGEST and text.count("(") <= DEEPEST)
    assert holds(parse(text), answers) is holds(condition, answers)
