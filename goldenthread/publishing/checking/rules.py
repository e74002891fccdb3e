"""How often and how much may be checked on the web. Plain Python."""

from datetime import datetime, timedelta

from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing.checking.reading.limits import MB, Limits

EACH_HOUR = timedelta(hours=1)
BY_ONE_PERSON = 60
FROM_ONE_ADDRESS = 600  # a whole council may stand behind one
ON_THE_WEB = Limits(file=10 * MB, unpacked=60 * MB, pages=300, text=1_000_000, cells=100_000)
LARGEST_REQUEST = ON_THE_WEB.file + MB  # bytes of a form with its file
KEPT_FOR = timedelta(hours=2)  # how long a page of findings can still be exported


def check_rate(*, by_person: int, from_address: int, now: datetime) -> None:
    """Refuse a check too many.

    by_person, from_address: checks within the hour, this one among them.
    Raises RuleBroken with when to go on.
    """
    if by_person <= BY_ONE_PERSON and from_address <= FROM_ONE_ADDRESS:
        return
    who = "You have" if by_person > BY_ONE_PERSON else "Your organisation has"
    most = BY_ONE_PERSON if by_person > BY_ONE_PERSON else FROM_ONE_ADDRESS
    raise RuleBroken(
        f"{who} checked {most} documents within an hour, which is the most. "
        f"Go on after {now + EACH_HOUR:%H:%M}, or ask whoever keeps the installation to check "
        "many at once."
    )
