"""The letter as plain text: for the command line, an e-mail to copy, and the proofs."""

from .model import Block, Letter


def to_text(letter: Letter) -> str:
    """Every printed word, in order; the screen's notes are not printed."""
    parts = [
        "\n".join(letter.sender),
        "\n".join(letter.recipient),
        letter.place_and_date,
        "\n".join(f"{label} : {value}" for label, value in letter.references),
        f"Objet : {letter.subject}",
        letter.greeting,
        *(_block(each) for each in letter.blocks),
        letter.closing,
        *("\n".join(lines) for lines in letter.signatures),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def paragraphs(letter: Letter) -> tuple[str, ...]:
    """The body alone, one text per block: what is kept of a letter that left."""
    return tuple(_block(each) for each in letter.blocks)


def _block(block: Block) -> str:
    if block.kind == "list":
        return "\n".join(f"– {line}" for line in block.lines)
    if block.kind == "pairs":
        return "\n".join(f"{label} : {value}" for label, value in block.pairs)
    return block.text
