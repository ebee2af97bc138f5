"""What can begin a paragraph of a script: a cue, a heading, a transition; and what follows in a heading or a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fabula.lsp.completion.offers import Offer, OfferKind, fits
from fabula.lsp.completion.roll import Counted, Roll
from fabula.lsp.completion.where import Spot, scene_above
from fabula.script.cue import read_cue
from fabula.script.heading import read_heading
from fabula.script.model import Kind, Script

__all__ = ["complete_extension", "complete_heading", "complete_line"]

MOST: Final = 80
PREFIXES: Final = ("INT.", "EXT.", "INT./EXT.", "EST.")
TRANSITIONS: Final = (
    "CUT TO:",
    "SMASH CUT TO:",
    "MATCH CUT TO:",
    "JUMP CUT TO:",
    "DISSOLVE TO:",
    "FADE TO:",
    "> FADE IN:",
    "> FADE OUT.",
    "> CUT TO BLACK.",
    "> INTERCUT WITH:",
)
TIMES: Final = (
    "DAY NIGHT MORNING AFTERNOON EVENING DAWN DUSK CONTINUOUS LATER MOMENTS_LATER SAME_TIME NEXT_MORNING NEXT_DAY"
).split()
EXTENSIONS: Final = (
    ("V.O.", "voice-over: nowhere in the scene"),
    ("O.S.", "near, out of the picture"),
    ("CONT'D", "goes on speaking after action"),
    ("INTO PHONE", "speaks into a telephone"),
    ("ON PHONE", "at the other end of a line"),
    ("PRE-LAP", "heard before the scene begins"),
    ("SUBTITLED", "in another language"),
    ("FILTERED", "through a loudspeaker"),
)


def complete_line(spot: Spot, text: str, starts: Sequence[int], line: int, roll: Roll, path: str) -> list[Offer]:
    """Cues first, those of the scene before all others; then headings and transitions."""
    typed = spot.typed
    offers: list[Offer] = []
    if not typed.startswith(">"):
        offers += _cues(typed, spot.start, scene_above(text, starts, line), roll, path)
    if not typed.startswith("@"):
        for prefix in PREFIXES:
            if prefix.startswith(typed):
                offers.append(Offer(prefix, f"{prefix} ", spot.start, OfferKind.WORD, "scene heading", again=True))
        for transition in TRANSITIONS:
            if transition.startswith(typed) or (typed and transition.removeprefix("> ").startswith(typed)):
                offers.append(Offer(transition, transition, spot.start, OfferKind.WORD, "transition"))
    return offers[:MOST]


def _cues(typed: str, start: int, scene: Script, roll: Roll, path: str) -> Iterator[Offer]:
    forced = typed.startswith("@")
    wanted = typed.removeprefix("@").strip()
    speakers, last = _speakers(scene)
    mark = "@" if forced else ""
    if last and fits(last, wanted) and _has_action(scene):
        name = f"{last} (CONT'D)"
        yield Offer(name, mark + name, start, OfferKind.PERSON, "goes on speaking", filter=mark + name)
    for name, detail in _ranked(speakers, scene, roll, path):
        if fits(name, wanted):
            yield Offer(name, mark + name, start, OfferKind.PERSON, detail, filter=mark + name)


def _ranked(speakers: Sequence[str], scene: Script, roll: Roll, path: str) -> Iterator[tuple[str, str]]:
    """Names for cues with why they are offered: this scene, this episode, this show, its people, all others."""
    told: set[str] = set()

    def fresh(names: Iterator[str] | Sequence[str]) -> Iterator[str]:
        for name in names:
            if name not in told:
                told.add(name)
                yield name

    show = roll.show_of(path)
    people = [named for kind in ("people", "covers") for named in roll.by_kind.get(kind, ()) if named.stem]
    for name in fresh(speakers):
        yield name, "speaks in this scene"
    for name in fresh(_named_in(scene, roll)):
        yield name, "named in this scene"
    for name in fresh(_by_count(roll.scripts.get(path))):
        yield name, "in this episode"
    for name in fresh(_by_count(roll.counted(show))):
        yield name, f"in {show}" if show else ""
    for name in fresh([named.cue for named in people if named.owner == show]):
        yield name, f"of {show}"
    for name in fresh([named.cue for named in people]):
        yield name, "in the bible"
    for name in fresh(_by_count(roll.counted(""))):
        yield name, "in another show"


def _by_count(counted: Counted | None) -> list[str]:
    return [] if counted is None else sorted(counted.cues, key=lambda name: (-counted.cues[name], name))


def _speakers(scene: Script) -> tuple[list[str], str]:
    """Who speaks in a scene so far, and who did last. Who is likely to answer comes first: the last one but one."""
    spoken: list[str] = []
    for index in scene.places(Kind.CUE):
        for name in read_cue(scene.elements[index].text).names:
            upper = name.upper()
            if upper in spoken:
                spoken.remove(upper)
            spoken.append(upper)
    last = spoken[-1] if spoken else ""
    return [*reversed(spoken[:-1]), *spoken[-1:]], last


def _has_action(scene: Script) -> bool:
    """Whether something happens between the last speech and now."""
    for element in reversed(scene.elements):
        if element.kind is Kind.ACTION:
            return True
        if element.kind in {Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.CUE, Kind.HEADING, Kind.LYRICS}:
            return False
    return False


def _named_in(scene: Script, roll: Roll) -> list[str]:
    """The people whom the action and the notes of a scene name so far."""
    cues = {f"{named.kind}/{named.stem}": named.cue for named in roll.names if named.cue and named.stem}
    found: list[str] = []
    texts = [element.text for element in scene.elements if element.kind in {Kind.ACTION, Kind.HEADING}]
    for text in (*texts, *(note.text for note in scene.notes)):
        found += [cues[key] for name in roll.lexicon.find_all(text) for key in name.keys if key in cues]
    return found


def complete_extension(spot: Spot) -> list[Offer]:
    """What stands in parentheses behind a name."""
    return [
        Offer(f"({extension})", f"({extension})", spot.start, OfferKind.WORD, doc)
        for extension, doc in EXTENSIONS
        if extension.lower().startswith(spot.typed.lower())
    ]


def complete_heading(spot: Spot, roll: Roll, path: str) -> list[Offer]:
    """The place of a heading, and behind a dash a room of it or the time of day."""
    show = roll.show_of(path)
    head, dash, last = spot.typed.rpartition(" - ")
    places = _places(roll, show)
    if not dash:
        return [
            Offer(place, f"{place} - ", spot.start, OfferKind.PLACE, detail, again=True)
            for place, detail in places
            if fits(place, spot.typed)
        ][:MOST]
    at = spot.start + len(head) + len(dash)
    outer = head.upper().strip() + " - "
    rooms = dict.fromkeys(place[len(outer) :] for place, _ in places if place.startswith(outer))
    times = [time.replace("_", " ") for time in TIMES]
    offers = [Offer(time, time, at, OfferKind.WORD, "time of day") for time in times if time.startswith(last.upper())]
    if not read_heading(f"INT. {spot.typed}").time:
        offers += [
            Offer(room, f"{room} - ", at, OfferKind.PLACE, head, again=True) for room in rooms if fits(room, last)
        ]
    return offers[:MOST]


def _places(roll: Roll, show: str) -> list[tuple[str, str]]:
    """Places as headings write them: those of the show by how often, those of the bible, those of the other shows."""
    found: dict[str, str] = {}
    for counted, detail in ((roll.counted(show), f"in {show}" if show else ""), (roll.counted(""), "in another show")):
        for place in sorted(counted.places, key=lambda place: (-counted.places[place], place)):
            found.setdefault(place, detail)
        for named in roll.by_kind.get("places", ()):
            if named.stem and named.name == named.chief:
                found.setdefault(named.name.upper(), "in the bible")
    return list(found.items())
