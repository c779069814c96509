"""The book as one self-contained HTML page, readable without network and printable."""

from html import escape

from .book import Book, Chapter, Sheet, Table

STYLE = """
:root{color-scheme:light}
body{font:1rem/1.55 "Atkinson Hyperlegible",system-ui,sans-serif;max-width:64rem;margin:0 auto;
padding:1.5rem;color:#1b1b1f;background:#fff}
h1,h2,h3{line-height:1.25}h2{border-bottom:2px solid #1b1b1f;margin-top:3rem}
article{border-top:1px solid #767680;padding-top:1rem;margin-top:2rem}
.mark{border:1px solid #7a4100;color:#7a4100;border-radius:.25rem;padding:0 .4rem;font-size:.9rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{border:1px solid #767680;padding:.3rem .5rem;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.25rem 1rem}
dt{font-weight:700}dd{margin:0}
blockquote{border-left:4px solid #767680;margin:1rem 0;padding:0 1rem}
nav ul{columns:2}a{color:#00419e}
@media (max-width:40rem){dl{grid-template-columns:1fr}nav ul{columns:1}}
@media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}
h2{break-before:page}h3,caption,tr{break-after:avoid;break-inside:avoid}}
"""


def render_html(book: Book) -> str:
    """The whole page as text."""
    parts = [
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(book.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(book.title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in book.notice),
        *(_table(table) for table in book.state),
        _contents(book),
        *(_chapter(chapter) for chapter in book.chapters),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _contents(book: Book) -> str:
    lines = ['<nav aria-label="Sommaire">', "<h2>Sommaire</h2>"]
    for chapter in book.chapters:
        lines.append(f"<h3>{escape(chapter.title)}</h3>\n<ul>")
        lines += [
            f'<li><a href="#{_anchor(sheet)}">{escape(sheet.label)}</a></li>'
            for sheet in chapter.sheets
        ]
        lines.append("</ul>")
    return "\n".join([*lines, "</nav>"])


def _anchor(sheet: Sheet) -> str:
    return "r-" + "".join(char if char.isalnum() else "-" for char in sheet.id)


def _chapter(chapter: Chapter) -> str:
    sheets = "\n".join(_sheet(sheet) for sheet in chapter.sheets)
    return f"<section>\n<h2>{escape(chapter.title)}</h2>\n{sheets}\n</section>"


def _sheet(sheet: Sheet) -> str:
    mark = f' <span class="mark">{escape(sheet.mark)}</span>' if sheet.mark else ""
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(v)}</dd>\n" for name, v in sheet.pairs)
    text = "\n".join(
        f"<blockquote>{escape(block.text)}</blockquote>"
        if block.kind == "quote"
        else f"<p>{escape(block.text)}</p>"
        for block in sheet.article.blocks
    )
    return "\n".join(
        [
            f'<article id="{_anchor(sheet)}">',
            f"<h3>{escape(sheet.label)} <code>{escape(sheet.id)}</code>{mark}</h3>",
            f"<p><strong>{escape(sheet.question)}</strong></p>\n<dl>\n{pairs}</dl>",
            f"<h4>{escape(sheet.article.title)}</h4>\n{text}",
            *(_table(table) for table in sheet.tables),
            "</article>",
        ]
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f"<table>\n<caption>{escape(table.title)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )
