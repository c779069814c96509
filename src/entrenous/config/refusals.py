"""What the program refuses to run with. One list, read by the system checks and by the server."""

from dataclasses import dataclass
from typing import Final

from entrenous.config.environment import Environment

ARGON2_FLOOR: Final = (3, 65_536)
ARGON2_LOCAL_FLOOR: Final = (1, 8_192)
SECRET_CHARS: Final = 50


@dataclass(frozen=True)
class Refusal:
    """One reason not to start, in a French sentence that says what to change."""

    code: str
    sentence: str


def refusals(env: Environment) -> list[Refusal]:
    """List every reason why this deployment would not be safe; empty when it may start."""
    return [
        Refusal(code, sentence)
        for code, unsafe, sentence in (
            (
                "E001",
                env.debug and not env.is_loopback,
                "ENTRENOUS_DEBUG=1 n’est permis que sur cette machine : retirez-le, ou limitez "
                "ENTRENOUS_HOSTS à 127.0.0.1 et localhost.",
            ),
            (
                "E002",
                env.demo and not env.is_loopback,
                "La démonstration ne répond qu’à cette machine : ses mots de passe sont publics. "
                "Limitez ENTRENOUS_HOSTS à 127.0.0.1 et localhost.",
            ),
            (
                "E003",
                env.test and not env.is_loopback,
                "ENTRENOUS_TEST=1 est réservé aux essais sur cette machine : retirez-le.",
            ),
            (
                "E004",
                not env.is_local and len(env.secret_key) < SECRET_CHARS,
                f"SECRET_KEY est trop courte : il faut au moins {SECRET_CHARS} caractères tirés "
                "au hasard (« ./entrenous new_secret »).",
            ),
            (
                "E005",
                not _reaches(env.argon2, ARGON2_LOCAL_FLOOR if _lax(env) else ARGON2_FLOOR),
                "ENTRENOUS_ARGON2 est trop faible : pas moins de 3:65536 "
                "(trois passes, 64 Mio) pour de vrais comptes.",
            ),
            (
                "E006",
                not env.is_local and not env.hosts,
                "ENTRENOUS_HOSTS est vide : indiquez le nom du site, par exemple "
                "entre-nous.exemple.fr.",
            ),
            (
                "E007",
                not env.is_local and any(h == "*" or h.startswith(".") for h in env.hosts),
                "ENTRENOUS_HOSTS accepte n’importe quel nom : indiquez le nom exact du site.",
            ),
            (
                "E009",
                env.held_a_demo and not env.demo,
                "ENTRENOUS_HOME contient une démonstration, dont les mots de passe sont publics : "
                "choisissez un dossier neuf.",
            ),
        )
        if unsafe
    ]


def _lax(env: Environment) -> bool:
    return env.test or env.demo


def _reaches(cost: tuple[int, int], floor: tuple[int, int]) -> bool:
    return cost[0] >= floor[0] and cost[1] >= floor[1]
