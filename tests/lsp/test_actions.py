"""What can be done about findings: every action settles what it says it settles, and brings up nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fabula.finding import Finding
from fabula.lsp.actions import Action, ActionKind, find_actions
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from tests.lsp.stories import Story, citadel, story, texts_of
from tests.rules.test_literate import ALL, Case


def open_findings(findings: list[Finding]) -> Counter[tuple[str, str, str]]:
    """Findings that are to be shown, without their lines: an action may move them."""
    return Counter((f.code, f.span.path, f.message) for f in findings if f.reported)


def done(where: Story, action: Action) -> Story:
    """The universe after an action."""
    return where.edited(action.edits, {file.path: file.text for file in action.files})


def actions_at(where: Story, finding: Finding) -> tuple[Action, ...]:
    """What is offered at the beginning of a finding."""
    return find_actions(where.canon, where.findings, finding.span.path, finding.span.start, finding.span.start)


CASES = [
    pytest.param(case, id=f"{file.parent.name}/{file.stem}: {case.name}")
    for file, case in ALL
    # Only the first open boneyard is told, so that the second one stays.
    if case.name != "Only the first one is told: no later one can be closed either"
]


@pytest.mark.parametrize("case", CASES)
def test_every_action_settles_what_it_says(case: Case, tmp_path: Path) -> None:
    """The cases of the rules are universes with one mistake each: what is offered there is done, and checked again."""
    where = story(tmp_path, case.files)
    before = open_findings(where.findings)
    for finding in where.findings:
        for action in actions_at(where, finding) if finding.reported else ():
            assert action.title
            if action.kind is not ActionKind.FIX:
                continue
            after = open_findings(done(where, action).findings)
            assert action.settles, action.title
            for settled in action.settles:
                sign = (settled.code, settled.span.path, settled.message)
                assert after[sign] < before[sign], f"{action.title} leaves {sign}"
            assert not after - before, f"{action.title} brings up {after - before}"


def titles(where: Story, code: str) -> list[str]:
    """What is offered for the one finding with a code."""
    (finding,) = [one for one in where.findings if one.code == code and one.reported]
    return [action.title for action in actions_at(where, finding)]


@cache
def offered() -> dict[str, list[str]]:
    """What is offered for each finding of the example, by its code."""
    where, findings = citadel(), citadel().findings
    return {
        finding.code: [
            action.title
            for action in find_actions(where.canon, findings, finding.span.path, finding.span.start, finding.span.end)
        ]
        for finding in findings
    }


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (
            "L101",
            [
                "Write VIKRAM",
                "Add VIKARM to the cues of Vikram Rao",
                "Create the entry of Vikarm: bible/people/vikarm.md",
                "Mark L101 (unknown cue) as intended in this scene",
            ],
        ),
        (
            "L103",
            [
                "Write THE STEPWELL",
                "Add Stepwel to the aliases of The Stepwell",
                "Create the entry of Stepwel: bible/places/stepwel.md",
                "Mark L103 (undeclared place) as intended in this scene",
            ],
        ),
        # she is told later: a note here would be told again there
        ("K102", ["Mark K102 (says unknown) as intended in this scene"]),
        (
            "K103",
            ["Note here: Livia Ferro remembers the gate code", "Mark K103 (uses forgotten) as intended in this scene"],
        ),
        (
            "K105",
            [
                "Note here: Vikram Rao learns the archive survived",
                "Let Vikram Rao know the archive survived from the start (holders)",
                "Mark K105 (tells unknown) as intended in this scene",
            ],
        ),
        ("S102", ["Close the note at the end of this line", "Mark S102 (unclosed note) as intended in this scene"]),
        ("W101", ["Mark W101 (dead acts) as intended in this scene"]),
    ],
)
def test_what_is_offered_in_the_example(code: str, wanted: list[str]) -> None:
    assert offered()[code] == wanted


SCENE = """\
INT. FLAT - DAY

[[canon: with Nadia]]

VIKARM (O.S.)
(low)
Manticore.
And so on.

He goes.
""".replace("\n", "\r\n")
FILES = {
    "bible/people/vikram.md": "---\nname: Vikram\ncues:\n  - VIKRAM\n  - THE MAN\n---\n",
    "bible/people/nadia.md": "Nadia.\n",
    "bible/places/flat.md": "---\nname: Flat\n---\n",
    "shows/main/show.md": "---\nrole: mothership\n---\n",
    "shows/east/show.md": "---\nrole: spinoff\n---\n",
    "shows/east/s01/e01.fountain": SCENE,
}


def test_notes_stand_below_their_paragraph_with_the_line_ends_of_the_file(tmp_path: Path) -> None:
    where = story(tmp_path, FILES)
    (finding,) = where.findings
    mark = actions_at(where, finding)[-1]
    after = done(where, mark).texts["shows/east/s01/e01.fountain"]
    assert after == SCENE.replace("so on.\r\n", "so on.\r\n\r\n[[canon: intended L101: reason]]\r\n")
    assert mark.select is not None
    edit, start, end = mark.select
    assert mark.edits[edit].text[start:end] == "reason"


def test_new_entries_belong_to_the_show(tmp_path: Path) -> None:
    where = story(tmp_path, FILES)
    (finding,) = where.findings
    (create,) = [action for action in actions_at(where, finding) if action.files]
    (file,) = create.files
    assert file.path == "bible/people/vikarm.md"
    assert file.text == '---\nname: "Vikarm"\nowner: east\n---\n\n1 speech, first in east S01E01.\n'


def test_names_are_added_to_lists_however_they_are_written(tmp_path: Path) -> None:
    def added(entry: str) -> str:
        where = story(tmp_path, FILES | {"bible/people/vikram.md": entry})
        (finding,) = where.findings
        (add,) = [action for action in actions_at(where, finding) if action.title.startswith("Add VIKARM")]
        return done(where, add).texts["bible/people/vikram.md"]

    assert added("---\nname: Vikram\ncues:\n  - VIKRAM\n  - MAN\n---\n") == (
        "---\nname: Vikram\ncues:\n  - VIKRAM\n  - MAN\n  - VIKARM\n---\n"
    )
    assert added("---\nname: Vikram\ncues: [VIKRAM ]\n---\n") == "---\nname: Vikram\ncues: [VIKRAM, VIKARM ]\n---\n"
    assert added("---\nname: Vikram\ncues: []\n---\n") == "---\nname: Vikram\ncues: [VIKARM]\n---\n"
    assert added("---\nname: Vikram\ncues: V\n---\n") == "---\nname: Vikram\ncues: [V, VIKARM]\n---\n"
    assert added("---\nname: Vikram\n---\nHe.\n") == "---\nname: Vikram\ncues: [VIKARM]\n---\nHe.\n"
    assert added("He.\n") == "---\ncues: [VIKARM]\n---\nHe.\n"


def test_a_place_is_put_right_in_all_headings_of_the_episode(tmp_path: Path) -> None:
    text = "INT. LIGHTHOSE - DAY\n\nx\n\nINT. LIGHTHOSE - LAMP ROOM - NIGHT\n\ny\n"
    where = story(
        tmp_path, {"bible/places/lighthouse.md": "---\nname: Lighthouse\n---\n", "shows/main/e01.fountain": text}
    )
    (finding,) = where.findings
    fix = actions_at(where, finding)[0]
    assert done(where, fix).texts["shows/main/e01.fountain"] == text.replace("LIGHTHOSE", "LIGHTHOUSE")


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("[[canon: with Nadia; intended K102: old; takes 2 minutes]]", "[[canon: with Nadia; takes 2 minutes]]"),
        ("[[canon: with Nadia; intended K102: old.]]", "[[canon: with Nadia]]"),
        ("[[canon: intended K102: old; with Nadia]]", "[[canon: with Nadia]]"),
        ("[[canon: intended K102: old]]", ""),
        ("[[canon:\nwith Nadia\nintended K102: old\n]]", "[[canon:\nwith Nadia\n]]"),
    ],
)
def test_a_needless_exemption_is_taken_out(tmp_path: Path, note: str, left: str) -> None:
    text = f"INT. FLAT - DAY\n\nShe waits.\n\n{note}\n\nNADIA\nYes.\n"
    where = story(tmp_path, FILES | {"shows/east/s01/e01.fountain": text})
    (finding,) = where.findings
    assert finding.code == "C107"
    (fix,) = actions_at(where, finding)
    assert fix.preferred
    after = done(where, fix)
    assert not after.findings
    wanted = text.replace(note, left) if left else text.replace(f"{note}\n\n", "")
    assert after.texts["shows/east/s01/e01.fountain"] == wanted


def test_several_that_a_name_could_mean(tmp_path: Path) -> None:
    files = {
        "bible/people/one.md": "---\nname: Anna Kane\n---\n",
        "bible/people/two.md": "---\nname: Bo Kane\n---\n",
        "shows/main/e01.fountain": "INT. A - DAY\n\nKANE\nx\n",
    }
    assert titles(story(tmp_path, files), "L108") == [
        "Write ANNA KANE",
        "Write BO KANE",
        "Mark L108 (ambiguous name) as intended in this scene",
    ]


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    where = story(tmp_path, FILES | {"bible/people/nadia.md": "See [[Vikrm|him]].\n"})
    (finding,) = [one for one in where.findings if one.code == "L106"]
    fix = actions_at(where, finding)[0]
    assert fix.title == "Write Vikram"
    assert done(where, fix).texts["bible/people/nadia.md"] == "See [[Vikram|him]].\n"


def test_a_name_in_the_action_can_be_noted_as_there_or_not(tmp_path: Path) -> None:
    text = "INT. FLAT - DAY\n\nVikram looks at a photograph of Nadia.\n\nVIKRAM\nWell.\n"
    where = story(tmp_path, FILES | {"shows/east/s01/e01.fountain": text})
    path, offset = where.at("e01.fountain", "of |Nadia")
    offers = find_actions(where.canon, where.findings, path, offset, offset)
    assert [offer.title for offer in offers] == [
        "Note that Nadia is in this scene",
        "Note that Nadia is not in this scene",
    ]
    assert all(offer.kind is ActionKind.REWRITE for offer in offers)
    after = done(where, offers[1]).texts[path]
    assert after.startswith("INT. FLAT - DAY\n\n[[canon: without Nadia]]\n\nVikram looks")
    # who speaks is there anyhow
    path, offset = where.at("e01.fountain", "|Vikram looks")
    assert find_actions(where.canon, where.findings, path, offset, offset) == ()


def test_strangers_can_be_given_an_entry_before_anybody_asks(tmp_path: Path) -> None:
    where = story(tmp_path, FILES | {"shows/east/s01/e01.fountain": "INT. PIER - DAY\n\nOTIS\nx\n"})
    path, offset = where.at("e01.fountain", "OTIS")
    assert [one.title for one in find_actions(where.canon, where.findings, path, offset, offset)] == [
        "Create the entry of Otis: bible/people/otis.md"
    ]
    path, offset = where.at("e01.fountain", "PIER")
    (offer,) = find_actions(where.canon, where.findings, path, offset, offset)
    assert offer.files[0].path == "bible/places/pier.md"
    bare = story(tmp_path / "bare", {"a.fountain": "INT. PIER - DAY\n\nOTIS\nx\n"})
    assert find_actions(bare.canon, [], *bare.at("a.fountain", "OTIS"), 17) == ()


def test_a_finding_is_found_from_anywhere_on_its_line(tmp_path: Path) -> None:
    where = story(tmp_path, FILES)
    path, offset = where.at("e01.fountain", "(O.S|.)")
    offers = find_actions(where.canon, where.findings, path, offset, offset)
    assert offers[0].title == "Write VIKRAM"
    assert find_actions(where.canon, where.findings, path, *(where.at("e01.fountain", "He goes")[1],) * 2) == ()


def test_notes_in_final_draft_are_not_edited(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?>\n<FinalDraft DocumentType="Script" Version="5"><Content>\n'
        '<Paragraph Type="Scene Heading"><Text>INT. FLAT - DAY</Text></Paragraph>\n'
        '<Paragraph Type="Action"><ScriptNote Name="canon"><Paragraph><Text>with Nadja</Text></Paragraph></ScriptNote>'
        "<Text>A boat.</Text></Paragraph>\n</Content></FinalDraft>\n"
    )
    where = story(tmp_path, FILES | {"shows/east/s01/e02.fdx": text, "shows/east/s01/e01.fountain": "x\n"})
    (finding,) = [one for one in where.findings if one.code == "L107"]
    assert "did you mean Nadia?" in finding.help
    assert not actions_at(where, finding)


def test_intended_findings_are_left_alone(tmp_path: Path) -> None:
    text = SCENE.replace("with Nadia", "with Nadia; intended L101: his code name")
    where = story(tmp_path, FILES | {"shows/east/s01/e01.fountain": text})
    path, offset = where.at("e01.fountain", "VIKARM")
    found = find_actions(where.canon, where.findings, path, offset, offset)
    assert [action.title for action in found] == ["Create the entry of Vikarm: bible/people/vikarm.md"]


def test_findings_of_another_moment_do_no_harm(tmp_path: Path) -> None:
    """The server may hold findings of a universe that has been edited since."""
    where = story(tmp_path, FILES)
    stale = where.findings
    changed = where.edited(files={"shows/east/s01/e01.fountain": "INT. FLAT - DAY\n"})
    for finding in stale:
        find_actions(changed.canon, stale, finding.span.path, finding.span.start, finding.span.end)


def test_helpers_read_what_the_canon_reads() -> None:
    canon = load_canon(citadel().root)
    assert texts_of(canon) == citadel().texts
    assert open_findings(run_rules(canon)) == open_findings(citadel().findings)
