"""By which path somebody came to know something."""

from __future__ import annotations

from pathlib import Path

from fabula.story.canon import Canon
from fabula.story.minds.events import Matter
from fabula.story.minds.matters import heard_of
from fabula.story.minds.paths import has_seen, path_to, speaker_of, wipe_of
from fabula.story.minds.sayings import phrase_of
from tests.rules.shelf import canon_of

MOLE = Matter("secret", "secrets/mole")
MASON, NADIA, BERNARD = "people/mason", "people/nadia", "people/bernard"


def path(canon: Canon, person: str, matter: Matter, at: int | None = None) -> list[str]:
    return [step.message for step in path_to(canon.universe, canon.minds, person, matter, at)]


def test_a_path_goes_from_mouth_to_mouth(tmp_path: Path) -> None:
    canon = canon_of(
        tmp_path,
        "INT. FLAT - DAY\n\n[[canon: Bernard learns the mole]]\n\nINT. PIER - DAY\n\n[[canon: Bernard tells Nadia the "
        "mole]]\n\nINT. FLAT - NIGHT\n\n[[canon: Mason learns the mole from Nadia]]\n",
    )
    assert path(canon, MASON, MOLE) == [
        "main S01E01/1: Bernard learns the mole",
        "main S01E01/2: Bernard tells Nadia the mole",
        "main S01E01/3: Mason learns the mole from Nadia",
    ]
    assert path(canon, MASON, MOLE, 0) == []


def test_a_lie_begins_with_the_liar(tmp_path: Path) -> None:
    canon = canon_of(
        tmp_path,
        "INT. FLAT - DAY\n\nBERNARD\nNo!\n\n[[canon: Nadia dies]]\n\n"
        "INT. PIER - DAY\n\n[[canon: Bernard lies to Mason: Nadia is alive]]\n",
    )
    assert path(canon, MASON, Matter("alive", NADIA)) == ["main S01E01/2: Bernard lies to Mason: Nadia is alive"]
    assert path(canon, BERNARD, Matter("alive", NADIA)) == ["main S01E01/1: Nadia dies"]


def test_a_name_is_heard_from_somebody(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, "INT. FLAT - DAY\n\nNADIA\nAsk Manticore.\n\nMASON\nWhom?\n")
    manticore = heard_of("groups/manticore")
    (message,) = path(canon, MASON, manticore)
    assert message == "main S01E01/1: Nadia says “Manticore”, and Mason hears it"
    belief = canon.minds.belief((MASON,), manticore)
    assert belief is not None
    assert speaker_of(canon.universe, canon.minds, belief.event) == NADIA


def test_a_name_that_is_written_is_said_by_nobody(tmp_path: Path) -> None:
    canon = canon_of(tmp_path, "INT. FLAT - DAY\n\nMASON\nLook.\n\nOn the wall: Manticore.\n")
    assert path(canon, MASON, heard_of("groups/manticore")) == ["main S01E01/1: Mason meets with the name Manticore"]


def test_a_phrase_is_heard(tmp_path: Path) -> None:
    (tmp_path / "bible/secrets").mkdir(parents=True)
    (tmp_path / "bible/secrets/gate.md").write_text(
        "---\nname: the gate\nsays: [second door, Eleven]\n---\n", encoding="utf-8"
    )
    canon = canon_of(tmp_path, "INT. FLAT - DAY\n\nNADIA\nThe Second Door. I count eleven.\n\nMASON\nWhat?\n")
    assert canon.minds.value((MASON,), phrase_of("secrets/gate", "second door")) == "yes"
    assert canon.minds.value((BERNARD,), phrase_of("secrets/gate", "second door")) == ""
    assert canon.minds.value((MASON,), phrase_of("secrets/gate", "Eleven")) == ""  # not the name: no capital


def test_the_wipe_that_took_it(tmp_path: Path) -> None:
    canon = canon_of(
        tmp_path,
        "INT. FLAT - DAY\n\n[[canon: Mason learns the mole]]\n\nINT. PIER - DAY\n\n[[canon: Mason forgets everything "
        "about Nadia]]\n\nINT. FLAT - NIGHT\n\n[[canon: Mason forgets the mole]]\n\nINT. PIER - NIGHT\n\n"
        "[[canon: Mason forgets everything about Bernard]]\n",
    )
    wipe = wipe_of(canon.minds, MASON, MOLE)
    assert wipe is not None
    assert wipe.words == "Mason forgets the mole"
    assert wipe_of(canon.minds, NADIA, MOLE) is None
    assert path(canon, MASON, MOLE) == []


def test_a_face_is_seen_only_without_a_cover(tmp_path: Path) -> None:
    canon = canon_of(
        tmp_path,
        "INT. FLAT - DAY\n\nNADIA\nHi.\n\nKYLE\nHi.\n\nINT. PIER - DAY\n\nBERNARD\nHi.\n\nMASON\nHi.\n\n"
        "INT. PIER - NIGHT\n\n[[canon: Bernard tells Nadia that Mason is at Flat]]\n",
    )
    assert not has_seen(canon.minds, NADIA, MASON)
    assert has_seen(canon.minds, BERNARD, MASON)
