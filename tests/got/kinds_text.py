"""Mistakes of the pen: misspelt names, notes that are not understood, markup left open, files that do not fit."""

from __future__ import annotations

from tests.got.convert import inner_places, slug
from tests.got.drafts import SceneDraft
from tests.got.mutations import Board, Mutation, Short, slip

__all__ = ["LINKS", "SCRIPT", "SLIPS"]


def misspelt_cue(board: Board) -> Mutation:
    """A slip of the finger in a cue."""

    def fits(scene: SceneDraft) -> bool:
        return any(_known(board, name) for name in scene.people)

    scene = board.pick(fits)
    name = next(name for name in scene.people if _known(board, name))
    scene.misspelt[name] = _slip(board, name)
    return board.take("misspelt cue", "L101", [scene], names=[name], what=scene.misspelt[name])


def _known(board: Board, name: str) -> bool:
    return name in board.lives and board.idle(name)


def _slip(board: Board, name: str) -> str:
    """A misspelt name that is nobody else's."""
    wrong = slip(name, board.rng)
    if wrong.lower() in {other.lower() for other in board.draft.people}:
        raise Short
    return wrong


def misspelt_region(board: Board) -> Mutation:
    """A slip of the finger in the first part of a heading."""
    scene = board.pick(lambda s: not s.opening)
    scene.places = [slip(scene.places[0], board.rng), *scene.places[1:]]
    return board.take("misspelt place", "L103", [scene], what=scene.places[0])


def misspelt_town(board: Board) -> Mutation:
    """A slip of the finger in the second part of a heading."""
    scene = board.pick(lambda s: s.places[-1] in inner_places())
    scene.places = [scene.places[0], slip(scene.places[1], board.rng)]
    return board.take("misspelt inner place", "L103", [scene], what=scene.places[1])


def unknown_name(board: Board) -> Mutation:
    """A note names somebody whom nobody knows."""
    scene = board.pick(lambda _: True)
    scene.opening.append('with "Hulbert of Nowhere"')
    return board.take("unknown name in a note", "L107", [scene])


def misspelt_note(board: Board) -> Mutation:
    """A slip of the finger in a name in a note."""
    name, _ = board.person(lambda n, _: _known(board, n))
    scene = board.pick(lambda s: name not in s.people)
    wrong = _slip(board, name)
    scene.closing.append(f'with "{wrong}"')
    return board.take("misspelt name in a note", "L107", [scene], what=wrong)


def unknown_scene(board: Board) -> Mutation:
    """A note refers to a scene that was cut."""
    scene = board.pick(lambda _: True)
    scene.opening.append("after S01E02/399")
    return board.take("unknown scene", "L110", [scene])


def unknown_member(board: Board) -> Mutation:
    """An entry names a group that has none."""
    name, _ = board.person(lambda n, _: "groups:" not in board.draft.files[board.draft.people[n]])
    path = board.draft.people[name]
    board.draft.files[path] = board.draft.files[path].replace("\nnature:", "\ngroups: [The Lamplighters]\nnature:")
    return _in_file(board, "unknown name in an entry", "L107", path)


def dead_link(board: Board) -> Mutation:
    """An entry links to one that was renamed."""
    name, _ = board.person(lambda *_: True)
    board.draft.files[board.draft.people[name]] += "\nSworn to [[the-lamplighters]].\n"
    return _in_file(board, "dead link", "L106", board.draft.people[name])


def broken_field(board: Board) -> Mutation:
    """A field of an entry is written twice."""
    name, _ = board.person(lambda *_: True)
    path = board.draft.people[name]
    board.draft.files[path] = board.draft.files[path].replace("\nnature:", "\nnature: person\nnature:")
    return _in_file(board, "broken entry", "L105", path)


def duplicate_entry(board: Board) -> Mutation:
    """Two entries for a place nobody goes to."""
    number = len(board.busy)
    name = f"Lower Dunmere {number}"
    for suffix in ("", "-new"):
        board.draft.files[f"bible/places/{slug(name)}{suffix}.md"] = f'---\nname: "{name}"\n---\n'
    paths = [f"bible/places/{slug(name)}{suffix}.md" for suffix in ("", "-new")]
    homes = frozenset((path, -1) for path in paths)
    return Mutation("duplicate entry", frozenset({"L104"}), homes, frozenset(), homes, name)


def circle(board: Board) -> Mutation:
    """Two places lie in each other."""
    files = board.draft.files
    files["bible/places/inner-keep.md"] = '---\nname: "Inner Keep"\nin: "Outer Keep"\n---\n'
    files["bible/places/outer-keep.md"] = '---\nname: "Outer Keep"\nin: "Inner Keep"\n---\n'
    homes = frozenset({("bible/places/inner-keep.md", -1), ("bible/places/outer-keep.md", -1)})
    return Mutation("places in a circle", frozenset({"L111"}), homes, frozenset(), homes)


def bad_setting(board: Board) -> Mutation:
    """A time zone that does not exist."""
    board.draft.files["fabula.toml"] = 'timezone = "Europe/Rom"\n' + board.draft.files["fabula.toml"]
    return _in_file(board, "setting not understood", "L109", "fabula.toml")


def _in_file(board: Board, kind: str, code: str, path: str) -> Mutation:
    name = next((name for name, at in board.draft.people.items() if at == path), path)
    board.busy.add(name)
    homes = frozenset({(path, -1)})
    return Mutation(kind, frozenset({code}), homes, frozenset(), homes, path)


SLIPS = (misspelt_cue, misspelt_region, misspelt_town, misspelt_note)
LINKS = (
    misspelt_cue, misspelt_region, misspelt_town, unknown_name, misspelt_note, unknown_scene, unknown_member,
    dead_link, broken_field, duplicate_entry, circle, bad_setting,
)  # fmt: skip


def not_understood(board: Board) -> Mutation:
    """A slip of the finger in a statement."""
    scene = board.pick(lambda s: any(n in board.lives for n in s.people))
    name = next(n for n in scene.people if n in board.lives)
    scene.closing.append(f'"{name}" jions "House Stark"')
    return board.take("statement not understood", "S201", [scene])


def no_such_date(board: Board) -> Mutation:
    """The thirtieth of February."""
    scene = board.pick(lambda _: True)
    scene.opening.append("at 1300-02-30")
    return board.take("no such date", "S201", [scene])


def open_boneyard(board: Board) -> Mutation:
    """A cut is opened and not closed. What comes after is read all the same."""
    scene = board.pick(lambda _: True)
    scene.raw.append("/* An older version of this.")
    return board.take("open boneyard", "S101", [scene])


def open_note(board: Board) -> Mutation:
    """A note is opened and not closed."""
    scene = board.pick(lambda _: True)
    scene.raw.append("[[Ask the room about this.")
    return board.take("open note", "S102", [scene])


def tight_heading(board: Board) -> Mutation:
    """No blank line after a heading."""
    scene = board.pick(lambda _: True)
    scene.gap = False
    return board.take("no blank line after the heading", "S103", [scene])


def no_dot(board: Board) -> Mutation:
    """EXT without its dot."""
    scene = board.pick(lambda _: True)
    scene.prefix = "EXT "
    return board.take("heading without a dot", "S104", [scene])


def number_twice(board: Board) -> Mutation:
    """A scene has the number of the one before it."""

    def fits(scene: SceneDraft) -> bool:
        return scene.home[1] > 0 and not _referred(board, scene)

    scene = board.pick(fits)
    before = board.draft.scene((scene.home[0], scene.home[1] - 1))
    scene.number = before.number
    return board.take("a number twice", "S109", [scene], [before])


def _referred(board: Board, scene: SceneDraft) -> bool:
    return any(scene.name in note for other in board.told for note in other.opening)


def bad_status(board: Board) -> Mutation:
    """A status that is none."""
    key = board.rng.choice([k for k in board.draft.episodes if k.startswith("harbours/s01")])
    episode = board.draft.episodes[key]
    episode.status = "drafft"
    homes = frozenset({(key, -1)})
    return Mutation("status not understood", frozenset({"S110"}), homes, frozenset(), homes, key)


def empty_cue(board: Board) -> Mutation:
    """A cue whose speech was cut."""
    scene = board.pick(lambda s: bool(s.people) and not s.closing)
    scene.raw += [f"@{scene.people[0].upper()} (V.O.)", "Nobody is heard."]
    return board.take("a cue with nothing said", "S111", [scene])


SCRIPT = (
    not_understood, no_such_date, open_boneyard, open_note, tight_heading, no_dot, number_twice, bad_status, empty_cue,
)  # fmt: skip
