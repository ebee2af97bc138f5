"""Scripts without some of their parts: nothing moves, and nothing else is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabula.script.model import Kind, Script
from fabula.script.omission import Omission, OmittingSource
from fabula.script.read import read_script
from fabula.source import Source

FOUNTAIN = """Title: Three

INT. ONE - DAY

[[canon: with ANNA; BEN dies]]

ANNA & BEN
Here.

INT. TWO - DAY #7#

BEN
There. [[canon: ANNA learns it]]

INT. THREE - DAY

ANNA
Gone.
"""
FDX = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="Scene Heading" Number="1"><Text>INT. ONE - DAY</Text></Paragraph>
<Paragraph Type="Character"><Text>ANNA</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Here.</Text></Paragraph>
<Paragraph Type="Scene Heading" Number="2"><Text>INT. TWO - DAY</Text></Paragraph>
<Paragraph Type="Character"><Text>BEN</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>There.</Text></Paragraph>
</Content></FinalDraft>
"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson>
<person xml:id="anna"><persName>Anna</persName></person><person xml:id="ben"><persName>Ben</persName></person>
</listPerson></particDesc></profileDesc></teiHeader><text><body><div type="act" n="1"><div type="scene" n="1">
<stage type="entrance" who="#anna #ben">Enter Anna and Ben.</stage>
<sp who="#anna"><speaker>ANNA</speaker><p>Here.</p></sp>
</div><div type="scene" n="2"><sp who="#ben"><speaker>BEN</speaker><p>There.</p></sp></div></div></body></text></TEI>
"""
FILES = {"one.fountain": FOUNTAIN, "one.fdx": FDX, "one.xml": TEI}


def read(name: str, omission: Omission | None = None) -> Script:
    source = Source(name, FILES[name])
    return read_script(source if omission is None else OmittingSource(source, omission))[0]


def told(script: Script) -> list[str]:
    return [element.text for element in script.elements if element.kind in {Kind.CUE, Kind.DIALOGUE, Kind.HEADING}]


def without_scene(name: str, index: int) -> Script:
    scene = read(name).scenes[index]
    return read(name, Omission(((scene.start, scene.end),)))


def test_a_scene_is_left_out_of_every_format_and_the_others_stay_where_they_are() -> None:
    for name in FILES:
        whole, rest = read(name), without_scene(name, 1)
        scene = whole.scenes[1]
        assert [scene.omitted for scene in rest.scenes] == [False, True, False][: len(whole.scenes)], name
        inside = slice(scene.first, scene.last)
        assert {element.kind for element in rest.elements[inside]} == {Kind.BLANK}, name
        assert rest.elements[: scene.first] == whole.elements[: scene.first], name
        assert rest.elements[scene.last :] == whole.elements[scene.last :], name
        assert [(s.start, s.end, s.number) for s in rest.scenes] == [(s.start, s.end, s.number) for s in whole.scenes]


def test_notes_of_a_scene_go_with_it() -> None:
    assert [note.text for note in without_scene("one.fountain", 1).notes] == ["canon: with ANNA; BEN dies", ""]


def test_one_statement_is_left_out_of_a_note() -> None:
    at = FOUNTAIN.index("with ANNA")
    (first, second) = read("one.fountain", Omission(((at, at + len("with ANNA")),))).notes
    assert first.text == "canon:          ; BEN dies"
    assert second.text == "canon: ANNA learns it"


def test_a_note_of_which_nothing_is_left_says_nothing() -> None:
    at = FOUNTAIN.index("ANNA learns it")
    assert read("one.fountain", Omission(((at, at + len("ANNA learns it")),))).notes[1].text == ""


def test_a_speech_is_left_out_and_the_note_in_it_stays() -> None:
    script = read("one.fountain")
    speech = next(i for i, element in enumerate(script.elements) if element.text == "BEN")
    rest = read("one.fountain", Omission(elements=frozenset({speech, speech + 1})))
    assert "There." not in " ".join(told(rest))
    assert rest.notes == script.notes


def test_a_cue_of_two_is_left_to_one_of_them() -> None:
    script = read("one.fountain")
    cue = next(i for i, element in enumerate(script.elements) if element.text == "ANNA & BEN")
    assert told(read("one.fountain", Omission(cues={cue: "ANNA"})))[1] == "ANNA"


def test_a_person_is_left_out_of_the_lists_of_a_play() -> None:
    script = read("one.xml", Omission(names=frozenset({"ben"})))
    assert script.people == {"anna": "Anna"}
    assert [e.detail for e in script.elements if e.kind is Kind.ENTRANCE] == ["anna"]
    assert [e.detail for e in script.elements if e.kind is Kind.CUE] == ["anna"]


def test_all_is_left_out() -> None:
    script = read("one.fdx", Omission(whole=True))
    assert script.omitted
    assert {element.kind for element in script.elements} == {Kind.BLANK}


def test_what_is_wrong_with_what_is_left_out_is_not_told() -> None:
    source = Source("one.fountain", FOUNTAIN + "\n[[never closed")
    assert [f.code for f in read_script(source)[1]] == ["S102"]
    start = FOUNTAIN.index("INT. THREE")
    assert read_script(OmittingSource(source, Omission(((start, len(source.text)),))))[1] == []


@given(st.lists(st.integers(0, 60), min_size=0, max_size=8, unique=True), st.integers(0, 60), st.integers(0, 20))
def test_what_is_covered_is_what_a_scan_says(edges: list[int], start: int, length: int) -> None:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    stretches = tuple(zip(edges[::2], edges[1::2], strict=True))
    omission = Omission(stretches)
    assert omission.covers(start, start + length) == any(a <= start and start + length <= b for a, b in stretches)
    out = {at for a, b in stretches for at in range(a, b)}
    assert {at for a, b in omission.within(start, start + length) for at in range(a, b)} == out & {
        *range(start, start + length)
    }
