"""A sentence of the law base as a page says it: its days in words."""

import re
from datetime import date
from typing import Final

from entrenous.web.common.templatetags.look import jour_long

_ISO: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def in_french(message: str) -> str:
    """« aucune valeur connue au 2027-01-01 » with « 1er janvier 2027 » in its place."""
    return _ISO.sub(lambda day: jour_long(date.fromisoformat(day[0])), message)
