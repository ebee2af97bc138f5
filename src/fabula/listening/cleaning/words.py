"""Small words by which languages are told apart, and words that advertise."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["PROMOTION", "SCRIPTS", "SMALL_WORDS"]

SMALL_WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": """\
            the and you that was for are with his they this have from not but what all were when your can said
            there each which their will other about many then them these some her would make like him into has
            look more could been who its did get how she he it is i my me so just if of to in on be at or as we
            an do no up out don didn doesn isn wasn couldn won ve ll re really because think""",
        "it": """\
            il lo la gli le un uno una di del della dei delle dal dalla nel nella che chi cui non è sono sei era
            con per più ma anche come questo questa quello quella mi ti ci si io tu lui lei noi voi loro ho hai
            ha abbiamo hanno molto troppo bella bello solo quando dove perché cosa fatto essere stato stata
            senza tutti tutto ogni proprio""",
        "es": """\
            el la los las un una unos unas de del que y en es no se lo por con para una su al como más pero sus
            le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo
            nos durante ella yo eso está estoy fue qué él son tiene mi mejor creo""",
        "fr": """\
            le la les un une des du de et est que qui dans ce il elle ne pas plus par pour sur avec au aux son
            sa ses je tu nous vous ils on mais ou où donc car cette cet ces mon ma mes été être avoir fait très
            trop ai comme tout sans aussi j n qu""",
        "de": """\
            der die das und ist nicht ein eine einen einem einer ich du er sie es wir ihr zu den dem des mit auf
            für von im in an als auch war so dass kann hat haben aber nur noch nach bei wie wenn was sich aus
            mehr sehr schon mir mich dich doch oder kein keine wird habe immer""",
        "pt": """\
            o a os as um uma de do da dos das que e em no na nos nas é não se por com para mais mas como foi ele
            ela eu você isso esse essa este esta seu sua ao muito já são tem também só pelo pela até quando sem
            melhor acho tudo ser está""",
        "nl": """\
            de het een en van in is dat die niet op te zijn met voor er maar om aan ook als dan bij nog naar wel
            heeft had ik je hij ze we wat deze dit was geen heel echt""",
        # Hindi in Latin letters, as it is mostly written in comments; the model that is asked otherwise has never
        # seen it.
        "hi": """\
            hai hain nahi nahin kya kyu kyun bhai yaar yeh ye woh wo mein main hum tum aap ka ki ke ko se par
            aur tha thi the bahut bohot accha acha achha mast maza mazaa toh bhi hi koi kuch kaise kab kahan
            raha rahi rahe gaya gayi gaye kar karo karna liye abhi sab apna apni mera meri tera teri uska iska
            wala wali dekho dekha dekh sabse bas matlab lekin magar jab tak phir fir ek kitna kitni""",
    }.items()
}
"""For each language; those that several share count for each."""

SCRIPTS: Final = {
    "Devanagari": ("\u0900-\u097f", ("hi", "mr", "ne")),
    "Bengali": ("\u0980-\u09ff", ("bn",)),
    "Gurmukhi": ("\u0a00-\u0a7f", ("pa",)),
    "Gujarati": ("\u0a80-\u0aff", ("gu",)),
    "Tamil": ("\u0b80-\u0bff", ("ta",)),
    "Telugu": ("\u0c00-\u0c7f", ("te",)),
    "Kannada": ("\u0c80-\u0cff", ("kn",)),
    "Malayalam": ("\u0d00-\u0d7f", ("ml",)),
    "Thai": ("\u0e00-\u0e7f", ("th",)),
    "Hangul": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
    "Kana": ("\u3040-\u30ff", ("ja",)),
    "Han": ("\u4e00-\u9fff", ("zh", "ja")),
    "Greek": ("\u0370-\u03ff", ("el",)),
    "Hebrew": ("\u0590-\u05ff", ("he",)),
    "Arabic": ("\u0600-\u06ff", ("ar", "fa", "ur")),
    "Cyrillic": ("\u0400-\u04ff", ("ru", "uk", "bg", "sr", "mk", "be", "kk")),
}
"""Scripts other than Latin: their letters, and the languages that write in them, the most spoken first."""

_PHRASES: Final = (
    r"free (?:followers|subs|subscribers|likes|gift ?cards?|v-?bucks|robux|crypto|trial here|movies?)",
    r"(?:watch|stream|download)(?: \w+){0,4} (?:free|full hd|in hd|online)",
    r"full (?:hd )?(?:episodes?|movie) (?:here|free|link)",
    r"(?:earn|make)(?: \w+){0,2} (?:money|cash|dollars|income)",
    r"work(?:ing)? from home",
    r"passive income",
    r"(?:check|visit)(?: out)? my (?:channel|profile|page|bio|site|website)",
    r"link in (?:my )?(?:bio|profile)",
    r"sub(?:scribe)? (?:4|for) sub",
    r"subscribe to my",
    r"follow (?:me|my)",
    r"dm me",
    r"promo ?code",
    r"discount code",
    r"coupon",
    r"cheap(?:est)? (?:price|followers)",
    r"buy now",
    r"order now",
    r"limited offer",
    r"click (?:here|the link)",
    r"crypto (?:investment|trading)",
    r"invest(?:ment)? (?:with|platform)",
    r"forex",
    r"casino",
    r"contact (?:me|him|her) (?:on|via|at)",
    r"write (?:to )?me",
    r"(?:join|on) my (?:telegram|whatsapp|onlyfans)",
    r"guadagn\w+ (?:soldi|da casa|online)",
    r"soldi facili",
    r"lavor\w+ da casa",
    r"clicca (?:qui|sul link)",
    r"link in bio",
    r"iscriviti al mio",
    r"codice sconto",
    r"streaming gratis",
    r"seguimi",
    r"contatt\w+ (?:mi )?su",
    r"gana(?:r)? dinero",
    r"haz clic",
    r"sígueme",
    r"descuento",
    r"argent facile",
    r"cliquez",
    r"abonnez-vous à ma",
    r"geld verdienen",
    r"klick hier",
    r"ganhar dinheiro",
    r"clique aqui",
    r"paise kamao",
    r"ghar baithe",
    r"paisa kama\w*",
    r"link par click",
    r"mere channel",
    r"subscribe kar\w*",
)
_OTHERS: Final = r"पैसे कमा|घर बैठे|लिंक पर क्लिक|मेरे चैनल|सब्सक्राइब कर"
PROMOTION: Final = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b|{_OTHERS}", re.IGNORECASE)
"""Phrases of advertisements, in English, Italian, Hindi, Spanish, French, German and Portuguese."""
