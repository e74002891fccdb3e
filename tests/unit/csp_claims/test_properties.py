"""Sentences made at random in many wordings: true ones hold, altered ones are flagged."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.rounding import percent_change, round_half_up
from csp_claims import Verdict, check

SUBJECTS = st.sampled_from(
    ["burglary", "hate crime", "calls for service", "road casualties", "repeat victims",
     "anti-social behaviour", "shoplifting offences", "visits to the hub", "school exclusions"]
)  # fmt: skip
COUNTS = st.integers(40, 60_000).filter(lambda n: not 1900 <= n <= 2099 and n % 1000)
CHANGES = st.sampled_from(
    ["The number of {s} {fell} by {p}% from {a} in 2021/22 to {z} in 2022/23.",
     "{P}% {fall} in {s}, {down} from {a} in 2021/22 to {z} in 2022/23.",
     "- {P}% {fall} in {s} \u2013 from {a} to {z}",
     "There were {z} cases of {s}, compared with {a} the previous year, a {fall} of {p}%.",
     "In the year {s} {fell} {p} per cent to {z}, from {a} in 2021.",
     "{s} recorded a {p}% {fall}, {falling} to {z} from {a}.",
     "{P}% {s} reports from {a} in 2021/22 to {z} in 2022/23.",
     "Reports of {s} went from {a} to {z}; this is a {p}% {fall}.",
     "Reports of {s} {fell} from {a} to {z} ({down} {p}%).",
     "For {s}: {a} (2021/22) to {z} (2022/23), {down} {p}%.",
     "Reports of {s} {fell} from {a} to {z}. This represents a {p}% {fall}."]
)  # fmt: skip


def printed(number, commas):
    return f"{number:,}" if commas else str(number)


def sentence(form, subject, start, end, percent, commas):
    down = end < start
    words = (
        {"fell": "fell", "fall": "fall", "down": "down", "falling": "falling"}
        if down
        else {"fell": "rose", "fall": "rise", "down": "up", "falling": "rising"}
    )
    amount = abs(percent)
    return form.format(
        s=subject, a=printed(start, commas), z=printed(end, commas), p=amount, P=amount, **words
    )


@given(CHANGES, SUBJECTS, COUNTS, COUNTS, st.integers(0, 1), st.booleans())
def test_a_true_change_holds_in_every_wording(form, subject, start, end, decimals, commas):
    percent = round_half_up(percent_change(start, end), decimals)
    if percent == 0:
        return
    claims = check(sentence(form, subject, start, end, percent, commas))
    assert [claim for claim in claims if claim.kind == "percent_change"]
    assert {claim.verdict for claim in claims} == {Verdict.HOLDS}
    assert {Decimal(start), Decimal(end)} == {each.value for each in claims[0].inputs}


@given(CHANGES, SUBJECTS, COUNTS, COUNTS, st.integers(2, 40), st.booleans())
def test_an_altered_percentage_is_flagged_in_every_wording(form, subject, start, end, off, commas):
    percent = round_half_up(percent_change(start, end)) + off
    if percent == 0 or (percent > 0) != (end > start):
        return
    claims = check(sentence(form, subject, start, end, percent, commas))
    assert any(claim.flagged for claim in claims)


@given(CHANGES, SUBJECTS, COUNTS, COUNTS, st.integers(0, 4), st.integers(1, 9))
def test_an_altered_digit_of_an_end_value_is_flagged_where_it_shows(
    form, subject, start, end, place, step
):
    digits = str(end)
    place %= len(digits)
    altered = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    percent = round_half_up(percent_change(start, end))
    if digits in f"{start} {percent}":
        return
    shows = abs(percent_change(start, int(altered)) - percent) >= 2
    if percent == 0 or altered.startswith("0") or not shows or 1900 <= int(altered) <= 2099:
        return
    text = sentence(form, subject, start, end, percent, commas=False)
    changed = text.replace(str(end), altered)
    assert any(claim.flagged for claim in check(changed)), changed


@given(st.integers(1, 400), st.integers(0, 400), SUBJECTS)
def test_a_share_of_a_whole(part, rest, subject):
    whole = part + rest
    percent = round_half_up(Decimal(100 * part) / whole, 1)
    true = f"Of the {whole} people asked about {subject}, {part} ({percent}%) agreed."
    false = f"Of the {whole} people asked about {subject}, {part} ({percent + 7}%) agreed."
    assert [claim.verdict for claim in check(true)] == [Verdict.HOLDS]
    assert [claim.flagged for claim in check(false)] == [True]


@given(st.lists(st.integers(3, 900), min_size=2, max_size=5), st.integers(1, 50))
def test_a_column_and_its_total(values, off):
    rows = "".join(f"| Ward {chr(65 + n)} | {value} |\n" for n, value in enumerate(values))
    table = "| Ward | Calls |\n|---|---|\n" + rows + "| Total | {} |\n"
    assert [c.verdict for c in check(table.format(sum(values)))] == [Verdict.HOLDS]
    assert [c.flagged for c in check(table.format(sum(values) + off))] == [True]


@given(st.integers(2, 9), st.integers(2, 9))
def test_a_number_of_aims_and_the_list_below_it(stated, listed):
    items = "".join(f"- aim number{'x' * n}\n" for n in range(listed))
    (claim,) = check(f"The partnership has {stated} aims:\n\n{items}")
    assert claim.flagged == (stated != listed)


@given(
    st.sampled_from(["aged {a} to {b}", "between {a}pm and {b}pm", "Years {a} and {b}",
                     "on {a} May 2023 and {b} June 2023", "sections {a} and {b}",
                     "{a}-{b} volunteers", "£{a}, £{b} and £5", "call 01642 5551{a:02}"]),
    st.integers(1, 9), st.integers(1, 9),
)  # fmt: skip
def test_what_only_looks_like_figures_is_left_alone(form, a, b):
    text = f"The service is open to people {form.format(a=a, b=b)}, and it met 5% of needs."
    assert check(text) == []


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text):
    assert all(claim.lines and 0 <= claim.confidence <= 1 for claim in check(text))


HEAP = [
    "from", "to", "by", "5%", "(12)", "3,4", "2016", "in 2022/23", "fell", "up", "of", "and",
    "a third", "per 1,000", "respectively", "£5m", "compared with", "last year", ",", ";", "|",
    "\t", "\n", "- ", "Total", "%", "three aims:", "doubled", "12 months to September 2020",
    "1900", "in 1900", "2018/19", "Q1", "9" * 60, "0." + "1" * 30, "£1.5bn", "0", "0%",
    "target of", "The number", "balance of", ". The", "was", "A total of", "32/13",
    "one of four", "the other two", "than in 2019", "more", "Of the", "1 in 4", "higher than",
    "5pp",
]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(HEAP), max_size=40))
def test_any_heap_of_the_grammar_is_read_without_failing(words):
    assert all(claim.lines for claim in check(" ".join(words)))
