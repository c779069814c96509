"""The decision: a certified release, or a refusal that says why and what coarser table would do."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from .coarsening import coarser
from .crossing import cross
from .errors import DisclosureError, quoted
from .insiders import insiders_of
from .joint import Joint, join
from .model import LOWEST_THRESHOLD, Dimension, Parameters, Table
from .outcome import Audit, Coarsening, Past, Refusal, Release, Watch
from .primaries import unanimous
from .programs import Budget
from .publishing import kept_inside, shown_tables
from .searching import Pattern, search

_PROGRAMS, _PER_CELL = 4_000, 1
_PIVOTS_PER_PROGRAM = 60
_MOST_TRIED = 8


def decide(
    tables: tuple[Table, ...],
    parameters: Parameters,
    history: tuple[Past, ...],
    watch: Watch | None,
) -> Release | Refusal:
    """`protect` of the package."""
    _demand_sensible(tables, parameters)
    joint = _joint(tables, parameters, history)
    allowance = _allowance(parameters, joint)
    budget = Budget(*allowance)
    found = _attempt(tables, parameters, history, joint=joint, budget=budget, watch=watch)
    if isinstance(found, Release) or not found.programs:
        return found
    allowed = Budget(*allowance)
    proposal = _coarser_that_passes(tables, parameters, history, allowed=allowed, watch=watch)
    return replace(found, proposal=proposal)


def _demand_sensible(tables: Sequence[Table], parameters: Parameters) -> None:
    if not tables:
        raise DisclosureError("aucun tableau à publier.")
    if parameters.threshold < LOWEST_THRESHOLD:
        raise DisclosureError(
            f"le seuil ne descend pas sous {LOWEST_THRESHOLD} personnes (docs/divulgation.md)."
        )


def _joint(tables: tuple[Table, ...], parameters: Parameters, history: tuple[Past, ...]) -> Joint:
    grids = tuple(cross(_in_order(table)) for table in tables)
    orders = [tuple(each.name for each in table.dimensions) for table in tables]
    return join(grids, parameters, history, orders)


def _attempt(
    tables: tuple[Table, ...],
    parameters: Parameters,
    history: tuple[Past, ...],
    *,
    joint: Joint,
    budget: Budget,
    watch: Watch | None,
) -> Release | Refusal:
    """Decide without looking for anything coarser. A refusal without search has 0 programs."""
    if joint.refused:
        return Refusal(joint.refused)
    pattern = search(joint, insiders_of(joint.grids, joint.ids), budget, watch)
    if len(pattern.unproven):
        return Refusal(_reasons(joint, pattern), None, max(1, budget.spent))
    return _release(tables, parameters, history, joint=joint, pattern=pattern, budget=budget)


def _release(
    tables: tuple[Table, ...],
    parameters: Parameters,
    history: tuple[Past, ...],
    *,
    joint: Joint,
    pattern: Pattern,
    budget: Budget,
) -> Release:
    flags = [each for grid in joint.grids for each in unanimous(grid, parameters)]
    audit = Audit(
        kept_inside(joint, pattern),
        parameters,
        budget.spent,
        _hash(tables, parameters, history),
        (*joint.flags, *flags),
        tuple(past.digest for past in history),
    )
    return Release(shown_tables(tables, joint, pattern), audit)


def _allowance(parameters: Parameters, joint: Joint) -> tuple[int, int]:
    """Programs, and pivots in them: by the size of the tables alone."""
    programs = parameters.programs or _PROGRAMS + _PER_CELL * len(joint.frozen)
    return programs, programs * _PIVOTS_PER_PROGRAM


def _in_order(table: Table) -> Table:
    """The same table with dimensions and codes sorted: how they were written changes nothing."""
    order = sorted(range(len(table.dimensions)), key=lambda rank: table.dimensions[rank].name)
    dimensions = tuple(_sorted(table.dimensions[rank]) for rank in order)
    if any(len(cell.codes) != len(order) for cell in table.cells):
        raise DisclosureError(f"tableau {quoted(table.title)}\u00a0: un code par dimension.")
    cells = tuple(
        replace(cell, codes=tuple(cell.codes[rank] for rank in order)) for cell in table.cells
    )
    return replace(table, dimensions=dimensions, cells=cells)


def _sorted(dimension: Dimension) -> Dimension:
    below = {
        parent: tuple(sorted(children)) for parent, children in sorted(dimension.hierarchy.items())
    }
    return replace(dimension, hierarchy=below)


def _reasons(joint: Joint, pattern: Pattern) -> tuple[str, ...]:
    primary, left = int(joint.primary.sum()), len(pattern.unproven)
    share = round(100 * primary / max(1, int((joint.layers[0].y > 0).sum())))
    many = left > 1
    told = [
        f"{left} {'cases' if many else 'case'} à protéger sur {primary} "
        f"{'ne sont pas prouvées sûres' if many else 'n’est pas prouvée sûre'}\u00a0: "
        "rien n’est publié."
    ]
    if pattern.is_spent:
        told.append(
            "Le nombre de calculs permis est épuisé\u00a0; il ne dépend que de la taille du "
            "tableau, jamais de la machine."
        )
    else:
        told.append(
            "Aucun choix de cases à cacher ne suffit\u00a0: trop de chiffres sont déjà fixés."
        )
    if joint.earlier.any():
        told.append("Des cases cachées dans une publication précédente doivent le rester.")
    told.append(f"{share} % des cases non nulles sont à protéger pour elles-mêmes.")
    return tuple(told)


def _hash(tables: Sequence[Table], parameters: Parameters, history: Sequence[Past]) -> str:
    """Of all that the decision depends on; the order of the rows does not matter."""
    said = [
        [
            table.title, table.count, table.value, dict(table.scope),
            [[d.name, dict(d.hierarchy), sorted(d.non_additive)] for d in table.dimensions],
            sorted([list(c.codes), c.persons, c.agents, c.value, c.largest, c.second, c.holder]
                   for c in table.cells),
        ]
        for table in tables
    ]  # fmt: skip
    whole = [said, asdict(parameters), [past.digest for past in history]]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _coarser_that_passes(
    tables: tuple[Table, ...],
    parameters: Parameters,
    history: tuple[Past, ...],
    *,
    allowed: Budget,
    watch: Watch | None,
) -> Coarsening | None:
    """The first that passes; all tries together may cost no more than the decision itself."""
    for tried, (sentence, candidate) in enumerate(coarser(tables)):
        if tried == _MOST_TRIED or allowed.is_spent:
            break
        joint = _joint(candidate, parameters, history)
        budget = allowed.share(*_allowance(parameters, joint))
        found = _attempt(candidate, parameters, history, joint=joint, budget=budget, watch=watch)
        allowed.take(budget)
        if isinstance(found, Release):
            cells = [cell for table in found.tables for cell in table.cells]
            hidden = sum(cell.is_suppressed for cell in cells)
            return Coarsening(sentence, candidate, len(cells) - hidden, hidden)
    return None
