"""What settings of audiences and comments alike write: languages, episodes, scales of ratings, formats of times."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any, Final

__all__ = ["is_time_format", "read_episode", "read_language", "read_scale"]

_CODE: Final = re.compile(r"(?:(?P<show>[\w.-]+)[/ ])?s(?P<season>\d{1,2})\s*[/ ]?e(?P<episode>\d{1,3})", re.IGNORECASE)
_CROSS: Final = re.compile(r"(?P<season>\d{1,2})x(?P<episode>\d{1,3})", re.IGNORECASE)


def read_scale(value: Any) -> tuple[float, float] | None:
    """A scale of ratings, given as [1, 5] or "1-5"; None if it is none."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to|\.\.)\s*(-?\d+(?:\.\d+)?)\s*", value)
        value = [float(match[1]), float(match[2])] if match else None
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one) for one in value):
        return None
    return (float(value[0]), float(value[1])) if value[0] != value[1] else None


# ISO 639-2 and names that exports use, to ISO 639-1.
_LANGUAGES: Final = dict(
    pair.split("=")
    for pair in """\
        eng=en english=en ita=it italian=it italiano=it hin=hi hindi=hi हिन्दी=hi spa=es spanish=es
        español=es fra=fr fre=fr french=fr français=fr deu=de ger=de german=de deutsch=de por=pt
        portuguese=pt português=pt nld=nl dut=nl dutch=nl rus=ru russian=ru русский=ru jpn=ja japanese=ja
        日本語=ja kor=ko korean=ko 한국어=ko zho=zh chi=zh chinese=zh 中文=zh ara=ar arabic=ar العربية=ar tur=tr
        turkish=tr türkçe=tr pol=pl polish=pl polski=pl ukr=uk ukrainian=uk swe=sv swedish=sv nor=no
        norwegian=no nob=no dan=da danish=da fin=fi finnish=fi ces=cs cze=cs czech=cs ell=el gre=el greek=el
        heb=he hebrew=he iw=he tam=ta tamil=ta tel=te telugu=te ben=bn bengali=bn bangla=bn mar=mr
        marathi=mr urd=ur urdu=ur ind=id indonesian=id in=id tha=th thai=th vie=vi vietnamese=vi ron=ro
        rum=ro romanian=ro hun=hu hungarian=hu tgl=tl filipino=tl fil=tl catalan=ca cat=ca""".split()
)
_UNKNOWN: Final = frozenset("und unk unknown none null zxx mul qme qht art qam qct qst xx".split())


def read_language(value: Any) -> str | None:
    """A language in two letters: of "en-US", "eng", "English", "EN". None if it is none or not said."""
    if not isinstance(value, str):
        return None
    word = re.split(r"[-_ (]", value.strip().lower(), maxsplit=1)[0]
    if word in _UNKNOWN:
        return None
    word = _LANGUAGES.get(word, word)
    return word if len(word) == 2 and word.isascii() and word.isalpha() else None


def read_episode(value: Any, show: str | None) -> str | None:
    """The key of an episode, "citadel/s01e03": of "S01E03", "1x03", "citadel S01E03". None if it names no episode."""
    if not isinstance(value, str):
        return None
    match = _CODE.fullmatch(value.strip()) or _CROSS.fullmatch(value.strip())
    if match is None:
        return None
    of = match.groupdict().get("show") or show
    return f"{of}/s{int(match['season']):02}e{int(match['episode']):02}".lower() if of else None


def is_time_format(form: str) -> bool:
    """Whether a format is one of ``strptime``."""
    try:
        datetime.strptime(datetime(2019, 4, 14, 21, 5, 33, tzinfo=UTC).strftime(form), form)  # noqa: DTZ007
    except ValueError:
        return False
    return True
