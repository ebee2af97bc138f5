"""One file, from bytes to bytes: encodings, line ends, XML, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from fabula.change.merging.files import NO_XML, NOT_TEXT, merge_contents
from fabula.change.merging.pieces import Markers, Style

LINES = [f"Line {number}." for number in range(9)]


def text(*changes: tuple[int, str], end: str = "\n") -> str:
    lines = list(LINES)
    for number, line in changes:
        lines[number] = line
    return "".join(line + end for line in lines)


def merged(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
    found = merge_contents(path, base, ours, theirs)
    assert (found.conflicts, found.kept_ours) == (0, "")
    return found.data


@pytest.mark.parametrize("data", [b"", b"a\r\nb", b"\xff\xfea\0", b"\x89PNG\0\0", b"\xef\xbb\xbfx\n"])
def test_what_only_one_side_changed_is_taken_as_it_is(data: bytes) -> None:
    for path in ("a.fountain", "a.md", "a.fdx", "a.png"):
        assert merged(path, b"old", data, b"old") == data
        assert merged(path, b"old", b"old", data) == data
        assert merged(path, b"old", data, data) == data
        assert merged(path, None, data, data) == data


@pytest.mark.parametrize("path", ["a.fountain", "a.md", "a.txt"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_stay(path: str, encoding: str, mark: bytes, end: str) -> None:
    def write(*changes: tuple[int, str]) -> bytes:
        return mark + text(*changes, end=end).encode(encoding)

    assert merged(path, write(), write((1, "Élodie.")), write((7, "राही।"))) == write((1, "Élodie."), (7, "राही।"))


def test_whoever_changes_the_form_of_a_file_is_followed() -> None:
    base, ours = text().encode(), text((1, "o")).encode()
    new = codecs.BOM_UTF16_LE + text((7, "t"), end="\r\n").encode("utf-16-le")
    both = codecs.BOM_UTF16_LE + text((1, "o"), (7, "t"), end="\r\n").encode("utf-16-le")
    assert merged("a.fountain", base, ours, new) == merged("a.fountain", base, new, ours) == both


def test_an_encoding_that_lacks_a_letter_gives_way() -> None:
    base, ours = text((0, "café")).encode("cp1252"), text((0, "café"), (2, "o")).encode("cp1252")
    theirs = text((0, "café"), (7, "राही")).encode("utf-8")
    assert merged("a.fountain", base, ours, theirs) == text((0, "café"), (2, "o"), (7, "राही")).encode("utf-8")
    odd = b"caf\xe9 \x81\n"  # a byte that Windows-1252 does not know stays what it is
    assert (
        merged("a.txt", odd + b"1\n2\n3\n", odd + b"1\n2\n4\n", b"0\n" + odd + b"1\n2\n3\n")
        == b"0\n" + odd + b"1\n2\n4\n"
    )


def test_what_is_no_text_stays_ours() -> None:
    found = merge_contents("map.png", b"\x89PNG\0\0", b"\x89PNG\0\0o", b"\x89PNG\0\0t")
    assert (found.data, found.conflicts, found.kept_ours) == (b"\x89PNG\0\0o", 1, NOT_TEXT)


def paragraph(words: str) -> str:
    return f'<Paragraph Type="Action">\n<Text>{words}</Text>\n</Paragraph>\n'


def fdx(*words: str) -> bytes:
    return f"<FinalDraft>\n<Content>\n{''.join(map(paragraph, words))}</Content>\n</FinalDraft>\n".encode()


def test_final_draft_files_stay_readable() -> None:
    base = fdx("one", "two", "three", "four")
    assert merged("a.fdx", base, fdx("1", "two", "three", "four"), fdx("one", "two", "three", "4")) == fdx(
        "1", "two", "three", "4"
    )
    ours = fdx("1", "two", "three", "four")
    found = merge_contents("a.fdx", base, ours, fdx("uno", "two", "three", "four"))
    assert (found.data, found.conflicts, found.kept_ours) == (ours, 1, NO_XML)


def test_a_merge_by_lines_that_would_break_the_xml_is_none() -> None:
    # Each side closes the element in its own way, at different lines: as text the two fit.
    base = b"<a>\n<b>\n1\n2\n3\n4\n</b>\n</a>\n"
    ours, theirs = (
        base.replace(b"<b>", b"<c>").replace(b"</b>", b"</c>"),
        base.replace(b"1\n2\n3\n4", b"1\n<b>\n2\n3\n</b>\n4"),
    )
    assert merge_contents("a.fdx", base, ours, theirs).kept_ours == ""
    broken = base.replace(b"2\n3\n", b"</b>\n<b>\n")
    lost = base.replace(b"<b>\n1", b"1").replace(b"4\n</b>", b"4")
    found = merge_contents("a.fdx", base, lost, broken)
    assert (found.data, found.conflicts, found.kept_ours) == (lost, 1, NO_XML)
    assert merge_contents("a.txt", base, lost, broken).conflicts == 0


def test_marks() -> None:
    markers = Markers(Style.DIFF3, 9, "rome", "then", "delhi")
    found = merge_contents("a.txt", b"a\r\nb\r\n", b"o\r\nb\r\n", b"t\r\nb\r\n", markers)
    assert found.data == b"<<<<<<<<< rome\r\no\r\n||||||||| then\r\na\r\n=========\r\nt\r\n>>>>>>>>> delhi\r\nb\r\n"
    assert found.conflicts == 1
