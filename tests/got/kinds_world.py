"""Mistakes in the state of the world, in setups and expectations, and between shows."""

from __future__ import annotations

from dataclasses import replace

from tests.got.drafts import SceneDraft
from tests.got.kinds_time import DAY
from tests.got.mutations import Board, Mutation, Short
from tests.got.planted import Token

__all__ = ["CRAFT", "SHOWS", "WORLD"]


def _minute(scene: SceneDraft) -> int:
    assert scene.minute is not None
    return scene.minute


def _later(board: Board, than: SceneDraft, days: int = 200) -> SceneDraft:
    return board.pick(lambda s: _minute(s) > _minute(than) + days * DAY)


def _dead(board: Board) -> tuple[str, SceneDraft]:
    found = [(n, s) for n, s in board.dead() if board.free(s) and board.rank[s.home] < len(board.told) - 500]
    if not found:
        raise Short
    return board.rng.choice(found)


def dead_speaks(board: Board) -> Mutation:
    """Somebody has a line months after they died."""
    name, death = _dead(board)
    scene = _later(board, death)
    scene.people.append(name)
    return board.take("the dead speak", "W101", [scene], [death], names=[name])


def dead_with(board: Board) -> Mutation:
    """Somebody is noted as present months after they died."""
    name, death = _dead(board)
    scene = _later(board, death)
    scene.opening.append(f'with "{name}"')
    return board.take("the dead are present", "W101", [scene], [death], names=[name])


def early_death(board: Board) -> Mutation:
    """A death is moved, or invented, before scenes that the person is still in."""
    name, scenes = board.person(lambda n, s: len(s) > 8 and n not in {"Arya Stark", "Jon Snow"})
    index = board.rng.randrange(1, len(scenes) // 2)
    death, first = scenes[index], scenes[index + 1]
    if not (board.free(death) and board.free(first)) or any(f'"{name}" ' in n for n in first.closing + first.opening):
        raise Short
    death.closing.append(f'"{name}" dies')
    return board.take("dies too early", "W101", [first], [death], names=[name], also="W107")


def dies_twice(board: Board) -> Mutation:
    """Somebody dies once more."""
    name, death = _dead(board)
    scene = _later(board, death)
    scene.closing.append(f'"{name}" dies')
    return board.take("dies twice", "W107", [scene], [death], names=[name])


def _between(board: Board, token: Token, *, owner: bool) -> SceneDraft:
    """A scene between the first two of a token, with its owner or without."""
    first, middle, _ = token.scenes
    low, high = _minute(first), _minute(middle)
    return board.pick(
        lambda s: (
            low < _minute(s) < high
            and (token.person in s.people) == owner
            and any(n in board.lives and n != token.person for n in [*s.people, token.person * owner])
        )
    )


def _other(board: Board, token: Token, scene: SceneDraft) -> str:
    return next(n for n in scene.people if n in board.lives and n != token.person)


def two_hands(board: Board) -> Mutation:
    """Somebody has what another has, who is not there."""
    token = board.token()
    scene = _between(board, token, owner=False)
    scene.closing.append(f'"{_other(board, token, scene)}" has "{token.name}"')
    return board.take("one thing, two hands", "W102", [scene], token.scenes, names=[token.name, token.person])


def weapon_in_two_hands(board: Board) -> Mutation:
    """One of the story's own swords is in the wrong hand."""
    for thing, who, one, other in _weapon_stretches(board):
        between = board.told[board.rank[one.home] + 1 : board.rank[other.home]]
        found = [
            s for s in between if board.free(s) and who not in s.people and any(n in board.lives for n in s.people)
        ]
        if found and board.idle(thing, who):
            scene = board.rng.choice(found)
            name = next(n for n in scene.people if n in board.lives)
            scene.closing.append(f'"{name}" has "{thing}"')
            return board.take("a sword in two hands", "W102", [scene], [one, other], names=[thing, who])
    raise Short


def _weapon_stretches(board: Board) -> list[tuple[str, str, SceneDraft, SceneDraft]]:
    """Where somebody has a weapon in one scene and again in the next that speaks of it: weapon, who, both scenes."""
    last: dict[str, tuple[str, str, SceneDraft]] = {}
    found = []
    for scene in board.told:
        for note in scene.closing:
            if note.count('"') < 4 or "scar" in note:
                continue
            _, who, verb, thing, *_ = note.split('"')
            if verb not in {" has ", " takes ", " gives ", " drops "}:
                continue
            before = last.get(thing)
            if before is not None and before[:2] == (who, " has ") and verb == " has " and before[2] is not scene:
                found.append((thing, who, before[2], scene))
            last[thing] = who, verb, scene
    things = [f for f in found if f[0][0].isupper() and board.free(f[2]) and board.free(f[3])]
    return board.rng.sample(things, len(things))


def weapon_lost(board: Board) -> Mutation:
    """One of the story's own swords is lost, and is there again in the next scene that speaks of it."""
    for thing, who, one, other in _weapon_stretches(board):
        if board.idle(thing, who):
            one.closing.append(f'"{who}" loses "{thing}"')
            return board.take("a lost sword is used", "W103", [other], [one], names=[thing, who])
    raise Short


def destroyed(board: Board) -> Mutation:
    """A thing burns, and somebody has it later."""
    token = board.token()
    scene = _between(board, token, owner=True)
    scene.closing.append(f'"{token.name}" is destroyed')
    return board.take(
        "a destroyed thing is used", "W103", [token.scenes[1]], [scene, *token.scenes], names=[token.name, token.person]
    )


def lost(board: Board) -> Mutation:
    """A thing is lost, and its owner has it later."""
    token = board.token()
    scene = _between(board, token, owner=True)
    scene.closing.append(f'"{token.person}" loses "{token.name}"')
    return board.take(
        "a lost thing is used", "W103", [token.scenes[1]], [scene, *token.scenes], names=[token.name, token.person]
    )


def given_away(board: Board) -> Mutation:
    """Somebody gives away what they have later."""
    token = board.token()
    scene = _between(board, token, owner=True)
    for name in scene.people:
        lives_on = name in board.lives and name not in board.mortal and board.idle(name)
        if lives_on and name not in {token.person, *token.scenes[1].people}:  # what the dead had is free to take
            scene.closing.append(f'"{token.person}" gives "{token.name}" to "{name}"')
            near = [scene, *token.scenes]
            names = [token.name, token.person, name]
            return board.take("given away and kept", "W102", [token.scenes[1]], near, names=names)
    raise Short


def flipped_scar(board: Board) -> Mutation:
    """A scar changes sides."""
    name, scenes = board.person(lambda _, s: len(s) >= 5 and len({x.home for x in s}) > 4)
    told = [s for s in scenes if any(n.startswith(f'"{name}"\'s scar') for n in s.closing)]
    if len(told) != 3 or not all(map(board.free, told)):
        raise Short
    at = board.rng.randrange(3)
    for index, note in enumerate(told[at].closing):
        if note.startswith(f'"{name}"\'s scar'):
            side = "right" if note.endswith(" left cheek") else "left"
            told[at].closing[index] = f'"{name}"\'s scar is {side} cheek'
    return board.take("a scar changes sides", "W104", [told[max(1, at)]], told, names=[name])


def _oaths(board: Board) -> tuple[str, str, list[SceneDraft], list[SceneDraft]]:
    """Somebody who acts for their house: name, house, the scenes where they do, all their scenes."""
    name, scenes = board.person(
        lambda n, s: len(s) >= 9 and any(f'"{n}" acts for' in note for x in s for note in x.opening)
    )
    acts = [s for s in scenes if any(f'"{name}" acts for' in note for note in s.opening)]
    note = next(n for n in acts[0].opening if f'"{name}" acts for' in n)
    if not all(map(board.free, acts)):
        raise Short
    return name, note.partition(" acts for ")[2], acts, scenes


def left_group(board: Board) -> Mutation:
    """Somebody acts for the house that they have left."""
    name, house, acts, scenes = _oaths(board)
    start, end = scenes.index(acts[0]), scenes.index(acts[1])
    scene = next((s for s in scenes[start + 1 : end] if board.free(s)), None)
    if scene is None:
        raise Short
    scene.closing.append(f'"{name}" leaves {house}')
    return board.take("acts for those they left", "W105", [acts[1]], [scene], names=[name])


def leaves_twice(board: Board) -> Mutation:
    """Somebody leaves a house twice."""
    name, house, acts, scenes = _oaths(board)
    rest = [s for s in scenes[scenes.index(acts[1]) + 1 :] if board.free(s)]
    if len(rest) < 2:
        raise Short
    for scene in rest[:2]:
        scene.closing.append(f'"{name}" leaves {house}')
    return board.take("leaves twice", "W106", [rest[1]], [rest[0]], names=[name])


def joins_twice(board: Board) -> Mutation:
    """Somebody joins a house twice."""
    name, house, _, scenes = _oaths(board)
    first = scenes[0]
    rest = [s for s in scenes[1:] if board.free(s)]
    if not board.free(first) or not rest:
        raise Short
    first.opening.insert(0, f'"{name}" joins {house}')
    scene = board.rng.choice(rest)
    scene.closing.append(f'"{name}" joins {house}')
    return board.take("joins twice", "W106", [scene], [first], names=[name])


WORLD = (
    dead_speaks, dead_with, early_death, dies_twice, two_hands, weapon_in_two_hands, weapon_lost, destroyed, lost,
    given_away, flipped_scar, left_group, leaves_twice, joins_twice,
)  # fmt: skip


def no_payoff(board: Board) -> Mutation:
    """The scene with the payoff is cut."""
    token = board.token()
    token.scenes[2].closing.remove(f'pays off "{token.name}"')
    return board.take("setup without payoff", "C101", [token.scenes[0]], token.scenes, names=[token.name, token.person])


def no_setup(board: Board) -> Mutation:
    """The scene with the setup is cut."""
    token = board.token()
    token.scenes[0].closing.remove(f'sets up "{token.name}"')
    return board.take("payoff without setup", "C102", [token.scenes[2]], token.scenes, names=[token.name, token.person])


def expects_hand(board: Board) -> Mutation:
    """A scene counts on somebody having what another has."""
    token = board.token()
    scene = _between(board, token, owner=False)
    scene.opening.append(f'expect "{_other(board, token, scene)}" has "{token.name}"')
    return board.take("expects the wrong hand", "C103", [scene], token.scenes, names=[token.name, token.person])


def expects_life(board: Board) -> Mutation:
    """A scene counts on somebody who is dead."""
    name, death = _dead(board)
    scene = _later(board, death)
    scene.opening.append(f'expect "{name}" is alive')
    return board.take("expects the dead alive", "C103", [scene], [death], names=[name])


def needless(board: Board) -> Mutation:
    """An exemption covers nothing."""
    scene = board.pick(lambda _: True)
    scene.opening.append("intended W101: she is a ghost")
    return board.take("exemption for nothing", "C107", [scene])


def too_broad(board: Board) -> Mutation:
    """An exemption for a whole family."""
    scene = board.pick(lambda _: True)
    scene.opening.append("intended W: the whole scene is a mess")
    return board.take("exemption too broad", "C105", [scene])


def no_reason(board: Board) -> Mutation:
    """A mistake is exempt without a reason."""
    scene = board.pick(lambda _: True)
    scene.part = "NIGHT"
    scene.opening.append("intended T105")
    return board.take("exemption without reason", "C104", [scene], also="T105")


def expired(board: Board) -> Mutation:
    """An exemption until an episode that is long released."""
    scene = board.pick(lambda s: s.home[0] > "thrones/s03")
    scene.part = "NIGHT"
    scene.opening.append("intended T105: an eclipse until S02E01")
    return board.take("exemption run out", "C106", [scene], also="T105")


CRAFT = (no_payoff, no_setup, expects_hand, expects_life, needless, too_broad, no_reason, expired)


def others_destroyed(board: Board) -> Mutation:
    """The spinoff destroys what belongs to the mothership."""
    for token in board.rng.sample(board.tokens, len(board.tokens)):
        last = token.scenes[2]
        after = [s for s in board.ports if board.free(s) and _minute(s) > _minute(last) + DAY]
        if board.idle(token.name, token.person) and board.free(last) and after:
            scene = board.rng.choice(after)
            scene.closing.append(f'"{token.name}" is destroyed')
            return board.take("destroys what others own", "X101", [scene], [last], names=[token.name, token.person])
    raise Short


def others_love(board: Board) -> Mutation:
    """The spinoff has somebody of the mothership fall in love."""
    scene = board.pick(lambda _: True, board.ports)
    name, _ = board.person(lambda _, s: len(s) > 3)
    scene.closing.append(f'"{name}" loves "{scene.people[0]}"')
    return board.take("marries off what others own", "X101", [scene])


def rests_on_idea(board: Board) -> Mutation:
    """A draft hangs its time on an episode that is an idea."""
    scene = board.pick(lambda _: True, board.ports)
    scene.opening.append("before S02E01/1")
    return board.take("rests on an idea", "X102", [scene])


def undeclared_feed(board: Board) -> Mutation:
    """A draft hangs its time on a show that does not feed it."""
    scene = board.pick(lambda _: True, board.ports)
    scene.opening.append("after lagoon S01E01/1")
    episode = [s for s in board.ports if s.home[0] == scene.home[0]]
    return board.take("rests on a show that does not feed it", "X103", [scene], episode)


def needless_retcon(board: Board) -> Mutation:
    """A retcon of what is not released."""
    scene = board.pick(lambda s: s.home[0] > "thrones/s08e02")
    scene.opening.append("retcons S08E01/3: nobody came")
    return board.take("retcon of a draft", "X104", [scene])


def spinoff_kills(board: Board) -> Mutation:
    """The spinoff, a draft, kills somebody who lives on in what is released: the draft is wrong."""
    scene = board.pick(lambda _: True, board.ports)

    def lives_on(name: str, scenes: list[SceneDraft]) -> bool:
        later = [s for s in scenes if _minute(s) > _minute(scene) and board.status(s) == "released"]
        return len(later) > 2 and name not in board.mortal and name not in {"Arya Stark", "Jon Snow"}

    name, scenes = board.person(lives_on)
    scene.closing.append(f'"{name}" dies')
    near = [s for s in scenes if _minute(s) > _minute(scene)]
    drafts = [scene, *(s for s in near if board.status(s) == "draft")]
    board.busy_scenes.add(scene.home)
    mutation = board.take("a spinoff kills who lives on", "W101", [scene], (), names=[name], also="X101")
    return replace(mutation, touched=frozenset(s.home for s in drafts))


def spinoff_destroys(board: Board) -> Mutation:
    """The spinoff, a draft, destroys what is used later in what is released: the draft is wrong."""
    for token in board.rng.sample(board.tokens, len(board.tokens)):
        first, middle, _ = token.scenes
        found = [s for s in board.ports if board.free(s) and _minute(first) < _minute(s) < _minute(middle)]
        whole = board.idle(token.name, token.person) and all(map(board.free, token.scenes))
        if found and whole and board.status(middle) == "released":
            scene = board.rng.choice(found)
            scene.closing.append(f'"{token.name}" is destroyed')
            names = [token.name, token.person]
            return board.take(
                "a spinoff destroys what is used later", "W103", [scene], token.scenes, names=names, also="X101"
            )
    raise Short


SHOWS = (
    spinoff_kills,
    spinoff_destroys,
    others_destroyed,
    others_love,
    rests_on_idea,
    undeclared_feed,
    needless_retcon,
)
