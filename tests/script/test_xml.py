"""XML is read with places, and what is broken or hostile ends in a finding at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.finding import Finding
from fabula.script import xml
from fabula.script.xml import Node, Text, read_xml
from fabula.source import Source


def read(text: str) -> tuple[Node, list[Finding]]:
    return read_xml(Source("a.fdx", text))


def only(text: str) -> tuple[Node, Finding]:
    root, findings = read(text)
    assert len(findings) == 1, findings
    return root, findings[0]


def test_places_are_code_points_also_after_wide_characters() -> None:
    text = '<a><b x=">é"/>é𝄞t &amp; <c>ü</c  ></a>'
    root, findings = read(text)
    assert findings == []
    a = root.node("a")
    assert a is not None
    b, words, c = a.children
    assert isinstance(b, Node) and isinstance(words, Text) and isinstance(c, Node)
    assert text[a.start : a.end] == text
    assert text[b.start : b.end] == '<b x=">é"/>' and b.attrs == {"x": ">é"}
    assert words.text == "é𝄞t & " and text[words.start :].startswith("é𝄞t &amp;")
    assert text[c.start : c.end] == "<c>ü</c  >" and c.text == "ü"


@pytest.mark.parametrize("declared", ["UTF-16", "ISO-8859-1", "windows-1252", "no-such-codec"])
def test_the_declared_encoding_plays_no_part(declared: str) -> None:
    text = f'\ufeff<?xml version="1.0" encoding="{declared}"?><a>Élodie — Иван</a>'
    root, findings = read(text)
    assert findings == []
    a = root.node("a")
    assert a is not None and a.text == "Élodie — Иван"
    assert text[a.start : a.end] == "<a>Élodie — Иван</a>"


def test_prefixes_of_names_are_left_out_and_of_attributes_kept() -> None:
    root, _ = read('<t:a xmlns:t="x" xml:id="one"><t:b/></t:a>')
    a = root.node("a")
    assert a is not None and a.get("xml:id") == "one" and a.node("b") is not None


def test_a_mismatched_tag_is_found_at_its_place_and_what_was_read_stays() -> None:
    root, finding = only("<a>\n<b>kept</b>\n<c>half</a>")
    assert (finding.code, finding.span.line, finding.span.column) == ("S107", 3, 10)
    assert "mismatched tag" in finding.message and finding.help.startswith("close")
    a = root.node("a")
    assert a is not None and [n.text for n in a.nodes()] == ["kept", "half"]


def test_a_file_that_ends_too_early_keeps_its_last_words() -> None:
    root, finding = only("<a><b>one</b>the last wor")
    assert finding.code == "S107" and finding.span.start == len("<a><b>one</b>the last wor")
    assert "ends too early" in finding.help
    assert root.text == "onethe last wor"


def test_a_bare_ampersand_is_found_at_its_place() -> None:
    _, finding = only("<a>\nMason & Nadia</a>")
    assert (finding.code, finding.span.line) == ("S107", 2)
    assert "&amp;" in finding.help


def test_nothing_at_all_is_broken() -> None:
    assert only("")[1].code == "S107"
    assert only("\x00\x01\x02")[1].code == "S107"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://example.invalid/x.dtd"> %a;',
        "<!ELEMENT a (#PCDATA)>",
    ],
)
def test_a_document_with_declarations_of_its_own_is_not_read(declaration: str) -> None:
    root, finding = only(f'<?xml version="1.0"?>\n<!DOCTYPE a [{declaration}]><a>&b;</a>')
    assert (finding.code, finding.span.line) == ("S108", 2)
    assert root.text == ""


def test_a_doctype_without_declarations_is_harmless() -> None:
    root, findings = read('<!DOCTYPE a SYSTEM "a.dtd"><a>x&eacute;&nbsp;y</a>')
    assert findings == [] and root.text == "xé\xa0y"


def test_a_character_that_nothing_declares_stays_as_written() -> None:
    root, finding = only('<!DOCTYPE a SYSTEM "a.dtd"><a>x &what; y</a>')
    assert finding.code == "S107" and finding.span.text == "&what;"
    assert root.text == "x &what; y"


def test_depth_has_a_limit() -> None:
    assert read("<a>" * xml.MAX_DEPTH + "</a>" * xml.MAX_DEPTH)[1] == []
    deep = "<a>" * 100_000
    root, finding = only(deep)
    assert (finding.code, finding.span.start) == ("S108", 3 * xml.MAX_DEPTH)
    assert len(list(root.find_all("a"))) == xml.MAX_DEPTH


def test_size_and_number_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_NODES", 5)
    _, finding = only("<a>" + "<b/>" * 9 + "</a>")
    assert (finding.code, finding.span.start) == ("S108", 3 + 4 * 4)
    monkeypatch.setattr(xml, "MAX_CHARACTERS", 10)
    root, finding = only("<a>" + " " * 10 + "</a>")
    assert (finding.code, finding.span.start) == ("S108", 0) and root.children == []


def test_many_attributes_and_long_text_are_read() -> None:
    attributes = " ".join(f'a{i}="{i}"' for i in range(5_000))
    root, findings = read(f"<a {attributes}>" + "é\n" * 200_000 + "</a>")
    assert findings == [] and root.text == "é\n" * 200_000


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    root, findings = read(text)
    assert all(0 <= f.span.start <= f.span.end <= len(text) for f in findings)
    assert root.end == len(text) or findings


@given(st.text(alphabet='<>/&;"= ab\né\U0001d11e![]-?'))
def test_any_markup_has_places_inside_the_file(text: str) -> None:
    root, _ = read(f"<a>{text}")
    for node in root.find_all("a", "b"):
        assert 0 <= node.start < node.end <= len(text) + 3
