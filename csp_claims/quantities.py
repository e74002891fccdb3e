"""Finds the typed quantities of a sentence: counts, money, percentages, shares, periods.

What only looks like a quantity (ages, telephone numbers, section numbers, times, ranges) is
found too and set aside, so that no rule can take it for a count.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from csp_analytics.period import Period, PeriodError
from csp_analytics.printed import read_printed
from csp_claims import lexicon

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_Y4 = r"(?:19|20)[0-9]{2}"
_FY = rf"(?:{_Y4} ?[/\u2013-] ?(?:20[0-9]{{2}}|[0-9]{{2}})|[0-9]{{2}}/[0-9]{{2}})(?![0-9/])"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_TO = r" ?(?:to|until|up to|\u2013|—|-)(?: the end of)? ?"
_YEAR = rf"(?:{_FY}|{_Y4})"
_COUNT = r"(?:[0-9]{1,2}|three|six|nine|twelve|first|last|second|final|third|fourth|two)"
PERIOD = (
    rf"{_COUNT}[ -]months? (?:period )?(?:to|ending|ended)(?: the end of)? (?:{_DAY} )?{_MONTH}"
    rf" {_YEAR}|year (?:to|ending|ended)(?: the end of)? (?:{_DAY} )?{_MONTH} {_YEAR}"
    rf"|(?:first|last|second|final|third|fourth) (?:{_COUNT} months|quarters?|half)(?: of)?"
    rf"(?: the)? {_YEAR}|[qQ][1-4](?: ?(?:and|to|-|\u2013) ?[qQ][1-4])?,? (?:of )?{_YEAR}"
    rf"|[qQ]uarter [1-4],? (?:of )?{_YEAR}"
    rf"|(?<=between ){_DAY} {_MONTH}(?: {_Y4})?(?: and |{_TO}){_DAY} {_MONTH} {_Y4}"
    rf"|{_DAY} {_MONTH}(?: {_Y4})?{_TO}{_DAY} {_MONTH} {_Y4}"
    rf"|(?<=[bB]etween ){_MONTH}(?: {_YEAR})?(?: and |{_TO}){_MONTH} {_YEAR}"
    rf"|{_MONTH}(?:[ ']{_YEAR})?{_TO}{_MONTH} {_YEAR}"
    rf"|(?<=[bB]etween )(?:{_FY} (?:and|to) {_FY}|{_Y4} (?:and|to) {_Y4}(?!,?[0-9]))"
    rf"|{_DAY} (?:of )?{_MONTH},? {_Y4}|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? {_Y4}"
    rf"|{_MONTH}[ ']{_YEAR}|{_MONTH} [0-9]{{2}}(?![0-9,%]| ?[a-z])|(?:FY ?)?{_FY}"
)
_SCALED = r"(?: ?(?:thousand|million|billion|mn|bn)\b|[mk]\b)?"
_PERCENT = r"(?:%|per ?cent|percent)"
_ONES = lexicon.in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = lexicon.in_order("twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {word: at for at, word in enumerate(_ONES)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
_ONE_WORD = "(?:" + "|".join(sorted(_VALUES, key=len, reverse=True)) + ")"
_NUMBER_WORDS = (
    rf"(?:(?:{_ONE_WORD}|a) (?:hundred|thousand)(?: and)?(?: {_ONE_WORD}(?:[ -]{_ONE_WORD})?)?"
    rf"|{_ONE_WORD}(?:-{_ONE_WORD}| (?={_ONE_WORD}\b){_ONE_WORD})?)\b"
)
_PART = "half|halves|third|thirds|quarter|quarters|fifth|fifths|tenth|tenths|eighths?|sixths?"
SHARE = (
    rf"(?:[0-9]{{1,6}}|{_ONE_WORD}) (?:in (?:every |the )?(?:[0-9]{{1,3}}|{_ONE_WORD})"
    rf"|out of (?:every |the )?(?:[0-9]{{1,6}}|{_ONE_WORD}))"
    rf"(?! ?(?:days?|weeks?|months?|years?|hours?|minutes?|[/%]|[a-z]*[0-9]))\b"
    rf"|(?:a|one|two|three|four|five|seven|nine)[ -](?:{_PART})(?= (?:of|were|was|said|are|had)\b"
    rf"| ?\()|half(?= (?:of|were|said|the|are|had|all)\b| ?\()"
    rf"|(?<=by )(?:a|one|two|three)[ -](?:{_PART})\b|(?<=by )half\b"
    rf"|(?:(?<=by over )|(?<=by nearly )|(?<=by almost )|(?<=by around )|(?<=by about )"
    rf"|(?<=by more than )|(?<=by less than )|(?<=by just over )|(?<=by just under ))"
    rf"(?:(?:a|one|two|three)[ -](?:{_PART})|half)\b"
)
_MASKED = (
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+"
    r"|\+?[0-9]{2,5}[ -][0-9]{3,4}[ -][0-9]{3,4}\b|\(?0[0-9]{2,5}\)? [0-9]{5,7}\b|\b0[0-9]{9,10}\b"
    r"|\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b|\b24/7\b"
    r"|[0-9]{1,2}[:.][0-9]{2} ?(?:am|pm|hrs|hours)\b|[0-9]{1,2}:[0-9]{2}\b|[0-9]{1,2} ?(?:am|pm)\b"
    r"|[0-9]{1,2}(?:st|nd|rd|th)\b(?! percentile)|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
    r"|\b(?:aged?|ages)(?: (?:between|from|over|under))? [0-9]{1,3}"
    r"(?: ?(?:-|\u2013|to|and) ?[0-9]{1,3})?(?: (?:and|or) (?:over|under|above|below))?\b"
    r"|(?:under|over)[- ][0-9]{1,2}'?s?\b(?= who|s\b|'s)|\b[0-9]{1,3}\+ ?(?:year|age)"
    r"|\b(?:those|people|persons|children|adults|residents|victims|offenders|suspects)"
    r" (?:under|over|below|above) [0-9]{1,2}\b(?![.,][0-9]|%| ?per)"
    r"|[0-9]{1,3}(?: ?(?:-|\u2013|to|and) ?[0-9]{1,3})?[ -]+years?[ -]+olds?\b"
    r"|(?<!last )(?<!this )(?<!previous )(?<!next )\b(?:school )?years? (?:1[0-3]|[1-9])"
    r"(?:(?:,| and| to| ?-) (?:1[0-3]|[1-9]))*\b(?! ?%)"
    r"|[0-9]+(?:\.[0-9]+){2,}"
    r"|£?[0-9][0-9,]*(?:\.[0-9]+)?[mk]? ?[-\u2013] ?£?[0-9][0-9,]*(?:\.[0-9]+)?"
    r"(?: ?%|[mk]\b)?(?![0-9])"
    r"|(?!Q[1-4]\b)[A-Za-z]+[-/]?[0-9][0-9A-Za-z/-]*"
    r"|\b(?:999|101|111|112)\b(?= (?:calls?|numbers?|lines?|emergency|service))"
)
_PER = (
    r"(?:per|for (?:every|each)|in every) (?:[0-9]{1,3}(?:,?000)+|100|thousand|million|head|capita"
    r"|hundred thousand)\b(?: (?:of )?(?:the )?(?:population|people|residents|households))?"
)
_NUMBER = (
    rf"(?<![0-9A-Za-z.,£/])[+\u2212-]?£? ?[0-9](?:[0-9]|,(?=[0-9]))*(?:\.[0-9]+)?{_SCALED}"
    rf"(?: ?(?:percentage points?|{_PERCENT} points?|ppts?\b|pps?\b)| ?{_PERCENT})?"
    rf"|£ ?\.?[0-9]+"
)
_ANY = re.compile(
    rf"(?P<masked>(?<![0-9A-Za-z£.,/-])(?:{_MASKED}))|(?P<per>\b{_PER})"
    rf"|(?P<period>(?<![0-9A-Za-z£.,/-])(?:{PERIOD})(?![0-9]))"
    rf"|(?P<year>(?<![0-9A-Za-z£.,/-]){_Y4}(?![0-9,.]*[0-9]|[0-9/%]| ?{_PERCENT}))"
    rf"|(?P<share>(?<![0-9A-Za-z£.,/-])(?:{SHARE}))"
    rf"|(?P<wpercent>\b{_NUMBER_WORDS} {_PERCENT})"
    rf"|(?P<number>{_NUMBER})|(?P<word>\b{_NUMBER_WORDS})",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"[0-9]|\b(?:{_ONE_WORD}|half|third|quarter|fifth|tenth|hundred|thousand)\b", re.IGNORECASE
)
_TOO_FINE = re.compile(r"[0-9,]{26}|\.[0-9]{16}")  # no count or amount is told so
_OUT_OF = " (?:out of|in) (?:every |the )?"
_POINTS = re.compile(rf" ?(?:percentage points?|{_PERCENT} points?|ppts?|pps?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A quantity where it stands.

    kind: n count, m money, p percentage, q percentage points, s share, y period, k a rate's
        base ("per 1,000"), x what is not to be counted.
    value: in whole units; of a share 0 to 1; of a rate's base its people; 0 for y and x.
    decimals: the writer's precision; None for a share. sign: printed as + or -.
    part, whole: of a share printed as two numbers ("14 out of 16"), else 0.
    """

    start: int
    end: int
    kind: str
    text: str
    value: Decimal = Decimal(0)
    decimals: int = 0
    period: Period | None = None
    malformed: str = ""
    sign: str = ""
    part: int = 0
    whole: int = 0
    in_words: bool = False
    year_like: bool = False

    @property
    def half_unit(self) -> Decimal:
        """How far the true value may be from the printed one: half of its last place.

        A whole number is taken as exact, unless it is 10,000 or more with zeros at the end.
        """
        if self.decimals == 0 and self.kind in "nm":
            return Decimal(0)
        if -6 < self.decimals < 0 and self.value < 10_000:
            return Decimal(0)
        scaled = self.text[-1:].isalpha()  # "£1.2m", not "£600,000"
        return Decimal("0.5").scaleb(-self.decimals if scaled else min(3, -self.decimals))


def has_number(text: str) -> bool:
    """Whether a text may hold a quantity at all: a quick first look."""
    return bool(_HINT.search(text))


def find(text: str) -> list[Found]:
    """Every quantity of a text, in order."""
    found: list[Found] = []
    if not has_number(text):
        return found
    for match in _ANY.finditer(text):
        group = match.lastgroup or ""
        found.append(_READ[group](match[0], match.start()))
    return found


def read_period(text: str) -> Period | None:
    """The period a text prints, or None: prose has many things that only resemble one."""
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def _masked(text: str, at: int) -> Found:
    return Found(at, at + len(text), "x", text)


def _period(text: str, at: int) -> Found:
    period = read_period(text)
    return Found(at, at + len(text), "y" if period else "x", text, period=period)


def _year(text: str, at: int) -> Found:
    period = read_period(text)
    value = Decimal(text)
    return Found(at, at + len(text), "y", text, value, period=period, year_like=True)


def _per(text: str, at: int) -> Found:
    digits = re.sub("[^0-9]", "", text)
    named = {"head": 1, "capita": 1, "hundred thousand": 100_000, "thousand": 1000}
    named["million"] = 1_000_000
    base = int(digits) if digits else next(v for k, v in named.items() if k in text.casefold())
    return Found(at, at + len(text), "k", text, Decimal(base))


def _share(text: str, at: int) -> Found:
    numbers = [_whole(word) for word in re.split(_OUT_OF, text.casefold())]
    if len(numbers) == 1:
        return Found(at, at + len(text), "s", text, _fraction(text))
    part, whole = numbers
    if not 0 < part <= whole:
        return Found(at, at + len(text), "x", text)
    value = Decimal(part) / Decimal(whole)
    return Found(at, at + len(text), "s", text, value, part=part, whole=whole)


def _fraction(text: str) -> Decimal:
    """ "two fifths" as 0.4; the words are those of SHARE."""
    text = "a half" if text.casefold() == "half" else text
    top, bottom = re.split("[ -]", text.casefold())
    names = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "six": 6, "eig": 8, "ten": 10}
    return Decimal(1 if top == "a" else _VALUES[top]) / names[bottom[:3]]


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else _VALUES.get(text.casefold(), 0)


def _number(text: str, at: int) -> Found:
    points = _POINTS.search(text)
    printed = read_printed(text[: points.start()] + "%" if points else text)
    sign = text[0] if text[0] in "+-\u2212" else ""
    end = at + len(text)
    kind = "m" if "£" in text else "n"
    if points:
        kind = "q"
    elif "%" in text or re.search("per ?cent", text.casefold()):
        kind = "p"
    if _TOO_FINE.search(text):
        return Found(at, end, "x", text)
    if printed.value is None:
        mended = Decimal(re.sub(r"[^0-9.]", "", text).strip(".") or "0")
        return Found(at, end, kind, text, mended, malformed=printed.flag)
    value = abs(printed.value)
    return Found(at, end, kind, text, value, printed.decimals or 0, sign=sign)


def _number_word(text: str, at: int) -> Found:
    return Found(at, at + len(text), "n", text, Decimal(in_digits(text)), in_words=True)


def _word_percent(text: str, at: int) -> Found:
    words = re.sub(rf" {_PERCENT}$", "", text, flags=re.IGNORECASE)
    return Found(at, at + len(text), "p", text, Decimal(in_digits(words)))


def in_digits(text: str) -> int:
    """The value of number words up to the thousands: "three hundred and sixty eight"."""
    total = 0
    for word in re.split("[ -]", text.casefold()):
        if word in {"hundred", "thousand"}:
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        else:
            total += _VALUES.get(word, 0)
    return total


_READ = {
    "masked": _masked,
    "period": _period,
    "year": _year,
    "per": _per,
    "share": _share,
    "number": _number,
    "word": _number_word,
    "wpercent": _word_percent,
}
