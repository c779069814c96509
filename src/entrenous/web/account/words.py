"""Sentences of the way in that are made of a number, and the names of second factors."""

from typing import Final

from entrenous.keyring.second_factors import PASSKEY, Kind

REMOVED: Final = {
    Kind.TOTP.value: "l’application de codes",
    Kind.CODES.value: "les codes imprimés",
    PASSKEY: "les clés de sécurité",
}


def wait_sentence(seconds: int) -> str:
    """« Attendez 8 secondes avant de recommencer. » and why."""
    if seconds < 60:  # noqa: PLR2004  # a minute
        delay = f"{seconds} seconde{'s' if seconds > 1 else ''}"
    else:
        minutes = -(-seconds // 60)
        delay = f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"Plusieurs essais n’ont pas abouti. Attendez {delay}, puis recommencez."


def tries_sentence(left: int) -> str:
    """« Encore 3 essais. »"""
    return "Dernier essai." if left == 1 else f"Encore {left} essais."
