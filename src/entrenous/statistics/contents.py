"""What an agent keeps of calls she was ordered to give, sealed to herself alone."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Ordered:
    """Calls ordered by the hierarchy, as she writes them.

    order      « written » or « oral »; ordered_by: as she names it; words: the order, copied
    objection  what she objected in writing, and when
    """

    on: date
    order: str
    calls: int
    minutes: int | None = None
    ordered_by: str = ""
    words: str = ""
    objection: str = ""
    objected_on: date | None = None
