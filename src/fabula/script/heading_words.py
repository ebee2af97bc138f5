"""The words of scene headings: times of day, how a scene follows the one before, and what mode it is in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["HeadingTime", "read_flag", "read_time"]


class HeadingTime(NamedTuple):
    """What a part of a heading says of time.

    ``part`` is a part of the day ("NIGHT"), ``relation`` how it stands to the scene before ("CONTINUOUS", "LATER",
    "NEXT MORNING", "TWO DAYS LATER"). Both are empty for a clock time or a date.
    """

    part: str
    relation: str


_PARTS: Final = {
    "DAY": "DAY DAYTIME DAYLIGHT GIORNO TAG TAGS JOUR DIA",
    "NIGHT": "NIGHT NIGHTTIME NOTTE NACHT NACHTS NUIT NOCHE",
    "MORNING": "MORNING MATTINA MATTINO MORGEN MORGENS VORMITTAG MATIN MANANA",
    "AFTERNOON": "AFTERNOON POMERIGGIO NACHMITTAG NACHMITTAGS APRESMIDI TARDE",
    "EVENING": "EVENING SERA ABEND ABENDS SOIR SOIREE",
    "DAWN": "DAWN PREDAWN DAYBREAK ALBA MORGENGRAUEN MORGENDAMMERUNG AUBE AMANECER MADRUGADA",
    "DUSK": "DUSK NIGHTFALL CREPUSCOLO DAMMERUNG ABENDDAMMERUNG CREPUSCULE ANOCHECER ATARDECER",
    "SUNRISE": "SUNRISE SUNUP SONNENAUFGANG",
    "SUNSET": "SUNSET SUNDOWN TRAMONTO SONNENUNTERGANG",
    "TWILIGHT": "TWILIGHT",
    "NOON": "NOON MIDDAY MEZZOGIORNO MITTAG MITTAGS MIDI MEDIODIA",
    "MIDNIGHT": "MIDNIGHT MEZZANOTTE MITTERNACHT MINUIT MEDIANOCHE",
    "MAGIC HOUR": "MAGICHOUR GOLDENHOUR BLUEHOUR",
}
_PART_OF: Final = {word: part for part, words in _PARTS.items() for word in words.split()}
_RELATIONS: Final = {
    "CONTINUOUS": "CONTINUOUS CONTINUOUSLY CONTINUING CONTINUED CONTINUA CONTINUO CONTINU CONT CONTD",
    "LATER": "LATER SPATER",
    "SAME TIME": "SAMETIME MEANWHILE SIMULTANEOUS SIMULTANEOUSLY SAME",
    "EARLIER": "EARLIER",
}
_RELATION_OF: Final = {word: relation for relation, words in _RELATIONS.items() for word in words.split()}
_SMALL: Final = frozenset(
    "EARLY LATE MID VERY THE THAT THIS A AN OF IN ON AT JUST BEFORE AFTER ALMOST AND FOR PRE".split()
)
_NEXT: Final = frozenset("NEXT FOLLOWING".split())
_UNITS: Final = frozenset("MOMENT SECOND MINUTE HOUR DAY NIGHT WEEK FORTNIGHT MONTH YEAR DECADE".split())
_AMOUNTS: Final = frozenset(
    "A AN ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE FIFTEEN TWENTY THIRTY FORTY FIFTY SIXTY HALF "
    "FEW COUPLE OF SEVERAL SOME MANY HUNDRED".split()
)
_LATER_PHRASES: Final = frozenset({"PIU TARDI", "PLUS TARD", "MAS TARDE", "SPATER", "POCO DOPO", "KURZ DARAUF"})

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-5]\d)?\s*(?:[AP]\.?M\b\.?|HOURS|HRS|UHR)?", re.IGNORECASE
)
_HOUR = re.compile(
    r"\b(?:1[0-2]|0?\d)\s*(?:[AP]\.?M\b\.?|O'?CLOCK\b)|\b(?:[01]\d|2[0-3])[0-5]\d\s*(?:HOURS|HRS)\b", re.IGNORECASE
)
_MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?"
    r"|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}(?:ST|ND|RD|TH)?\s+(?:OF\s+)?{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:ST|ND|RD|TH)?(?:,?\s+\d{{4}})?(?!\d)|\b{_MONTH},?\s+\d{{4}}\b"
    r"|\b(?:SPRING|SUMMER|AUTUMN|FALL|WINTER)(?:\s+OF)?,?\s+\d{4}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:1\d|20|21)\d\d\b",
    re.IGNORECASE,
)
_JOINED: Final = (
    (re.compile(r"\b(MAGIC|GOLDEN|BLUE) HOUR\b"), r"\1HOUR"),
    (re.compile(r"\bAPRES[ -]MIDI\b"), "APRESMIDI"),
    (re.compile(r"\bPRE[ -]DAWN\b"), "PREDAWN"),
    (re.compile(r"\bSAME TIME\b"), "SAMETIME"),
    (re.compile(r"\bCONT[.']?D\b"), "CONTD"),
    (re.compile(r"\bDAY FOR NIGHT\b"), "NIGHT"),
    (re.compile(r"^D/N$"), "DAY/NIGHT"),
    (re.compile(r"\b(?:IN THE|AT) (?=(?:MORNING|AFTERNOON|EVENING|NIGHT)\b)"), ""),
)
_DREAM = r"(?:DREAM|NIGHTMARE|FANTASY|HALLUCINATION|DAYDREAM|VISION)"
_FLAGS: Final = (
    (
        "present",
        re.compile(
            rf"(?:END(?:\s+OF)?|ENDING)(?:\s+THE)?\s+(?:FLASH[\s-]?BACKS?|FLASH[\s-]?FORWARDS?|{_DREAM})(?:\s+SEQUENCE)?"
            r"|(?:BACK|RETURN)\s+TO\s+(?:THE\s+)?(?:PRESENT(?:\s+DAY)?|REALITY|NOW)|(?:THE\s+)?PRESENT(?:\s+(?:DAY|TIME))?"
            r"|BACK\s+TO\s+SCENE"
        ),
    ),
    (
        "flashback",
        re.compile(
            r"(?:(?:BEGIN|START|QUICK|SERIES\s+OF|IN)\s+)?(?:THE\s+)?FLASH[\s-]?BACKS?"
            r"(?:\s+(?:SEQUENCE|BEGINS|CONTINUES|CONT'?D))?"
        ),
    ),
    ("flash-forward", re.compile(r"(?:(?:BEGIN|START)\s+)?FLASH[\s-]?FORWARDS?(?:\s+(?:SEQUENCE|BEGINS|CONTINUES))?")),
    (
        "dream",
        re.compile(
            rf"(?:(?:BEGIN|START|IN)\s+)?(?:\w+['\u2019]S\s+|A\s+|THE\s+)?{_DREAM}(?:\s+(?:SEQUENCE|BEGINS|CONTINUES))?"
        ),
    ),
    ("intercut", re.compile(r"(?:BEGIN\s+)?INTERCUT(?:S|TING)?(?:\s+(?:WITH|BETWEEN|SEQUENCE|AS\s+NEEDED))?")),
)


def read_flag(text: str) -> str:
    """The mode that a part of a heading states ("flashback", "dream" …), empty if none.

    What follows the words after a comma or a colon, or a year behind them, does not matter: ``FLASHBACK, 1944``.
    """
    words = " ".join(text.upper().split()).strip(" .:;,-*_")
    for flag, pattern in _FLAGS:
        found = pattern.match(words)
        if found is not None:
            rest = words[found.end() :].strip(" .:;,-")
            if not rest or rest.isdigit() or words[found.end()] in ":,;" or read_time(rest) is not None:
                return flag
    return ""


@lru_cache(maxsize=1 << 12)
def read_time(text: str) -> HeadingTime | None:
    """What a part of a heading says of time, or None if it says anything else."""
    if len(text) > 80:
        return None
    plain = _plain(text)
    bare, dates = _DATE.subn(" ", plain)
    bare, clocks = _CLOCK.subn(" ", bare)
    bare, hours = _HOUR.subn(" ", bare)
    dated = dates + clocks + hours > 0
    words = _WORD.findall(bare)
    if not words:
        return HeadingTime("", "") if dated else None
    joined = " ".join(words)
    if joined in _LATER_PHRASES:
        return HeadingTime("", "LATER")
    amount = _read_amount(words)
    if amount:
        return HeadingTime("", amount)
    parts: list[str] = []
    relation = ""
    upcoming = ""
    for word in words:
        if word in _PART_OF:
            parts.append(_PART_OF[word])
        elif word in _RELATION_OF:
            relation = relation or _RELATION_OF[word]
        elif word in _NEXT:
            upcoming = "NEXT"
        elif word not in _SMALL and not (word.isdigit() and len(word) < 3):
            return None
    if not parts and not relation:
        return HeadingTime("", "") if dated and not any(word.isdigit() for word in words) else None
    part = "/".join(dict.fromkeys(parts))
    if upcoming:
        return HeadingTime(part, f"NEXT {part}") if part else None
    if relation == "SAME TIME" and part:
        relation = f"SAME {part}"
    return HeadingTime(part, relation)


def _read_amount(words: list[str]) -> str:
    """ "TWO DAYS LATER", "MOMENTS LATER", "A WEEK EARLIER", in that form; empty for anything else."""
    if len(words) < 2 or words[-1] not in {"LATER", "EARLIER", "AGO", "BEFORE"}:
        return ""
    unit = words[-2]
    if (unit.removesuffix("S")) not in _UNITS:
        return ""
    if not all(word in _AMOUNTS or word.isdigit() for word in words[:-2]):
        return ""
    if words[-2:] == ["MOMENT", "LATER"]:
        return "MOMENTS LATER"
    direction = "LATER" if words[-1] == "LATER" else "EARLIER"
    return " ".join([*words[:-1], direction])


def _plain(text: str) -> str:
    """In capitals, without accents and typographic apostrophes, words that belong together joined."""
    text = text.replace("\u2019", "'").upper()
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = " ".join(text.split())
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    return text
