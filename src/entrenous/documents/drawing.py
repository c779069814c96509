"""Draw one page of a file as a JPEG without metadata. Runs in the confined child: no Django."""

import codecs
import io
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

# Loaded here, before the child is confined: afterwards no file can be opened.
LOADED: Final = (JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
FORMATS: Final = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP"}
WIDTH_PIXELS: Final = 1_240  # A4 at 150 dots per inch
MOST_PAGES: Final = 2_000
MOST_CHARS: Final = 200_000
_HEIGHT_PIXELS: Final = 6_000
_SOURCE_PIXELS: Final = 120_000_000
_QUALITY: Final = 85

codecs.lookup("utf-16-le")  # how a PDF tells its words
Image.preinit()
Image.MAX_IMAGE_PIXELS = _SOURCE_PIXELS // 2  # Pillow refuses at twice this number


class Locked(Exception):
    """The file asks for a password."""


class TooHeavy(Exception):
    """The image is too large to be drawn here."""


def count(kind: str, raw: bytes) -> int:
    """How many pages a file has; 2,000 at most are told."""
    if kind == "pdf":
        return min(len(_pdf(raw)), MOST_PAGES)
    return min(getattr(_image(kind, raw), "n_frames", 1), MOST_PAGES)


def words(raw: bytes) -> str:
    """The words that a PDF carries; a scan carries none."""
    document = _pdf(raw)
    read: list[str] = []
    for number in range(min(len(document), MOST_PAGES)):
        read.append(document[number].get_textpage().get_text_bounded())
        if sum(map(len, read)) > MOST_CHARS:
            break
    return "\n\n".join(read).replace("\r\n", "\n").strip()[:MOST_CHARS]


def page(kind: str, raw: bytes, number: int) -> bytes:
    """One page, from 1, as a JPEG. IndexError when there is no such page."""
    drawn = _pdf_page(raw, number) if kind == "pdf" else _image_page(kind, raw, number)
    out = io.BytesIO()
    # A new image has no metadata; none is given to save() either.
    clean = Image.new("RGB", drawn.size, "white")
    clean.paste(drawn, mask=drawn if drawn.mode == "RGBA" else None)
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _pdf(raw: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Locked from None
        raise


def _pdf_page(raw: bytes, number: int) -> Image.Image:
    document = _pdf(raw)
    document.init_forms()
    if not 1 <= number <= len(document):
        raise IndexError
    shown = document[number - 1]
    width, height = (max(side, 1.0) for side in shown.get_size())
    scale = min(WIDTH_PIXELS / width, _HEIGHT_PIXELS / height)
    drawn: Image.Image = shown.render(scale=scale, may_draw_forms=True).to_pil()
    return drawn


def _image(kind: str, raw: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(raw), formats=[FORMATS[kind]])
    except Image.DecompressionBombError:
        raise TooHeavy from None


def _image_page(kind: str, raw: bytes, number: int) -> Image.Image:
    image = _image(kind, raw)
    if not 1 <= number <= getattr(image, "n_frames", 1):
        raise IndexError
    if number > 1:
        image.seek(number - 1)
    image.draft("RGB", (WIDTH_PIXELS, WIDTH_PIXELS))
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    drawn = upright.convert("RGBA" if has_alpha else "RGB")
    drawn.thumbnail((WIDTH_PIXELS, _HEIGHT_PIXELS))
    return drawn
