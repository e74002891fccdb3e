"""A report as a tree of plain parts: one tree, drawn as a page and as print.

Words are text; a number in them is a `Printed`, which knows what it was made from. Thus every
number that is printed can be listed, recorded with the report and worked out anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goldenthread.indicators.charts import Chart
from goldenthread.places.maps import Plan


@dataclass(frozen=True)
class Printed:
    """A number as it is printed, with what it was made from.

    key: measure and part, such as "focus-1.value". how: one of HOW.
    observations, releases: primary keys of what went into it; empty for a count of measures.
    url: where a reader sees how we know; empty for none.
    """

    text: str
    key: str
    how: str
    observations: tuple[int, ...] = ()
    releases: tuple[int, ...] = ()
    url: str = ""


HOW = {
    "value": "the figure of a period",
    "lower": "its lower limit",
    "upper": "its upper limit",
    "events": "what was counted, added over the months",
    "people": "out of how many, the mean over the months",
    "percent": "the change in per cent of the earlier figure",
    "measures": "how many measures stand so",
    "rows": "rows of a release",
    "target": "a target as the plan prints it",
    "quoted": "as a document prints it",
    "period": "a span of time",
    "share": "one count in per cent of another",
    "rank": "its place among areas",
    "spc": "a limit or mean of a control chart",
    "counted": "how many entries of a plan stand so",
    "money": "sums of awards, each pound counted once",
    "unbound": "typed, and bound to nothing",
}
LETTERS, PARAGRAPHS = "letters", "paragraphs"  # roles of a list
Part = str | Printed
Words = tuple[Part, ...]


@dataclass(frozen=True)
class Heading:
    """A heading. level: 1 for a section, 2 for a measure, 3 inside one."""

    level: int
    text: str
    kicker: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. role: "", "lede", "note" or "sentence" (what the software says of a change)."""

    words: Words
    role: str = ""


@dataclass(frozen=True)
class Leading:
    """The figure that leads a measure: its value with unit, period and limits."""

    value: Words
    unit: str
    period: str
    limits: Words = ()
    note: str = ""


@dataclass(frozen=True)
class Status:
    """How a measure stands, as a word with a shape."""

    label: str
    tone: str


@dataclass(frozen=True)
class Picture:
    """A chart or a map with its description in words."""

    chart: Chart | Plan
    title: str
    description: str
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms with what is known of each."""

    items: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class Counts:
    """How many measures stand how: each a standing's label, tone and number."""

    items: tuple[tuple[str, str, Printed], ...]
    of_what: str


@dataclass(frozen=True)
class Table:
    """A table. columns: label and whether it holds numbers; the first cell heads its row."""

    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Tile:
    """One of the numbers that sum something up: the number, what it counts, what else to say."""

    value: Words
    label: str
    note: Words = ()


@dataclass(frozen=True)
class Tiles:
    """By the numbers: the few figures that sum something up. title: what they are about."""

    items: tuple[Tile, ...]
    title: str


@dataclass(frozen=True)
class Listing:
    """A list. numbered: whether its items are counted off, from `start`.

    role: "", "letters" for items marked a., b., or "paragraphs" for paragraphs of a report that
    are numbered through, so that people can speak of them in a meeting.
    """

    items: tuple[Words, ...]
    numbered: bool = False
    role: str = ""
    start: int = 1

    @property
    def marks(self) -> list[str]:
        """What stands before each item: "5.", "b." or, where nothing is counted off, "*"."""
        places = range(self.start, self.start + len(self.items))
        if not self.numbered:
            return ["*" for _ in places]
        return [f"{_letter(one) if self.role == LETTERS else one}." for one in places]

    @property
    def marked(self) -> list[tuple[int, Words]]:
        """Each item with its number."""
        return list(enumerate(self.items, self.start))


def _letter(place: int) -> str:
    """The letter of a place in a list, after z with two: a, b, … z, aa."""
    before, last = divmod(place - 1, 26)
    return (_letter(before) if before else "") + chr(ord("a") + last)


@dataclass(frozen=True)
class Quotation:
    """Words of another, as printed there. source: where they stand."""

    words: Words
    source: str


Element = (
    Heading
    | Paragraph
    | Leading
    | Status
    | Picture
    | Facts
    | Counts
    | Table
    | Tiles
    | Listing
    | Quotation
)


@dataclass(frozen=True)
class Document:
    """A whole report: what its title page says, and its elements in reading order."""

    title: str
    partnership: str
    period: str
    period_long: str
    as_of: str
    marking: str
    about: str
    elements: tuple[Element, ...] = ()
    is_invented: bool = False
    facts: tuple[tuple[str, str], ...] = field(default=())

    def printed(self) -> Iterator[tuple[Printed, str]]:
        """Every number with its place: the headings it stands under."""
        place = ["", "", ""]
        for element in self.elements:
            if isinstance(element, Heading):
                place[element.level - 1 :] = [element.text, *[""] * (3 - element.level)]
            under = " / ".join(filter(None, place))
            for part in _parts(element):
                if isinstance(part, Printed):
                    yield part, under


def _parts(element: Element) -> Iterable[Part]:
    match element:
        case Paragraph(words=words) | Quotation(words=words):
            return words
        case Listing(items=items):
            return [part for words in items for part in words]
        case Tiles(items=items):
            return [part for one in items for part in (*one.value, *one.note)]
        case Leading(value=value, limits=limits):
            return (*value, *limits)
        case Facts(items=items):
            return [part for _, words in items for part in words]
        case Counts(items=items):
            return [number for _, _, number in items]
        case Table(rows=rows):
            return [part for row in rows for cell in row for part in cell]
    return ()


def plain(words: Words) -> str:
    """Words as text."""
    return "".join(part if isinstance(part, str) else part.text for part in words)
