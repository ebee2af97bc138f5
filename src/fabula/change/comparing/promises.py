"""Setups that have lost their payoff or have got one, payoffs whose setup is gone or has come."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.change.comparing.differences import PromiseChange
from fabula.rules.setups import Beat, Promise, find_promises, is_fed_by, told_before
from fabula.universe.model import Universe

__all__ = ["compare_promises"]


def compare_promises(before: Universe, after: Universe) -> list[PromiseChange]:
    """Every promise that both versions make and that only one of them leaves open, in telling order.

    A promise that one version alone makes is no change of it: if it is open, that is a finding (C101, C102).
    """
    olds = {promise.name.casefold(): promise for promise in find_promises(before)}
    found: list[PromiseChange] = []
    for promise in find_promises(after):
        old = olds.get(promise.name.casefold())
        if old is not None:
            found += _compare(old, promise, setup=True)
            found += _compare(old, promise, setup=False)
    return sorted(found, key=lambda change: change.beat.scene.order)


def _compare(old: Promise, new: Promise, setup: bool) -> Iterator[PromiseChange]:
    """Whether all setups (or all payoffs) have their other half in just one of two versions."""
    was_open, was_met = _sort(old, setup)
    now_open, now_met = _sort(new, setup)
    if was_met and not was_open and now_open:
        yield PromiseChange(new.name, setup, False, now_open[0], was_met[0][1])
    elif was_open and not now_open and now_met:
        yield PromiseChange(new.name, setup, True, *now_met[0])


def _sort(promise: Promise, setup: bool) -> tuple[list[Beat], list[tuple[Beat, Beat]]]:
    """The setups (or payoffs) that are open, and the others, each with its other half."""
    open_: list[Beat] = []
    met: list[tuple[Beat, Beat]] = []
    for beat in promise.setups if setup else promise.payoffs:
        others = promise.payoffs if setup else promise.setups
        other = next((one for one in others if (pays(beat, one) if setup else pays(one, beat))), None)
        if other is None:
            open_.append(beat)
        else:
            met.append((beat, other))
    return open_, met


def pays(setup: Beat, payoff: Beat) -> bool:
    """Whether a payoff may answer a setup: its show may rest on that of the setup, and it is not told earlier."""
    return is_fed_by(payoff.show, setup.show) and told_before(setup.scene, payoff.scene) is not False
