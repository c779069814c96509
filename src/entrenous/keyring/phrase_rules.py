"""Which phrases are strong enough to open a vault, said in sentences (04-seal §3.1).

No composition rule and no periodic change: length, guesses, common lists, words of the context.
"""

from functools import cache
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from zxcvbn import zxcvbn

from entrenous.agents.folding import fold
from entrenous.agents.models import Agent
from entrenous.vault.login import normal_phrase
from entrenous.vault.phrases import AGENT_WORDS, word_list

LEAST_CHARS: Final = 15
LEAST_GUESSES: Final = 10**14
_MOST_CHARS: Final = 200
_READ_CHARS: Final = 72  # what zxcvbn reads of a phrase
_LEAST_WORD: Final = 4
_HOUSE: Final = ("entre nous", "entrenous", "service social", "assistante sociale", "mot de passe")


def is_generated(phrase: str) -> bool:
    """Tell whether these are seven different words or more of the list: 91 bits."""
    words = normal_phrase(phrase).split()
    return len(set(words)) >= AGENT_WORDS and _listed() >= set(words)


def weakness(phrase: str, agent: Agent) -> str:
    """What is wrong with a phrase, in a French sentence; empty when it will do."""
    said = normal_phrase(phrase)
    if len(said) > _MOST_CHARS:
        return f"Cette phrase est trop longue : {_MOST_CHARS} caractères au plus."
    return "" if is_generated(said) else _weakness_of_own(said, agent)


def _weakness_of_own(said: str, agent: Agent) -> str:
    if len(said) < LEAST_CHARS:
        return (
            f"Cette phrase est trop courte : {LEAST_CHARS} caractères au moins. "
            "Une suite de mots sans lien convient."
        )
    if _names(agent, said):
        return "N’y mettez ni votre nom, ni votre identifiant, ni le nom de votre service."
    if said in _common() or said.replace(" ", "") in _common():
        return "Cette phrase est parmi les plus connues. Choisissez-en une autre."
    if _guesses(said, agent) < LEAST_GUESSES:
        return "Cette phrase se devine trop vite. Ajoutez des mots sans lien entre eux."
    return ""


def _names(agent: Agent, said: str) -> bool:
    folded = _fold(said)
    words = [*_HOUSE, agent.login, agent.given_name, agent.family_name, agent.organisation.name]
    return any(len(_fold(w)) >= _LEAST_WORD and _fold(w) in folded for w in words)


def _fold(text: str) -> str:
    return fold(text).replace(" ", "")


def _guesses(said: str, agent: Agent) -> float:
    context = [agent.login, agent.given_name, agent.family_name, *agent.organisation.name.split()]
    return float(zxcvbn(said[:_READ_CHARS], user_inputs=context)["guesses"])


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _listed() -> frozenset[str]:
    return frozenset(word_list())
