"""From what has been said of each link to its score."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from fabula.listening.model import Score
from fabula.listening.scoring.cuts import CONTRAST, Cuts
from fabula.listening.scoring.shares import Shares
from fabula.listening.scoring.sheet import Places, Values
from fabula.listening.scoring.signals import Signals

__all__ = ["NOTHING", "add_up"]

NOTHING: Final = Score(0.0, 0.0, 0.0, 0.0)
"""The score of what is only mentioned."""
STEEPNESS: Final = 1.2
"""How fast opinions add up to the ends of the scale: one of 0.8 is 0.74, two of them 0.96."""
GRANTED: Final = 0.5
"""What is left of what a comment says of somebody before "but" says more."""
DIGITS: Final = 6
_new_score: Final = partial(tuple.__new__, Score)


def add_up(shares: Shares, signals: Signals, cuts: Cuts) -> tuple[Places, list[Score]]:
    """The links of which something is said, in order, and their scores."""
    if not len(shares.link):
        return shares.link, []
    order = np.lexsort((shares.signal, shares.link))
    link, signal = shares.link[order], shares.signal[order]
    first = np.flatnonzero(np.append(True, link[1:] != link[:-1]))
    liking = signals.liking[signal] * shares.liking[order]
    liking *= _granted(link, signals.clause[signal], liking, cuts)
    liked = np.tanh(STEEPNESS * np.add.reduceat(liking, first))
    axes = 1.0 - np.multiply.reduceat(1.0 - signals.axes[signal] * shares.axes[order][:, None], first, axis=0)
    columns = np.round(np.column_stack([liked, axes]), DIGITS) + 0.0  # no minus zero
    return link[first], list(map(_new_score, columns.tolist()))


def _granted(link: Places, clause: Places, liking: Values, cuts: Cuts) -> Values:
    """What each opinion counts in view of the contrasts after it: it is halved by each clause with "but" on the same
    link."""
    held = np.ones(len(link))
    said = np.flatnonzero(liking != 0)
    link, clause = link[said], clause[said]
    if not len(said) or not (cuts.opens[clause] == CONTRAST).any():
        return held
    same = link[1:] == link[:-1]
    turns = np.append(False, same & (clause[1:] != clause[:-1]) & (cuts.opens[clause[1:]] == CONTRAST))
    turned = np.cumsum(turns)
    last = np.flatnonzero(np.append(~same, True))
    until = turned[last][np.searchsorted(last, np.arange(len(said)))]
    held[said] = GRANTED ** (until - turned)
    return held
