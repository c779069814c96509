"""Households as the engine's own vectors: one simulation for all of them.

What the same person says for many months, or many households alike, is made a vector once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy
from openfisca_core import periods
from openfisca_core.simulation_builder import SimulationBuilder

from .inputs import Household, Inputs, Value

#: Entity -> the role of the first adult, of the second, of a child.
ROLES: Final = {
    "famille": ("demandeur", "conjoint", "enfant"),
    "foyer_fiscal": ("declarant_principal", "conjoint", "personne_a_charge"),
    "menage": ("personne_de_reference", "conjoint", "enfant"),
}
CHILD: Final = 2
_NOTHING: Final[Mapping[str, Value]] = {}


def simulation_of(system: Any, households: Sequence[Household]) -> Any:
    """A simulation of all these households, told what each says."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    persons = _persons(households)
    count = len(households)
    builder.declare_person_entity("individu", list(range(len(persons))))
    for entity, roles in ROLES.items():
        builder.join_with_persons(
            builder.declare_entity(entity, list(range(count))),
            numpy.array([person.household for person in persons]),
            roles=[roles[person.place] for person in persons],
        )
    simulation = builder.build(system)
    _tell(simulation, [person.inputs for person in persons])
    _tell(simulation, [household.family for household in households])
    _tell(simulation, [household.home for household in households])
    return simulation


@dataclass(frozen=True)
class _Person:
    """Someone of a household; `place` is 0, 1 for the adults and 2 for each child."""

    household: int
    place: int
    inputs: Inputs


def _persons(households: Sequence[Household]) -> list[_Person]:
    return [
        _Person(n, place, inputs)
        for n, household in enumerate(households)
        for place, inputs in (
            *enumerate(household.adults),
            *((CHILD, child) for child in household.children),
        )
    ]


def _tell(simulation: Any, members: Sequence[Inputs]) -> None:
    """Every variable and period that someone says something of; others keep the default."""
    for name in sorted({name for inputs in members for name in inputs}):
        holder = simulation.get_holder(name)
        said = [inputs.get(name, _NOTHING) for inputs in members]
        alike = {id(each): each for each in said}
        place = {key: n for n, key in enumerate(alike)}
        where = [place[id(each)] for each in said]
        for values, told in _by_values(list(alike.values()), _default(holder.variable)):
            array = _array(holder.variable, values)[where]
            for period in told:
                holder.put_in_cache(array, _period(period))


def _by_values(
    said: Sequence[Mapping[str, Value]], default: Value
) -> Iterator[tuple[tuple[Value, ...], list[str]]]:
    """Values, one for each of `said`, and all the periods that hold them."""
    found: dict[tuple[Value, ...], list[str]] = {}
    for period in dict.fromkeys(period for each in said for period in each):
        values = tuple(each.get(period, default) for each in said)
        found.setdefault(values, []).append(period)
    yield from found.items()


@cache
def _period(text: str) -> Any:
    return periods.period(text)


def _default(variable: Any) -> Value:
    default: Any = variable.default_value
    return getattr(default, "name", default)  # type: ignore[no-any-return]


def _array(variable: Any, values: Sequence[Value]) -> Any:
    if variable.value_type.__name__ == "date":
        return numpy.array(values, dtype="datetime64[D]")
    if variable.value_type in (float, int, bool):
        return numpy.array(values, dtype=variable.dtype)
    if variable.value_type is str:
        return numpy.array(values, dtype=object)
    return variable.possible_values.encode(numpy.array(values, dtype=str))
