"""Phrases a person can keep in her head: words drawn from a list of 8,192 (13 bits each).

00-decisions 24: seven words for an agent (91 bits), eight for a person's spoken code.
"""

import secrets
from functools import cache
from importlib import resources
from typing import Final

AGENT_WORDS: Final = 7
SPOKEN_CODE_WORDS: Final = 8
LIST_SIZE: Final = 8_192


@cache
def word_list() -> tuple[str, ...]:
    """The 8,192 words, accent-free and sorted."""
    words = resources.files("entrenous.vault").joinpath("words.txt").read_text("ascii").split()
    if len(set(words)) != LIST_SIZE:
        raise ValueError("the word list must hold 8,192 different words")
    return tuple(words)


def new_phrase(words: int = AGENT_WORDS) -> str:
    """Different words, from the operating system's generator: 13 bits each.

    Drawn without putting back: one phrase in 390 would hold a word twice otherwise, and
    `is_generated` refuses it. This takes less than a hundredth of a bit from seven words.
    """
    return " ".join(secrets.SystemRandom().sample(word_list(), words))
