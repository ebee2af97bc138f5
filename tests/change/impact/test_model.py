"""Random small universes: what rests on a scene, against an obviously right model and against the replay itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabula.change.impact.events import events_in, may_teach
from fabula.change.impact.impact import find_impact
from fabula.change.impact.leaving_out import leave_out
from fabula.change.impact.needs import LEAF, Ground, Need, Node
from fabula.change.impact.outcome import try_out
from fabula.change.impact.resting import Ties, all_needs, reach_from
from fabula.change.impact.snapshot import QUIET
from fabula.change.impact.targets import read_target
from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.source import Source
from fabula.stages import load_canon
from fabula.story.canon import Canon
from fabula.universe.model import Scene
from fabula.universe.tree import EditedTree, FolderTree
from tests.rules.shelf import ENTRIES

PEOPLE = ("Mason", "Nadia", "Bernard")
STORY = (
    "{a} learns the mole", "{a} tells {b} the mole", "{a} acts on the mole", "{a} uses the mole",
    "{a} learns the mole from {b}", "expect {a} knows the mole", "expect {a} does not know the mole",
    "{a} forgets everything", "{a} remembers everything", "{a} tells {b} that {c} is dead", "expect {c} is dead",
    "{c} dies", "{c} returns", "{a} takes the locket", "{a} gives the locket to {b}", "{a} uses the locket",
    "{a} takes the locket from {b}", "expect {a} has the locket", "the locket is lost", "{b} finds the locket",
    "{a} joins Manticore", "{a} acts for Manticore", "{a} leaves Manticore", "sets up the lamp", "pays off the lamp",
    "{a}'s wound becomes left hand", "{a}'s wound is left hand", "reveals the mole", "retcons S01E01/{n}: a dream",
    "{a} forgets everything since S01E01/{n}",
)  # fmt: skip
TIMES = ("2 days later", "after S01E01/{n}", "same time as S01E01/{n}", "at 2022-06-0{n}", "flashback", "dream")


@st.composite
def notes(draw: st.DrawFn, times: bool) -> str:
    a, b, c = draw(st.permutations(PEOPLE))
    note: str = draw(st.sampled_from(STORY + TIMES if times else STORY))
    return note.format(a=a, b=b, c=c, n=draw(st.integers(1, 3)))


@st.composite
def universes(draw: st.DrawFn, times: bool = True, secrets: bool = True) -> EditedTree:
    """One show of two episodes with a few scenes, in which people speak and notes say something; of ``times`` too.

    Without ``secrets`` there are no covers either.
    """
    texts: dict[str, str | bytes | None] = {
        f"bible/{key}.md": f"---\n{fields}\n---\n"
        for key, fields in ENTRIES.items()
        if secrets or not key.startswith(("secrets/", "covers/"))
    }
    for episode in (1, 2):
        scenes = []
        for number in range(1, draw(st.integers(2, 4)) + 1):
            speaks = "".join(
                f"{name.upper()}\nWell.\n\n" for name in draw(st.sets(st.sampled_from(PEOPLE), max_size=2))
            )
            said = "; ".join(draw(st.lists(notes(times), max_size=2)))
            scenes.append(f"EXT. PIER - DAY #{number}#\n\n{speaks}{f'[[canon: {said}]]' if said else 'Nobody.'}\n")
        texts[f"shows/main/s01/e{episode:02}.fountain"] = "Title: One\n\n" + "\n".join(scenes)
    return EditedTree(FolderTree(Path(gettempdir()) / "no-such-universe"), texts)


class ReadAgain(LiveUniverse):
    """A live universe that works out everything anew after each edit: what it says does not hang on shortcuts."""

    def edit(self, texts: Mapping[str, str | Source | None]) -> None:
        self.edits = {**self.edits, **texts}
        self.refresh()

    def revert(self, *names: str) -> None:
        self.edits = {name: text for name, text in self.edits.items() if name not in names}
        self.refresh()


def fall(canon: Canon, gone: Scene) -> set[Need]:
    """What falls by the definition: a need of which every ground is gone or has fallen, found by trying again."""
    needs = [(need, list(need.grounds(canon))) for need in all_needs(canon) if need.scene is not gone]
    fallen: set[Need] = set()
    nodes: set[Node] = set()

    def falls(ground: Ground) -> bool:
        return ground.scene is gone or (ground.node in nodes and ground.offset != LEAF)

    while True:
        new = {need for need, grounds in needs if need not in fallen and grounds and all(map(falls, grounds))}
        if not new:
            return fallen
        fallen |= new
        nodes |= {need.node for need in new}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(universes())
def test_what_falls_is_what_the_definition_says(tree: EditedTree) -> None:
    canon = load_canon(tree)
    for scene in canon.universe.scenes:
        reach = reach_from(canon, [scene])
        assert {one.tie.need for one in reach.fallen} == fall(canon, scene)
        for one in reach.fallen:  # and every path leads from the scene to what falls
            assert one.path[0].ground.scene is scene
            assert one.path[-1] is one.tie
        assert not {tie.need for tie in reach.spared} & {one.tie.need for one in reach.fallen}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(universes(times=False))
def test_whatever_breaks_stands_in_a_scene_that_rests_on_it(tree: EditedTree) -> None:
    """If nothing says when things happen; else scenes may change places, and everything with them.

    A mistake that is told once, where it is first made, is no news where it stands next.
    """
    live = ReadAgain(tree)
    findings = live.findings
    for key in [scene.key for scene in live.canon.universe.scenes]:
        impact = find_impact(live.canon, read_target(live.canon, key))
        outcome = try_out(live, leave_out(live.canon, impact.target), impact)
        resting = {one.scene.key for one in impact.resting}
        known = {finding.code for finding in outcome.disappear}
        if "dies" in impact.target.scenes[0].source.text:
            known.add("W102")  # what the dead had is there for the taking: that is not followed
        for finding in outcome.appear:
            if finding.code[0] in "KCLWIX" and finding.code not in {"C109", "K104", *known}:
                assert _scene(live.canon, finding) in resting, (key, finding.code, finding.message)
        assert live.findings == findings  # and it was only a trial


def _scene(canon: Canon, finding: Finding) -> str:
    scenes = [scene for scene in canon.universe.scenes if scene.source.path == finding.span.path]
    return next(s.key for s in reversed(scenes) if s.written.start <= finding.span.start)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(universes(secrets=False))
def test_minds_are_left_alone_where_a_scene_can_teach_nothing(tree: EditedTree) -> None:
    """Where the log says that somebody takes in more than names and places, the scene was said to teach something."""
    canon = load_canon(tree)
    scenes = canon.universe.scenes
    teaching = {scene.key for scene in may_teach(canon, scenes)}
    assert "minds" not in canon.kept
    for scene in scenes:
        nodes = [node for number in events_in(canon, scene) for node in canon.minds.minds.events[number].nodes]
        if any(node.memory or any(post.matter.kind not in QUIET for post in node.post) for node in nodes):
            assert scene.key in teaching


def test_ties_are_asked_scene_by_scene(tmp_path: Path) -> None:
    """What rests on one scene is not worked out for all of them."""
    scenes = "\n".join(
        f"EXT. PIER - DAY #{n}#\n\n[[canon: Mason takes the locket; Mason uses the locket]]\n" for n in range(1, 40)
    )
    texts: dict[str, str | bytes | None] = {
        f"bible/{key}.md": f"---\n{fields}\n---\n" for key, fields in ENTRIES.items()
    }
    canon = load_canon(EditedTree(FolderTree(tmp_path), {**texts, "shows/main/e01.fountain": scenes}))
    ties = Ties(canon)
    ties.on(canon.universe.scenes[0])
    assert len(ties.known) == 1
