"""Pages for tests: hostile comments, and what a page may hold."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from fabula.listening.answers.landing import EpisodeCell, Landing, Reach, Response, Verdict
from fabula.listening.answers.measuring import Measured
from fabula.listening.answers.overview import Heard, Overview
from fabula.listening.answers.quotes import Quote
from fabula.listening.numbers.figure import Figure

__all__ = ["HOSTILE", "Page", "hostile_landing"]

HOSTILE: Final = (
    "<script>document.title='taken'</script>",
    "</p></blockquote></section><script>document.title='taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    "<svg/onload=document.title='taken'>",
    "\"><script>document.title='taken'</script>",
    "' onmouseover='document.title=1' x='",
    "<a href=\"javascript:document.title='taken'\">click</a>",
    "<iframe srcdoc=\"<script>parent.document.title='taken'</script>\"></iframe>",
    "<style>*{display:none}</style>",
    "</title><script>document.title='taken'</script>",
    "</style><script>document.title='taken'</script>",
    "<!-- --><script>document.title='taken'</script><!--",
    "<![CDATA[<script>document.title='taken'</script>]]>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href='https://example.org/'>",
    "<form action=https://example.org><input name=a></form>",
    "<object data=https://example.org></object><embed src=https://example.org>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    "<math><mtext><table><mglyph><style><img src=x onerror=document.title='taken'>",
    "&lt;script&gt;document.title='taken'&lt;/script&gt;",
    "&#60;script&#62;document.title='taken'&#60;/script&#62;",
    "<ScRiPt\n>document.title='taken'</sCrIpT >",
    "\u202e<script>document.title='taken'</script>\u202c",
    "\x00<scr\x00ipt>document.title='taken'</script>",
    "`<script>document.title='taken'</script>`",
    '=HYPERLINK("https://example.org")',
    "{{constructor.constructor('document.title=1')()}}",
    "<template><script>document.title='taken'</script></template>",
    "<details open ontoggle=document.title='taken'>",
    "<input autofocus onfocus=document.title='taken'>",
)
"""Comments as somebody writes them who wants a page to do something."""

_ALLOWED: Final = frozenset(
    "html head meta title style body header h1 h2 h3 p nav ul li a main section figure figcaption div table caption "
    "thead tbody tr th td br span blockquote footer code svg defs pattern path text g rect circle".split()
)


class Page(HTMLParser):
    """A page as a browser takes it apart, with everything in it that should not be there in ``wrong``."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.metas: list[dict[str, str | None]] = []
        self.feed(markup)
        self.close()
        self.wrong += [f"<{name}> is left open" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "src", "srcdoc", "action", "formaction", "xlink:href"}:
                self.wrong.append(f"<{tag} {name}>")
            if name == "href" and not (value or "").startswith("#"):
                self.wrong.append(f"<{tag} href={value}>")
        if tag == "meta":
            self.metas.append(dict(attrs))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in {"meta", "br"}:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")


def hostile_landing() -> Landing:
    """What lands, where every name, source, note and quote is hostile."""
    figure = Figure(0.4, 0.3, 0.5, 0.05, 99.0, 120, 110, 115.0, notes=(HOSTILE[0],))
    little = Figure(0.1, -0.6, 0.7, 0.3, 9.0, 10, 9, 10.0, enough=False)
    responses = []
    for number, text in enumerate(HOSTILE):
        element = f"people/{text.replace('/', '-')}"
        measured = Measured(figure, ((HOSTILE[1], figure), ("board", little)))
        cells = tuple(
            EpisodeCell(key, Measured(shown, ()), Reach(120, 110, 0.2, 0))
            for key, shown in ((f"{HOSTILE[3].replace('/', '-')}/s01e01", figure), ("tidewater/s01e02", little))
        )
        quote = Quote(element, 1 if number % 2 else -1, f"x:{number}", HOSTILE[2], None, None, text)
        verdict = Verdict.LANDS if number % 2 else Verdict.FAILS
        responses.append(
            Response(
                element, measured, measured, Reach(120, 110, 0.2, 7), (("en", 120),), 0.2, 0.01, verdict, cells,
                (quote,),
            )
        )  # fmt: skip
    heard = Heard(HOSTILE[4], 120, 110, None, None)
    overview = Overview(heard, (heard,), ((HOSTILE[5], 100), (None, 20)), 7, 3, 1)
    columns = (f"{HOSTILE[3].replace('/', '-')}/s01e01", "tidewater/s01e02")
    return Landing("liking", overview, 0, Measured(figure, ()), tuple(responses), (), columns, 30, 5)
