"""What pages and the engine both name, without the engine's libraries."""

from typing import Final

TITLES: Final = {
    "band": "Personnes accompagnées par âge",
    "household": "Personnes accompagnées par type de foyer",
    "theme": "Personnes accompagnées par thème",
}
