"""Quantities as the plans print them, well and badly."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.printed import Printed, read_printed
from csp_analytics.rounding import thousands

FEW = settings(max_examples=40, deadline=None)
READ = [
    # as printed, value, unit, decimals, qualifier
    ("13,528", "13528", "", 0, ""),
    ("8405", "8405", "", 0, ""),
    ("around 51,000", "51000", "", -3, "around"),
    ("almost 1,500", "1500", "", -2, "almost"),
    ("over 11,000", "11000", "", -3, "over"),
    ("Nearly 1,000 referrals", "1000", "referrals", -3, "nearly"),
    ("just over 16%", "16", "%", 0, "just over"),
    ("25% or less", "25", "%", 0, "or less"),
    ("18 and under", "18", "", 0, "and under"),
    ("no more than 1,850 people", "1850", "people", -1, "no more than"),
    ("20+", "20", "", -1, "+"),
    ("~50", "50", "", -1, "~"),
    ("c.£2m", "2000000", "£", -6, "c."),
    ("1 in 4", "0.25", "share", None, ""),
    ("1 in 4 women", "0.25", "share", None, ""),
    ("3 in 10", "0.3", "share", None, ""),
    ("over four in five", "0.8", "share", None, "over"),
    ("almost half", "0.5", "share", None, "almost"),
    ("a quarter of", "0.25", "share", None, ""),
    ("434 in 2023", "434", "in 2023", 0, ""),
    ("£2.1m", "2100000", "£", -5, ""),
    ("£147.6 million", "147600000", "£", -5, ""),
    ("£1bn", "1000000000", "£", -9, ""),
    ("over £1 million", "1000000", "£", -6, "over"),
    ("£1.5million", "1500000", "£", -5, ""),
    ("£89m a year", "89000000", "£ a year", -6, ""),
    ("£2.12345678m", "2123456.78", "£", 2, ""),
    ("£50k", "50000", "£", -3, ""),
    ("£13", "13", "£", 0, ""),
    ("£268.24", "268.24", "£", 2, ""),
    ("-£5", "-5", "£", 0, ""),
    ("£-5", "-5", "£", 0, ""),
    ("5.9m", "5900000", "", -5, ""),
    ("5 m", "5", "m", 0, ""),
    ("2,000", "2000", "", -3, ""),
    ("2000 lines", "2000", "lines", -3, ""),
    ("8,700", "8700", "", 0, ""),
    ("12.5%", "12.5", "%", 1, ""),
    ("30 per cent", "30", "%", 0, ""),
    ("+27%", "27", "%", 0, ""),
    ("-3.5%", "-3.5", "%", 1, ""),
    ("\u221212.7%", "-12.7", "%", 1, ""),
    ("\u20133%", "-3", "%", 0, ""),
    ("-0%", "0", "%", 0, ""),
    ("10.3 seconds", "10.3", "seconds", 1, ""),
    ("6,600 m2", "6600", "m2", 0, ""),
    ("more than 6,600m\u00b2", "6600", "m2", -2, "more than"),
    ("2.7 per 1,000", "2.7", "per 1,000", 1, ""),
    ("3 out of 5", "3", "out of 5", 0, ""),
    ("eight sessions", "8", "sessions", 0, ""),
    ("3rd", "3", "rank", 0, ""),
    (".5", "0.5", "", 1, ""),
    ("0", "0", "", 0, ""),
    ("10727.", "10727", "", 0, ""),
]


@pytest.mark.parametrize(("text", "value", "unit", "decimals", "qualifier"), READ)
def test_a_printed_quantity_is_read(text, value, unit, decimals, qualifier):
    read = read_printed(text)
    assert read == Printed(text, Decimal(value), unit, decimals, qualifier)
    assert str(read.value) == value  # plain digits: not 2.1E+6, never -0


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("10,50", "“10,50” is not a number as printed: commas part thousands in threes"),
        ("1,23,456", "is not a number as printed"),
        ("1.2.3", "one point parts the decimals"),
        ("13 528", "“13 528” has more than one number"),
        ("6 to 7", "has more than one number"),
        ("£1m to £2m", "has more than one number"),
        ("2018/19", "has more than one number"),
        ("\u00bd", "has more than one number"),
        ("five in four", "5 cannot be out of 4"),
        ("1 in 0", "1 cannot be out of 0"),
        ("1" * 26, "is too long for a count"),
        ("", "Nothing is printed."),
        ("  ..", "Nothing is printed."),
        ("over", "Nothing is printed."),
        ("-", "“-” has no number to read."),
        ("in line", "has no number"),
        ("fell by 14%", "has words before its number"),
        ("\u0663", "has no number"),  # a digit, but not one of ours
        ("9" * 10_000, "10000 characters are too many"),
    ],
)
def test_what_cannot_be_read_is_kept_as_printed_with_a_reason(text, flag):
    read = read_printed(text)
    assert flag in read.flag
    assert (read.as_printed, read.value, read.decimals) == (text, None, None)


@FEW
@given(st.integers(-(10**15), 10**15), st.sampled_from(["", "£", "around ", "over £"]))
def test_any_whole_number_is_read_back(number, before):
    read = read_printed(f"{before}{thousands(number)}")
    assert read.value == number
    assert not read.flag


@FEW
@given(st.text(max_size=200))
def test_any_text_has_an_answer_and_either_a_value_or_a_flag(text):
    read = read_printed(text)
    assert read.as_printed == text
    assert (read.value is None) == bool(read.flag)
    assert read.value is None or str(read.value) != "-0"
