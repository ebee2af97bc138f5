from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabula.script import files
from fabula.script.files import read_source
from fabula.script.read import read_script
from fabula.source import Source


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"", "utf-8", ""),
        ("É\r\n".encode(), "utf-8", "É\r\n"),
        (b"\xef\xbb\xbfa", "utf-8", "\ufeffa"),
        ("\ufeffÉ".encode("utf-16-le"), "utf-16-le", "\ufeffÉ"),
        ("\ufeffÉ".encode("utf-16-be"), "utf-16-be", "\ufeffÉ"),
        ("\ufeffÉ".encode("utf-32-le"), "utf-32-le", "\ufeffÉ"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, text: str) -> None:
    (tmp_path / "a").write_bytes(data)
    source, findings = read_source(tmp_path / "a", "shows/a.fountain")
    assert source is not None
    assert (source.path, source.text, source.encoding, findings) == ("shows/a.fountain", text, encoding, [])
    assert source.text.encode(source.encoding, source.errors) == data


def test_windows_1252(tmp_path: Path) -> None:
    data = b"INT. BAR\r\n\r\nAt the caf\xe9 \x93now\x94 \x81.\r\n"
    (tmp_path / "a").write_bytes(data)
    source, [finding] = read_source(tmp_path / "a", "a.fountain")
    assert source is not None
    assert source.text.startswith("INT. BAR\r\n\r\nAt the café “now” ")
    assert source.text.encode(source.encoding, source.errors) == data
    assert (finding.code, str(finding.span)) == ("S106", "a.fountain:3:11")
    assert "0xE9" in finding.message
    assert "UTF-8" in finding.help


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\r", b"\0\xff" * 40, b"text \0 text", b"\xff\xfe\0"])
def test_binary(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    source, findings = read_source(tmp_path / "a", "a.fountain")
    assert source is None
    assert [(f.code, str(f.span), f.message) for f in findings] == [("S105", "a.fountain:1:1", "This file is not text")]


def test_missing(tmp_path: Path) -> None:
    source, [finding] = read_source(tmp_path / "none", "none.fountain")
    assert source is None
    assert (finding.code, finding.message) == ("S105", "This file cannot be read: no such file or directory")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert [finding.code for finding in read_source(tmp_path, "x.fountain")[1]] == ["S105"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    path.chmod(0)
    assert [finding.code for finding in read_source(path, "a")[1]] == ["S105"]


def test_no_permission_from_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    source, [finding] = read_source(tmp_path / "a", "a")
    assert source is None
    assert finding.message == "This file cannot be read: permission denied"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 3)
    (tmp_path / "a").write_bytes(b"four")
    source, [finding] = read_source(tmp_path / "a", "a")
    assert source is None
    assert finding.code == "S112"


@pytest.mark.parametrize(
    ("path", "format_"),
    [
        ("a.fountain", "fountain"),
        ("a.FDX", "fdx"),
        ("a.xml", "tei"),
        ("a.tei", "tei"),
        ("a", "fountain"),
        ("b.fdx/a.spmd", "fountain"),
    ],
)
def test_formats_by_suffix(path: str, format_: str) -> None:
    script, _ = read_script(Source(path, "INT. A"))
    assert script.format == format_
