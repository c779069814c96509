"""What cannot be read, said in French with its file, line and column."""


def quoted(code: str) -> str:
    """A code inside a sentence."""
    return f"«\u00a0{code}\u00a0»"


class DisclosureError(Exception):
    """A table, a hierarchy or a history that cannot be used; the message is for a person.

    line    of the file, from 1, the header being 1
    column  the name written at its top
    codes   of the cell, and its figure, when their place in the file is not known yet
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: str | None = None,
        codes: tuple[str, ...] = (),
        figure: str = "",
    ) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.codes = codes
        self.figure = figure
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The message after its place: « cas.csv, ligne 4, colonne « persons » : … »."""
        place = [
            part
            for part in (
                self.file,
                f"ligne {self.line}" if self.line else None,
                f"colonne {quoted(self.column)}" if self.column else None,
            )
            if part
        ]
        return f"{', '.join(place)}\u00a0: {self.message}" if place else self.message


class HistoryAltered(DisclosureError):
    """A folder of an earlier release does not say what its ledger says."""
