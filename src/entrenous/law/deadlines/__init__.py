"""The dates of a procedure, from the facts one has: each says how it was counted, and on what."""

from .computing import DueOn, compute
from .loading import procedures
from .model import Fact, Procedure, Step

__all__ = ["DueOn", "Fact", "Procedure", "Step", "compute", "procedures"]
