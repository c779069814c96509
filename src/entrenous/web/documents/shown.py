"""Files in words: the lines of a list, and what is shown of one. For any container's pages.

{% include "documents/part_list.html" with files=rows %}        rows = shown.rows(…)
{% include "documents/part_preview.html" with preview=preview %} preview = shown.preview(…)
{% include "documents/part_field.html" with field=form.file %}  in a multipart form
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from entrenous.documents import previews
from entrenous.documents.kinds import Kind
from entrenous.documents.previews import NoPreview
from entrenous.documents.queries import (
    WORDED,
    Attachment,
    FileAltered,
    FileMissing,
    OpenFile,
    open_file,
)
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.web.common.templatetags.look import NBSP
from entrenous.web.documents.serving import ALTERED, MISSING

PAGES_AT_ONCE: Final = 10
_KILO: Final = 1024


@dataclass(frozen=True)
class Row:
    """One line of a list of files."""

    title: str
    name: str
    kind: str
    size: str
    on: date | None
    added_on: date
    is_missing: bool
    url: str
    is_hers: bool = False
    is_shared: bool = False


@dataclass(frozen=True)
class Page:
    """One page shown as an image."""

    number: int
    url: str


@dataclass(frozen=True)
class Preview:
    """What is shown of a file: images, or words, or the reason why nothing is.

    is_laid_out  the words come from something laid out, which is not shown
    has_words    these pages can be asked for in words too
    """

    pages: tuple[Page, ...] = ()
    total: int = 0
    words: str | None = None
    why: str = ""
    is_gone: bool = False
    is_laid_out: bool = False
    has_words: bool = False

    @property
    def first(self) -> int:
        """The first page shown here."""
        return self.pages[0].number if self.pages else 1

    @property
    def last(self) -> int:
        """The last page shown here."""
        return self.pages[-1].number if self.pages else 1

    @property
    def before(self) -> int | None:
        """The first of the pages before these, or None."""
        return max(1, self.first - PAGES_AT_ONCE) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """The first of the pages that follow, or None."""
        return self.last + 1 if self.last < self.total else None


def rows(
    found: Iterable[Attachment],
    address: Callable[[UUID], str],
    shared: Collection[UUID] = (),
) -> list[Row]:
    """The lines of a list; `address` gives the page of one file from its record.

    shared  the records that the person finds in her space
    """
    return [
        Row(
            title=each.content.title,
            name=each.content.name if each.content.label else "",
            kind=each.content.kind.label,
            size=size_words(each.content.size),
            on=each.content.on,
            added_on=each.content.added_on,
            is_missing=each.is_missing,
            url=address(each.id),
            is_hers=each.content.is_hers,
            is_shared=each.id in shared,
        )
        for each in found
    ]


def preview(
    by: Keyring,
    container: UUID,
    record: UUID,
    address: Callable[[int], str],
    *,
    start: int = 1,
    in_words: bool = False,
    version: int | None = None,
) -> Preview:
    """Journal the reading, then tell what can be shown of a file, ten pages at a time.

    address   gives the image of a page from its number
    in_words  the words of a PDF instead of its pages, for whoever listens to the screen
    version   a former one
    raises   KeyNotHeld, VaultClosed
    """
    act = Act.DOCUMENT_READ
    return preview_of(
        partial(open_file, by, container, record, act=act, version=version),
        address,
        start=start,
        in_words=in_words,
    )


def preview_of(
    opening: Callable[[], OpenFile],
    address: Callable[[int], str],
    *,
    start: int = 1,
    in_words: bool = False,
) -> Preview:
    """`preview`, of a file that the caller knows how to open: shared with the person, say."""
    try:
        with opening() as file:
            return _shown(file, address, start, in_words=in_words)
    except FileMissing:
        return Preview(why=MISSING, is_gone=True)
    except FileAltered:
        return Preview(why=ALTERED, is_gone=True)
    except NoPreview as refused:
        return Preview(why=refused.why.label)


def size_words(size: int) -> str:
    """« 1,2 Mo », « 340 Ko », « 812 octets »."""
    if size < _KILO:
        return f"{size}{NBSP}octets"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)}{NBSP}Ko"
    return f"{size / _KILO / _KILO:.1f}{NBSP}Mo".replace(".", ",")


def _shown(file: OpenFile, address: Callable[[int], str], start: int, *, in_words: bool) -> Preview:
    kind = file.document.kind
    if kind in WORDED or (in_words and kind is Kind.PDF):
        is_laid_out = kind not in (Kind.TEXT, Kind.EMAIL)
        return Preview(words=previews.words(file), is_laid_out=is_laid_out)
    total = previews.page_count(file)
    start = start if 1 <= start <= total else 1
    numbers = range(start, min(start + PAGES_AT_ONCE, total + 1))
    pages = tuple(Page(n, address(n)) for n in numbers)
    return Preview(pages=pages, total=total, has_words=kind is Kind.PDF)
