"""Mistakes of time and place: dates, lengths, ages, journeys, who is on stage."""

from __future__ import annotations

import re

from tests.got.convert import REGIONS, hours_between, point_of
from tests.got.drafts import SceneDraft
from tests.got.mutations import Board, Mutation, Short
from tests.got.planted import EVENT

__all__ = ["PLACE", "TIME"]

DAY = 24 * 60
YEAR = 365 * DAY
_WORD_DAY = re.compile(r"story day (\d+)")


def _minute(scene: SceneDraft) -> int:
    assert scene.minute is not None
    return scene.minute


def _plain(scene: SceneDraft) -> bool:
    """Whether nothing depends on a scene but who is in it."""
    return not scene.closing and not scene.action and all(_WORD_DAY.fullmatch(note) for note in scene.opening)


def _codes(scene: SceneDraft) -> str:
    """A date that goes back in time; or, where script days are counted, one that its script day does not go with."""
    return "T102 T106" if any(_WORD_DAY.fullmatch(note) for note in scene.opening) else "T102"


def swapped_dates(board: Board) -> Mutation:
    """Two scenes have each other's date."""

    def fits(scene: SceneDraft) -> bool:
        after = board.after(scene)
        same = after.home[0] == scene.home[0] and board.free(after) and _plain(scene) and _plain(after)
        return same and board.idle(*scene.people, *after.people)

    one = board.pick(fits)
    other = board.after(one)
    one.minute, other.minute = other.minute, one.minute
    names = [*one.people, *other.people]
    return board.take("swapped dates", _codes(other), [other], [one], names=names, also="P101 P102")


def year_too_early(board: Board) -> Mutation:
    """The year is three too low."""
    scene = board.pick(lambda s: _minute(s) > 5 * YEAR and _plain(s) and board.idle(*s.people))
    scene.minute = _minute(scene) - 3 * YEAR
    return board.take("year too early", _codes(scene), [scene], names=scene.people, also="P101 P102")


def year_too_late(board: Board) -> Mutation:
    """The year is three too high: what is told next is then back in time."""

    def fits(scene: SceneDraft) -> bool:
        return _plain(scene) and board.idle(*scene.people) and board.free(board.after(scene))

    scene = board.pick(fits, board.told[:-400])
    after = board.after(scene)
    scene.minute = _minute(scene) + 3 * YEAR
    return board.take("year too late", _codes(scene), [scene, after], names=scene.people, also="P101 P102 W101")


def offset_against_date(board: Board) -> Mutation:
    """`2 days after` a scene that is months ago by its date."""
    scene = board.pick(lambda s: board.rank[s.home] > 400)
    other = board.pick(lambda s: board.rank[s.home] < board.rank[scene.home] - 200)
    scene.opening.append(f"2 days after {other.name}")
    return board.take("so long after, against the date", "T101", [scene], [other])


def two_dates(board: Board) -> Mutation:
    """A scene states two dates."""
    scene = board.pick(lambda s: _plain(s) and board.idle(*s.people))
    held, scene.minute = scene.minute, _minute(scene) + 40 * DAY
    scene.opening.append(f"at {scene.stated}")
    scene.minute = held
    return board.take("two dates", "T101", [scene], names=scene.people, also="T102 T106")


def two_lengths(board: Board) -> Mutation:
    """A scene takes half an hour, and three hours."""
    scene = board.pick(lambda _: True)
    scene.opening.append("takes 3 hours")
    return board.take("two lengths", "T101", [scene])


def continuous(board: Board) -> Mutation:
    """A heading says CONTINUOUS, and the dates leave a day between."""

    def fits(scene: SceneDraft) -> bool:
        before = board.told[board.rank[scene.home] - 1]
        beside = before.home == (scene.home[0], scene.home[1] - 1)
        return beside and board.free(before) and _minute(scene) - _minute(before) > 600

    scene = board.pick(fits)
    scene.part = "CONTINUOUS"
    return board.take("CONTINUOUS against the dates", "T101", [scene], [board.told[board.rank[scene.home] - 1]])


def night_by_day(board: Board) -> Mutation:
    """The heading says NIGHT, the clock says day."""
    scene = board.pick(lambda _: True)
    scene.part = "NIGHT"
    return board.take("NIGHT in the heading by day", "T105", [scene])


def clock_at_night(board: Board) -> Mutation:
    """The clock says night, the heading says DAY."""
    scene = board.pick(lambda s: board.free(board.after(s)))
    scene.minute = _minute(scene) // DAY * DAY + 23 * 60
    return board.take("DAY in the heading by night", "T105", [scene])


def wrong_age(board: Board) -> Mutation:
    """The age in the action lines is nine years off."""
    scene = board.pick(lambda s: bool(s.action))
    scene.action[0] = re.sub(r"\((\d+)\)", lambda m: f"({int(m[1]) + 9})", scene.action[0])
    return board.take("wrong age", "T104", [scene])


def wrong_birth(board: Board) -> Mutation:
    """The date of birth is nine years off."""
    name, scenes = board.person(lambda n, s: bool(s) and "born:" in board.draft.files[board.draft.people[n]])
    if not board.free(scenes[0]):
        raise Short
    path = board.draft.people[name]
    files = board.draft.files
    files[path] = re.sub(r"born: (\d+)", lambda m: f"born: {int(m[1]) - 9}", files[path])
    return board.take("wrong date of birth", "T104", [scenes[0]], names=[name])


def years_later(board: Board) -> Mutation:
    """A title card counts eight years where the dates have days."""

    def fits(scene: SceneDraft) -> bool:
        # After a flashback the card may as well count from the flashback.
        before = board.draft.scene((scene.home[0], max(0, scene.home[1] - 1)))
        return before is not scene and before.present and not scene.action

    scene = board.pick(fits)
    scene.action.insert(0, "SUPER: EIGHT YEARS LATER")
    return board.take("title card counts wrong", "T103", [scene], also="T101")


def years_ago(board: Board) -> Mutation:
    """Somebody says three years, and it was eight or more."""
    scene = board.pick(lambda s: bool(s.people) and not s.closing)
    scene.raw.append(f"@{scene.people[0].upper()}\n{EVENT} was three years ago.")
    return board.take("so many years ago", "T103", [scene])


def script_day(board: Board) -> Mutation:
    """The script day of a scene is seven too high: it contradicts the scenes of the seven days that follow."""

    def counted(scene: SceneDraft) -> bool:
        return any(_WORD_DAY.fullmatch(note) for note in scene.opening)

    def fits(scene: SceneDraft) -> bool:
        after = board.after(scene)
        return counted(scene) and board.free(after) and after.home[0] == scene.home[0]

    scene = board.pick(fits)
    day = next(i for i, note in enumerate(scene.opening) if _WORD_DAY.fullmatch(note))
    number = int(scene.opening[day].split()[-1])
    last = sum(counted(s) for s in board.draft.episodes[scene.home[0]].scenes)
    if number + 2 > last:
        raise Short
    scene.opening[day] = f"story day {number + 7}"
    episode = [s for s in board.told if s.home[0] == scene.home[0] and counted(s)]
    at = episode.index(scene)
    near = episode[at : at + 8]
    return board.take("script day against the dates", "T106", near)


TIME = (
    swapped_dates, year_too_early, year_too_late, offset_against_date, two_dates, two_lengths, continuous,
    night_by_day, clock_at_night, wrong_age, wrong_birth, years_later, years_ago, script_day,
)  # fmt: skip


def _far(one: SceneDraft, other: SceneDraft) -> float:
    """The hours of the way between two scenes; none where the name of a place has been misspelt."""
    if not {one.places[0], other.places[0]} <= REGIONS.keys():
        return 0.0
    return hours_between(point_of(one.places), point_of(other.places))


def _around(board: Board, name: str, minute: int) -> list[SceneDraft]:
    """The scenes of somebody just before and just after a time."""
    before = [s for s in board.lives[name] if _minute(s) < minute]
    after = [s for s in board.lives[name] if _minute(s) > minute]
    return [*before[-2:], *after[:2]]


def teleport(board: Board) -> Mutation:
    """Somebody is also in a scene that is at the same minute, far away."""

    def fits(scene: SceneDraft) -> bool:
        after = board.after(scene)
        if not (board.free(after) and board.level(scene, after) and _plain(after) and _far(scene, after) > 10):
            return False
        close = _minute(after) - _minute(scene) < 2 * DAY
        return close and bool(_bodies(board, scene, after)) and board.idle(*after.people)

    one = board.pick(fits)
    other = board.after(one)
    name = _bodies(board, one, other)[0]
    near = _around(board, name, _minute(one))
    other.minute = one.minute
    other.people.append(name)
    return board.take("two places at once", "P101", [other], [one, *near], names=[name, *other.people], also="P102")


def _bodies(board: Board, here: SceneDraft, not_here: SceneDraft) -> list[str]:
    """Who is in one scene, not in the other, and does not die in the story: that would be a finding of its own."""
    names = [name for name in here.people if name in board.lives and name not in board.mortal]
    return [name for name in names if name not in not_here.people and board.idle(name)]


def teleport_to_spinoff(board: Board) -> Mutation:
    """Somebody is in the spinoff while they are in the mothership at the same minute."""
    twins = {_minute(scene): scene for scene in board.told}

    def fits(scene: SceneDraft) -> bool:
        twin = twins[_minute(scene)]
        return board.free(twin) and _far(scene, twin) > 10 and bool(_bodies(board, twin, scene))

    scene = board.pick(fits, board.ports)
    twin = twins[_minute(scene)]
    name = _bodies(board, twin, scene)[0]
    near = _around(board, name, _minute(scene))
    scene.people.append(name)
    return board.take("in two shows at once", "P101", [scene], [twin, *near], names=[name], also="P102")


def journey(board: Board) -> Mutation:
    """Somebody is in a scene that they cannot reach in time."""
    for _ in range(200):
        name, scenes = board.person(lambda _, s: len(s) > 12)
        index = board.rng.randrange(2, len(scenes) - 2)
        before, after = scenes[index], scenes[index + 1]
        if not (board.free(before) and board.free(after)):
            continue
        for scene in board.told[board.rank[before.home] + 1 : board.rank[after.home]]:
            hours = _far(before, scene)
            late = (_minute(scene) - _minute(before)) / 60 < 0.8 * hours and hours > 24
            if late and board.free(scene) and board.level(before, scene, after) and name not in scene.people:
                near = _around(board, name, _minute(scene))
                scene.people.append(name)
                return board.take("journey too fast", "P102", [scene], near, names=[name], also="P101")
    raise Short


def other_place(board: Board) -> Mutation:
    """A scene is moved to the far end of the world."""

    def fits(scene: SceneDraft) -> bool:
        if scene.places[0] not in {"The North", "The Crownlands", "The Wall"} or not _plain(scene):
            return False
        bodies = [n for n in scene.people if n in board.lives]
        if not bodies or not board.idle(*bodies):
            return False
        near = [s for n in bodies for s in _around(board, n, _minute(scene))]
        hours = 0.8 * hours_between(point_of(scene.places), REGIONS["Qarth"])
        before = [s for s in near if 0 < _minute(scene) - _minute(s) < 60 * hours and s.places == scene.places]
        return bool(before) and board.level(scene, *near) and all(map(board.free, near))

    scene = board.pick(fits)
    near = [s for n in scene.people if n in board.lives for s in _around(board, n, _minute(scene))]
    scene.places = ["Qarth"]
    return board.take("scene in the wrong place", "P102", [scene], near, names=scene.people, also="P101")


def after_exit(board: Board) -> Mutation:
    """Somebody goes, and speaks."""
    scene = board.pick(lambda s: any(n in board.lives for n in s.people) and not s.closing)
    name = next(n for n in scene.people if n in board.lives)
    scene.raw += [f'[[canon: "{name}" exits]]', f"@{name.upper()}\nI am still here."]
    return board.take("speaks after going", "P103", [scene])


PLACE = (teleport, teleport_to_spinoff, journey, other_place, after_exit)
