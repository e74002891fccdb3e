"""Typed words become a search that no typed sign can turn into a command."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.home import rules


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hate crime", ["hate", "crime"]),
        ('  "ASB" OR NEAR(x) -- ; DROP', ["asb", "or", "near", "x", "drop"]),
        ("resident's", ["resident's"]),
        ("café £2.1m", ["café", "2", "1m"]),
        ("", []),
        ("*** ---", []),
    ],
)
def test_only_words_are_kept(typed, words):
    assert rules.words_of(typed) == words


def test_a_very_long_text_is_cut():
    assert len(rules.words_of("a b " * 10_000)) == rules.MOST_WORDS


@given(st.text())
def test_whatever_is_typed_is_a_valid_query_for_sqlite(typed):
    words = rules.words_of(typed)
    if words:
        with sqlite3.connect(":memory:") as database:
            database.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
            database.execute("SELECT * FROM t WHERE t MATCH ?", [rules.for_sqlite(words)])


def test_the_last_word_may_be_the_beginning_of_one():
    assert rules.for_sqlite(["hate", "cri"]) == '"hate" "cri"*'
    assert rules.for_postgresql(["hate", "cri"]) == "'hate' & 'cri':*"
    assert rules.for_postgresql(["o'neil"]) == "'o''neil':*"


def test_an_excerpt_shows_where_the_word_stands():
    text = "one " * 100 + "needle in the middle " + "two " * 100
    shown = rules.excerpt(text, ["needle"])
    assert "needle" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 200


def test_an_excerpt_of_a_short_text_is_the_text():
    assert rules.excerpt("Short text.", ["absent"]) == "Short text."
