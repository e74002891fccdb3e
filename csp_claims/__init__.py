"""Reads a text, finds the claims that carry their own evidence, and works them out again.

`check(text)` gives claims with verdicts; `to_json` prints them. Uses `csp_analytics` only.
"""

from csp_claims.check import check
from csp_claims.claim import THRESHOLD, Claim, Input, Verdict, to_json
from csp_claims.document import Document

__all__ = ["THRESHOLD", "Claim", "Document", "Input", "Verdict", "check", "to_json"]
