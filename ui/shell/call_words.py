"""Whether a call is safe for a partner, in a word beside the name; no Qt."""

from __future__ import annotations

from therapist_app.couples.model import Partner

_WORDS = {True: "safe to call", False: "not safe to call", None: "not asked whether a call is safe"}
_MESSAGE = {True: "a message is safe", False: "no message", None: ""}


def call_words(partner: Partner) -> str:
    """What stands behind the name: " · not safe to call"."""
    parts = [_WORDS[partner.safe_to_call], _MESSAGE[partner.safe_to_leave_message]]
    return "".join(f" \N{MIDDLE DOT} {part}" for part in parts if part)
