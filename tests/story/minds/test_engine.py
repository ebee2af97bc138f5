"""The belief engine against slow models, and its corner cases by hand."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.story.minds.engine import Minds
from fabula.story.minds.events import Grounds, Matter, MemoryChange, MindEvent, Node, Post
from tests.story.minds.slow import Histories, Product

PEOPLE = ["ann", "bob", "cid"]
CHAINS = [chain for depth in range(5) for chain in product(PEOPLE, repeat=depth)]
# Chains in which nobody stands twice in a row: the others come down to these.
PLAIN_CHAINS = [chain for chain in CHAINS if all(a != b for a, b in pairwise(chain))]
WHERE = Matter("place", "ball")
WHO = Matter("secret", "murder", "ann")


def make_event(rng: Random, number: int, memory: bool) -> MindEvent:
    """A functional event model of up to three nodes in which what I view, I view myself viewing."""
    count = rng.randint(1, 3)
    views: list[dict[str, int]] = [{} for _ in range(count)]
    for person in PEOPLE:
        # The nodes that a person can take the event to be; from the others they see one of these.
        fixed = rng.sample(range(count), rng.randint(0, count))
        for node in range(count):
            if node in fixed:
                views[node][person] = node
            elif fixed and rng.randint(0, 1):
                views[node][person] = rng.choice(fixed)
    nodes = []
    for view in views:
        posts = []
        if rng.randint(0, 1):
            posts.append(Post(WHERE, rng.choice("xyz"), Grounds.SEEN, rng.randint(-1, number)))
        if rng.randint(0, 1):
            posts.append(Post(WHO, rng.choice("pq"), rng.choice(list(Grounds))))
        changes = []
        if memory and rng.randint(0, 3) == 0:
            since = rng.randint(0, number)
            part = rng.choice([None, frozenset({"ball"}), frozenset({"ann"}), frozenset({"bob", "murder"})])
            until = rng.randint(since, number + 2)
            changes.append(MemoryChange(rng.choice(PEOPLE), rng.randint(0, 2) == 0, since, until, part))
        nodes.append(Node(tuple(posts), view, tuple(changes)))
    return MindEvent(tuple(nodes))


def make_story(rng: Random, memory: bool) -> list[MindEvent]:
    return [make_event(rng, number, memory) for number in range(rng.randint(1, 7))]


def stories(memory: bool) -> st.SearchStrategy[list[MindEvent]]:
    """Stories that shrink, for finding the smallest that fails."""
    return st.randoms(use_true_random=False).map(lambda rng: make_story(rng, memory))


def load(events: list[MindEvent]) -> Minds:
    minds = Minds()
    for event in events:
        minds.add(event)
    return minds


def check_without_forgetting(events: list[MindEvent]) -> None:
    minds, slow = load(events), Product(PEOPLE, events)
    for chain in CHAINS:
        for matter in (WHERE, WHO):
            assert minds.value(chain, matter) == slow.value(chain, matter), (chain, matter, events)


def check_with_forgetting(events: list[MindEvent]) -> None:
    """Half of the questions are asked between the additions, so that what is known so far has been looked up."""
    minds, slow = Minds(), Histories(events)
    for number, event in enumerate(events):
        minds.add(event)
        if number + 1 == len(events) // 2:
            for chain in PLAIN_CHAINS:
                for matter in (WHERE, WHO):
                    assert minds.value(chain, matter) == slow.value(chain, matter, number + 1), (chain, matter, events)
    for chain in PLAIN_CHAINS:
        for matter in (WHERE, WHO):
            for at in (len(events), len(events) // 2):
                assert minds.value(chain, matter, at) == slow.value(chain, matter, at), (chain, matter, at, events)


@given(stories(memory=False))
@settings(max_examples=60, deadline=None)
def test_agrees_with_the_product_update(events: list[MindEvent]) -> None:
    check_without_forgetting(events)


def test_agrees_with_the_product_update_in_many_stories() -> None:
    for seed in range(1_000):
        check_without_forgetting(make_story(Random(seed), memory=False))


@given(stories(memory=True))
@settings(max_examples=60, deadline=None)
def test_agrees_with_explicit_histories_when_people_forget(events: list[MindEvent]) -> None:
    check_with_forgetting(events)


def test_agrees_with_explicit_histories_in_many_stories() -> None:
    for seed in range(1_000):
        check_with_forgetting(make_story(Random(seed), memory=True))


def test_one_knows_what_one_thinks() -> None:
    for seed in range(200):
        minds = load(make_story(Random(seed), memory=True))
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
