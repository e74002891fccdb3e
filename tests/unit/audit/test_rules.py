"""The chain shows every way in which it could be tampered with."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.audit import rules


def chain(*sayings: dict[str, object]) -> list[rules.Link]:
    links, before = [], rules.START
    for number, said in enumerate(sayings, start=1):
        own = rules.link(before, said)
        links.append(rules.Link(number, said, before, own))
        before = own
    return links


def test_a_link_is_the_sha256_of_what_stands_before_it_and_what_it_says():
    # worked by hand: the hash before, a line break, and the JSON with sorted keys
    expected = hashlib.sha256((rules.START + '\n{"a":1,"b":"x"}').encode()).hexdigest()
    assert rules.link(rules.START, {"b": "x", "a": 1}) == expected


def test_an_untouched_chain_holds():
    assert rules.first_broken(chain({"n": 1}, {"n": 2}, {"n": 3})) is None


def test_an_empty_chain_holds():
    assert rules.first_broken([]) is None


def test_a_changed_saying_is_found():
    links = chain({"n": 1}, {"n": 2}, {"n": 3})
    links[1] = rules.Link(2, {"n": 99}, links[1].previous, links[1].hash)
    assert rules.first_broken(links) == "Event 2 was changed after it was written."


def test_a_changed_saying_with_its_own_hash_made_anew_is_found_at_the_next_link():
    links = chain({"n": 1}, {"n": 2}, {"n": 3})
    forged = rules.link(links[1].previous, {"n": 99})
    links[1] = rules.Link(2, {"n": 99}, links[1].previous, forged)
    assert rules.first_broken(links) == "Event 3 was changed after it was written."


def test_a_missing_event_is_named():
    links = chain({"n": 1}, {"n": 2}, {"n": 3})
    del links[1]
    assert rules.first_broken(links) == "Event 2 is missing."


@given(st.lists(st.dictionaries(st.text(), st.integers() | st.text()), max_size=5))
def test_whatever_is_said_the_chain_holds(sayings):
    assert rules.first_broken(chain(*sayings)) is None
