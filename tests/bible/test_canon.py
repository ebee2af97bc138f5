"""Canon notes: every form, exact places, and nothing passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.canon import is_canon, read_canon_note, read_fact_text, read_scene_name
from fabula.bible.fact_forms import FACT_FORMS
from fabula.bible.facts import MAX_DEPTH
from fabula.bible.forms import FAMILIES, FORMS
from fabula.bible.forms_page import forms_page
from fabula.bible.lexicon import Lexicon
from fabula.bible.patterns import make_pattern
from fabula.bible.slots import SLOT_TYPES
from fabula.bible.statements import Duration, Fact, Name, SceneName, Slot, Statement, When
from fabula.finding import Finding
from fabula.script.model import Note
from fabula.source import Source, Span

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "canon-notes.md"
NAMES = [
    ("Mason Kane", "people/mason-kane"),
    ("Mason", "people/mason-kane"),
    ("Nadia", "people/nadia-sinh"),
    ("Bernard", "people/bernard-orlick"),
    ("Orlick", "people/bernard-orlick"),
    ("Carter", "people/carter"),
    ("guard", "people/guard"),
    ("Kyle", "covers/kyle"),
    ("Citadel", "groups/citadel"),
    ("Rome", "places/rome"),
    ("Oslo", "places/oslo"),
    ("the case", "things/case"),
    ("phone", "things/phone"),
    ("the mole", "secrets/mole"),
    ("Kyle is Mason", "secrets/who-kyle-is"),
    ("A", "storylines/a"),
    ("the fall of Citadel", "events/fall-of-citadel"),
    ("Flashback", "groups/flashback"),
    ("Nadia leaves Rome", "events/nadia-leaves-rome"),
]
LEXICON = Lexicon(NAMES)
PLAIN = Lexicon(pair for pair in NAMES if pair[1] != "secrets/who-kyle-is")


def read(
    text: str, lexicon: Lexicon = LEXICON, before: str = "INT. FLAT\n\n[["
) -> tuple[list[Statement], list[Finding]]:
    source = Source("a.fountain", f"{before}{text}]]")
    note = Note(text, len(before) - 2, len(before) + len(text) + 2, len(before))
    return read_canon_note(note, source, lexicon)


def one(text: str, lexicon: Lexicon = LEXICON) -> Statement:
    statements, findings = read(f"canon: {text}", lexicon)
    assert findings == []
    (statement,) = statements
    return statement


def show(slot: Slot | None) -> object:
    """A slot in short: names as their keys (or quoted text), facts as nested tuples."""
    match slot:
        case Name():
            return slot.key or f"?{slot.text}"
        case tuple():
            return [show(name) for name in slot]
        case Fact():
            parts: list[object] = [str(slot.relation) if slot.positive else f"not {slot.relation}", show(slot.subject)]
            parts += [show(part) for part in (slot.object, slot.inner) if part is not None]
            parts += [part for part in (slot.attribute, slot.value) if part]
            return tuple(parts)
        case SceneName():
            return str(slot)
        case When() | Duration():
            return slot.text
        case _:
            return slot


def spans(statement: Statement) -> Iterator[tuple[str, Span]]:
    for name in statement.all_names():
        yield name.text, name.span
    for _, value in statement.slots:
        if isinstance(value, When | Duration):
            yield value.text, value.span


EXAMPLES = [(form.name, example) for form in FORMS for example in form.examples]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_every_example_of_the_table_gives_its_form(form: str, example: str) -> None:
    statements, findings = read(f"Canon : {example}.", PLAIN)
    assert findings == []
    assert {statement.form for statement in statements} == {form}
    for statement in statements:
        assert statement.span.text == example
        assert all(name.key for name in statement.all_names())
        assert all(span.text == text for text, span in spans(statement))
    assert [s.form for s in read(f"canon: {example.upper()}", PLAIN)[0]] == [s.form for s in statements]


@pytest.mark.parametrize("example", [example for fact in FACT_FORMS for example in fact.examples])
def test_every_example_of_a_fact_gives_its_relation(example: str) -> None:
    fact = one(f"expect {example}", PLAIN).get("fact")
    assert isinstance(fact, Fact)
    assert fact.relation in {form.relation for form in FACT_FORMS if example in form.examples}
    assert fact.span.text == example


def test_the_table_is_whole() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)
    for form in FORMS:
        assert form.examples
        assert form.family in FAMILIES
        assert form.doc.endswith(".")
        for text in form.patterns:
            assert all(kind in SLOT_TYPES for _, kind, _ in make_pattern(text).slots)


@pytest.mark.parametrize(
    ("text", "form", "slots"),
    [
        ("with Nadia, Bernard and the guard", "with",
         {"people": ["people/nadia-sinh", "people/bernard-orlick", "people/guard"]}),
        ("with Nadia, Bernard, and a stranger", "with",
         {"people": ["people/nadia-sinh", "people/bernard-orlick", "?stranger"]}),
        ("Mason leaves Citadel", "leaves", {"person": "people/mason-kane", "group": "groups/citadel"}),
        ("Mason leaves Rome", "departs", {"person": "people/mason-kane", "place": "places/rome"}),
        ("Mason leaves Paris", "leaves", {"person": "people/mason-kane", "group": "?Paris"}),
        ("Mason leaves", "exits", {"person": "people/mason-kane"}),
        ("Mason takes the phone", "takes-thing", {"person": "people/mason-kane", "thing": "things/phone"}),
        ("takes an hour and a half", "takes", {"length": "an hour and a half"}),
        ("Mason gives Nadia the case", "gives",
         {"person": "people/mason-kane", "other": "people/nadia-sinh", "thing": "things/case"}),
        ("Mason gives the case to Rahi Sen", "gives",
         {"person": "people/mason-kane", "thing": "things/case", "other": "?Rahi Sen"}),
        ("Mason’s wound is left shoulder", "attribute",
         {"subject": "people/mason-kane", "attribute": "wound", "value": "left shoulder"}),
        ('Mason\'s hair becomes "short; grey"', "becomes",
         {"subject": "people/mason-kane", "attribute": "hair", "value": "short; grey"}),
        ("Mason is Nadia's older brother", "kin",
         {"person": "people/mason-kane", "other": "people/nadia-sinh", "role": "older brother"}),
        ("Mason suspects Orlick", "feels",
         {"person": "people/mason-kane", "verb": "suspects", "other": "people/bernard-orlick"}),
        ("flashback", "flashback", {}),
        ("Mason joins Flashback", "joins", {"person": "people/mason-kane", "group": "groups/flashback"}),
        ('Mason joins "the Nadia leaves Rome club"', "joins",
         {"person": "people/mason-kane", "group": "?the Nadia leaves Rome club"}),
        ("Nadia leaves Rome", "departs", {"person": "people/nadia-sinh", "place": "places/rome"}),
        ("shows Nadia leaves Rome", "shows", {"event": "events/nadia-leaves-rome"}),
        ("after India S1E2 / 14A", "after", {"event": "india S01E02/14A"}),
        ("half an hour after the fall of Citadel", "offset-after",
         {"duration": "half an hour", "event": "events/fall-of-citadel"}),
        ("next evening", "next", {"part": "evening"}),
        ("story day twelve", "story-day", {"number": "12"}),
        ("storyline A", "storyline", {"storyline": "storylines/a"}),
        ("Mason forgets everything about Nadia since 2014", "forgets-everything",
         {"person": "people/mason-kane", "about": "people/nadia-sinh", "since": "2014"}),
        ("Mason remembers everything until S01E02/3", "remembers-everything",
         {"person": "people/mason-kane", "until": "S01E02/3"}),
        ("Mason learns the mole from Orlick", "learns",
         {"person": "people/mason-kane", "fact": ("secret", "secrets/mole"), "source": "people/bernard-orlick"}),
        ("Orlick lies to Mason: Nadia has the case", "lies",
         {"person": "people/bernard-orlick", "hearer": "people/mason-kane",
          "fact": ("has", "people/nadia-sinh", "things/case")}),
        ("Orlick tells Mason Kyle is Mason", "tells",
         {"person": "people/bernard-orlick", "hearer": "people/mason-kane", "fact": ("secret", "secrets/who-kyle-is")}),
        ("intended", "intended", {}),
        ("intended: she knows", "intended", {"reason": "she knows"}),
        ("intended K", "intended", {"code": "K"}),
        ("intended * : a: b until S02E01", "intended", {"code": "*", "reason": "a: b", "until": "S02E01"}),
        ("intended K102 until S02E01", "intended", {"code": "K102", "until": "S02E01"}),
        ("retcons S01E02/14", "retcons", {"scene": "S01E02/14"}),
        ("- Nadia enters!", "enters", {"person": "people/nadia-sinh"}),
    ],
)  # fmt: skip
def test_statements(text: str, form: str, slots: dict[str, object]) -> None:
    statement = one(text)
    assert statement.form == form
    assert {slot: show(value) for slot, value in statement.slots} == slots


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("the mole", ("secret", "secrets/mole")),
        ("something else", ("secret", "?something else")),
        ("Mason is not alive", ("not alive", "people/mason-kane")),
        ("Mason is dead", ("not alive", "people/mason-kane")),
        ("the case isn't in Rome", ("not at", "things/case", "places/rome")),
        ("Mason does not belong to Citadel", ("not member", "people/mason-kane", "groups/citadel")),
        ("Mason doesn't love Nadia", ("not feels", "people/mason-kane", "people/nadia-sinh", "loves")),
        ("Mason's wound is not healed", ("not attribute", "people/mason-kane", "wound", "healed")),
        ("Mason is Kyle", ("is", "people/mason-kane", "covers/kyle")),
        ("Mason isn't Kyle", ("not is", "people/mason-kane", "covers/kyle")),
        ("Nadia knows the mole", ("knows", "people/nadia-sinh", ("secret", "secrets/mole"))),
        ("Nadia does not know Kyle is Mason", ("not knows", "people/nadia-sinh", ("secret", "secrets/who-kyle-is"))),
        (
            "Nadia believes that Mason doesn't think that Orlick knows the case is at Rome",
            ("believes", "people/nadia-sinh",
             ("not believes", "people/mason-kane",
              ("knows", "people/bernard-orlick", ("at", "things/case", "places/rome")))),
        ),
    ],
)  # fmt: skip
def test_facts(text: str, fact: object) -> None:
    assert show(one(f"expect {text}").get("fact")) == fact


def test_a_list_of_subjects_makes_a_statement_of_each() -> None:
    statements, findings = read("canon: Nadia and Mason join Citadel")
    assert findings == []
    assert [(s.form, s.name("person").key, s.name("group").key) for s in statements] == [
        ("joins", "people/nadia-sinh", "groups/citadel"),
        ("joins", "people/mason-kane", "groups/citadel"),
    ]


def test_places_are_exact() -> None:
    text = "canon:\n  Mason Kane’s wound is “left shoulder” ;\r\n  2 days after S01E02/14.  "
    (wound, after), findings = read(text)
    assert findings == []
    assert (wound.span.text, wound.span.line, wound.span.column) == ("Mason Kane’s wound is “left shoulder”", 4, 3)
    assert wound.name("subject").span.text == "Mason Kane"
    assert wound.place("attribute").text == "wound"
    assert wound.place("value").text == "left shoulder"
    assert (after.span.text, after.span.line) == ("2 days after S01E02/14", 5)
    assert [span.text for _, span in spans(after)] == ["2 days"]
    scene = after.get("event")
    assert isinstance(scene, SceneName)
    assert scene.span.text == "S01E02/14"


def test_a_note_that_is_no_slice_of_its_file_stands_as_a_whole() -> None:
    source = Source("a.fdx", "<x>canon</x>")
    note = Note("canon: Mason dies; nonsense here", 3, 8, 3, verbatim=False)
    (dies,), (finding,) = read_canon_note(note, source, LEXICON)
    assert {dies.span, dies.name("person").span, finding.span} == {Span(source, 3, 8)}


@pytest.mark.parametrize(
    ("text", "where", "message", "help_part"),
    [
        ("Mason jions Citadel", "Mason jions Citadel", "“Mason jions Citadel” is not understood",
         "`PERSON joins GROUP`, as in “Mason joins Citadel”"),
        ("Mason takse the case", "Mason takse the case", "“Mason takse the case” is not understood",
         "`PERSON takes THING [from PERSON]`"),
        ("flashbak", "flashbak", "“flashbak” is not understood", "`flashback`"),
        ("Mason is tired", "Mason is tired", "“Mason is tired” is not understood", "Mason's wound is left shoulder"),
        ("Mason", "Mason", "“Mason” is not understood", "fabula explain canon-notes"),
        ("at 2014-02-30", "2014-02-30",
         "“2014-02-30” is no date: there is no 30 February 2014: February has 28 days then", "2014-06-03"),
        ("expect Mason jions Citadel", "expect Mason jions Citadel", "“expect Mason jions Citadel” is not understood",
         "Mason belongs to Citadel"),
        ("Rahi jions Citadel and leaves Oslo", "Rahi jions Citadel and leaves Oslo",
         "“Rahi jions Citadel and leaves Oslo” is not understood", "did you mean"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_the_nearest_forms(
    text: str, where: str, message: str, help_part: str
) -> None:
    statements, (finding,) = read(f"canon: with Nadia\n{text}")
    assert [s.form for s in statements] == ["with"]
    assert (finding.code, finding.message, finding.span.text) == ("S201", message, where)
    assert finding.span.line == 4
    assert help_part in finding.help


def test_a_note_that_says_nothing_is_told() -> None:
    statements, (finding,) = read("canon: ;\n . ")
    assert statements == []
    assert (finding.message, finding.span.text) == ("This canon note says nothing", "canon:")


def test_other_notes_say_nothing_to_fabula() -> None:
    assert read("Mason dies") == ([], [])
    assert read("the canon: Mason dies") == ([], [])
    assert not is_canon(Note("canonical: x", 0, 1, 0))
    assert is_canon(Note(" CANON :x", 0, 1, 0))


def test_minds_are_nested_to_a_limit() -> None:
    deep = "expect " + "Nadia believes Mason knows " * (MAX_DEPTH // 2) + "the mole"
    fact, depth = one(deep).get("fact"), 0
    while isinstance(fact, Fact) and fact.inner is not None:
        fact, depth = fact.inner, depth + 1
    assert depth == MAX_DEPTH
    deeper = "canon: expect " + "Nadia believes " * (MAX_DEPTH + 1) + "the mole"
    _, (finding,) = read(deeper)
    assert finding.message == f"More than {MAX_DEPTH} minds are nested in this fact"
    _, (endless,) = read("canon: " + "Nadia believes " * 5000 + "x")
    assert endless.message == "This statement is longer than 2000 characters"


def test_an_unknown_name_is_no_mistake_here() -> None:
    statement = one("Rahi Sen joins the night watch")
    assert [(n.text, n.keys, n.span.text) for n in statement.all_names()] == [
        ("Rahi Sen", (), "Rahi Sen"),
        ("night watch", (), "night watch"),
    ]


def test_a_name_of_the_wrong_kind_is_unknown_in_its_place() -> None:
    assert show(one("Mason joins Rome").get("group")) == "?Rome"


def test_a_fact_that_stands_in_a_field() -> None:
    source = Source("a.md", "---\nfact: Kyle is Mason\n---\n")
    statement = read_fact_text("Kyle is Mason", source, 10, PLAIN)
    assert statement is not None
    assert show(statement.get("fact")) == ("is", "covers/kyle", "people/mason-kane")
    assert [n.span.text for n in statement.all_names()] == ["Kyle", "Mason"]
    assert read_fact_text("Mason jions Citadel", source, 10, PLAIN) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("S01E02/14", "S01E02/14"),
        ("india s1e2", "india S01E02"),
        ("S01E02/71E", "S01E02/71E"),
        ("S01", None),
        ("14", None),
    ],
)
def test_scene_names(text: str, name: str | None) -> None:
    scene = read_scene_name(text, Source("a", text).whole)
    assert (None if scene is None else str(scene)) == name


_WORD = st.sampled_from(
    [w for _, example in EXAMPLES for w in example.split()]
    + ["the", '"', "“", "”", "’s", ",", "and", ":", "-", "(", "[", "\ue000", "\ue001", "is", "not", "that"]
)


@given(st.lists(st.one_of(_WORD, st.text(max_size=6)), max_size=14), st.sampled_from([" ", "", " ; ", "\n"]))
def test_nothing_raises_and_nothing_vanishes(words: list[str], gap: str) -> None:
    text = "canon: " + gap.join(words)
    statements, findings = read(text)
    assert statements or findings
    places = [s.span for s in statements] + [f.span for f in findings]
    assert all(0 <= span.start <= span.end <= len(span.source.text) for span in places)
    for statement in statements:
        assert all(span.text == said for said, span in spans(statement))
    assert read(text) == (statements, findings)


@given(
    st.lists(st.sampled_from([example for _, example in EXAMPLES] + ["nonsense", "Mason jions Citadel"]), min_size=1)
)
def test_every_piece_is_a_statement_or_a_finding(pieces: list[str]) -> None:
    statements, findings = read("canon: " + "; ".join(pieces))
    said = [s.span.text for s in dict.fromkeys(statements)] + [f.span.text for f in findings]
    assert set(said) == set(pieces)
    assert len({s.span for s in statements} | {f.span for f in findings}) == len(pieces)


_NAME = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True)


@given(_NAME, _NAME, _NAME)
def test_any_known_names_are_read_whole(person: str, group: str, thing: str) -> None:
    lexicon = Lexicon([(person, "people/p"), (group, "groups/g"), (thing, "things/t")])
    joins, takes = read(f"canon: {person} joins {group}; {person} takes the {thing}", lexicon)[0]
    assert (joins.form, joins.name("person").key, joins.name("group").key) == ("joins", "people/p", "groups/g")
    assert (takes.form, takes.name("person").key, takes.name("thing").key) == ("takes-thing", "people/p", "things/t")


def test_the_reference_page_is_that_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == forms_page()


def test_statements_of_a_note_in_xml_say_their_words_and_stand_where_the_note_does() -> None:
    source = Source("one.fdx", "<ScriptNote>...</ScriptNote>")
    note = Note("canon: Mason dies; Nadia learns the mole", 0, len(source.text), 0, verbatim=False)
    statements, findings = read_canon_note(note, source, Lexicon([("Mason", "people/m"), ("Nadia", "people/n")]))
    assert not findings
    assert [one.span.text for one in statements] == ["Mason dies", "Nadia learns the mole"]
    assert {one.span for one in statements} == {source.span(0, len(source.text))}
    fact = statements[1].get("fact")
    assert isinstance(fact, Fact)
    assert fact.span.text == "the mole"
