"""Listening: what the audience responds to, by person, storyline, relationship and episode, with honest uncertainty.

Everything here needs ``fabula[listening]``; commands call `fabula.listening.extras.require_listening` before they
import it. Data runs one way: intake -> cleaning -> linking and scoring (one map function over Arrow tables) -> SQL ->
numbers -> answers. The design is in ``docs/design/listening.md``.
"""
