"""What is typed becomes plain text: nothing invisible, nothing that turns a line around."""

import re
import unicodedata

#: Joiners that Persian, Hindi… need inside a word; every other invisible sign is dropped.
_JOINERS = "\u200c\u200d"
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")


def clean_text(text: str) -> str:
    """Text with its line breaks, without control, bidirectional or unassigned characters."""
    lines = _BREAKS.sub("\n", text).split("\n")
    return "\n".join(_clean(line) for line in lines).strip("\n")


def clean_line(text: str) -> str:
    """The same on one line."""
    return " ".join(line for line in clean_text(text).split("\n") if line)


def _clean(line: str) -> str:
    spaced = _SPACES.sub(" ", line)
    kept = "".join(
        each for each in spaced if each in _JOINERS or unicodedata.category(each) not in _DROPPED
    )
    return unicodedata.normalize("NFC", kept).strip(" ")
