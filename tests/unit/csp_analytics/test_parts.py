"""What is hidden of parts cannot be told by whoever knows total, shown parts and the method."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from csp_analytics.parts import hide_parts


def dealt(total: int, n: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal a total out among n parts."""
    if n == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in dealt(total - first, n - 1):
            yield (first, *rest)


def seen(world: tuple[int, ...]) -> tuple[int | None, ...]:
    hidden = hide_parts(world)
    return tuple(None if h else v for h, v in zip(hidden, world, strict=True))


@pytest.mark.parametrize(("n", "most"), [(2, 30), (3, 22), (4, 17)])
def test_every_hidden_part_could_be_another_number(n: int, most: int):
    for total in range(1, most + 1):
        worlds = defaultdict(list)
        for world in dealt(total, n):
            worlds[seen(world)].append(world)
        for shown, could_be in worlds.items():
            for at, number in enumerate(shown):
                assert number is None or number == 0 or number >= 5
                assert number is not None or len({world[at] for world in could_be}) > 1, shown


def test_what_is_large_enough_or_nothing_is_shown():
    assert not hide_parts([0, 5, 12]).any()
    assert not hide_parts([0, 0]).any()


def test_one_small_part_takes_the_next_larger_with_it_and_all_that_equal_it():
    assert hide_parts([2, 7, 7, 30]).tolist() == [True, True, True, False]


def test_two_unlike_small_parts_hide_each_other():
    assert hide_parts([1, 4, 30]).tolist() == [True, True, False]


def test_all_is_hidden_where_every_part_could_be_the_same_small_number():
    assert hide_parts([8, 0]).all(), "4 and 4 come to 8 too"
    assert hide_parts([3, 3, 0, 0]).all(), "nothing larger is there to hide"


@pytest.mark.parametrize(
    ("counts", "threshold"), [([], 5), ([[1]], 5), ([-1], 5), ([1.5], 5), ([1], 1)]
)
def test_what_are_no_counts_is_refused(counts, threshold):
    with pytest.raises(ValueError, match=r"[Cc]ounts?"):
        hide_parts(counts, threshold=threshold)
