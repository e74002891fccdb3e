"""Reads a quantity as printed: "around 51,000", "£2.1m", "3 in 10", "25% or less".

What cannot be read as printed keeps its text and gets a flag, a sentence for the reader;
nothing is put right in silence.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 120  # characters; a quantity is a few words

_BEFORE = re.compile(
    r"(?:(?:just|well|slightly|a little) )?(?:over|under|above|below|around)\b|about\b|almost\b"
    r"|nearly\b|approximately\b|approx\b\.?|roughly\b|circa\b|c\. ?(?=[£0-9])|up to\b|at least\b"
    r"|at most\b|(?:no )?(?:more|less|fewer) than\b|some\b|only\b|[~<>≤≥]"
)
_AFTER = re.compile(r"(?: or | and )(?:less|more|fewer|over|under|above|below)$")
_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_NUMBER = re.compile(  # a sign may stand on either side of the pound
    rf"([{_MINUS}+]?) ?(£?) ?([{_MINUS}+]?)([0-9][0-9,]*(?:\.[0-9,]+)*|\.[0-9]+)(.*)"
)
_GROUPED = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_SHARE = re.compile(r"([0-9]+) in (?:every )?([0-9]+)\b")
_YEAR = re.compile("(?:19|20)[0-9]{2}")  # "434 in 2023" is no share
_SCALE = re.compile(r" ?(thousand|million|billion|mn|bn|k|m)\b")
_POWER = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9}
_SHARES = {
    "half": (1, 2), "a half": (1, 2), "a third": (1, 3), "one third": (1, 3),
    "two thirds": (2, 3), "two-thirds": (2, 3), "a quarter": (1, 4), "one quarter": (1, 4),
    "three quarters": (3, 4), "three-quarters": (3, 4), "a fifth": (1, 5), "one fifth": (1, 5),
}  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_WORD = re.compile(r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True)
class Printed:
    """A quantity and how sure its writer sounded.

    as_printed: the text untouched.
    value: what it says, in whole units (£2.1m is 2100000); None when it cannot be read.
    unit: "%", "£", "share" (0 to 1: "1 in 4"), "rank", or the words after it; "" for a count.
    decimals: the precision used; -3 is thousands. None where a share or no value is printed.
    qualifier: the words of doubt, as printed in small letters; "" when there are none.
    flag: why it cannot be read, as a sentence; "" when it can.
    """

    as_printed: str
    value: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    qualifier: str = ""
    flag: str = ""


def read_printed(text: str) -> Printed:
    """Read one printed quantity.

    text: up to 120 characters, such as "almost 1,500", "+27%", "6,600 m2".
    Never fails: what cannot be read has no value and a flag that says why.
    Precision: decimals as printed; zeros at the end count as rounding where a word of
        doubt stands by, or where they are three or more ("2,000"); never in percentages.
    """
    if len(text) > LONGEST:
        return Printed(text, flag=f"{len(text)} characters are too many for one quantity.")
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" ;:,").rstrip(" .;:,")
    qualifier, rest = _qualifier(plain)
    return _share(text, qualifier, rest) or _quantity(text, qualifier, rest)


def _qualifier(plain: str) -> tuple[str, str]:
    """The words of doubt before or after the number, and the rest."""
    small = plain.casefold() if len(plain.casefold()) == len(plain) else plain
    if before := _BEFORE.match(small):
        return before[0].strip(), plain[before.end() :].strip()
    if after := _AFTER.search(small):
        return after[0].strip(), plain[: after.start()].strip()
    if re.search(r"[0-9%]\+$", plain):
        return "+", plain[:-1]
    return "", plain


def _share(text: str, qualifier: str, rest: str) -> Printed | None:
    """ "3 in 10", "four in five", "half", "two thirds"; None when it is nothing of the kind."""
    small = rest.casefold().removesuffix(" of")
    part, whole = _SHARES.get(small, (0, 0))
    found = _SHARE.match(_digits(small))
    if found and not _YEAR.fullmatch(found[2]):
        part, whole = int(found[1]), int(found[2])
    elif not whole:
        return None
    if part > whole or whole == 0:
        flag = f"“{rest}” is not a share: {part} cannot be out of {whole}."
        return Printed(text, unit="share", qualifier=qualifier, flag=flag)
    return Printed(text, Decimal(part) / Decimal(whole), "share", None, qualifier)


def _digits(small: str) -> str:
    """The text with number words up to twenty written in digits."""
    return _WORD.sub(lambda found: str(_WORDS.index(found[0])), small)


def _quantity(text: str, qualifier: str, rest: str) -> Printed:
    if word := _WORD.match(rest.casefold()):
        rest = f"{_WORDS.index(word[0])}{rest[word.end() :]}"
    found = _NUMBER.fullmatch(rest)
    if not found:
        return Printed(text, qualifier=qualifier, flag=_missing(text.strip(), rest))
    sign, pound, second_sign, digits, after = found.groups()
    digits = digits.rstrip(",")
    power, after = _scale(digits, after, pound)
    if flag := _fault(digits, after, rest):
        return Printed(text, qualifier=qualifier, flag=flag)
    unit = " ".join(part for part in (pound, _unit(after)) if part)
    value = Decimal(digits.replace(",", "")).scaleb(power)
    if value == value.to_integral_value() and power:
        value = value.quantize(Decimal(1))  # 2100000, not 2.1E+6
    if value and (sign or second_sign or "+") != "+":
        value = -value
    return Printed(text, value, unit, _precision(digits, power, unit, qualifier), qualifier)


def _missing(text: str, rest: str) -> str:
    """Why no quantity begins the text: it is empty, has no number, or has words first."""
    if not rest:
        return "Nothing is printed."
    if re.search("[0-9]", rest):
        return f"“{text}” has words before its number, so more than a quantity is said."
    return f"“{text}” has no number to read."


def _fault(digits: str, after: str, whole: str) -> str:
    """Why the number cannot be read as printed, or "" when it can."""
    if not _GROUPED.fullmatch(digits):
        return (
            f"“{digits}” is not a number as printed: commas part thousands in threes, "
            "and one point parts the decimals."
        )
    if len(digits) > 25:
        return f"“{digits}” is too long for a count or an amount."
    if re.match(rf" ?(?:[{_MINUS}/:\u2044]|to|and|or)? ?£?[0-9]", after):
        return f"“{whole}” has more than one number."
    return ""


def _scale(digits: str, after: str, pound: str) -> tuple[int, str]:
    """The power of ten of "m", "million" and the like, and the text after them.

    A bare "m" or "k" is a scale after a pound sign, or touching a number like "5.9m";
    "6,600 m" is metres.
    """
    found = _SCALE.match(after.casefold())
    if not found:
        return 0, after
    touching = not after.startswith(" ") and "," not in digits
    if found[1] in {"m", "k"} and not pound and not touching:
        return 0, after
    return _POWER[found[1]], after[found.end() :]


def _unit(after: str) -> str:
    """The unit in the words after a number; "per cent" is "%", "3rd" is a "rank"."""
    unit = re.sub(r"^(?:per ?cent\b|percent\b)", "%", after.strip(), flags=re.IGNORECASE)
    return "rank" if unit.casefold() in {"st", "nd", "rd", "th"} else unit


def _precision(digits: str, power: int, unit: str, qualifier: str) -> int:
    """Decimals of the whole value; see `read_printed` for zeros at the end."""
    _, point, fraction = digits.partition(".")
    if point:
        return len(fraction) - power
    zeros = len(digits) - len(digits.replace(",", "").rstrip("0")) - digits.count(",")
    if unit.startswith("%") or unit == "rank" or not digits.strip("0,"):
        return -power
    rounded = power == 0 and (qualifier or zeros >= 3)
    return -zeros if rounded else -power
