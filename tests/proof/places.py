"""Where an administrator may look, gathered while the program runs."""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import mail

from tests.ground.databases import Database
from tests.proof import canaries
from tests.proof.stored import facts_now

# Where a page leads: what is there is asked for, and kept by whoever is on the way.
_LINK = re.compile(r'\b(?:href|src|action|formaction|hx-[a-z]+)="(?!tel:|mailto:)([^"]*)"')


@dataclass
class Places:
    """Where an administrator may look, gathered while the program runs."""

    temporary: Path
    log: io.StringIO = field(default_factory=io.StringIO)
    reports: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    rows: set[bytes] = field(default_factory=set)
    facts: set[tuple[object, bytes]] = field(default_factory=set)

    def heard(self, response: Any) -> None:
        """Keep what an answer shows around its page: addresses, cookies, status."""
        self.statuses.add(response.status_code)
        self.headers += [response.reason_phrase, *map(str, response.headers.items())]
        self.headers += [response.cookies.output()]
        if response.headers.get("Content-Type", "").startswith("text/html"):
            self.headers += _LINK.findall(response.content.decode())

    def keep_rows(self) -> None:
        """Every row as it is now: to be called before what was written is undone."""
        self.rows |= set(canaries.rows())
        self.facts |= facts_now()

    def gather(self, database: Database | None = None) -> dict[str, bytes]:
        """Channel -> everything in it."""
        found = {
            "rows": b"\0".join(self.rows | set(canaries.rows())),
            "log": self.log.getvalue().encode(),
            "reports": "\n".join(self.reports).encode(),
            "addresses and cookies": "\n".join(self.headers).encode(),
            "mail": b"\0".join(m.message().as_bytes() for m in getattr(mail, "outbox", [])),
            "temporary files": canaries.files(self.temporary) + "\n".join(self.made).encode(),
            "home": canaries.files(Path(settings.ENTRENOUS_HOME)),
            "environment": canaries.environment(),
            "static files": canaries.static_files(),
        }
        if database is not None and database.vendor == "sqlite":
            found["database files"] = canaries.database_files()
        return found
