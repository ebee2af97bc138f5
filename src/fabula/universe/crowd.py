"""Cues that name no person: crowds, and roles that any extra can have."""

from __future__ import annotations

from fabula.universe.names import fold_name

__all__ = ["ROLES", "is_anywhere", "is_class", "is_nobody", "is_room"]

NOBODY = frozenset(
    """all both everyone everybody together voice voices chorus ensemble unison others the others the rest omnes tutti
    alle various overlapping more""".split()
) | {"the others", "the rest", "all three", "all four", "all but", "the two", "both men", "both women"}
"""Cues that mean whoever is there."""

ROLES = frozenset(
    """agent agents anchor anchorman anchorwoman announcer assassin assistant attendant attorney audience baby
    bailiff baker banker barista barkeep barman bartender beggar bodyguard bouncer boy boys butcher butler captor
    caller cashier chauffeur chef child children clerk cleaner clown coachman commander commuter concierge
    conductor constable cook cop cops coroner courier crew crowd customer dealer deputy detective diner
    dispatcher doctor doorman driver drunk elder employee engineer escort executive fan farmer figure
    fisherman foreman gardener gentleman girl girls goon gravedigger guard guards guest guide gunman henchman
    hitman host hostage hostess housekeeper hunter informant innkeeper inspector instructor intern interpreter
    interrogator interviewer jailer janitor journalist judge juror kid kidnapper kids killer lady lawyer leader
    librarian lieutenant lookout maid man manager masseuse mechanic medic men merchant messenger midwife
    miner mob mourner musician neighbor neighbour newscaster newsreader nun nurse officer official onlooker
    operative operator orderly owner pa paramedic passenger passerby patient patron pedestrian pedlar photographer
    pickpocket pilot player police policeman policewoman porter postman priest prisoner producer professor
    prosecutor radio receptionist referee reporter resident rider robber robot sailor salesman saleswoman
    scientist scout secretary sentry sergeant servant shopkeeper singer sniper soldier soldiers spectator
    speaker steward stewardess stranger student students surgeon suspect teacher technician teen teenager teller thief
    thug thugs tourist trader trainer translator trooper tutor tv usher vendor victim villager villagers visitor
    waiter waitress warden watchman witness woman women worker workers""".split()
)
"""Roles that are no name: the last word of such a cue."""

PLACES = frozenset(
    """airport alley alleyway ambulance apartment attic balcony bar basement bathroom beach bedroom boat bridge building
    bus cab cafe car cell cellar church classroom corridor courtroom courtyard desert diner doorway elevator entrance
    factory field flat forest garage garden gate hall hallway helicopter highway hospital hotel house jeep jungle
    kitchen lane lift limo limousine lobby motel motorcycle motorway mountain mountains ocean office park parking path
    plane platform police promenade prison pub restaurant river road roof rooftop room sea ship shop sidewalk sky square
    stairs stairway stairwell station store street streets subway suv taxi tower train tunnel van village warehouse
    woods yard""".split()
)
"""Places that can be anywhere: the last word of such a place."""

ROOMS = frozenset(
    """attic balcony basement bathroom bedroom cabin cellar cockpit corridor courtyard deck doorway driveway elevator
    entrance foyer garage garden gate hall hallway kitchen landing lavatory library lift lobby lounge nursery office
    pantry patio porch reception roof rooftop room stair staircase stairs stairway stairwell study terrace toilet
    waiting-room yard""".split()
)
"""Parts of a house: what lies in another place rather than around it."""

NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten first second third fourth fifth".split())
_JOINTS = frozenset("in with at on from of by".split())


def is_nobody(name: str) -> bool:
    """Whether a cue means whoever is there ("ALL", "BOTH", "VOICES")."""
    return fold_name(name) in NOBODY


def is_class(name: str) -> bool:
    """Whether a cue names a role that can be many bodies: "GUARD", "GUARD #2", "MAN IN HAT", "THE X"."""
    words = fold_name(name).replace("#", " ").split()
    if len(words) > 1 and words[0] == "the":
        return True
    bare = [word for word in words if not word.isdigit() and word.rstrip("stndrh").isdigit() is False]
    if len(words) > 1 and (len(bare) < len(words) or words[-1] in NUMBER_WORDS or len(words[-1]) == 1):
        return True
    if not bare:
        return False
    joint = next((i for i, word in enumerate(bare) if word in _JOINTS and i), len(bare))
    return bare[joint - 1] in ROLES


def is_anywhere(place: str) -> bool:
    """Whether a place goes by a common noun alone ("CORRIDOR", "THE CAR", "CITY STREET", "CAR #2")."""
    words = [word for word in fold_name(place).replace("#", " ").split() if word not in {"the", "a"}]
    words = [word for word in words if not word.isdigit()]
    return not words or (len(words) <= 2 and words[-1] in PLACES)


def is_room(place: str) -> bool:
    """Whether a place is a part of another by its very name ("KITCHEN", "BACK GARDEN")."""
    words = fold_name(place).split()
    return bool(words) and len(words) <= 3 and words[-1] in ROOMS
