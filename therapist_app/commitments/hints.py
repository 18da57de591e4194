"""Gentle hints while a promise is written: what makes it easier to keep and to see, and whose wish it was.

The rules look for words and are often wrong: a hint is a question to the clinician and never stops anyone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from therapist_app.commitments.model import Cadence

SAFETY_PLAN = (
    "Not hurting anyone is no promise: it belongs in the safety plan. Please see each of them alone."
)
SEE_OR_HEAR = "It names no behavior yet. What would the other one see or hear? What is done can be noticed."
WHEN = "It names no “when” yet. A time, a place or “each time …” lets both of them notice it."
WHICH_DAYS = "Which days? Choose at least one."
WHOSE_WISH = (
    "It gives up something that is one's own. Who asked for this? Could they say no? When does it end?"
)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns), re.IGNORECASE)


# Words that name a wish about oneself instead of something another could see.
_VAGUE = _words(
    r"(?:be|become|act|try|get|do) (?:to be )?(?:a |an )?(?:much |more |less )?"
    r"(?:better|nicer|good|kinder|different|differently|harder|patient|honest|loving|calm|calmer|attentive"
    r"|respectful|present|open|supportive|person|partner|husband|wife)",
    r"(?:more|less) (?:patient|honest|loving|calm|attentive|respectful|present|open|supportive)",
    r"less (?:selfish|jealous|angry|distant)",
    r"(?:do|try) (?:my|our) best",
    r"try (?:harder|more)",
    r"change(?: my| our)?(?: ways| attitude)?$",
)
_DOING = _words(
    r"(?:ask|say|tell|call|text|write|show|come|go|walk|sit|listen|put|leave|turn|bring|make|cook|read|answer)s?",
    r"(?:stop|open|share|give|take|keep|send|look|talk|meet|plan|thank|hug|hold|wait|breathe|pause|name)s?",
    r"(?:hand|set|pay|book|check|eat|pick|wash|clean|drive|message|knock|greet|kiss|lock|switch|spend|drink|begin|start|add)s?",
    r"say|speak|stay|phone|ring|help|greet|reply|visit|attend|finish|count|repeat|lower|raise",
)
_WHEN = _words(
    r"when|whenever|each|every|daily|before|after|at|by|on|until|once|twice|times|while|if",
    r"mornings?|noon|evenings?|nights?|days?|weeks?|weekends?|breakfast|lunch|dinner|supper|bed|bedtime",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\d+\S*|o'clock",
)
_NOT = r"(?:not|never|no|no longer|stop|won't|don't|without|quit)(?: \w+){0,3} "
_HURTS = _words(
    _NOT + r"(?:hit|slap|shove|kick|punch|beat|grab|chok|strangl)\w*",
    _NOT
    + r"(?:hurt|push|throw|smash|break)\w* (?:her|him|them|you|things|anything|anyone|each other|doors?|plates)",
    r"violen\w+|my fists?|weapons?|guns?|kni(?:fe|ves)|physical with",
)
_GIVES_UP = _words(
    r"pass ?words?|pass ?codes?|pin(?: code| number)?|location|tracking|tracker|gps",
    r"(?:show|give|hand|check|see|look at|look through|read|unlock|open|search)\w*(?: \w+){0,4} "
    r"(?:phone|phones|mobile|messages|texts|e-?mails?|chats|browser|accounts?)",
    r"(?:give|hand|show|ask|account for|report)\w*(?: \w+){0,4} "
    r"(?:money|salary|wages|pay ?slip|bank|cards?|receipts)",
    r"(?:not|never|stop|no longer|won't|don't|without asking|give up)(?: \w+){0,4} "
    r"(?:friends?|family|parents|sister|brother|mother|father|colleagues|going out|go out|out alone"
    r"|leave the house|drive|work|car|travel)",
    r"car keys|permission|leave the house|go out alone",
    r"my body|sex|sexual|undress|naked|my weight|what i wear|my clothes",
)


def hints(words: str, cadence: str = Cadence.DAILY, weekdays: Sequence[int] = ()) -> tuple[str, ...]:
    """The hints that fit these words, in the order to show them; an empty sentence has none."""
    text = " ".join(words.split())
    if not text:
        return ()
    if _HURTS.search(text):
        return (SAFETY_PLAN,)
    found = {
        SEE_OR_HEAR: bool(_VAGUE.search(text)) or not _DOING.search(text),
        WHEN: cadence == Cadence.DAILY and not _WHEN.search(text),
        WHICH_DAYS: cadence == Cadence.WEEKDAYS and not weekdays,
        WHOSE_WISH: bool(_GIVES_UP.search(text)),
    }
    return tuple(hint for hint, fits in found.items() if fits)
