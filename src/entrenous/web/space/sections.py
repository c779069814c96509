"""The sections of the person's space, in the order she sees them."""

from typing import Final, NamedTuple


class Section(NamedTuple):
    """A line of the navigation: its words, the name of its address, what one finds there."""

    label: str
    url: str
    about: str = ""


SECTIONS: Final = (Section("Accueil", "space:home"),)
