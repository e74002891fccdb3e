"""Documents to lines of text with the places they stand on. Plain Python; nothing is fetched.

`read(name, data)` tells what a file is by its content and gives a `Text`, or raises
`Unreadable` with a sentence: what is the matter, where, and what to do.
"""

from goldenthread.publishing.checking.reading.choosing import read, read_file
from goldenthread.publishing.checking.reading.limits import LIMITS, Limits
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

__all__ = ["LIMITS", "Limits", "Line", "Text", "Unreadable", "read", "read_file"]
