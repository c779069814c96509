"""The omniscient administrator: she reads everything the server keeps, and finds no one's words.

Every text of every form and of every sealed kind carries a canary; then the database, its files,
sessions, logs, error reports, mail, temporary files, addresses, environment and static files are
searched, in every disguise. `test_leaks` proves that the search can find.
"""

import importlib
import inspect
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from entrenous.documents.contents import Document
from entrenous.documents.models import StoredFile
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.kinds import declared_kinds
from tests.benefits.engines import engine
from tests.dossiers.opened import dossier_of
from tests.ground.databases import FOLDER, Database
from tests.proof import canaries
from tests.proof.canaries import STEM, canary, disguises, search
from tests.proof.desk import drive_desk
from tests.proof.driving import Driver, Shown, forms_shown
from tests.proof.enrolling import live_an_account
from tests.proof.matrix import SENT_AWAY, expected, let_in, read_table
from tests.proof.moments import calendar_file, moments, streets_file
from tests.proof.persons import is_of_the_space
from tests.proof.places import Places
from tests.proof.routes import Route, every_route
from tests.proof.stored import what_the_store_holds
from tests.proof.watching import ELSEWHERE, FIGURE, Watch, texts_asked
from tests.proof.world import World
from tests.web.account.ways import PIN

# What professionals write about the service itself is in clear (04-seal §3.15): it has a stem of
# its own, which the database may hold and nothing else.
OF_THE_SERVICE = "Pénéplaînèvêrte"
_IN_CLEAR = (
    "admin:", "desk:sheet", "custody:custodians", "retention:visa", "retention:terms",
    "retention:list_visa", "slips:sender",
    "reception:places",
)  # fmt: skip
# Who sends the forms of a page.
_SENDERS = ("holder", "reception", "lead", "admin", "anonymous", "locked")
# Acts that would take away the pages that come after: sent, searched outside, then undone.
_UNDONE = ("dossiers:act_", "dossiers:entry_move", "keys:", "team:", "reception:discard",
           "reception:open-dossier", "reception:decide", "dossiers:end",
           "reception:demande", "gateway:withdraw", "custody:", "continuity:",
           "relays:", "mediations:", "referrals:", "collective:", "desk:", "complaints:",
           "retention:", "endings:", "slips:hand-on")  # fmt: skip
_SKIPPED = {"account:logout", "account:lock", "account:close_others", "account:stay"}
# What a page needs to be told, when its refusals do not lead to it field by field.
_ANSWERS = {
    "admin:secteur": {"du": "45", "au": "47"},
    "admin:neighbour_new": {"department": "23"},
    "admin:neighbour": {"department": "23"},
    "collective:evaluation": {"papers": "30"},
    "collective:thread": {"asked": "on"},
    "reception:afterwards": {"on": "hier"},  # at any hour of the night
    "reception:appointment": {"session": "", "beside": ""},
    "reception:collective": {"at": "16 h 30"},
    "reception:sessions": {"at": "16 h 30", "minutes": "180", "slot_minutes": "30"},
    "retention:terms": {"active_months": "24", "alert_months": "21", "archive_months": "60"},
}
# Typed with a canary and always refused: they read figures, or are a code that opens something.
_REFUSES_WORDS = {
    "entrenous.web.account.forms.ChangePinForm.again",
    "entrenous.web.account.forms.ChangePinForm.pin",
    "entrenous.web.account.forms.FactorForm.code",
    "entrenous.web.account.forms.InvitationForm.code",
    "entrenous.web.account.forms.NewPinForm.again",
    "entrenous.web.account.forms.NewPinForm.pin",
    "entrenous.web.account.forms.PinForm.pin",
    "entrenous.web.account.forms.ProposedPhraseForm.phrase",
    "entrenous.web.account.forms.ProvenFactorForm.code",
    "entrenous.web.account.forms.RecoverForm.code",
    "entrenous.web.account.forms.SheetCheckForm.gN",
    "entrenous.web.account.forms.SheetCodeForm.code",
    "entrenous.web.admin.territory_forms.CommunesForm.file",  # the official list, or refused
    "entrenous.web.admin.territory_forms.NeighbourForm.department",
    "entrenous.web.admin.territory_forms.RangeForm.au",
    "entrenous.web.admin.territory_forms.RangeForm.du",
    "entrenous.web.custody.forms.KeyForm.file",  # signed by the custodians, or refused
    "entrenous.web.custody.forms.ResultForm.file",
    "entrenous.web.handover.forms.StartForm.phrase",
    "entrenous.web.keys.forms.CompareForm.typed",
    "entrenous.web.retention.forms.EraseForm.phrase",
    "entrenous.web.space.forms.EnterForm.code",
    "entrenous.web.space.forms.EnterForm.number",
    "entrenous.web.space_desk.forms.AgainForm.phrase",
    "entrenous.web.space_desk.forms.HandOverForm.phrase",
    "entrenous.web.statistics.forms.PaperForm.code",  # printed by us, or refused
}


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


def test_a_text_typed_elsewhere_is_answered_for_there() -> None:
    every_route()
    for area, test in ELSEWHERE.items():
        assert any(name.startswith(area) for name in texts_asked()), area
        assert "watch.unproven(__name__" in inspect.getsource(importlib.import_module(test))


@pytest.mark.long
@pytest.mark.usefixtures("short_refusals")
def test_an_administrator_finds_nobody(
    own_world: World,
    own_database: Database,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    watch = Watch(STEM, OF_THE_SERVICE)
    watch.install(monkeypatch)
    _write_every_kind(own_world)
    accounts = [r for r in every_route() if r.name.startswith("account:")]
    with engine(settings.ENTRENOUS_HOME):
        for route in every_route():
            if route not in accounts:
                _drive(own_world, route, places, watch)
        _drive_moments(own_world, places, watch)
    _drive_mishaps(own_world, places, monkeypatch)
    drive_desk(own_world, places)
    for route in accounts:
        _drive(own_world, route, places, watch)
    login = f"{OF_THE_SERVICE} nadia"
    codes = live_an_account(own_world.house, login, places.heard, monkeypatch)
    assert {200, 302, 413, 422, 500} <= places.statuses
    unproven = watch.unproven(__name__, refusing=_REFUSES_WORDS)
    assert not unproven, "\n".join(unproven)
    gathered = places.gather(own_database)
    assert search(gathered, disguises()) == []
    in_clear = {"rows", "database files"}
    written = [gathered[name] for name in in_clear if name in gathered]
    assert all(OF_THE_SERVICE.encode() in raw for raw in written), "what is in clear is found"
    assert places.reports, "the crashes were told"
    outside = {name: raw for name, raw in gathered.items() if name not in in_clear}
    assert search(outside, disguises(OF_THE_SERVICE)) == []
    assert search(gathered, _figures()) == []
    _no_code_in(codes, gathered)
    _no_key_in(own_world, gathered)
    _nothing_in_the_servers_files(own_database)
    stored = what_the_store_holds(places.facts, tmp_path / "store")
    for said in (STEM, OF_THE_SERVICE):
        assert search(stored, disguises(said)) == []
    known = [own_world.dossier.pk, *(agent.pk for agent in own_world.house.agents.values())]
    ids = {spelt: spelt.encode() for pk in known for spelt in (pk.hex, str(pk))}
    assert search_plain(stored, ids) == [], "neither a dossier nor an agent has a number there"


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


def _drive(world: World, route: Route, places: Places, watch: Watch) -> None:
    """Show a page to each who may see it, then send its forms, refused then accepted."""
    if route.name in _SKIPPED:
        return
    stem = OF_THE_SERVICE if route.name.startswith(_IN_CLEAR) else STEM
    driver = Driver(stem, watch, places.heard, **_ANSWERS.get(route.name, {}))
    for sender in _senders(route):
        if route.name.startswith("account:"):
            world.open_browsers([sender])
        page = world.client(sender).get(route.url(world))
        places.heard(page)
        left = [form for form in _forms_to_fill(page, route) if not driver.has_taken(form)]
        for form in left:
            with transaction.atomic():
                driver.drive(partial(world.client, sender), route.url(world), form)
                if route.name.startswith(_UNDONE):
                    places.keep_rows()
                    transaction.set_rollback(True)
        if not left and page.status_code == 200 and not is_of_the_space(route):
            break  # of two persons, one may have asked already for what the other asks


def _forms_to_fill(page: Any, route: Route) -> list[Shown]:
    """The forms of a page where something is written."""
    if page.streaming:
        assert b"".join(page)  # read to its end, so that its file is closed
        return []
    if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
        return []
    shown = forms_shown(page.content.decode(), route.name)
    return [f for f in shown if (f.texts or f.files) and f.action != reverse("account:logout")]


def _senders(route: Route) -> list[str]:
    """Of every third page, one whom it refuses; then two to whom it shows its forms."""
    if is_of_the_space(route):
        return ["anonymous", "person", "other_person"]
    if route.name not in read_table():
        return ["holder"]  # a page that waits for its row: `test_matrix` asks for it
    words = expected(read_table()[route.name]["GET"])
    known = let_in(_SENDERS, route)
    known.sort(key=lambda s: not words.get(s, "200").startswith("200"))
    away = [s for s in known if words.get(s, "200") in SENT_AWAY]
    refused = away if len(route.name) % 3 == 0 else []
    return refused + [s for s in known if s not in away][:2]


def _drive_moments(world: World, places: Places, watch: Watch) -> None:
    for sender, url, sent in moments(world):
        asking = world.client(sender)
        page = asking.post(url, sent) if sent else asking.get(url)
        places.heard(page)
        driver, client = Driver(STEM, watch, places.heard), partial(world.client, sender)
        for form in forms_shown(page.content.decode(), url):
            driver.drive(client, url, form)
    places.heard(calendar_file(world, STEM))
    places.heard(streets_file(world, OF_THE_SERVICE))


def _drive_mishaps(world: World, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused file, a wrong log-in, a crash on a page while it holds what was typed."""
    url = reverse("dossiers:entry_new", args=[world.ids["dossier"]])
    for size in (1_000, 3_000_000):
        sent = SimpleUploadedFile(f"{STEM}.txt", (STEM + " ").encode() * (size // 20))
        places.heard(world.client("holder").post(url, {"text": canary("file"), "f": sent}))
    _send_files(world, places)
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


def _send_files(world: World, places: Places) -> None:
    """Kept, refused, sent by nobody: its name and each of its bytes are canaries."""
    url = reverse("documents:add", args=[world.ids["dossier"]])
    here = StoredFile.objects.filter(container=world.ids["dossier"])
    known = set(here.values_list("record", flat=True))
    text = (canary("inside a file ") * 4_000).encode()
    for raw in (text, text + b"\0", b"<html>" + text):
        for sender in ("holder", "locked", "anonymous", "peer"):
            sent = SimpleUploadedFile(f"{canary('name of a file')}.txt", raw)
            typed = {"label": canary("label"), "on": "10 02 2026", "file": sent}
            places.heard(world.client(sender).post(url, typed))
    listed = world.client("holder").get(reverse("documents:list", args=[world.ids["dossier"]]))
    assert listed.content.decode().count(canary("name of a file")) == 1
    record = here.exclude(record__in=known).get().record
    for page in ("show", "take", "describe", "remove"):
        answer = world.client("holder").get(
            reverse(f"documents:{page}", args=[world.ids["dossier"], record])
        )
        places.heard(answer)
        assert b"".join(answer)


def _figures() -> dict[str, bytes]:
    """An amount as a person, a program or a database writes it."""
    units, cents = FIGURE.replace(" ", "").split(",")
    grouped = [f"{units[:-3]}{space}{units[-3:]}" for space in (" ", "\xa0", "\u202f", ".", ",")]
    spelt = [f"{whole}{point}{cents}" for whole in (units, *grouped) for point in (",", ".")]
    return {f"{name}{how}": seen for name in spelt for how, seen in
            canaries.of_bytes(name.encode()).items()}  # fmt: skip


def _no_code_in(codes: list[str], gathered: dict[str, bytes]) -> None:
    """Codes shown once: as shown, without their hyphens, as typed by whoever has no capitals."""
    spelt = {c for code in codes for c in (code, code.replace("-", ""))}
    for code in spelt | {code.lower() for code in spelt}:
        assert search_plain(gathered, canaries.of_bytes(code.encode())) == []
    # Six figures are in any file of a megabyte: alone, and where a person's hand would put them.
    pins = rb"%s|%s" % (PIN.encode(), PIN[::-1].encode())
    alone = re.compile(rb"(?<![0-9A-Za-z])(?:%s)(?![0-9A-Za-z])" % pins)
    for place in ("log", "reports", "addresses and cookies", "mail", "temporary files"):
        assert not alone.search(gathered[place]), place


def _no_key_in(world: World, gathered: dict[str, bytes]) -> None:
    """Neither an agent's secrets, nor a container's key, nor what her browser keeps."""
    camille = world.house.keyring("Camille")
    held = camille.held("dossier")
    opened = camille.open_list(held, Act.LIST_OPENED).values()
    wanted = [k.whole.secret for k in opened]
    for reading in records.read_many(opened, Document).values():
        wanted += [each.content.key for each in reading.of(Document)]
    for keys in (*world.house.secrets.values(), world.house.recovery):
        wanted += [keys.box_seed, keys.sign_seed, keys._box_secret]
    names = (settings.ENTRENOUS_UNLOCK_COOKIE, *settings.ENTRENOUS_SPACE_COOKIES)
    kept = [c for c in world.cookies.values() if c]
    cookies = [c[name] for c in kept for name in names if name in c]
    wanted += [bytes.fromhex(c) for c in cookies]
    session = settings.SESSION_COOKIE_NAME
    wanted += [c[session].encode() for c in kept if session in c]
    assert len(opened) > 1
    assert len(cookies) > 1
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
    in_clear, seen = OF_THE_SERVICE.encode(), 0
    for folder in (FOLDER / "pgdata" / "base" / str(oid), FOLDER / "pgdata" / "pg_wal"):
        for path in filter(Path.is_file, folder.rglob("*")):
            raw = path.read_bytes()
            assert search_plain({path.name: raw}, plain) == []
            seen += in_clear in raw
    assert seen, "what is in clear is in these very files"
