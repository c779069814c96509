"""The omniscient administrator: she reads everything the server keeps, and finds no one's words.

Every text of every form and of every sealed kind carries a canary; then the database, its files,
sessions, logs, error reports, mail, temporary files, addresses, environment and static files are
searched, in every disguise. Deliberate leaks, one per channel, prove that the search can find.
"""

import io
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.views.debug import get_exception_reporter_class
from pytest_django.plugin import DjangoDbBlocker

from entrenous.config.logs import WhiteListFormatter
from entrenous.journal.acts import Act
from entrenous.keyring import drafts, models, records, stored
from entrenous.keyring.kinds import compartment_of, declared_kinds
from entrenous.keyring.middleware import KeyringMiddleware
from entrenous.vault.containers import ContainerKey
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import RecordOpener
from entrenous.web.common.forms import Form
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.ground.databases import FOLDER, Database
from tests.people import House
from tests.proof import canaries
from tests.proof.canaries import STEM, canary, disguises, search
from tests.proof.driving import Forms, Shown, Watch, text_fields
from tests.proof.routes import Route, every_route
from tests.proof.world import World, build_world

# What professionals write about the service itself is in clear (04-seal §3.15): it has a stem of
# its own, which the database may hold and nothing else.
OF_THE_SERVICE = "Pénéplaînèvêrte"
_IN_CLEAR = ("admin:",)
# Who sends the forms of a page.
_SENDERS = ("holder", "reception", "lead", "admin", "anonymous", "locked")
# Acts that would take away the pages that come after: sent, searched outside, then undone.
_UNDONE = ("dossiers:act_", "dossiers:entry_move", "keys:", "team:", "reception:discard",
           "reception:open-dossier", "reception:decide", "dossiers:end")  # fmt: skip
_SKIPPED = {"account:logout", "account:lock", "account:close_others", "account:stay"}
# An agent's own secrets that only one moment asks for, and the tests where they are typed.
_AT_THEIR_MOMENT = {
    "entrenous.web.account.forms.PinForm.pin": "tests/web/account/test_unlock.py",
    "entrenous.web.account.forms.ProposedPhraseForm.phrase": "tests/web/account/test_enrolment.py",
    "entrenous.web.account.forms.SheetCodeForm.code": "tests/web/account/test_login.py",
}


@dataclass
class Places:
    """Where an administrator may look, gathered while the program runs."""

    temporary: Path
    log: io.StringIO = field(default_factory=io.StringIO)
    reports: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    def heard(self, response: Any) -> None:
        """Keep what an answer shows around its page: addresses, cookies, status."""
        self.statuses.add(response.status_code)
        self.headers += [response.reason_phrase, *map(str, response.headers.items())]
        self.headers += [response.cookies.output()]

    def gather(self, database: Database | None = None) -> dict[str, bytes]:
        """Channel -> everything in it."""
        found = {
            "rows": canaries.rows(),
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


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    gathered = Places(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make = tempfile._mkstemp_inner  # type: ignore[attr-defined]

    def noticed(*args: Any, **kwargs: Any) -> Any:
        gathered.made.append(f"made: {args!r}")
        return make(*args, **kwargs)

    monkeypatch.setattr(tempfile, "_mkstemp_inner", noticed)
    handler = logging.StreamHandler(gathered.log)
    handler.setFormatter(WhiteListFormatter())
    logging.getLogger().addHandler(handler)

    def report(request: Any, **_more: Any) -> None:
        told = get_exception_reporter_class(request)(request, *sys.exc_info())
        gathered.reports += [told.get_traceback_text(), told.get_traceback_html()]

    got_request_exception.connect(report)
    yield gathered
    got_request_exception.disconnect(report)
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def own_world(own_database: Database, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, committed in a database of its own."""
    with django_db_blocker.unblock():
        built = build_world()
        built.open_browsers()
        yield built


def test_every_sealed_kind_can_be_filled_with_canaries() -> None:
    for kind in _kinds():
        texts = canaries.texts_of(canaries.fill(kind))
        assert all(STEM in text for text in texts), kind.__name__


def test_the_search_finds_every_disguise_and_what_is_compressed() -> None:
    for name, seen in disguises().items():
        assert search({"x": b"\0\1" + seen + b"\2"}, disguises()), name
    for raw in canaries.compressed(b"a" * 50 + STEM.encode() + b"b" * 50).values():
        assert search({"x": b"before" + raw}, disguises())
    for offset in range(3):
        import base64

        raw = base64.b64encode(b"x" * offset + STEM.encode() + b"yz")
        assert search({"x": raw}, disguises()), offset
    assert not search({"x": os.urandom(300_000)}, disguises())


def test_an_administrator_finds_nobody(
    own_world: World, own_database: Database, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch((STEM, OF_THE_SERVICE))
    clean = Form.full_clean
    monkeypatch.setattr(Form, "full_clean", lambda form: (watch(form), clean(form))[1])
    _write_every_kind(own_world)
    accounts = [r for r in every_route() if r.name.startswith("account:")]
    for route in every_route():
        if route not in accounts:
            _drive(own_world, route, places)
    _drive_mishaps(own_world, places, monkeypatch)
    for route in accounts:
        own_world.open_browsers()
        _drive(own_world, route, places)
    assert {200, 302, 413, 422, 500} <= places.statuses
    assert set(_AT_THEIR_MOMENT) <= text_fields()
    missing = text_fields() - watch.seen - set(_AT_THEIR_MOMENT)
    assert not missing, f"no canary was typed in: {sorted(missing)}"
    gathered = places.gather(own_database)
    assert search(gathered, disguises()) == []
    in_clear = {"rows", "database files"}
    outside = {name: raw for name, raw in gathered.items() if name not in in_clear}
    assert search(outside, disguises(OF_THE_SERVICE)) == []
    _no_key_in(own_world, gathered)
    _nothing_in_the_servers_files(own_database)


def _kinds() -> list[type[Any]]:
    return [k for k in declared_kinds().values() if k.__module__.startswith("entrenous.")]


def _write_every_kind(world: World) -> None:
    """A record of every kind, through the act that all pages use."""
    camille = world.house.keyring("Camille")
    extra = dossier_of(world.house, "Camille", canary("extra"))
    with transaction.atomic():
        opened = camille.writing(extra.pk)
        records.write_all(opened, [canaries.fill(kind) for kind in _kinds()], by=camille)
    reading = records.read(camille.open(extra.pk, Act.DOSSIER_OPENED))
    assert {type(r.content) for r in reading.records} >= set(_kinds())


def _drive(world: World, route: Route, places: Places) -> None:
    """Show a page to each who may see it, then send its forms, refused then accepted."""
    if route.name in _SKIPPED or route.name.startswith("common:"):
        return
    stem = OF_THE_SERVICE if route.name.startswith(_IN_CLEAR) else STEM
    for sender in _SENDERS:
        client = world.client(sender)
        page = client.get(route.url(world))
        places.heard(page)
        if page.status_code != 200 or page.streaming:
            continue
        for form in Forms(page.content.decode()).found:
            if form.method == "post" and form.texts and "deconnexion" not in form.action:
                with transaction.atomic():
                    _send(world.client(sender), route.url(world), form, stem, places)
                    transaction.set_rollback(route.name.startswith(_UNDONE))


def _send(client: Client, page: str, form: Shown, stem: str, places: Places) -> None:
    typed = {name: f"{stem} {name}"[:limit] for name, limit in form.texts.items()}
    dated = {n: "10 02 2026" for n in form.texts if n == "on" or n.endswith("_on")}
    for data in (typed, form.data | typed, form.data | typed | dated):
        answer = client.post(form.action.partition("#")[0] or page, data)
        places.heard(answer)


def _drive_mishaps(world: World, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused file, a wrong log-in, a crash on a page while it holds what was typed."""
    url = reverse("dossiers:entry_new", args=[world.ids["dossier"]])
    for size in (1_000, 3_000_000):
        sent = SimpleUploadedFile(f"{STEM}.txt", (STEM + " ").encode() * (size // 20))
        places.heard(world.client("holder").post(url, {"text": canary("file"), "f": sent}))
    wrong = {"login": canary("login"), "phrase": canary("phrase")}
    places.heard(world.client("anonymous").post(reverse("account:login"), wrong))

    def fail(*args: Any, **kwargs: Any) -> Any:
        copied = repr((args, kwargs)) + canary("local")
        raise RuntimeError(copied)

    with monkeypatch.context() as patched:
        for name in ("read", "write", "read_many"):
            patched.setattr(records, name, fail)
        for where in (url, reverse("dossiers:list")):
            for client in (world.client("holder"),):
                client.cookies["odd"] = "x"
                places.heard(client.get(f"{where}?q={STEM}"))
                places.heard(client.post(f"{where}?q={STEM}", {"text": canary("crash")}))


def _no_key_in(world: World, gathered: dict[str, bytes]) -> None:
    """Neither an agent's secrets, nor a container's key, nor what her browser keeps."""
    camille = world.house.keyring("Camille")
    held = camille.held("dossier")
    wanted = [k.whole.secret for k in camille.open_list(held, Act.LIST_OPENED).values()]
    for keys in (*world.house.secrets.values(), world.house.recovery):
        wanted += [keys.box_seed, keys.sign_seed, keys._box_secret]
    cookies = [c[settings.ENTRENOUS_UNLOCK_COOKIE] for c in world.cookies.values() if c]
    wanted += [bytes.fromhex(c) for c in cookies]
    wanted += [c[settings.SESSION_COOKIE_NAME].encode() for c in world.cookies.values() if c]
    # The key files are in the home; a browser's cookies are in what browsers were sent.
    within = {n: r for n, r in gathered.items() if n not in {"addresses and cookies"}}
    for secret in wanted:
        assert search_plain(within, canaries.of_bytes(secret)) == []


def search_plain(gathered: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """As `search`, without looking inside compressed streams: keys do not compress."""
    return [f"{c}: {n}" for c, raw in gathered.items() for n, seen in wanted.items() if seen in raw]


def _nothing_in_the_servers_files(database: Database) -> None:
    """PostgreSQL's own files and write-ahead log, in the plainest disguises."""
    if database.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (oid,) = cursor.fetchone()
    plain = {n: seen for n, seen in disguises().items() if n.endswith("utf-8")}
    for folder in (FOLDER / "pgdata" / "base" / str(oid), FOLDER / "pgdata" / "pg_wal"):
        for path in folder.rglob("*"):
            if path.is_file():
                assert search_plain({path.name: path.read_bytes()}, plain) == []


# --- with every secret of the server ---------------------------------------------------------


def _servers_secrets() -> list[bytes]:
    """Every 32 bytes of every key file, and what could be made of SECRET_KEY."""
    raws = [p.read_bytes() for p in Path(settings.ENTRENOUS_KEYS).rglob("*.key")]
    raws.append(settings.SECRET_KEY.encode())
    return sorted({raw[i : i + 32] for raw in raws for i in range(0, len(raw) - 31, 32)})


def _opened_with(candidates: list[bytes]) -> int:
    """How many records, grants and drafts open with some keys, tried in every place."""
    opened = 0
    pairs = [SecretKeys(key, key) for key in candidates]
    for grant in models.Grant.objects.exclude(box=None).select_related("container"):
        read = stored.read_grant(grant, grant.container.organisation_id)
        opened += sum(_opens(lambda k=k, r=read: r.open(r.header.recipient, k)) for k in pairs)
    for row in models.Record.objects.select_related("container"):
        place = stored.place_of(row.container, row.epoch)
        at = {"kind": row.kind, "record": row.record, "version": row.version}
        for key in map(ContainerKey, candidates):
            opener = RecordOpener(key, place, compartment_of(declared_kinds()[row.kind]))
            opened += _opens(lambda o=opener, b=bytes(row.blob), a=at: o.open(b, **a))
    for draft in models.Draft.objects.all():
        opened += sum(_opens(lambda k=k, b=bytes(draft.box): k.open(b)) for k in pairs)
    return opened


def _opens(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except NotOpened:
        return False
    return True


def test_all_the_secrets_of_the_server_open_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille", canary("name"))
    drafts.save(house.agents["Camille"], "x", dossier.pk, {"text": canary("draft")})
    secrets = _servers_secrets()
    assert len(secrets) >= 6
    assert _opened_with(secrets) == 0
    camille = house.secrets["Camille"]
    whole = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED).whole
    assert _opened_with([camille.box_seed, whole.secret]) > 3, "the trial itself must work"


# --- deliberate leaks: each must be caught, in its channel -------------------------------------


def _leak_in_a_row(patch: pytest.MonkeyPatch) -> None:
    """A draft kept as it was typed."""
    keep = drafts.keep

    def leaking(agent: Any, typed: Any) -> Any:
        row = keep(agent, typed)
        models.Draft.objects.filter(pk=row.pk).update(box=repr(typed.fields).encode())
        return row

    patch.setattr(drafts, "keep", leaking)


def _leak_in_a_session(patch: pytest.MonkeyPatch) -> None:
    call = KeyringMiddleware.process_view

    def leaking(self: Any, request: Any, view: Any, *place: Any) -> Any:
        request.session["last"] = request.POST.get("text", "")
        return call(self, request, view, *place)

    patch.setattr(KeyringMiddleware, "process_view", leaking)


def _leak(tell: Callable[[Any, str], None]) -> Callable[[pytest.MonkeyPatch], None]:
    def install(patch: pytest.MonkeyPatch) -> None:
        call = KeyringMiddleware.__call__

        def leaking(self: Any, request: Any) -> Any:
            response = call(self, request)
            tell(response, request.POST.get("text", ""))
            return response

        patch.setattr(KeyringMiddleware, "__call__", leaking)

    return install


def _log_it(response: Any, text: str) -> None:
    logging.getLogger("entrenous").warning("entry of %s", text)


def _leak_in_the_log(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(WhiteListFormatter, "format", logging.Formatter.format)
    _leak(_log_it)(patch)


def _bake_it(response: Any, text: str) -> None:
    response.set_cookie("last", text.encode().hex())


def _link_it(response: Any, text: str) -> None:
    response["Link"] = f"/?q={canaries.quote(text)}"


def _mail_it(response: Any, text: str) -> None:
    mail.send_mail("x", text, "a@exemple.invalid", ["b@exemple.invalid"])


def _leave_a_file(response: Any, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", delete=False, encoding="utf-8") as file:
        file.write(text)


def _leak_in_the_environment(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("LAST_TEXT", "")
    _leak(lambda _, text: patch.setenv("LAST_TEXT", text))(patch)


LEAKS: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None]]] = {
    "a draft in clear": ("rows", _leak_in_a_row),
    "a session key": ("rows", _leak_in_a_session),
    "a log line": ("log", _leak_in_the_log),
    "a cookie": ("addresses and cookies", _leak(_bake_it)),
    "an address": ("addresses and cookies", _leak(_link_it)),
    "a mail": ("mail", _leak(_mail_it)),
    "a temporary file": ("temporary files", _leak(_leave_a_file)),
    "the environment": ("environment", _leak_in_the_environment),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_deliberate_leak_is_caught(
    house: House, places: Places, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    channel, install = LEAKS[leak]
    mail.outbox.clear()
    dossier = dossier_of(house, "Camille")
    text = canary("deliberate")
    url = reverse("dossiers:entry_new", args=[dossier.pk])

    def write_with_a_closed_vault() -> None:
        client = client_of(house, "Camille", locked=True)
        client.raise_request_exception = False
        places.heard(client.post(url, {"text": text}))

    write_with_a_closed_vault()
    assert search(places.gather(), disguises()) == []
    with monkeypatch.context() as patched:
        install(patched)
        write_with_a_closed_vault()
        assert {f.partition(":")[0].partition(",")[0] for f in
                search(places.gather(), disguises())} == {channel}  # fmt: skip
    mail.outbox.clear()


def test_a_record_sealed_by_mistake_in_clear_is_refused_or_caught(
    house: House, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The column refuses what is not sealed; were it to accept, the search finds it."""
    monkeypatch.setattr(records, "seal_record", lambda clear, **_: clear)
    with pytest.raises(ValueError, match=r"."), transaction.atomic():
        dossier_of(house, "Camille", canary("clear"))
    monkeypatch.setattr("entrenous.keyring.fields.as_sealed", lambda blob: blob)
    dossier_of(house, "Camille", canary("clear"))
    assert any(f.startswith("rows") for f in search(places.gather(), disguises()))
