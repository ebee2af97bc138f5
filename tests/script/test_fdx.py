"""Final Draft files: every run of text, and everything that is stated of a scene."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.script.fdx import read_fdx
from fabula.script.fdx_details import read_eighths
from fabula.script.fountain import read_fountain
from fabula.script.model import Kind, Script
from fabula.source import Source

DATA = Path(__file__).parents[3] / "shared" / "data" / "fdx"
SAMPLES = ["final_draft_12_sample", "final_draft_13_sample"]
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the sample files of ../shared/data/fdx are not here")


def document(content: str, rest: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        f'<FinalDraft DocumentType="Script" Version="5"><Content>\n{content}\n</Content>{rest}</FinalDraft>\n'
    )


def read(content: str, rest: str = "") -> Script:
    script, findings = read_fdx(Source("pilot.fdx", document(content, rest)))
    assert findings == []
    return script


def paragraph(kind: str, text: str, more: str = "") -> str:
    return f'<Paragraph Type="{kind}"{more}><Text>{text}</Text></Paragraph>\n'


def shape(script: Script) -> list[tuple[str, str]]:
    return [(str(e.kind), e.text) for e in script.elements]


def test_every_kind_of_paragraph_is_an_element() -> None:
    script = read(
        paragraph("New Act", "ACT ONE")
        + paragraph("Scene Heading", "INT. SAFE HOUSE - NIGHT", ' Number="12A"')
        + paragraph("Action", "Rain.")
        + paragraph("Character", "NADIA (V.O.)")
        + paragraph("Parenthetical", "(low)")
        + paragraph("Dialogue", "You came.")
        + paragraph("Singing", "Out of the dark")
        + paragraph("Shot", "close on the locket")
        + paragraph("General", "THE END", ' Alignment="Center"')
        + paragraph("Cast List", "NADIA, MASON")
        + paragraph("Outline 2", "They meet")
        + paragraph("Outline Body", "Nobody trusts anybody.")
        + paragraph("Transition", "CUT TO:")
        + paragraph("End of Act", "END OF ACT ONE")
        + paragraph("House Style", "A type that a template adds.")
        + "<Paragraph Type='Action'/>"
    )
    assert shape(script) == [
        ("section", "ACT ONE"),
        ("scene heading", "INT. SAFE HOUSE - NIGHT"),
        ("action", "Rain."),
        ("cue", "NADIA (V.O.)"),
        ("parenthetical", "(low)"),
        ("dialogue", "You came."),
        ("lyrics", "Out of the dark"),
        ("action", "close on the locket"),
        ("centered", "THE END"),
        ("action", "NADIA, MASON"),
        ("section", "They meet"),
        ("synopsis", "Nobody trusts anybody."),
        ("transition", "CUT TO:"),
        ("centered", "END OF ACT ONE"),
        ("action", "A type that a template adds."),
        ("blank", ""),
    ]
    assert [e.detail for e in script.elements if e.kind is Kind.SECTION] == ["1", "2"]
    (scene,) = script.scenes
    assert (scene.number, scene.act, scene.first, scene.last) == ("12A", "ACT ONE", 1, 16)
    assert script.format == "fdx"


def test_all_runs_of_a_paragraph_are_joined_and_its_place_is_its_tags() -> None:
    content = (
        '<Paragraph Type="Action"><Text>He opens the </Text><Text Style="Bold">red</Text><Text> door &amp; '
        "waits.</Text></Paragraph>"
    )
    script = read(content)
    (element,) = script.elements
    assert element.text == "He opens the red door & waits."
    assert script.source.text[element.start : element.end] == content


def test_the_second_cue_of_a_dual_dialogue_is_marked() -> None:
    script = read(
        "<Paragraph><DualDialogue>"
        + paragraph("Character", "MASON")
        + paragraph("Dialogue", "Run.")
        + paragraph("Character", "NADIA")
        + paragraph("Dialogue", "Wait.")
        + "</DualDialogue></Paragraph>"
        + paragraph("Character", "MASON")
    )
    assert [(e.text, e.detail) for e in script.elements if e.kind is Kind.CUE] == [
        ("MASON", ""),
        ("NADIA", "^"),
        ("MASON", ""),
    ]


def test_scene_properties_are_details() -> None:
    heading = (
        '<Paragraph Type="Scene Heading" Number="4" id="u-4"><SceneProperties Length="1 3/8" Page="7" Title="The '
        'offer" Color="#FFFF00000000"><Summary><Paragraph><Text>Bernard offers </Text><Text>the case.</Text>'
        "</Paragraph><Paragraph><Text>She declines.</Text></Paragraph></Summary><SceneArcBeats>"
        '<CharacterArcBeat Name="BERNARD"><Paragraph><Text>Shows his hand.</Text></Paragraph></CharacterArcBeat>'
        '<CharacterArcBeat Name="NADIA"><Paragraph/></CharacterArcBeat></SceneArcBeats></SceneProperties>'
        "<Text>INT. CAFÉ - DAY</Text></Paragraph>"
    )
    (scene,) = read(heading).scenes
    details = scene.details
    assert (details.eighths, details.page, details.title, details.uid) == (11, "7", "The offer", "u-4")
    assert details.summary == "Bernard offers the case.\nShe declines."
    assert details.cast == ("BERNARD", "NADIA") and details.beats == (("BERNARD", "Shows his hand."),)
    assert details.colour == "#FFFF00000000"
    assert scene.number == "4"


def test_summary_paragraphs_after_a_heading_are_its_summary() -> None:
    script = read(
        paragraph("Scene Heading", "EXT. QUAY - DAWN")
        + paragraph("Summary", "The handover.")
        + paragraph("Action", "Gulls.")
        + paragraph("Summary", "Not of the scene as such.")
    )
    assert script.scenes[0].details.summary == "The handover."
    assert [e.text for e in script.elements if e.kind is Kind.SYNOPSIS] == [
        "The handover.",
        "Not of the scene as such.",
    ]


@pytest.mark.parametrize(
    ("length", "eighths"), [("3/8", 3), ("1", 8), ("1 3/8", 11), ("12 7/8", 103), ("0", 0), ("", None), ("a lot", None)]
)
def test_lengths_are_in_eighths(length: str, eighths: int | None) -> None:
    assert read_eighths(length) == eighths


TAGS = """<TagData><TagCategories><TagCategory Id="c1" Name="Props"/><TagCategory Id="c2" Name="Script Day"/>
</TagCategories><TagDefinitions><TagDefinition CatId="c1" Id="d1" Label="Locket" Number="1"/>
<TagDefinition CatId="c2" Id="d2" Label="3" Number="2"/></TagDefinitions>
<Tags><Tag Number="1"><DefId>d1</DefId></Tag><Tag Number="2"><DefId>d2</DefId></Tag></Tags></TagData>"""


def test_tags_belong_to_the_scene_they_stand_in_and_script_day_has_its_field() -> None:
    script = read(
        '<Paragraph Type="Scene Heading"><Text TagNumber="2">INT. FLAT - DAY</Text></Paragraph>'
        '<Paragraph Type="Action"><Text>The </Text><Text TagNumber="1">locket</Text><Text>.</Text></Paragraph>'
        + paragraph("Scene Heading", "EXT. STREET - DAY"),
        TAGS,
    )
    first, second = (scene.details for scene in script.scenes)
    assert first.tags == (("Props", "Locket"),) and first.script_day == "3"
    assert second.tags == () and second.script_day == ""


def test_notes_stand_at_the_paragraph_that_their_range_begins_in() -> None:
    note = '<ScriptNote Range="{}" Name="{}"><Paragraph><Text>{}</Text></Paragraph></ScriptNote>'
    script = read(
        paragraph("Scene Heading", "INT. FLAT - DAY") + paragraph("Action", "Rain.") + paragraph("Action", "Sun."),
        "<ScriptNotes>"
        + note.format("22,26", "", "canon: with Nadia")
        + note.format("16,20", "Weather", "Too much?")
        + note.format("17,17", "canon", "Mason dies")
        + note.format("junk", "", "Lost its place")
        + "</ScriptNotes>",
    )
    heading, rain, sun = script.elements
    content = script.source.text.index("<Content>")
    assert [(n.text, n.start) for n in script.notes] == [
        ("Lost its place", content),
        ("Weather: Too much?", rain.start),
        ("canon: Mason dies", rain.start),
        ("canon: with Nadia", sun.start),
    ]
    assert all(not n.verbatim and n.text_start == n.start for n in script.notes)
    assert heading.start < rain.start


def test_notes_inside_a_paragraph_are_read_where_they_stand() -> None:
    script = read(
        '<Paragraph Type="Action"><ScriptNote><Paragraph><Text>canon: takes 20 minutes</Text></Paragraph></ScriptNote>'
        "<Text>They wait.</Text></Paragraph>" + paragraph("Note", "canon: flashback")
    )
    action, note = script.elements
    assert [(n.text, n.start) for n in script.notes] == [
        ("canon: takes 20 minutes", action.start),
        ("canon: flashback", note.start),
    ]
    assert (action.text, note.kind) == ("They wait.", Kind.NOTE)
    written = script.notes[1]
    assert written.verbatim and script.source.text[written.text_start :].startswith("canon: flashback</Text>")


def test_an_omitted_scene_keeps_its_number_and_its_text_as_a_boneyard() -> None:
    script = read(
        '<Paragraph Type="Scene Heading" Number="9"><OmittedScene>'
        + paragraph("Scene Heading", "INT. VAULT - NIGHT")
        + paragraph("Action", "Gold.")
        + "</OmittedScene><Text>OMITTED</Text></Paragraph>"
    )
    assert shape(script) == [("scene heading", "OMITTED"), ("boneyard", "INT. VAULT - NIGHT\nGold.")]
    assert script.scenes[0].number == "9" and len(script.boneyards) == 1


def test_a_new_page_is_an_element_before_its_paragraph() -> None:
    script = read(paragraph("Action", "One.") + paragraph("Action", "Two.", ' StartsNewPage="Yes"'))
    assert shape(script) == [("action", "One."), ("page break", ""), ("action", "Two.")]


def test_revisions_in_use_are_named_in_their_order() -> None:
    script = read(
        '<Paragraph Type="Action"><Text RevisionID="2">New. </Text><Text RevisionID="1">Newer. </Text>'
        '<Text RevisionID="0">Old.</Text></Paragraph>',
        '<Revisions><Revision ID="1" Name="Blue Rev. (mm/dd/yy)" Color="#1"/>'
        '<Revision ID="2" Name="2nd Pink Revision" Color="#2"/><Revision ID="3" Name="Green" Color="#3"/></Revisions>',
    )
    assert script.revision_colours == ("Blue", "2nd Pink")


def test_the_title_page_is_taken_apart() -> None:
    lines = ["THE FALL", "An episode", "", "Written by", "Ada Lund", "and Bo Ek", "", "Based on a true lie"]
    lines += ["© 2031 Nobody", "Second draft, 3 May 2031", "Status: draft", "Nobody Ltd", "Oslo"]
    page = "".join(f"<Paragraph><Text>{line}</Text></Paragraph>" for line in lines)
    script = read("", f"<TitlePage><Content>{page}</Content></TitlePage>")
    assert [(e.key, e.values) for e in script.title_page] == [
        ("Title", ("THE FALL", "An episode")),
        ("Credit", ("Written by",)),
        ("Author", ("Ada Lund", "and Bo Ek")),
        ("Source", ("Based on a true lie",)),
        ("Copyright", ("© 2031 Nobody",)),
        ("Draft date", ("Second draft, 3 May 2031",)),
        ("Status", ("draft",)),
        ("Contact", ("Nobody Ltd", "Oslo")),
    ]


def test_utf_16_files_have_places_too() -> None:
    text = "\ufeff" + document(paragraph("Action", "Élodie.")).replace("UTF-8", "UTF-16")
    script, findings = read_fdx(Source("pilot.fdx", text, "utf-16"))
    assert findings == []
    assert text[script.elements[0].start : script.elements[0].end] == paragraph("Action", "Élodie.").rstrip()


def test_what_stands_before_a_break_is_kept() -> None:
    text = document(paragraph("Scene Heading", "INT. FLAT - DAY") + '<Paragraph Type="Action"><Text>Half a li')
    script, findings = read_fdx(Source("pilot.fdx", text[: text.index("</Content>") - 1]))
    assert [f.code for f in findings] == ["S107"]
    assert shape(script) == [("scene heading", "INT. FLAT - DAY"), ("action", "Half a li")]
    assert len(script.scenes) == 1


@pytest.mark.parametrize("text", ["", "not xml", "<html/>", "<FinalDraft/>", "<FinalDraft><Content/>"])
def test_what_is_no_final_draft_file_is_a_finding(text: str) -> None:
    script, findings = read_fdx(Source("pilot.fdx", text))
    assert [f.code for f in findings] == ["S107"] and script.elements == []


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE FinalDraft [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    script, findings = read_fdx(Source("pilot.fdx", bomb + "<FinalDraft><Content>&b;</Content></FinalDraft>"))
    assert [(f.code, f.span.line) for f in findings] == [("S108", 1)]
    assert script.elements == []


words = st.text(alphabet="ab é<>&\"'[]\n", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["Action", "Character", "Dialogue", "Note", "Scene Heading"]), words)))
def test_no_character_is_lost_whatever_is_written(paragraphs: list[tuple[str, str]]) -> None:
    body = "".join(
        paragraph(kind, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        for kind, text in paragraphs
    )
    script = read(body)
    assert [e.text for e in script.elements] == [text for _, text in paragraphs]
    places = [(e.start, e.end) for e in script.elements]
    assert places == sorted(places) and all(a[1] <= b[0] for a, b in pairwise(places))


def load(name: str) -> Script:
    text = (DATA / name).read_bytes().decode("utf-8")
    script, findings = read_fdx(Source(name, text))
    assert findings == []
    return script


@needs_data
@pytest.mark.parametrize("name", SAMPLES)
def test_every_character_of_the_samples_is_read(name: str) -> None:
    script = load(f"{name}.fdx")
    root = ET.parse(DATA / f"{name}.fdx").getroot()  # independent of the reader
    content = root.find("Content")
    assert content is not None
    wanted = ["".join(run.itertext()) for run in content.iter("Text")]
    got = [e.text for e in script.elements]
    for scene in script.scenes:
        got += [scene.details.summary, scene.details.title, *(text for _, text in scene.details.beats)]
    count = Counter("".join(got)) - Counter({"\n": 10_000})
    missing = Counter("".join(wanted)) - count
    missing.pop("\n", None)
    missing.pop(" ", None)
    assert not missing
    typed = [p for p in content.iter("Paragraph") if p.get("Type")]
    body = "".join("".join(run.itertext()) for p in typed for run in p.findall("Text"))
    assert "".join(e.text for e in script.elements) == body
    assert len(body) > 26_000


@needs_data
@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_their_scenes_notes_and_dual_dialogues(name: str) -> None:
    script = load(f"{name}.fdx")
    headed = [scene for scene in script.scenes if scene.heading is not None]
    assert len(headed) == 36
    assert sum(e.detail == "^" for e in script.elements) == 6
    assert sum(scene.details.eighths is not None for scene in headed) == 36
    assert sum(len(scene.details.cast) for scene in headed) == 75
    assert sum(bool(scene.details.summary) for scene in headed) == 12
    assert len(script.notes) == 12 + sum(e.kind is Kind.NOTE for e in script.elements)
    assert script.title("Author") == "Mario Moreno"


@needs_data
@pytest.mark.parametrize("name", ["TestFDX-FD", "TestFDX-FI"])
def test_the_twins_agree_with_their_fountain(name: str) -> None:
    script = load(f"{name}.fdx")
    text = (DATA / f"{name}.fountain").read_bytes().decode("utf-8")
    twin, _ = read_fountain(Source(f"{name}.fountain", text))
    wanted = [(e.kind, e.text, e.detail) for e in twin.elements if e.kind is not Kind.TITLE_PAGE]
    assert [(e.kind, e.text, e.detail) for e in script.elements] == wanted
    assert [scene.number for scene in script.scenes] == [scene.number for scene in twin.scenes] == ["1", "2"]
    for key in ("Title", "Author", "Copyright", "Draft date", "Contact"):
        assert not twin.title(key) or re.sub(r"\s+", " ", twin.title(key)) == script.title(key)
