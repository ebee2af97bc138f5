"""The frame of a page: what a browser may do with it, how it looks by day, by night, on paper and on a telephone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

import fabula
from fabula.report.words import clean

__all__ = ["Section", "element", "paragraph", "prose", "text", "write_page"]


def text(words: str) -> str:
    """Words as they may stand anywhere in a page, in attributes too: nothing in them is markup.

    Control characters and signs that turn the direction of a line are shown as signs.
    """
    return escape(clean(words.replace("\n", " ").replace("\r", " ").replace("\t", " ")), quote=True)


def element(name: str, content: str, **attributes: str) -> str:
    """An element around content that is markup already; values of attributes are plain words. ``class_`` is class."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"


def prose(words: str) -> str:
    """Words of our own, with what stands between backquotes as code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", text(words))


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph of words of our own."""
    return element("p", prose(words), class_=kind) if kind else element("p", prose(words))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its heading in plain words, its content as markup. ``name`` is the anchor that leads to it."""

    name: str
    heading: str
    content: str


def write_page(title: str, lead: Sequence[str], sections: Iterable[Section], method: Sequence[str]) -> str:
    """A whole page; ``method`` is how its figures were made, for the foot. The same content gives the same bytes.

    The page may run no script, load nothing and send nothing anywhere: its policy allows its own style sheet, known by
    its hash, and no more.
    """
    style = files("fabula.report.listening.html").joinpath("page.css").read_text(encoding="utf-8")
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    parts = list(sections)
    links = "".join(element("li", element("a", text(one.heading), href=f"#{one.name}")) for one in parts)
    body = "\n".join(
        f'<section id="{text(one.name)}">\n<h2>{text(one.heading)}</h2>\n{one.content}\n</section>' for one in parts
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            f"<header>\n<h1>{text(title)}</h1>\n{''.join(paragraph(one) for one in lead)}\n</header>",
            f'<nav aria-label="Contents"><ul>{links}</ul></nav>' if len(parts) > 1 else "",
            f"<main>\n{body}\n</main>",
            f"<footer>\n<h2>How this was made</h2>\n{''.join(paragraph(one) for one in method)}",
            f"<p>fabula {text(fabula.__version__)}</p>\n</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )
