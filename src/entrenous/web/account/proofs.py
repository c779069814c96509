"""Check a phrase or a recovery sheet typed in a page: the same words and cost for every refusal."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from entrenous.agents.models import Agent
from entrenous.keyring import enrolment, slots, throttling
from entrenous.keyring.recovering import open_with_sheet
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.web.account.words import wait_sentence
from entrenous.web.common.visitors import visitor


class Refused(Exception):
    """Not accepted. `sentence` says what to do; `retry_after` seconds if it was not even tried."""

    def __init__(self, sentence: str, retry_after: int = 0) -> None:
        super().__init__("a proof was refused")
        self.sentence = sentence
        self.retry_after = retry_after


@dataclass(frozen=True)
class Opened:
    """Who proved what, and her keys."""

    agent: Agent
    secret: SecretKeys


def by_phrase(request: HttpRequest, login: str, phrase: str) -> Opened:
    """Open with a phrase, or Refused."""
    return _prove(request, login, lambda agent: _open(agent, phrase), WRONG_PHRASE)


def by_sheet(request: HttpRequest, login: str, code: str) -> Opened:
    """Open with the recovery sheet, or Refused."""
    return _prove(request, login, lambda agent: open_with_sheet(agent, code), WRONG_SHEET)


def check_phrase(request: HttpRequest, agent: Agent, phrase: str) -> SecretKeys:
    """The phrase of the agent at work, asked again, or Refused."""
    opened = _prove(request, agent.login, lambda a: _open(a, phrase), WRONG_PHRASE_AGAIN)
    return opened.secret


WRONG_PHRASE = (
    "L’identifiant ou la phrase ne conviennent pas. Vérifiez les deux, puis recommencez. "
    "Majuscules et accents ne bloquent pas ; l’ordre des mots compte."
)
WRONG_PHRASE_AGAIN = "Ce n’est pas votre phrase. Vérifiez l’ordre des mots, puis recommencez."
WRONG_SHEET = (
    "L’identifiant ou le code de la feuille ne conviennent pas. Vérifiez les deux, et que c’est "
    "votre dernière feuille."
)
TOO_MANY = "Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant."


def _prove(
    request: HttpRequest,
    login: str,
    opening: Callable[[Agent | None], SecretKeys],
    sentence: str,
) -> Opened:
    counted = throttling.counters(login, visitor(request))
    if wait := throttling.wait_seconds(counted):
        raise Refused(wait_sentence(wait), retry_after=wait)
    agent = Agent.objects.filter(login__iexact=login.strip(), is_active=True).first()
    try:
        with slots.taken():
            secret = opening(agent)
    except slots.NoSlot as full:
        raise Refused(TOO_MANY, retry_after=full.retry_after) from None
    except NotOpened:
        throttling.failed(counted)
        raise Refused(sentence) from None
    if agent is None:
        raise Refused(sentence)
    throttling.succeeded(counted)
    return Opened(agent, secret)


def _open(agent: Agent | None, phrase: str) -> SecretKeys:
    """One derivation, whether or not there is someone to open."""
    if agent is None:
        enrolment.derive_for_nothing(phrase)
        raise NotOpened
    return enrolment.open_with_phrase(agent, phrase)
