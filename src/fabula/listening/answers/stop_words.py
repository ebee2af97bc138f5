"""Words that say nothing of what a comment is about, in the languages that comments mostly come in."""

from __future__ import annotations

from typing import Final

__all__ = ["stop_words"]

_ENGLISH = """
a about above after again against ago ain all almost alone along already also although always am among an and another
any anybody anyone anything anyway are aren around as ask at away back be became because become been before being
below best better between bit both but by came can cannot cant come comes coming could couldn did didn do does doesn
doing don done down during each either else enough especially etc even ever every everybody everyone everything far
feel feels felt few find finally first for found from full further gave get gets getting give given gives go goes
going gone gonna good got great guess guy guys had hadn half happen happened happens hard has hasn have haven having
he her here hers herself him himself his hope how however i if im in instead into is isn it its itself ive just keep
kept kind knew know known knows last later least left less let lets like liked likely little ll long look looked
looking looks lot lots love loved loves made main make makes making many may maybe me mean means might mine miss more
most much must my myself need needs never new next nice no nobody none nor not nothing now of off often oh ok okay old
on once one ones only onto or other others our ours ourselves out over own part people perhaps person please point
pretty probably put quite rather re read real really right said same saw say saying says see seeing seem seemed seems
seen several shall she should shouldn show shows since so some somebody somehow someone something sometimes soon sorry
still stop stuff such sure take takes taking talk talking tell than thank thanks that thats the their theirs them
themselves then there these they thing things think thinking this those though thought three through thru time times
to together told too took totally toward tried true try trying turn turned two under until up upon us use used using
usually ve very via wait wanna want wanted wants was wasn watch watched watching way ways we well went were weren what
whatever when whenever where whether which while who whole whom whose why will wish with within without won wonder word
work works world would wouldn wow wrong yeah year years yes yet you your yours yourself actually absolutely agree
amazing awesome awful bad badly boring boy brilliant bro cool crazy damn dear definitely dude else entire episode
episodes eps ep excellent exactly excited fan fans fantastic favorite favourite finale fine fuck fucking fun funny girl
glad god happy hate hated hates haha hell hey hi honestly imagine imo insane interesting lmao lol man moment moments
mind nah omg perfect perfectly personally please plus poor scene scenes season seasons seriously series shit simply
soo story sucks super terrible weird wonderful worst yep
day days comment comments topic hear heard hearing waiting otherwise thread post posts reddit sub video youtube
"""
_ITALIAN = """
a abbiamo ad adesso agli ai al alla alle allo allora altra altre altri altro anche ancora avere aveva bella belle bello
ben bene c che chi ci ciao come con contro cosa così cui d da dagli dai dal dalla dalle dallo davvero degli dei del
della delle dello dentro di dopo dove due e è ecco ed era erano essere fa fare fatto fino forse fra gli già ha hai
hanno ho i il in io l la le lei li lo loro lui ma mai me meglio mi mia mie miei mio molto ne nei nel nella nelle
nello nessuno niente no noi non nostro o ogni ora per perché però più po poco poi proprio prima puntata puntate qua
quale quando quanto quasi quella quelle quelli quello questa queste questi questo qui quindi scena scene se sei sempre
senza serie si sì sia siamo solo sono sopra sta stagione stata stato stessa stesso su sua sue sugli sui sul sulla suo
suoi ti tra troppo tu tua tutta tutte tutti tutto un una uno va vi via voi volta
"""
_SPANISH = """
a al algo alguien alguna alguno ahora ante antes aquí así aun aunque bien cada capítulo casi como con contra cual
cuando de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está
estaba estado estar estas este esto estos fue fueron ha hace hacer hasta hay la las le les lo los más me mejor mi
mientras muy mucho nada ni no nos nosotros o otra otro para pero poco por porque pues que qué quien se sea ser si sí
sido siempre sin sobre solo son su sus también tan tanto te temporada tiene todo todos tu tus un una uno unos va
vez y ya yo
"""
_GERMAN = """
aber alle allem allen alles als also am an ander andere auch auf aus bei bin bis bist da damit dann das dass daß dazu
dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
einer eines einfach er es etwas euch euer folge folgen für ganz gar gegen gibt ging gut habe haben hat hatte hätte
hier hin ich ihm ihn ihr ihre im immer in ins ist ja jede jetzt kann kein keine können machen mal man mehr mein meine
mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seit serie sich sie sind so soll
sonst staffel szene über um und uns unter viel vom von vor war waren warum was weil wenn wer wie wieder will wir wird
wo zu zum zur zwar zwischen
"""
_FRENCH = """
a ai alors après au aucun aussi autre aux avait avant avec avoir bien bon c ça car ce cela ces cet cette chez comme
comment contre d dans de des deux donc du elle elles en encore entre épisode épisodes est et était être eu fait faire
fois il ils j je jamais juste l la là le les leur leurs lui m ma mais me même mes moi moins mon n ne ni non nos notre
nous on ont ou où par parce pas peu peut plus plutôt pour pourquoi qu quand que quel quelle qui quoi rien s sa saison
sans scène se série ses si son sont sous sur t ta te tes toi ton toujours tous tout toute toutes très trop tu un une va
vers voir vos votre vous vraiment y
"""
_PORTUGUESE = """
a ainda algo alguém ao aos aquela aquele aqui as assim até bem cada com como da das de dela dele depois do dos e é ela
elas ele eles em entre era essa esse esta está estava este eu foi foram há isso isto já lá lhe mais mas me melhor meu
minha muito na nada não nas nem no nos nós num numa o onde os ou para pela pelo pois por porque quando que quem se sem
sempre ser seu só sobre sua também tanto te tem temporada ter tudo um uma vai você
"""
_HINDI = """
अगर अपना अपनी अपने अब अभी आप इस इसका इसकी इसके इसमें उस उसका उसकी उसके उसने उन एक एपिसोड और कई कब कभी कर करता करते करना
करने का काफी कि किया किसी की कुछ के को कोई कौन क्या क्यों गई गए गया गयी चाहिए जब जा जाता जैसा जैसे जो तक तब तरह तुम तो था
थी थे दिया दो ना नहीं ने पर फिर बहुत बाद बार बात भी मगर मुझे में मेरा मेरी मैं मैंने यह यही या ये रहा रही रहे लिए लेकिन वह
वही वाला वाली वाले वे वो सब सबसे साथ सीन सीजन से हम हर ही हुआ हुई हुए हूँ हूं है हैं हो होगा होता होती होना
"""

_BY_LANGUAGE: Final = {
    "en": _ENGLISH,
    "it": _ITALIAN,
    "es": _SPANISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "pt": _PORTUGUESE,
    "hi": _HINDI,
}
_SETS: Final = {language: frozenset(words.casefold().split()) for language, words in _BY_LANGUAGE.items()}
_WITH_ENGLISH: Final = {language: words | _SETS["en"] for language, words in _SETS.items()}


def stop_words(language: str | None) -> frozenset[str]:
    """The stop words of a language (two letters), with the English ones: comments mix languages.

    Grammar words, and those of every talk about a series: episode, season, scene, and plain praise and blame.
    """
    return _WITH_ENGLISH.get(language or "en", _SETS["en"])
