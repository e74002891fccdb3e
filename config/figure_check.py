"""What the figure check reads and how well, as a reference page; and the scoring behind it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from csp_claims import THRESHOLD, check, to_json
from csp_claims.claim import Verdict
from csp_claims.lexicon import in_order
from csp_claims.working import working
from goldenthread.commands import CannotDo
from goldenthread.publishing.checking.reading import LIMITS
from goldenthread.publishing.checking.reading.choosing import READ
from goldenthread.publishing.checking.rules import BY_ONE_PERSON, FROM_ONE_ADDRESS, ON_THE_WEB

SCORES = settings.BASE_DIR / "docs" / "reference" / "figure-check.json"
LAST_LINES = {"004": 653}  # where the judged claims of a document end before it does
EXAMPLES = (
    "Burglary fell by 14% from 2,500 in 2021/22 to 2,150 in 2022/23.",
    "Robbery rose by 17% from 200 to 235.",
    "Thefts were up 28.3% to 3,400 from 2,650.",
    "There were 6,120 thefts from shops, a 35% increase on the 4,896 of the year before.",
    "There were 482 thefts this year compared to 536 last year, a 10.1% reduction.",
    "Arson is 16.7% down on last year (150 compared to 180).",
    "26.1% personal reports from 2031 in 2022/23 to 1500 in 2023/24.",
    "Burglary and robbery fell by 10% and 30% respectively, from 200 to 180 and from 500 to 400.",
    "Public confidence increased by 3 percentage points from 71% to 74%.",
    "The balance: 1,848 incidents, 132 fewer than the 1,980 of last year.",
    "Approval rose by 5% from 40% to 45%.",
    "Satisfaction rose from 81% to 78%.",
    "Casualties halved from 24 to 18.",
    "Calls fell by nearly a fifth, from 1,000 to 810.",
    "Of the 215 arrests, 62 (29%) were of women.",
    "The rate was 12.3 per 1,000 population (6,500 crimes, population 528,000).",
    "A total of 1,250 notices were issued: 800 for litter, 300 for dogs and 250 for tipping.",
    "62% agreed, 21% disagreed and the remaining 17% did not know.",
    "More than half (43%) of calls were resolved.",
    "Our rate is 11.2%, lower than the national average of 12.1%.",
    "We have six priorities: violence, abuse, exploitation, disorder and reoffending.",
    "We met on Thursday 16 April 2024.",
    "Vehicle seizures fell by 12.7% to 10,50 compared with 1,203 the previous year.",
)
_MEANINGS = {
    Verdict.HOLDS: "Equal at the precision the writer used, rounded half up; or the words hold.",
    Verdict.ROUNDING: "Off by one in the last place: cut off, rounded up, or rounded half down. "
    "A note, never an error.",
    Verdict.WRONG: "No reading of the printed figures gives what is stated.",
    Verdict.MALFORMED: "A number that cannot be read as printed.",
    Verdict.CONTRADICTORY: "Two statements that cannot both be true, or a sentence that gainsays "
    "itself.",
}


def score(shared: Path) -> dict[str, Any]:
    """Score the checker with the public program on the public claims, by kind and in all.

    shared: a folder with `figures/` and `seeds/`. Raises CannotDo where they are missing.
    """
    figures = shared / "figures"
    claims, quiet, program = (
        figures / name for name in ("claims_dev.json", "not_checkable_dev.json", "score.py")
    )
    if not (claims.is_file() and quiet.is_file() and program.is_file()):
        raise CannotDo(f"{shared} holds no figures/ with claims and their scoring. Name another.")
    names = sorted({claim["doc"] for claim in json.loads(claims.read_text())["claims"]})
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name in names:
            lines = (shared / "seeds" / name).read_text().split("\n")[: LAST_LINES.get(name[:3])]
            path = Path(folder) / f"{name}.json"
            path.write_text(json.dumps(to_json(check("\n".join(lines), name=name), name=name)))
            found.append(str(path))
        done = subprocess.run(
            [sys.executable, str(program), str(claims), str(quiet), "--", *found],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return _read(done.stdout.splitlines(), len(names))


def _read(printed: list[str], documents: int) -> dict[str, Any]:
    """The table and the last line that the scoring program prints."""
    heads = in_order("claims found bad recalled alarms")
    kinds = {}
    for line in printed[1:-1]:
        words = line.split()
        if len(words) == len(heads) + 1 and all(word.isdigit() for word in words[1:]):
            kinds[words[0]] = dict(zip(heads, map(int, words[1:]), strict=True))
    return {"documents": documents, "kinds": kinds, "all": json.loads(printed[-1])}


def write_scores(shared: Path) -> Path:
    """Score and keep the result beside the reference page."""
    SCORES.write_text(json.dumps(score(shared), indent=1) + "\n")
    return SCORES


def page() -> Iterator[str]:
    """The reference page: forms with examples worked out now, verdicts, scores, limits."""
    yield "# The figure check\n"
    yield (
        "`goldenthread figures check FILE…` and the page “Check figures” find the claims of a "
        "document that carry their own evidence, and work them out again. Plain patterns over a "
        "small grammar: no network, no model, the same answer every time.\n"
    )
    yield "## How well\n"
    yield from _scores(json.loads(SCORES.read_text()))
    yield "## Forms that are read\n"
    yield "Each example was checked when this page was written.\n"
    yield "| sentence | kind | verdict | sum |\n|---|---|---|---|"
    for text in EXAMPLES:
        for claim in check(text):
            verdict = "look here" if claim.look_here else claim.verdict.value
            kind = claim.kind.replace("_", " ")
            yield f"| {text} | {kind} | {verdict} | {working(claim)} |"
    yield (
        "\nBesides: the same over several sentences, list items and distant pages (one thing "
        "told twice, a total and its parts, a number of things and the list of them), and tables "
        "(totals of columns and rows, changes, shares, arrows), where a column's rule is believed "
        "only when most of its rows keep it.\n"
    )
    yield "## Verdicts\n"
    yield from (f"- **{verdict.value}**: {what}" for verdict, what in _MEANINGS.items())
    yield (
        f"- **look here**: it seems wrong, and the sentence can be read in several ways "
        f"(confidence below {THRESHOLD}). Nobody is accused, and the exit code stays 0.\n"
    )
    yield from _limits()


def _scores(scores: dict[str, Any]) -> Iterator[str]:
    told = scores["all"]
    yield (
        f"On {told['n']} judged claims in {scores['documents']} public documents and a list of "
        f"figures that carry no evidence: **{told['found_share']:.1%}** found with the right "
        f"inputs, **{told['recall']:.0%}** of what is wrong recalled, **{told['false_alarms']}** "
        "false alarms. Measured with `goldenthread docs score FOLDER`.\n"
    )
    yield "| kind | claims | found | wrong ones | recalled | false alarms |"
    yield "|---|---|---|---|---|---|"
    for kind, row in scores["kinds"].items():
        yield f"| {kind.replace('_', ' ')} | {' | '.join(str(each) for each in row.values())} |"
    yield ""


def _limits() -> Iterator[str]:
    mb = 1_000_000
    yield "## Documents and limits\n"
    yield f"Read are {READ}. What a file is, is told by its content.\n"
    yield "| | command | web page |\n|---|---|---|"
    yield f"| file | {LIMITS.file // mb} MB | {ON_THE_WEB.file // mb} MB |"
    yield f"| pages of a PDF | {LIMITS.pages:,} | {ON_THE_WEB.pages:,} |"
    yield f"| letters | {LIMITS.text:,} | {ON_THE_WEB.text:,} |"
    yield f"| cells of a table file | {LIMITS.cells:,} | {ON_THE_WEB.cells:,} |"
    most = f"{BY_ONE_PERSON} a person, {FROM_ONE_ADDRESS} an address"
    yield f"| checks within an hour | any | {most} |"
    yield (
        "\nNot read: scanned pages (said), pictures, charts, heads and feet of pages, text of "
        "tracked deletions, hidden sheets (said). Macros never run, links are never followed. A "
        "figure that stands alone cannot be checked. `--against data` compares counts and "
        "percentages whose subject is an indicator's name and whose period is printed; rates are "
        "not compared. Where the text names no area, a difference is only asked about."
    )
