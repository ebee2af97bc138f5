"""From any name to its entry, and to every place that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.lsp.definitions import find_definitions
from fabula.lsp.references import find_references
from tests.lsp.stories import Story, citadel, story


def definitions(where: Story, path: str, words: str, number: int = 1) -> list[str]:
    """Where a name leads: what stands there, and in which file."""
    return [
        f"{one.target.text} | {one.target.path}:{one.target.line}"
        for one in find_definitions(where.canon, *where.at(path, words, number))
    ]


@pytest.mark.parametrize(
    ("path", "words", "leads"),
    [
        # a cue, its end, its extension
        ("s01/e03-vernice.fountain", "|LIVIA\nYes", "Livia Ferro | bible/people/livia-ferro.md:2"),
        ("s01/e03-vernice.fountain", "LIVIA|\nYes", "Livia Ferro | bible/people/livia-ferro.md:2"),
        ("s01/e01-monsoon-static.fountain", "VIKRAM (|V.O.)", "Vikram Rao | bible/people/vikram-rao.md:2"),
        # names in action and dialogue
        ("s01/e03-vernice.fountain", "Li|via stands", "Livia Ferro | bible/people/livia-ferro.md:2"),
        ("s01/e02-nine-numbers.fountain", "It was Mant|icore", "Manticore | bible/groups/manticore.md:2"),
        # names in canon notes: a person, a secret, a storyline's letter, an event
        ("s01/e03-vernice.fountain", "canon: Da|rio lies", "Dario Conti | bible/people/dario-conti.md:2"),
        ("s01/e04-due-facce.fountain", "the gate |code", "the gate code | bible/secrets/gate-code.md:2"),
        ("s01/e03-vernice.fountain", "storyline B|; expect", "The gate | bible/storylines/the-gate.md:2"),
        ("e01-eight-years.fountain", "at the |fall", "The fall of Citadel | bible/events/fall-of-citadel.md:2"),
        # headings: the house, the room (which only headings name), the rest of the line
        ("s01/e06-the-lamp-room.fountain", "LIGHT|HOUSE - ARCHIVE", "The Lighthouse | bible/places/lighthouse.md:2"),
        ("s01/e06-the-lamp-room.fountain", "- ARC|HIVE", "ARCHIVE | shows/citadel/s01/e01-eight-years.fountain:11"),
        ("s01/e03-vernice.fountain", "|INT. FERRO", "Ferro workshop | bible/places/ferro-workshop.md:2"),
        # scenes and episodes that notes name
        (
            "s01/e02-nine-numbers.fountain",
            "S01E01/|2",
            "EXT. SASSOON DOCK - DAY #2# | shows/india/s01/e01-monsoon-static.fountain:34",
        ),
        # the bible: fields, links, prose, own names
        ("covers/kyle-brandt.md", "of: Mason| Kane", "Mason Kane | bible/people/mason-kane.md:2"),
        ("people/mason-kane.md", "groups: [Cit|adel", "Citadel | bible/groups/citadel.md:2"),
        ("people/mason-kane.md", "[[|kyle-brandt", "Kyle Brandt | bible/covers/kyle-brandt.md:2"),
        ("people/mason-kane.md", "|[[fall-of", "The fall of Citadel | bible/events/fall-of-citadel.md:2"),
        ("people/dario-conti.md", "Li|via's framer", "Livia Ferro | bible/people/livia-ferro.md:2"),
        ("secrets/who-opened-the-gate.md", "to Mant|icore", "Manticore | bible/groups/manticore.md:2"),
        ("people/mason-kane.md", "cues: [MA|SON", "Mason Kane | bible/people/mason-kane.md:2"),
        ("places/milan.md", "Ro|me: 3", "Rome | bible/places/rome.md:2"),
        # somebody whom the bible does not know: the first place that names them
        ("s01/e01-monsoon-static.fountain", "VIK|ARM", "VIKARM | shows/india/s01/e01-monsoon-static.fountain:23"),
    ],
)
def test_definition(path: str, words: str, leads: str) -> None:
    assert definitions(citadel(), path, words) == [leads]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("s01/e03-vernice.fountain", "Two green |eyes"),
        ("s01/e03-vernice.fountain", "Title: |Vernice"),
        ("s01/e03-vernice.fountain", "takes 40| minutes"),
        ("people/mason-kane.md", "actor: |Richard"),
        ("people/mason-kane.md", "---|\nname"),
    ],
)
def test_nothing_is_pointed_at(path: str, words: str) -> None:
    assert definitions(citadel(), path, words) == []


FILES = {
    "bible/people/mason.md": "---\nname: Mason Kane\naliases: ['The Baker''s Boy']\ncues: [MASON]\n---\n",
    "bible/people/nadia.md": "---\nname: Nadia Sinh\nrelations:\n  loves: Mason Kane\n  sister of: [[mason]]\n---\n",
    "bible/people/doctor.md": """\
---
name: Doctor Kane
relations: [hates Mason]
---
See ![[mason|him]] and [[Nadia Sinh#Youth]].
""",
    "bible/covers/kyle.md": "---\nname: Kyle Brandt\nof: mason\n---\n",
    "bible/places/flat.md": "---\nname: Orlick's flat\n---\n",
    "bible/places/rome.md": "---\nname: Rome\ntravel: {Orlick's flat: 2 hours}\n---\n",
    "bible/secrets/mole.md": "---\nname: the mole\nfact: 'Kyle is Mason'\nsays: [second door]\nholders: mason\n---\n",
    "bible/events/fall.md": "---\nname: the fall\nafter: 2 days after S01E01/2\n---\n",
    "shows/main/s01/e01.fountain": """\
Title: One

INT. KITCHEN, ORLICK'S FLAT - DAY #1#

[[canon: Mason and Nadia leave; same time as S01E02/1; expect Nadia knows the mole]]

MASON & NADIA (V.O.)
The second door. Kane knows the Second Door.

YOUNG MASON (8)
Mason's hat, and Nadia‘s.

KYLE/MASON
Who?

EXT. ROME #2#

MASON'S VOICE
[[canon: intended K102: he bluffs until S01E02]] Now.
""",
    "shows/main/s01/e02.fountain": "INT. ORLICK'S FLAT - NIGHT #1#\n\nMR. KANE\nYou.\n\n@Kane\nMe.\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """A universe in which names stand in odd ways."""
    return story(tmp_path, FILES)


def references(where: Story, path: str, words: str, number: int = 1, **how: bool | str) -> list[str]:
    """Every place that names what stands somewhere, as text and place."""
    spans = find_references(where.canon, *where.at(path, words, number), **how)  # type: ignore[arg-type]
    return [f"{span.text} {span.path.rpartition('/')[2]}:{span.line}:{span.column}" for span in spans]


def test_references_are_complete_exact_and_in_order(small: Story) -> None:
    assert references(small, "people/mason.md", "Mason Kane") == [
        "mason kyle.md:3:5",
        "Mason doctor.md:3:19",
        "mason doctor.md:5:8",
        "Mason Kane mason.md:2:7",
        "The Baker''s Boy mason.md:3:12",
        "MASON mason.md:4:8",
        "Mason Kane nadia.md:4:10",
        "mason nadia.md:5:16",
        "Mason mole.md:3:16",
        "mason mole.md:5:10",
        "Mason e01.fountain:5:10",
        "MASON e01.fountain:7:1",
        "Kane e01.fountain:8:18",
        "MASON e01.fountain:10:7",
        "Mason e01.fountain:11:1",
        "MASON e01.fountain:13:6",
        "MASON e01.fountain:18:1",
    ]


def test_a_cover_is_not_its_person(small: Story) -> None:
    assert references(small, "e01.fountain", "KYLE|/MASON") == [
        "Kyle Brandt kyle.md:2:7",
        "Kyle mole.md:3:8",
        "KYLE e01.fountain:13:1",
    ]
    assert definitions(small, "e01.fountain", "KYLE/|MASON") == ["Mason Kane | bible/people/mason.md:2"]


def test_without_the_declaration_and_in_one_file(small: Story) -> None:
    here = references(small, "e01.fountain", "MASON & |NADIA", only="shows/main/s01/e01.fountain")
    assert here == [
        "Nadia e01.fountain:5:20",
        "Nadia e01.fountain:5:63",
        "NADIA e01.fountain:7:9",
        "Nadia e01.fountain:11:18",
    ]
    without = references(small, "e01.fountain", "MASON & |NADIA", declaration=False)
    assert set(here) <= set(without)
    assert "Nadia Sinh nadia.md:2:7" not in without
    assert "Nadia Sinh doctor.md:5:26" in without


def test_a_cue_of_two_leads_to_both(small: Story) -> None:
    assert definitions(small, "e01.fountain", "NADIA (|V.O.)") == [
        "Mason Kane | bible/people/mason.md:2",
        "Nadia Sinh | bible/people/nadia.md:2",
    ]


def test_a_house_behind_its_room(small: Story) -> None:
    assert references(small, "e02.fountain", "ORLICK'S FLAT") == [
        "Orlick's flat flat.md:2:7",
        "Orlick's flat rome.md:3:10",
        "ORLICK'S FLAT e01.fountain:3:15",
        "ORLICK'S FLAT e02.fountain:1:6",
    ]
    assert references(small, "e01.fountain", "KITCHEN, ORL") == ["KITCHEN e01.fountain:3:6"]


def test_a_secret_is_named_by_its_phrases_as_well(small: Story) -> None:
    assert references(small, "secrets/mole.md", "the mole") == [
        "the mole mole.md:2:7",
        "the mole e01.fountain:5:75",
        "second door e01.fountain:8:5",
        "Second Door e01.fountain:8:33",
    ]
    assert definitions(small, "e01.fountain", "second| door") == ["second door | bible/secrets/mole.md:4"]


def test_scenes_are_named_by_notes_and_by_the_bible(small: Story) -> None:
    assert references(small, "e02.fountain", "- NI|GHT") == [
        "INT. ORLICK'S FLAT - NIGHT #1# e02.fountain:1:1",
        "S01E02/1 e01.fountain:5:46",
    ]
    assert references(small, "events/fall.md", "S01E01/|2") == [
        "EXT. ROME #2# e01.fountain:16:1",
        "S01E01/2 fall.md:3:21",
    ]
    assert references(small, "e01.fountain", "until S01|E02") == [" e02.fountain:1:1", "S01E02 e01.fountain:19:41"]
    assert definitions(small, "e01.fountain", "until S01|E02") == [" | shows/main/s01/e02.fountain:1"]


def test_a_name_of_several_leads_to_all_of_them(small: Story) -> None:
    """Mason Kane and Doctor Kane: a cue KANE is either's, as long as neither is there."""
    assert definitions(small, "e02.fountain", "@|Kane") == [
        "Doctor Kane | bible/people/doctor.md:2",
        "Mason Kane | bible/people/mason.md:2",
    ]


def test_bare_scripts_have_names_too(tmp_path: Path) -> None:
    bare = story(
        tmp_path,
        {"a.fountain": "INT. SHED - DAY\n\nANNA\nHello, Bo.\n\nBO\nAnna.\n\nINT. SHED - NIGHT\n\nAnna sits.\n"},
    )
    assert references(bare, "a.fountain", "ANNA") == [
        "ANNA a.fountain:3:1",
        "Anna a.fountain:7:1",
        "Anna a.fountain:11:1",
    ]
    assert references(bare, "a.fountain", "SHED", 2) == ["SHED a.fountain:1:6", "SHED a.fountain:9:6"]


def test_names_in_final_draft_are_found_in_the_text_alone(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<FinalDraft DocumentType="Script" Version="5"><Content>\n'
        '<Paragraph Type="Scene Heading"><Text>INT. ACTION - DAY</Text></Paragraph>\n'
        '<Paragraph Type="Character"><Text>CHARACTER</Text></Paragraph>\n'
        '<Paragraph Type="Dialogue"><Text>Hello.</Text></Paragraph>\n</Content></FinalDraft>\n'
    )
    drafted = story(tmp_path, {"a.fdx": text})
    assert references(drafted, "a.fdx", "CHARACTER</") == ["CHARACTER a.fdx:4:35"]
    assert references(drafted, "a.fdx", "ACTION -") == ["ACTION a.fdx:3:44"]
