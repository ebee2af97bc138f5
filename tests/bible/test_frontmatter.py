"""Front matter keeps what was written, with its place, and says what is wrong with the rest."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fabula.bible.frontmatter import MAX_DEPTH, read_front_matter
from fabula.bible.model import Value
from fabula.source import Source


def plain(value: Value) -> object:
    if isinstance(value.value, str):
        return value.value
    if isinstance(value.value, tuple):
        return [plain(item) for item in value.value]
    return {key: plain(item) for key, item in value.value.items()}


def read(text: str) -> tuple[dict[str, object], str, list[tuple[int, int, str]]]:
    fields, body, findings = read_front_matter(Source("bible/people/x.md", text))
    assert all(f.code == "L105" and f.help for f in findings)
    found = [(f.span.line, f.span.column, f.message) for f in findings]
    return {key: plain(value) for key, value in fields.items()}, text[body:], found


def test_scalars_stay_text_as_written() -> None:
    fields, body, findings = read(
        '---\nanswer: NO\nborn: 2014-06-03\nsum: 1e3\nnothing: ~\nempty:\nquoted: "a: b"\n---\nHe.\n'
    )
    assert fields == {
        "answer": "NO", "born": "2014-06-03", "sum": "1e3", "nothing": "~", "empty": "", "quoted": "a: b",
    }  # fmt: skip
    assert body == "He.\n"
    assert findings == []


def test_every_value_and_key_has_its_place() -> None:
    text = "\ufeff---\r\nname: Élodie\r\naliases:\r\n  - Elo\r\n  - 'Lo'\r\nat: {x: [1, 2]}\r\n---\r\nProse"
    fields, body, findings = read_front_matter(Source("a.md", text))
    assert findings == []
    assert text[body:] == "Prose"
    name, aliases, at = fields["name"], fields["aliases"], fields["at"]
    assert (name.span.text, name.span.line, name.span.column) == ("Élodie", 2, 7)
    assert name.key is not None
    assert (name.key.text, name.key.line, name.key.column) == ("name", 2, 1)
    assert aliases.span.text == "- Elo\r\n  - 'Lo'"
    assert [(item.text, item.span.text, item.span.line) for item in aliases.items] == [
        ("Elo", "Elo", 4),
        ("Lo", "'Lo'", 5),
    ]
    assert isinstance(at.value, dict)
    assert at.value["x"].span.text == "[1, 2]"


def test_links_in_fields_are_their_targets() -> None:
    fields, _, findings = read('---\nhome: "[[Rome|the city]]"\nother: [[places/oslo]]\nmany: ["[[A]]", B]\n---\n')
    assert fields == {"home": "Rome", "other": "places/oslo", "many": ["A", "B"]}
    assert findings == []


def test_a_file_without_front_matter_is_all_prose() -> None:
    assert read("Just prose\n---\nname: x\n---\n") == ({}, "Just prose\n---\nname: x\n---\n", [])
    assert read("") == ({}, "", [])


def test_unclosed_front_matter_is_told_at_its_start_and_still_read() -> None:
    fields, body, findings = read("---\nname: Mason\nborn: 1984\n\nHe wakes up.\n")
    assert fields == {"name": "Mason", "born": "1984"}
    assert body == "\nHe wakes up.\n"
    assert findings == [(1, 1, "The fields at the head of this file have no end")]


def test_a_field_written_twice_keeps_the_first() -> None:
    fields, _, findings = read("---\nname: One\nname: Two\n---\n")
    assert fields == {"name": "One"}
    assert findings == [(3, 1, "The field “name” is written twice; this one is not read")]


@pytest.mark.parametrize(
    ("text", "kept", "line", "column", "message"),
    [
        (
            "name: A\ntitle: One: two\nborn: 1984",
            ["name", "title", "born"],
            3,
            11,
            "There is a second colon in this field",
        ),
        ("name: A\nx:\n\t- b\nborn: 1984", ["name", "born"], 4, 1, "A tab stands where fields need spaces"),
        ('name: A\nx: "open\nborn: 1984', ["name", "born"], 3, 9, "A quotation mark is not closed"),
        (
            "name: A\njust words\nborn: 1984",
            ["name", "born"],
            3,
            1,
            "This is no field: fields are written `name: value`",
        ),
        ("name: A\nx: *star\nborn: 1984", ["name", "born"], 3, 4, "Nothing is called &star above"),
        ("name: A\nx: @home\nborn: 1984", ["name", "x", "born"], 3, 4, "A value cannot start with '@'"),
        ("name: A\n? [a]\n: b\nborn: 1984", ["name", "born"], 3, 3, "This is no name for a field"),
        (
            "name: A\nx: a\x07b\nborn: 1984",
            ["name", "x", "born"],
            3,
            5,
            "There is an invisible character here (U+0007)",
        ),
    ],
)
def test_a_broken_field_does_not_take_the_others_with_it(
    text: str, kept: list[str], line: int, column: int, message: str
) -> None:
    fields, body, findings = read(f"---\n{text}\n---\nProse")
    assert list(fields) == kept
    assert body == "Prose"
    assert findings == [(line, column, message)]


def test_a_list_is_no_front_matter() -> None:
    fields, _, findings = read("---\n- a\n- b\n---\n")
    assert fields == {}
    assert findings == [(2, 1, "This is no field: fields are written `name: value`")]


def test_references_that_multiply_end_in_a_finding() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    fields, _, findings = read("---\n" + "\n".join(lines) + "\n---\n")
    assert list(fields) == ["a0"]
    assert [message for *_, message in findings] == ["There are too many values here"]


def test_a_plain_reference_is_read() -> None:
    assert read("---\na: &x [1, 2]\nb: *x\n---\n")[0] == {"a": ["1", "2"], "b": ["1", "2"]}


@pytest.mark.parametrize("opener", ["[", "{a: "])
def test_deep_nesting_ends_in_a_finding(opener: str) -> None:
    _, _, findings = read("---\nname: A\nx: " + opener * 5000 + "\n---\n")
    assert [message for *_, message in findings] == ["Fields are nested too deep here"]
    assert MAX_DEPTH < 5000


_LINES = st.sampled_from(
    ["name: A", "name: B", "x:", "  - a", "  b: c", "\t- d", "x: [a, b", "y: {a: b}", "z: 'q", "- k", "# c", "", "é: ü",
     "k: |", "  text", "w: a: b", "...", "*", "&a b", "? x", "q: \"a\\n\"", "l: [[A|b]]", "\u2028", "%YAML 9"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_both_loaders_read_alike(lines: list[str], end: str) -> None:
    source = Source("a.md", end.join(["---", *lines, "---", "Prose"]))
    fast, slow = read_front_matter(source), read_front_matter(source, yaml.BaseLoader)
    assert fast[:2] == slow[:2]
    assert bool(fast[2]) == bool(slow[2])


@given(st.text(max_size=80))
def test_no_text_is_too_much(text: str) -> None:
    for source in (Source("a.md", text), Source("a.md", f"---\n{text}\n---\n")):
        fields, body, findings = read_front_matter(source)
        assert 0 <= body <= len(source.text)
        for value in fields.values():
            assert 0 <= value.span.start <= value.span.end <= len(source.text)
        for finding in findings:
            assert 0 <= finding.span.start <= finding.span.end <= len(source.text)
