"""The words by which a case is found: letters and digits, small, without accents."""

import re
import unicodedata

LONGEST, MOST = 30, 400


def words_of(*texts: str) -> set[str]:
    """Give the words of texts, of two signs or more each; at most so many as a case may have."""
    plain = unicodedata.normalize("NFKD", " ".join(texts)).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    every = (one[:LONGEST] for one in re.findall(r"[^\W_]+", bare) if len(one) > 1)
    return set(list(dict.fromkeys(every))[:MOST])


def end_of(beginning: str) -> str:
    """Give the first word after all that begin so, among those of a to z and 0 to 9; "" if none.

    By it an index finds a beginning on either database, whatever its order of other signs.
    """
    bare = beginning.rstrip("z")
    if not bare:
        return ""
    return bare[:-1] + ("a" if bare[-1] == "9" else chr(ord(bare[-1]) + 1))
