"""Local aid rules, written by each département as dated sheets: a scale, never a refusal."""

from .computing import Reckoning, reckon
from .model import Sheet
from .reading import load_sheets, read_sheet

__all__ = ["Reckoning", "Sheet", "load_sheets", "read_sheet", "reckon"]
