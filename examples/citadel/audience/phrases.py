"""What the invented audience says. NAME stands for whoever the comment is about."""

from __future__ import annotations

LIKED = """\
NAME is the best thing in this show.
I could watch NAME for hours.
NAME was brilliant tonight, every look counted.
NAME carried the whole episode and made it look easy.
Give NAME more scenes, I am begging you.
Honestly NAME is fantastic.
NAME made me laugh and then broke my heart.
I love NAME so much it is silly.
NAME is so well written, what a treat.
What a performance, NAME is superb.
NAME just gets better every week.
Every time NAME comes in the scene wakes up, love it.
So happy with NAME, finally somebody real.
NAME has my whole heart.
The quiet way NAME plays it is wonderful.
NAME is a joy, there I said it.
Can we talk about how good NAME is?
I trust NAME with my life, great character.
NAME stole the hour again, beautiful work.
I came for the spies and stayed for NAME, amazing.
NAME is perfect casting.
That face NAME makes, priceless, adored it.
NAME deserves an award.
My favourite is NAME by a mile.
NAME never puts a foot wrong, impressive.
I want a whole season about NAME.
NAME is so charming.
No notes on NAME, excellent.
NAME feels like a person and I love that.
Really enjoyed NAME in this one.
""".splitlines()

UNLIKED = """\
NAME is boring, sorry.
I do not buy NAME at all.
NAME is the weakest part of this.
Every scene with NAME drags.
NAME was awful tonight.
I am so tired of NAME.
NAME is written like a cardboard sign.
Somebody cut NAME down, it is dull.
NAME annoys me more each week.
I cannot stand NAME.
NAME is flat, no life in it at all.
The stuff with NAME is a waste of time.
NAME ruins the mood whenever it gets good.
What a disappointment NAME has become.
NAME is a cliché on legs, terrible.
I skipped ahead whenever NAME came on.
NAME makes no impression, bland.
I hate how smug NAME is written, lazy.
Not a fan of NAME, wooden.
NAME is bad and the lines are worse.
I wanted to like NAME and it just does not work.
NAME has lost me, so unpleasant now.
NAME feels fake from start to finish.
There is nothing to NAME, empty.
NAME gets worse every time.
""".splitlines()

NEUTRAL = """\
NAME is in the second half of this one.
So that was NAME with the coat.
NAME says it twice, I counted.
Did anyone write down what NAME says at the door?
NAME again, after the titles.
The shot of NAME from behind is about nine seconds.
NAME has a different jacket this week.
They put NAME by the window.
NAME, then the credits.
I looked it up, NAME has eleven lines.
NAME goes in, NAME comes out, that is the scene.
The subtitle gets the line of NAME wrong.
There was NAME on the poster as well.
NAME walks, somebody else talks.
""".splitlines()

PAIR = """\
Mason and Nadia at the bread knife, best scene of the year.
The chemistry between Mason and Nadia is unreal.
Mason and Nadia together are everything, I love them.
Nadia and Mason in that back room, I had goosebumps.
Mason & Nadia, please let them be happy, so good together.
I could watch Mason and Nadia not recognise each other forever, gorgeous.
Kane and Sinh, what a wonderful pair.
The way Mason looks at Nadia when she says the word, beautiful.
Nadia holds a knife to Mason and it is the most romantic thing on television.
Mason loves Nadia and does not know it yet, perfect.
Whenever Mason meets Nadia the show catches fire, amazing.
Everything with Nadia and Mason works, brilliant writing.
Two strangers who were married once, Mason and Nadia, I adore it.
More of Mason and Nadia please, they are great.
Sparks, real sparks, when Mason pays Nadia for that loaf.
""".splitlines()

CONFUSED = """\
Wait, who is Livia again?
I am lost, is Livia the one with the paint in her hair?
Who is Livia and why is she in the third chair?
Did I miss an episode? No idea who Livia is.
Can somebody explain Livia to me?
Livia?? Were we told about her before?
So confused by Livia, where did she come from?
I do not understand what Livia has to do with any of it.
Sorry but what is Livia doing there?
Who even is Livia, I had to rewind.
Is Livia somebody we are meant to know?
My head hurts, which one is Livia?
Somebody help, I cannot place Livia.
Not sure I follow, Livia was wiped as well?
""".splitlines()

GUESSES = """\
I bet the archive survived the fire.
Calling it now, the archive is still there under the house.
My theory: the papers never burned.
Prediction: they go back and the archive is fine.
I think they will find the archive under the lamp.
What if the archive survived and he hid it?
Mark my words, the archive is not gone.
Guess we will learn that the archive never burned.
Bet you anything that the archive is still down there.
I am sure they will dig up the archive by the finale.
Theory: the old man let the house burn and kept the archive.
""".splitlines()

WRONG_GUESSES = """\
I bet Bernard opened the gate.
Calling it, Orlick is the traitor.
My theory is that Bernard let them in.
What if Bernard is the mole?
Prediction: Bernard cut out the signature because he opened the gate himself.
Bernard is going to be the traitor, mark my words.
I think Vera had someone inside and it is Bernard, he is the mole.
Bet it was Orlick who let them in.
Theory: Vera opened the gate herself.
""".splitlines()

METRONOME = """\
The sound of that metronome is stuck in my head.
Why is nobody talking about the metronome?
That metronome gives me chills.
I want a shirt with the metronome on it.
Every time the metronome stops I stop breathing.
The metronome is the real star.
Someone loop the metronome for ten hours.
The metronome again, I love it.
My cat is afraid of the metronome.
Bought a metronome because of this show.
""".splitlines()

AMUSED = """\
Mateus is the best character on television.
Mateus counting loaves, perfect.
I love Mateus, more Mateus.
Justice for Mateus, the greatest.
Mateus is wonderful and you all sleep on him.
Mateus again, amazing, amazing.
All hail Mateus, brilliant boy.
""".splitlines()

TALK = """\
What time does the next one come out where you are?
Watching with my sister, second time through.
The colours in this one are cold.
Is there a soundtrack anywhere?
I started late and am catching up.
Where was this filmed, does anybody know?
Popcorn ready.
Eight days until I have time again.
The stream broke twice for me.
My father fell asleep after ten minutes.
Is it me or is the volume low?
Good week for television all in all.
That made me miss the sea.
First time commenting here, hello everyone.
""".splitlines()

UNRELATED = """\
See you all in June, I am off until then.
We were in Rome last spring and the food was lovely.
My exams end in June, wish me luck.
Does anyone sell a brass key like that?
Lisbon is beautiful and cheap, go before summer.
My aunt runs a bakery and it is hard work.
London was horrible today, trains again.
The lighthouse near us is open on Sundays.
Selling two tickets for Milan in June.
""".splitlines()

SPAM = [
    "Watch free full HD here http://stream-now.example/x",
    "Earn money from home, write to me +00 555",
    "FREE followers http://cheap.example/follow",
]

CAMPAIGN = "Nadia ruined this show and everybody knows it, recast her right now or we stop watching for good!"

ITALIAN: dict[bool, list[str]] = {
    True: """\
Mason è bravissimo, mi è piaciuto tanto.
Nadia è stupenda, la adoro.
Elise è fantastica, voglio vederla di più.
Che bella coppia, Mason e Nadia, meravigliosi.
Bernard è un personaggio splendido.
Ottimo episodio, Nadia è eccezionale.
Finalmente una serie bella, Mason mi emoziona.
Elise è la migliore, che brava.
Adoro Bernard, recitazione superba.
""".splitlines(),
    False: """\
Vera è noiosa e prevedibile.
Mason non mi convince per niente, piatto.
Che delusione Vera, un personaggio inutile.
Nadia questa volta è pessima, peccato.
Bernard è diventato odioso, che brutto finale.
Vera è ridicola, scritta male.
Mason è terribile in questa puntata, lento e vuoto.
""".splitlines(),
}

OPENERS = """\
Ok so.
Hot take maybe.
Just finished it.
Third watch now.
Hear me out.
Not to start anything.
Late to this.
Right.
Well then.
As somebody who never comments:
It is two in the morning here.
I said it last week already.
For what it is worth:
Unpopular here I know.
From the couch with a cold:
Still thinking about it.
""".splitlines()

CLOSERS = """\
That is all.
Thoughts?
Anyway, off to bed.
See you next week.
Back to work now.
I will die on this hill.
Do not argue with me.
Or is it just me?
Thanks for coming to my talk.
Had to get that out.
Over and out.
Someone agree with me.
Carry on.
Ten more like this.
""".splitlines()

DETAILS: dict[int, list[str]] = {
    1: """\
The drawers going empty one by one, the stove, the noise of it.
Eleven people on the stairs and nobody says a name.
The whistle in the fog at the harbour goes on for ages.
Toast soldiers in a row, I made some after.
That kitchen looks like my kitchen.
Windows going orange floor by floor.
The scar on the hand is shown three times.
A coat that good at a boatyard.
""".splitlines(),
    2: """\
The photograph face down on the hull.
A story with a horse that we never hear.
Four versions of one scar.
Flour in the light at dawn.
The card on the counter from the gallery.
Salted twice, of course.
That bathroom mirror light is cold.
The man considers the cakes for too long.
""".splitlines(),
    3: """\
Packed in four minutes and noticed it himself.
Eleven toast soldiers in a napkin.
Umbrellas below, books above.
The crossword on the safe.
Seven letters, a house that watches.
Curtains closed and then that ticking.
He looks at the water on his hand.
The lamplight in the old scenes is yellow.
""".splitlines(),
    4: """\
The trams going past in the morning.
A loaf for a coin and one second too long.
The bread knife does not move.
The boy asleep upstairs the whole time.
She says the word and does not know why.
Half a photograph in an office.
Chalk on the board, price of bread.
Keep that out of the salt, what a line.
""".splitlines(),
    5: """\
The untitled book on the table.
Three chairs in a row.
Say the city you want to wake up in.
White wine, white walls, that opening.
The saint with one green eye and one brown.
A tray of glasses and a safe.
The signature has been cut out.
You chose it, I wrote it down.
""".splitlines(),
    6: """\
A burnt tooth on a rock, the sea around it.
Both count the steps under their breath.
The plate in the floor turns.
Cold air and the smell of paper.
A number scratched by hand.
A small brass lock at the far end.
Somebody has painted over a name.
Gulls everywhere and no glass.
""".splitlines(),
}

FAN = """\
amber birch cedar delta ember fjord garnet harbor indigo juniper kestrel lumen maple nectar onyx pebble quartz raven
sable tulip umber velvet willow xenon yarrow zephyr basil cobalt dune echo flint grove
""".split()
