"""Entitlement estimates: what to ask, what the engine is told, what may be said of its figures.

Only `engine` knows OpenFisca; it runs in an environment of its own (docs/droits.md).
"""

from .benefits import BENEFITS, Benefit
from .judging import Estimate, judge
from .situation import Situation, read_situation

__all__ = ["BENEFITS", "Benefit", "Estimate", "Situation", "judge", "read_situation"]
