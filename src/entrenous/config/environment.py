"""What the process environment says, read once into one frozen value. Safe when empty."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REPOSITORY: Final = Path(__file__).resolve().parents[3]
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
DEMO_MARK: Final = "demonstration"
_SECRET_BYTES: Final = 64

ABSENT_KEY: Final = (
    "SECRET_KEY est absente : Entre Nous ne démarre pas. Donnez-lui une valeur longue et au "
    "hasard, par exemple avec « ./entrenous new_secret », ou lancez « ./entrenous demo »."
)


@dataclass(frozen=True)
class Environment:
    """The deployment as asked for. `config.refusals` says whether it may run."""

    demo: bool
    debug: bool
    test: bool
    behind_proxy: bool
    hosts: tuple[str, ...]
    home: Path
    keys: Path
    rules: Path  # each organisation’s own rules of law, in a folder named by its id
    aid: Path  # each organisation’s own sheets of local aid, likewise
    store: Path  # the facts, for the account of the report engine alone
    argon2: tuple[int, int]  # passes, memory in KiB
    accessibility_contact: str  # whom to tell that a page cannot be used; a phone or an e-mail
    mail_url: str  # the mail server of reminders; "" when none leaves
    mail_from: str
    sms_url: str  # mailto:{number}@… (through the mail server), or an https gateway
    sms_token: str
    secret_key: str
    database_url: str
    owner_url: str
    held_a_demo: bool

    @property
    def is_local(self) -> bool:
        """On this machine only, over plain HTTP: demonstration, development, tests."""
        return self.demo or self.debug or self.test

    @property
    def is_loopback(self) -> bool:
        """No host name reaches this server from another machine."""
        return all(host in LOOPBACK for host in self.hosts)


def read(source: Mapping[str, str]) -> Environment:
    """Read every variable the program knows.

    raises  ImproperlyConfigured, with a French sentence: no secret key outside the
            demonstration and the tests, or a value that cannot be read
    """
    demo, test = _flag(source, "ENTRENOUS_DEMO"), _flag(source, "ENTRENOUS_TEST")
    debug = _flag(source, "ENTRENOUS_DEBUG")
    default_home = REPOSITORY / ".entrenous" / ("demo" if demo else "service")
    home = Path(source.get("ENTRENOUS_HOME") or default_home).expanduser().resolve()
    return Environment(
        demo=demo,
        debug=debug,
        test=test,
        behind_proxy=_flag(source, "ENTRENOUS_BEHIND_PROXY"),
        hosts=_hosts(source, local=demo or debug or test),
        home=home,
        keys=Path(source.get("ENTRENOUS_KEYS") or home / "keys").expanduser().resolve(),
        rules=Path(source.get("ENTRENOUS_RULES") or home / "rules").expanduser().resolve(),
        aid=Path(source.get("ENTRENOUS_AID") or home / "aid").expanduser().resolve(),
        store=Path(source.get("ENTRENOUS_STORE") or home / "statistics").expanduser().resolve(),
        argon2=_argon2(
            source.get("ENTRENOUS_ARGON2") or ("1:8192" if test or demo else "3:131072")
        ),
        accessibility_contact=source.get("ENTRENOUS_ACCESSIBILITY_CONTACT", "").strip(),
        mail_url=_gateway(source, "ENTRENOUS_MAIL_URL", ("smtp+tls", "smtps", "smtp")),
        mail_from=_sender(source),
        sms_url=_gateway(source, "ENTRENOUS_SMS_URL", ("mailto", "https", "http")),
        sms_token=source.get("ENTRENOUS_SMS_TOKEN", ""),
        secret_key=_secret_key(source, demo=demo, test=test, home=home),
        # A demonstration never finds its way to the database of a service.
        database_url=source.get("ENTRENOUS_DEMO_DATABASE_URL" if demo else "DATABASE_URL", ""),
        owner_url="" if demo else source.get("DATABASE_OWNER_URL", ""),
        held_a_demo=(home / DEMO_MARK).exists(),
    )


def _flag(source: Mapping[str, str], name: str) -> bool:
    value = source.get(name, "")
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} vaut 0 ou 1.")
    return value == "1"


def _hosts(source: Mapping[str, str], *, local: bool) -> tuple[str, ...]:
    named = tuple(h.strip() for h in source.get("ENTRENOUS_HOSTS", "").split(",") if h.strip())
    return named or (LOOPBACK if local else ())


def _gateway(source: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    """The address of a gateway. In clear (the last scheme) only to this very machine."""
    written = source.get(name, "").strip()
    if not written:
        return ""
    parts = urlsplit(written)
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} commence par {' ou '.join(schemes[:-1])}.")
    if parts.scheme == schemes[-1] and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{name} : rien ne part en clair vers une autre machine.")
    if parts.scheme == "mailto" and "{number}" not in written:
        raise ImproperlyConfigured(f"{name} s’écrit mailto:{{number}}@passerelle.")
    return written


def _sender(source: Mapping[str, str]) -> str:
    written = source.get("ENTRENOUS_MAIL_FROM", "").strip()
    if source.get("ENTRENOUS_MAIL_URL", "").strip() and "@" not in written:
        raise ImproperlyConfigured("ENTRENOUS_MAIL_FROM est l’adresse d’où partent les rappels.")
    return written


def _argon2(written: str) -> tuple[int, int]:
    passes, _, memory = written.partition(":")
    if not (passes.isdecimal() and memory.isdecimal()):
        raise ImproperlyConfigured(
            "ENTRENOUS_ARGON2 s’écrit « passes:mémoire en Kio », par exemple 3:131072."
        )
    return int(passes), int(memory)


def _secret_key(source: Mapping[str, str], *, demo: bool, test: bool, home: Path) -> str:
    if given := source.get("SECRET_KEY", ""):
        return given
    if test:
        return secrets.token_urlsafe(_SECRET_BYTES)
    if demo:
        return _kept_secret(home / "secret_key")
    raise ImproperlyConfigured(ABSENT_KEY)


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(fresh := secrets.token_urlsafe(_SECRET_BYTES))
    return fresh
