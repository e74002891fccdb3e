"""The measure of how hard a text is to read."""

import pytest

from tests import reading


@pytest.mark.parametrize(
    ("word", "number"),
    [("the", 1), ("happened", 2), ("police", 2), ("somebody", 4), ("table", 2), ("link", 1),
     ("reported", 2), ("emergency", 4)],
)  # fmt: skip
def test_syllables_are_told_by_spelling(word, number):
    assert abs(reading.syllables(word) - number) <= 1


def test_the_measure_is_that_of_its_authors():
    # 6 words and 6 syllables in one sentence: 0.39 * 6 + 11.8 - 15.59
    assert reading.grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_long_words_in_long_sentences_are_read_later():
    plain = "We have your report. We look at it soon. You can add to it."
    hard = (
        "Notwithstanding the aforementioned considerations, responsible authorities will "
        "subsequently undertake a proportionate multi-agency evaluation."
    )
    assert reading.age(plain) < 8
    assert reading.age(hard) > 18


def test_a_page_is_read_block_by_block_without_what_is_hidden():
    page = "<main><h1>Report a problem</h1><p>Tell us more now.</p><p aria-hidden='true'>No</p>"
    assert [one for one in reading.text_of(page).splitlines() if one] == [
        "Report a problem", "Tell us more now.",
    ]  # fmt: skip
