"""python -m csp_claims FILE.txt [--json]: the claims of a plain text."""

import argparse
import json
import sys
from pathlib import Path

from csp_claims.check import check
from csp_claims.claim import Claim, to_json

LARGEST = 20_000_000  # bytes; some 7,000 pages


def main(arguments: list[str] | None = None) -> int:
    """Check a file. Gives 0 when nothing is wrong, 1 when something is, 2 when it cannot read."""
    parser = argparse.ArgumentParser(prog="csp_claims", description="Checks the figures of a text.")
    parser.add_argument("file", type=Path, help="a plain text in UTF-8")
    parser.add_argument("--json", action="store_true", help="print the claims as JSON")
    options = parser.parse_args(arguments)
    try:
        text = _read(options.file)
    except (OSError, ValueError) as problem:
        print(_sentence(options.file, problem), file=sys.stderr)
        return 2
    claims = check(text, name=options.file.name)
    if options.json:
        print(json.dumps(to_json(claims, name=options.file.name), ensure_ascii=False, indent=1))
    else:
        print(_told(claims))
    return 1 if any(claim.flagged for claim in claims) else 0


def _read(path: Path) -> str:
    """The text of a file. Raises OSError, or ValueError with a sentence."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1_000_000} MB; check it in parts")
    data = path.read_bytes()
    if b"\0" in data:
        raise ValueError("it is not a plain text; save it as UTF-8 text first")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise ValueError(f"line {line} is not UTF-8; save it as UTF-8 text first") from problem


def _sentence(path: Path, problem: OSError | ValueError) -> str:
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    return f"{path} cannot be checked: {reason}."


def _told(claims: list[Claim]) -> str:
    """What is wrong, then what to look at, then how many hold."""
    lines = []
    for claim in claims:
        if claim.flagged or claim.look_here:
            word = claim.verdict.value if claim.flagged else "look here"
            where = ", ".join(str(line) for line in claim.lines)
            lines.append(f"line {where}: {word}: {claim.quote}\n    {claim.note}")
    flagged = sum(claim.flagged for claim in claims)
    lines.append(f"{len(claims)} claims checked, {flagged} wrong.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
