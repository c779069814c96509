"""French spacing for every sentence of the base: no line may begin with a lone « : »."""

import re

NO_BREAK = "\u00a0"
_BEFORE = re.compile(r" (?=[:;?!»€%](?:\s|$|[),.]))")
_AFTER_QUOTE = re.compile(r"« ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def typeset(text: str) -> str:
    """Put no-break spaces where French typography asks for them; idempotent."""
    text = _AFTER_QUOTE.sub(f"«{NO_BREAK}", text)
    return _THOUSANDS.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, text))
