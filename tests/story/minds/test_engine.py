"""The belief engine against slow models, and its corner cases by hand."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Grounds, Matter, MemoryChange, MindEvent, Node, Post
from tests.story.minds.slow import Histories, Product

PEOPLE = ["ann", "bob", "cid"]
CHAINS = [chain for depth in range(5) for chain in product(PEOPLE, repeat=depth)]
WHERE = Matter("place", "ball")
WHO = Matter("secret", "murder", "ann")


@st.composite
def event_models(draw: st.DrawFn, number: int, memory: bool) -> MindEvent:
    """A functional event model of up to three nodes in which what I view, I view myself viewing."""
    count = draw(st.integers(1, 3))
    views: list[dict[str, int]] = [{} for _ in range(count)]
    for person in PEOPLE:
        # The nodes that a person can take the event to be; from the others they see one of these.
        fixed: list[int] = draw(st.lists(st.integers(0, count - 1), unique=True))
        for node in range(count):
            if node in fixed:
                views[node][person] = node
            elif len(fixed) > 0 and draw(st.booleans()):
                views[node][person] = draw(st.sampled_from(fixed))
    nodes = []
    for node in range(count):
        posts = []
        if draw(st.booleans()):
            about = draw(st.integers(-1, number))
            posts.append(Post(WHERE, draw(st.sampled_from("xyz")), Grounds.SEEN, about))
        if draw(st.booleans()):
            posts.append(Post(WHO, draw(st.sampled_from("pq")), draw(st.sampled_from(Grounds))))
        changes = []
        if memory and draw(st.integers(0, 3)) == 0:
            since = draw(st.integers(0, number))
            part = draw(st.sampled_from([None, frozenset({"ball"}), frozenset({"ann"}), frozenset({"bob", "murder"})]))
            changes.append(
                MemoryChange(
                    person=draw(st.sampled_from(PEOPLE)),
                    gives=draw(st.integers(0, 2)) == 0,
                    since=since,
                    until=draw(st.integers(since, number + 2)),
                    about=part,
                )
            )
        nodes.append(Node(tuple(posts), views[node], tuple(changes)))
    return MindEvent(tuple(nodes))


@st.composite
def stories(draw: st.DrawFn, memory: bool) -> list[MindEvent]:
    return [draw(event_models(number, memory)) for number in range(draw(st.integers(1, 7)))]


def load(events: list[MindEvent]) -> Minds:
    minds = Minds()
    for event in events:
        minds.add(event)
    return minds


@given(stories(memory=False))
@settings(max_examples=300, deadline=None)
def test_agrees_with_the_product_update(events: list[MindEvent]) -> None:
    minds, slow = load(events), Product(PEOPLE, events)
    for chain in CHAINS:
        for matter in (WHERE, WHO):
            assert minds.value(chain, matter) == slow.value(chain, matter), (chain, matter)


@given(stories(memory=True))
@settings(max_examples=700, deadline=None)
def test_agrees_with_explicit_histories_when_people_forget(events: list[MindEvent]) -> None:
    minds, slow = load(events), Histories(events)
    for chain in CHAINS:
        for matter in (WHERE, WHO):
            for at in (len(events), len(events) // 2):
                assert minds.value(chain, matter, at) == slow.value(chain, matter, at), (chain, matter, at)


@given(stories(memory=True))
@settings(max_examples=200, deadline=None)
def test_one_knows_what_one_thinks(events: list[MindEvent]) -> None:
    minds = load(events)
    for first, second in product(PEOPLE, repeat=2):
        assert minds.belief((first, first, second), WHERE) == minds.belief((first, second), WHERE)
        assert minds.belief((first, second, second), WHERE) == minds.belief((first, second), WHERE)


def seen_by(*people: str) -> dict[str, int]:
    return dict.fromkeys(people, 0)


def test_a_wipe_that_others_do_not_know_of() -> None:
    minds = Minds()
    minds.add(MindEvent((Node((Post(WHERE, "safe"),), seen_by("ann", "bob")),)))
    minds.add(MindEvent((Node((), seen_by("cid"), (MemoryChange("ann", False, 0, 1),)),)))
    assert minds.value(("ann",), WHERE) is None
    assert minds.value(("bob", "ann"), WHERE) == "safe"  # Bob still thinks that Ann knows
    assert minds.value(("cid", "ann"), WHERE) is None
    assert minds.value(("ann", "bob"), WHERE) is None  # she does not know that they knew
    assert minds.value(("ann",), WHERE, at=1) == "safe"


def test_a_restoration_gives_back_what_it_covers() -> None:
    minds = Minds()
    minds.add(MindEvent((Node((Post(WHERE, "safe"),), seen_by("ann")),)))
    minds.add(MindEvent((Node((Post(WHO, "so"),), seen_by("ann")),)))
    minds.add(MindEvent((Node((), {}, (MemoryChange("ann", False, 0, 2),)),)))
    minds.add(MindEvent((Node((), seen_by("ann"), (MemoryChange("ann", True, 0, 2, frozenset({"ball"})),)),)))
    assert minds.value(("ann",), WHERE) == "safe"
    assert minds.value(("ann",), WHO) is None


def test_old_news_does_not_overwrite_new_sight() -> None:
    minds = Minds()
    minds.add(MindEvent((Node((Post(WHERE, "shed"),), seen_by("bob")),)))
    minds.add(MindEvent((Node((Post(WHERE, "barn"),), seen_by("ann")),)))
    minds.add(MindEvent((Node((Post(WHERE, "shed", Grounds.TOLD, about=0),), seen_by("ann", "bob")),)))
    assert minds.value(("ann",), WHERE) == "barn"
    assert minds.value(("bob",), WHERE) == "shed"
    assert minds.value((), WHERE) == "barn"


def test_better_grounds_beat_later_rumour_and_equal_ones_are_rivals() -> None:
    minds = Minds()
    minds.add(MindEvent((Node((Post(WHO, "guilty"),), seen_by("ann")),)))
    minds.add(MindEvent((Node((Post(WHO, "innocent", Grounds.RUMOUR),), seen_by("ann")),)))
    assert minds.value(("ann",), WHO) == "guilty"
    assert [b.value for b in minds.rivals(("ann",), WHO)] == ["guilty"]
    minds.add(MindEvent((Node((Post(WHO, "innocent"),), seen_by("ann")),)))
    assert [b.value for b in minds.rivals(("ann",), WHO)] == ["innocent", "guilty"]


def test_a_claim_about_a_mind_reaches_the_one_who_hears_it() -> None:
    minds = Minds()
    claim = Matter("mind", "bob", WHERE)
    told = Node((Post(claim, "safe", Grounds.TOLD),), {"ann": 1})
    minds.add(MindEvent((Node((), {"ann": 1}), told)))
    assert minds.value(("ann", "bob"), WHERE) == "safe"
    assert minds.value(("bob",), WHERE) is None
    assert minds.value(("cid", "bob"), WHERE) is None
