"""The letter on a preview page: escaped HTML, without style, script or identifier."""

from dataclasses import dataclass
from html import escape

from .model import Block, Letter

_TYPED = "Texte ajouté par le service"


class SafeHtml(str):
    """HTML whose every value was escaped here; templates recognise it by `__html__`."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class HtmlParts:
    """`letter` is one `<article class="letter">`; `notes` are plain sentences for the screen."""

    letter: SafeHtml
    notes: tuple[str, ...]


def to_html_parts(letter: Letter) -> HtmlParts:
    """What a preview shows; the words a person typed carry a visible mark."""
    body = [
        _lines("address", "letter-sender", letter.sender),
        _lines("address", "letter-recipient", letter.recipient),
        _tag("p", "letter-date", letter.place_and_date),
        *(_tag("p", "letter-reference", f"{label} : {v}") for label, v in letter.references),
        _tag("h2", "letter-subject", f"Objet : {letter.subject}"),
        _tag("p", "letter-greeting", letter.greeting),
        *(_block(each) for each in letter.blocks),
        _tag("p", "letter-closing", letter.closing),
        *(_lines("p", "letter-signature", lines) for lines in letter.signatures),
    ]
    inside = "\n".join(part for part in body if part)
    return HtmlParts(
        SafeHtml(f'<article class="letter" lang="fr">\n{inside}\n</article>'), letter.notes
    )


def _block(block: Block) -> str:
    if block.kind == "list":
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</ul>"
    if block.kind == "pairs":
        rows = "".join(f"<dt>{escape(k)}</dt><dd>{_broken(v)}</dd>" for k, v in block.pairs)
        return f'<dl class="letter-items">{rows}</dl>'
    if block.kind == "human":
        mark = f'<span class="letter-mark">{_TYPED}</span>'
        return f'<p class="letter-typed">{mark} {escape(block.text)}</p>'
    return f"<p>{escape(block.text)}</p>"


def _tag(name: str, css: str, text: str) -> str:
    return f'<{name} class="{css}">{escape(text)}</{name}>' if text else ""


def _lines(name: str, css: str, lines: tuple[str, ...]) -> str:
    inside = "<br>".join(escape(line) for line in lines)
    return f'<{name} class="{css}">{inside}</{name}>'


def _broken(value: str) -> str:
    return "<br>".join(escape(line) for line in value.split("\n"))
