"""Parts of a published total, hidden even from a reader who knows how they are chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Flags, as_floats
from csp_analytics.suppression import THRESHOLD


def hide_parts(counts: ArrayLike, *, threshold: int = THRESHOLD) -> Flags:
    """Which parts of a total that is shown, and is their sum, must not be shown. Shape (n,).

    counts: whole numbers, 0 or more, none missing, shape (n,), n 1 or more.
    threshold: counts from 1 to below it are hidden, 2 or more. Noughts are shown.
    Where all that is hidden is equal, the next larger is hidden too, with all that equal it. So
    two unlike counts are hidden at least, and which of them is which cannot be told: whoever
    knows total, shown parts and this rule has two possible values or more for each. Where there
    is no larger one, or the total is such that every part could be the same small count, all
    parts are hidden, noughts too; the second is seen from the total alone.
    Raises ValueError outside those ranges.
    `suppress_list` hides less, and is enough where the reader does not know the method.
    """
    cells = as_floats(counts, "Counts")
    if cells.ndim != 1 or cells.size == 0:
        raise ValueError("Hiding needs a list of at least one count.")
    if not (cells >= 0).all() or (cells != np.floor(cells)).any():
        raise ValueError("Counts must be whole numbers of 0 or more with none missing.")
    if threshold < 2:
        raise ValueError(f"Counts can be hidden below 2 or more; not below {threshold}.")
    everything = np.ones(cells.size, dtype=bool)
    if cells.sum() in np.arange(1, threshold) * cells.size:
        return everything
    hidden = (cells > 0) & (cells < threshold)
    if hidden.any() and np.unique(cells[hidden]).size == 1:
        larger = cells[cells >= threshold]
        if larger.size == 0:
            return everything
        hidden |= cells == larger.min()
    return hidden
