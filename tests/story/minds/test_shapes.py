"""The shapes of events: each keeps the rule of introspection, and gives the beliefs that it promises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Matter, MindEvent, Post
from fabula.story.minds.shapes import (
    Hearing,
    claim,
    open_event,
    party_event,
    seen_event,
    telling,
    watched_event,
    whisper_mark,
)

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


@given(GROUPS, GROUPS, GROUPS, st.none() | GROUPS, GROUPS, GROUPS, GROUPS, GROUPS)
def test_telling_is_introspective_whoever_hears(
    trusting: frozenset[str],
    doubting: frozenset[str],
    knowing: frozenset[str],
    fooled: frozenset[str] | None,
    seeing: frozenset[str],
    hidden: frozenset[str],
    silent: frozenset[str],
    supposed: frozenset[str],
) -> None:
    hearing = Hearing(trusting, doubting, knowing, fooled, seeing, hidden, silent, supposed)
    assert introspective(telling("ann", [Post(WHERE, "oslo")], hearing))


@given(GROUPS, GROUPS)
def test_watching_is_introspective(public: frozenset[str], unseen: frozenset[str]) -> None:
    assert introspective(watched_event([Post(WHERE, "oslo")], public, unseen))


@given(st.dictionaries(st.sampled_from(PEOPLE), GROUPS))
def test_seeing_is_introspective_whatever_is_supposed(supposed: dict[str, frozenset[str]]) -> None:
    assert introspective(seen_event([Post(WHERE, "oslo")], supposed))


@given(GROUPS, st.dictionaries(st.sampled_from(PEOPLE), GROUPS), st.lists(GROUPS, max_size=3))
def test_a_party_is_introspective_whoever_hides_or_has_gone(
    public: frozenset[str], supposed: dict[str, frozenset[str]], hiding: list[frozenset[str]]
) -> None:
    bands: list[frozenset[str]] = []
    for group in hiding:
        bands.append(group.difference(public, *bands))
    supposed = {person: public | (group - frozenset().union(*bands)) for person, group in supposed.items()}
    own = {person: Post(Matter("place", person), "attic") for band in bands for person in band}
    event = party_event([Post(WHERE, "oslo")], public, supposed, bands, own)
    assert introspective(event)
    minds = after(event)
    everybody = public.union(*bands)
    assert all(minds.value((person,), WHERE) == "oslo" for person in everybody)
    for band in bands:
        for person in band:
            assert minds.value((person,), Matter("place", person)) == "attic"
            assert all(minds.value((other, person), WHERE) is None for other in everybody - band)
            assert all(minds.value((other, person), WHERE) == "oslo" for other in band)


def test_who_keeps_their_doubt_to_themselves_is_taken_to_trust() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"}), silent=frozenset({"cid"})))
    assert minds.value(("cid",), WHERE) is None
    assert minds.value(("cid",), claim("ann", WHERE)) == "oslo"
    assert minds.value(("ann", "cid"), WHERE) == minds.value(("bob", "cid"), WHERE) == "oslo"
    assert minds.value(("cid", "bob"), WHERE) == minds.value(("cid", "ann", "cid"), WHERE) == "oslo"


def test_who_has_slipped_out_is_taken_to_hear() -> None:
    minds = lie(Hearing(trusting=frozenset({"bob"}), supposed=frozenset({"cid"})))
    assert minds.value(("cid",), WHERE) is None
    assert minds.value(("ann", "cid"), WHERE) == minds.value(("bob", "cid"), WHERE) == "oslo"


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
