"""Bible entries: names, fields that fit, and slips that are seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from fabula.bible.entries import name_from_stem, read_entry, read_markdown
from fabula.bible.fields import COMMON, FIELDS, FOREIGN, fields_page
from fabula.bible.model import EntryKind
from fabula.finding import Certainty
from fabula.source import Source

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "bible.md"


def test_an_entry_has_its_names() -> None:
    text = "---\naliases: [Mason, Agent Kane, Mason]\ncues: MASON\nowner: citadel\n---\nHe knows [[Nadia]].\n"
    entry, findings = read_entry(Source("bible/people/mason-kane.md", text), EntryKind.PERSON)
    assert findings == []
    assert (entry.key, entry.name, entry.owner) == ("people/mason-kane", "Mason Kane", "citadel")
    assert (entry.aliases, entry.cues) == (("Mason", "Agent Kane"), ("MASON",))
    assert entry.body == "He knows [[Nadia]].\n"
    assert [link.target for link in entry.links] == ["Nadia"]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("mason-kane", "Mason Kane"),
        ("the-fall-of-citadel", "The Fall of Citadel"),
        ("S01_plan", "S01 Plan"),
        ("McKay", "McKay"),
        ("élodie", "Élodie"),
        ("-", "-"),
    ],
)
def test_a_file_name_is_made_readable(stem: str, name: str) -> None:
    assert name_from_stem(stem) == name


def test_a_misspelt_field_is_a_mild_finding() -> None:
    source = Source("bible/people/x.md", "---\nname: X\nalises: [Y]\n---\n")
    _, (finding,) = read_entry(source, EntryKind.PERSON)
    assert (finding.code, finding.span.line, finding.span.column, finding.span.text) == ("L105", 3, 1, "alises")
    assert finding.certainty is Certainty.POSSIBLE
    assert finding.help == "did you mean “aliases”?"


def test_what_is_said_of_a_person_belongs_under_attributes() -> None:
    _, (finding,) = read_entry(Source("x.md", "---\neyes: green\n---\n"), EntryKind.PERSON)
    assert "attributes" in finding.help


def test_keys_of_obsidian_are_no_slips() -> None:
    text = "---\n" + "".join(f"{key}: x\n" for key in sorted(FOREIGN)) + "---\n"
    assert read_entry(Source("x.md", text), EntryKind.GROUP)[1] == []


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        (EntryKind.PERSON, "nature: robot", "The field “nature” is “robot”, which is not person, office or class"),
        (EntryKind.THING, "unique: maybe", "The field “unique” is “maybe”, which is not yes or no"),
        (EntryKind.PERSON, "born: [1, 2]", "The field “born” takes one value, not a list"),
        (EntryKind.PERSON, "attributes: green", "The field “attributes” needs pairs of name and value"),
        (EntryKind.PERSON, "attributes: [green]", "The field “attributes” takes pairs of name and value"),
        (EntryKind.PERSON, "aliases: {a: b}", "The field “aliases” takes no names inside it"),
        (EntryKind.PERSON, "name:", "The name is not given"),
    ],
)
def test_a_value_of_the_wrong_shape_is_told(kind: EntryKind, field: str, message: str) -> None:
    _, findings = read_entry(Source("bible/x/y.md", f"---\n{field}\n---\n"), kind)
    assert [f.message for f in findings] == [message]
    assert findings[0].certainty is Certainty.CERTAIN


def test_every_example_of_the_table_fits_its_own_field() -> None:
    for kind, docs in FIELDS.items():
        text = "---\n" + "".join(f"{name}: {doc.example}\n" for name, doc in docs.items()) + "---\n"
        assert read_entry(Source("x.md", text), kind)[1] == [], kind


def test_every_kind_has_fields_and_all_have_the_common_ones() -> None:
    assert set(FIELDS) == set(EntryKind)
    assert all(set(COMMON) <= set(docs) for docs in FIELDS.values())
    assert not any(name in FOREIGN for docs in FIELDS.values() for name in docs if name != "tags")


def test_any_markdown_file_is_read() -> None:
    fields, body, links, findings = read_markdown(Source("shows/x/show.md", "---\nrole: spinoff\n---\n[[A]] [[B|b]]"))
    assert (fields["role"].text, body, [link.target for link in links], findings) == ("spinoff", 22, ["A", "B"], [])


def test_the_reference_page_is_that_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == fields_page()
