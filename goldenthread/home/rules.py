"""How typed words become a search. Plain Python."""

import re

MOST_WORDS, LONGEST = 12, 200
WORD = re.compile("[^\\W_]+(?:['\u2019][^\\W_]+)?")  # an apostrophe may be typed either way


def words_of(typed: str) -> list[str]:
    """Give the words that somebody typed, lower case, without signs; at most 12 of them.

    Whatever is not a letter or a digit only parts words, so no typed sign can be read as
    a command by the database.
    """
    return [word.lower() for word in WORD.findall(typed[:LONGEST])][:MOST_WORDS]


def for_sqlite(words: list[str]) -> str:
    """Give an FTS5 query: every word must occur, the last may be the beginning of one."""
    quoted = ['"' + word + '"' for word in words]
    return " ".join([*quoted[:-1], f"{quoted[-1]}*"])


def for_postgresql(words: list[str]) -> str:
    """Give a tsquery: every word must occur, the last may be the beginning of one."""
    quoted = ["'" + word.replace("'", "''") + "'" for word in words]
    return " & ".join([*quoted[:-1], f"{quoted[-1]}:*"])


def excerpt(text: str, words: list[str], *, length: int = 180) -> str:
    """Give the part of a text in which the first of the words stands, cut between words."""
    found = [m.start() for word in words for m in [re.search(re.escape(word), text, re.I)] if m]
    begin = max(0, min(found, default=0) - length // 3)
    if begin:
        begin = text.find(" ", begin) + 1
    end = begin + length
    cut = text[begin:end]
    if end < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return ("… " if begin else "") + cut
