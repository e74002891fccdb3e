"""Every period the five seed documents print is read, and nothing else is."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.period import Period, PeriodError

READ = {
    # the years
    "2023/24": "financial_year:2023-04-01:2024-03-31",
    "2023-24": "financial_year:2023-04-01:2024-03-31",
    "2023/2024": "financial_year:2023-04-01:2024-03-31",
    "23/24": "financial_year:2023-04-01:2024-03-31",
    "2011-12": "financial_year:2011-04-01:2012-03-31",
    "1999/00": "financial_year:1999-04-01:2000-03-31",
    "financial year 2023-24": "financial_year:2023-04-01:2024-03-31",
    "(2012/13).": "financial_year:2012-04-01:2013-03-31",
    "Between April 2011 and March 2012": "financial_year:2011-04-01:2012-03-31",
    "Q1 and Q4 2023/24": "financial_year:2023-04-01:2024-03-31",
    "last 12 months 2020/21": "financial_year:2020-04-01:2021-03-31",
    "2021": "calendar_year:2021-01-01:2021-12-31",
    "Jan 18 \u2013 Dec 18": "calendar_year:2018-01-01:2018-12-31",
    "Jan-Dec 18": "calendar_year:2018-01-01:2018-12-31",
    "2009-2012": "years:2009-01-01:2012-12-31",
    "2023-2024": "years:2023-01-01:2024-12-31",
    "2009-12": "years:2009-01-01:2012-12-31",
    "2024-29": "years:2024-01-01:2029-12-31",
    "2021 - 2025": "years:2021-01-01:2025-12-31",
    "between 2009 and 2012": "years:2009-01-01:2012-12-31",
    "2011/14": "financial_years:2011-04-01:2014-03-31",
    "2023/25": "financial_years:2023-04-01:2025-03-31",
    "1999/02": "financial_years:1999-04-01:2002-03-31",
    "2015/16 to 2019/20": "financial_years:2015-04-01:2020-03-31",
    "between 2016-17 and 2019-20": "financial_years:2016-04-01:2020-03-31",
    "2018/19 & 2019/20": "financial_years:2018-04-01:2020-03-31",
    "2021-22 - 2023-24": "financial_years:2021-04-01:2024-03-31",
    # the years to a month
    "12 months to September 2020": "year_to_month:2019-10-01:2020-09-30",
    "In the 12 months to September 2020": "year_to_month:2019-10-01:2020-09-30",
    "12m to Jun 2020": "year_to_month:2019-07-01:2020-06-30",
    "twelve months to March 2024": "year_to_month:2023-04-01:2024-03-31",
    "year ending September 2023": "year_to_month:2022-10-01:2023-09-30",
    "the year to 31 March 2024": "year_to_month:2023-04-01:2024-03-31",
    "Oct 2018-Sep 2019": "year_to_month:2018-10-01:2019-09-30",
    "Oct 18 \u2013 Sept 19": "year_to_month:2018-10-01:2019-09-30",
    "October 2011 - September 2012": "year_to_month:2011-10-01:2012-09-30",
    "July 2018 \u2013 Jun 2019": "year_to_month:2018-07-01:2019-06-30",
    # the quarters and other parts of years
    "Q3 2012/13": "quarter:2012-10-01:2012-12-31",
    "Q1 2025/26": "quarter:2025-04-01:2025-06-30",
    "Q4 2018-19": "quarter:2019-01-01:2019-03-31",
    "2012/13 Q3": "quarter:2012-10-01:2012-12-31",
    "In the first quarter of 2020/21": "quarter:2020-04-01:2020-06-30",
    "first three months of 2020/21": "quarter:2020-04-01:2020-06-30",
    "July and September 2020": "quarter:2020-07-01:2020-09-30",
    "3 months to June 2020": "quarter:2020-04-01:2020-06-30",
    "Q1 2025": "calendar_quarter:2025-01-01:2025-03-31",
    "2025 Q2": "calendar_quarter:2025-04-01:2025-06-30",
    "first six months 2020/21": "span:2020-04-01:2020-09-30",
    "first 6 months of 2020/21": "span:2020-04-01:2020-09-30",
    "first 6m 2020-21": "span:2020-04-01:2020-09-30",
    "first two quarters 2020/21": "span:2020-04-01:2020-09-30",
    "first half of 2020/21": "span:2020-04-01:2020-09-30",
    "second half of 2020": "span:2020-07-01:2020-12-31",
    "last two quarters of 2020/21": "span:2020-10-01:2021-03-31",
    "H2 2020/21": "span:2020-10-01:2021-03-31",
    "6 months to September 2020": "span:2020-04-01:2020-09-30",
    "over 2019/20 and the first six months of 2020/21": "span:2019-04-01:2020-09-30",
    # the months
    "June 2020": "month:2020-06-01:2020-06-30",
    "Jul. 2019": "month:2019-07-01:2019-07-31",
    "Sep-23": "month:2023-09-01:2023-09-30",
    "Oct 98": "month:1998-10-01:1998-10-31",
    "2025-06": "month:2025-06-01:2025-06-30",
    "06/2025": "month:2025-06-01:2025-06-30",
    "June 2018/19": "month:2018-06-01:2018-06-30",
    "February 2018/19": "month:2019-02-01:2019-02-28",
    "Apr-Dec 2012": "span:2012-04-01:2012-12-31",
    "April-December 2012/13": "span:2012-04-01:2012-12-31",
    "April\u2014December 2022": "span:2022-04-01:2022-12-31",
    "between April 2012 and December 2012": "span:2012-04-01:2012-12-31",
    "July 2023 and March 2024": "span:2023-07-01:2024-03-31",
    "Feb. 2022-Dec. 2023.": "span:2022-02-01:2023-12-31",
    "(Apr 2015-Sep 2020)": "span:2015-04-01:2020-09-30",
    "October to March 2020": "span:2019-10-01:2020-03-31",
    # the days
    "31 March 2024": "day:2024-03-31:2024-03-31",
    "23rd January 2024": "day:2024-01-23:2024-01-23",
    "29 February 2024": "day:2024-02-29:2024-02-29",
    "end of March 2024": "day:2024-03-31:2024-03-31",
    "mid-2023": "day:2023-06-30:2023-06-30",
    "30/06/2025": "day:2025-06-30:2025-06-30",
    "18 March - 14 April 2024": "span:2024-03-18:2024-04-14",
    "**18 March \u2013 14 April 24**": "span:2024-03-18:2024-04-14",
    "18 to 24 March 2024": "span:2024-03-18:2024-03-24",
    "1 Oct 2023-31 Mar 2025": "span:2023-10-01:2025-03-31",
    "2024-03-18 to 2024-04-14": "span:2024-03-18:2024-04-14",
    # said twice
    "April to June 2025 (Q1 2025/26)": "quarter:2025-04-01:2025-06-30",
    "April to June 2025 (Q2 2025)": "calendar_quarter:2025-04-01:2025-06-30",
}

REFUSED = {
    "Q5 2025/26": "Q5 2025/26 is not a quarter; quarters are Q1 to Q4, for example Q4 2025/26.",
    "Q0 2025": "Q0 2025 is not a quarter; quarters are Q1 to Q4, for example Q4 2025.",
    "Q3": "'Q3' has no year",
    "Q1 2020/26": "2020/26 is not one year",
    "16 April": "has no year",
    "since 2007/08": "no start or no end",
    "Setember 2020": "by 'setember' you may mean September",
    "September of the old sort 2020": "write it like 2023/24",
    "2024-13": "span of years 2024-2029",
    "2012-2009": "does not go from a year to a later one",
    "2013/09": "the year from April 2013 is 2013/14",
    "06/25": "does not go from a year",
    "2024-00": "does not go from a year",
    "31 June 2024": "the last day is 30 June 2024",
    "29/02/2023": "the last day is 28 February 2023",
    "2024-13-01": "13 is not a month",
    "31 - 1 May 2024": "ends on 2024-05-01 before it starts",
    "4 to 2024": "is not a period",
    "December 2023 to February 2022": "before it starts",
    "October to June 2012/13": "before it starts",
    "April 2022 to December": "is not a period",
    "12 months to 30 March 2020": "last day, 31",
    "first 13 months of 2020": "A year has 12 months",
    "0 months to June 2020": "1 to 600 can",
    "June 2020 (May 2020)": "two periods that are not the same",
    "1899": "outside 1900 to 2199",
    "2200/01": "outside 1900 to 2199",
    "": "Nothing is printed",
    " ()": "is not a period|no year",
    "\u0662\u0660\u0662\u0661": "has no year",
    "2021\x00": "is not a period",
}


@pytest.mark.parametrize(("text", "key"), READ.items())
def test_a_printed_period_is_read(text, key):
    assert Period.parse(text).key == key


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_what_is_no_period_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(PeriodError, match=sentence):
        Period.parse(text)


@pytest.mark.parametrize(
    "text", ["9" * 10_000, "to " * 40, "-" * 120, "1-" * 60, "(" * 60 + ")" * 60, "\ufdfa" * 120]
)
def test_hostile_text_is_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(PeriodError):
        Period.parse(text)
    assert time.perf_counter() - start < 0.05


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=130) | st.text("0123456789-/ qQmonthsJauceftpril()&.", max_size=40))
def test_any_text_is_a_period_or_a_period_error(text):
    try:
        read = Period.parse(text)
    except PeriodError:
        return
    assert Period.parse(str(read)) == read
