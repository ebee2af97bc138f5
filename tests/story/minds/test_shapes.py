"""The shapes of events: each keeps the rule of introspection, and gives the beliefs that it promises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter, MindEvent, Post
from fabula.story.minds.shapes import Hearing, claim, open_event, seen_event, telling, watched_event, whisper_mark

WHERE = Matter("place", "case")
PEOPLE = ("ann", "bob", "cid", "dot", "eve")
GROUPS = st.frozensets(st.sampled_from(PEOPLE))


def after(*events: MindEvent) -> Minds:
    minds = Minds()
    for event in events:
        minds.add(event)
    return minds


def introspective(event: MindEvent) -> bool:
    return all(
        event.nodes[target].view.get(person) == target for node in event.nodes for person, target in node.view.items()
    )


@given(GROUPS, GROUPS, GROUPS, st.none() | GROUPS, GROUPS, GROUPS)
def test_telling_is_introspective_whoever_hears(
    trusting: frozenset[str],
    doubting: frozenset[str],
    knowing: frozenset[str],
    fooled: frozenset[str] | None,
    seeing: frozenset[str],
    hidden: frozenset[str],
) -> None:
    hearing = Hearing(trusting, doubting, knowing, fooled, seeing, hidden)
    assert introspective(telling("ann", [Post(WHERE, "oslo")], hearing))


@given(GROUPS, GROUPS)
def test_watching_is_introspective(public: frozenset[str], unseen: frozenset[str]) -> None:
    assert introspective(watched_event([Post(WHERE, "oslo")], public, unseen))


@given(st.dictionaries(st.sampled_from(PEOPLE), GROUPS))
def test_seeing_is_introspective_whatever_is_supposed(supposed: dict[str, frozenset[str]]) -> None:
    assert introspective(seen_event([Post(WHERE, "oslo")], supposed))


def test_what_is_watched_unseen_is_known_and_not_known_to_be_known() -> None:
    minds = after(watched_event([Post(WHERE, "oslo")], ["ann", "bob"], ["cid"]))
    assert minds.value(("cid",), WHERE) == "oslo"
    assert minds.value(("cid", "ann", "bob"), WHERE) == "oslo"
    assert minds.value(("ann", "cid"), WHERE) is None


def test_an_unnoticed_exit_leaves_the_others_thinking_that_she_saw() -> None:
    all_three = frozenset(("ann", "bob", "cid"))
    minds = after(seen_event([Post(WHERE, "oslo")], {"ann": all_three, "bob": frozenset(("ann", "bob"))}))
    assert minds.value(("cid",), WHERE) is None
    assert minds.value(("ann", "cid"), WHERE) == "oslo"
    assert minds.value(("bob", "cid"), WHERE) is None
    assert minds.value(("ann", "bob", "cid"), WHERE) == "oslo"


def lie(hearing: Hearing) -> Minds:
    seen = open_event([Post(WHERE, "rome")], ["ann"])
    return after(seen, telling("ann", [Post(WHERE, "oslo")], hearing))


def test_a_lie_is_believed_and_the_liar_knows_it() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"})))
    assert minds.value((), WHERE) == "rome"
    assert minds.value(("ann",), WHERE) == "rome"
    assert minds.value(("bob",), WHERE) == "oslo"
    assert minds.value(("ann", "bob"), WHERE) == "oslo"
    assert minds.value(("bob", "ann"), WHERE) == "oslo"
    assert minds.value(("ann", "bob", "ann"), WHERE) == "oslo"


def test_who_is_in_on_a_lie_sees_who_is_fooled() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"}), knowing=frozenset({"cid"})))
    assert minds.value(("cid",), WHERE) is None
    assert minds.value(("cid", "bob"), WHERE) == "oslo"
    assert minds.value(("bob", "cid"), WHERE) == "oslo"
    assert minds.value(("cid", "ann"), WHERE) is None


def test_a_sceptic_learns_that_it_was_claimed_and_the_liar_may_not_notice() -> None:
    minds = lie(Hearing(doubting=frozenset({"bob"}), fooled=frozenset({"bob"})))
    assert minds.value(("bob",), WHERE) is None
    assert minds.value(("bob",), claim("ann", WHERE)) == "oslo"
    assert minds.value(("ann", "bob"), WHERE) == "oslo"
    assert minds.value(("ann",), WHERE) == "rome"


def test_a_whisper_is_seen_and_not_heard() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"}), seeing=frozenset({"cid"})))
    assert minds.value(("cid",), WHERE) is None
    assert minds.value(("cid",), whisper_mark("bob", WHERE)) == "yes"
    assert minds.value(("bob", "cid"), WHERE) is None


def test_an_eavesdropper_is_told_and_nobody_knows() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"}), hidden=frozenset({"cid"})))
    assert minds.value(("cid",), WHERE) == "oslo"
    assert minds.value(("cid", "bob"), WHERE) == "oslo"
    assert minds.value(("ann", "cid"), WHERE) is None
    assert minds.value(("bob", "cid"), WHERE) is None
