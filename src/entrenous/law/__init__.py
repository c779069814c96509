"""The law as data: who may ask what, on which text, and what may be given.

No clock, no database, no network. `load_base()` reads the rules, `answer(base, request)`
proposes; a person decides.
"""

from .answering import Answer, answer
from .cases import apply_initiative
from .checking import check_examples
from .days import Count, Season, holidays, is_business_day, is_working_day
from .errors import InvalidRequest, LawError, NotInForce, RuleRefused, UnknownRule
from .loading import load_base, load_directory, national_base
from .lookups import amount_on, due_on, value_on
from .model import Basis, Case, Rule, RuleBase
from .reasons import Withheld
from .requests import Request, read_request
from .vocabulary import vocabulary

__all__ = [
    "Answer",
    "Basis",
    "Case",
    "Count",
    "InvalidRequest",
    "LawError",
    "NotInForce",
    "Request",
    "Rule",
    "RuleBase",
    "RuleRefused",
    "Season",
    "UnknownRule",
    "Withheld",
    "amount_on",
    "answer",
    "apply_initiative",
    "check_examples",
    "due_on",
    "holidays",
    "is_business_day",
    "is_working_day",
    "load_base",
    "load_directory",
    "national_base",
    "read_request",
    "value_on",
    "vocabulary",
]
