"""Short code lists of agreements: what kind, how it was given, how long at most."""

from typing import Final

from entrenous.agents.coded import Coded

# No text known to the base fixes a length. These two are choices of this program, said as such.
PROPOSED_MONTHS: Final = 3
LONGEST_MONTHS: Final = 12


class Kind(Coded):
    """An agreement lets something be told; a mandate also lets the service speak with someone."""

    ACCORD = "accord", "accord"
    MANDAT = "mandat", "mandat"


class Signed(Coded):
    """How it was given: the only proof there is of it later."""

    PAPER = "paper", "papier signé"
    ORAL = "oral", "de vive voix, noté par le service"
    MANDATE = "mandate", "mandat écrit, signé par la personne"
