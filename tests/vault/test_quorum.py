from datetime import date
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.quorum_files import (
    Evidence,
    KeysTold,
    Listed,
    RequestFile,
    ResultFile,
    written,
)
from entrenous.vault.quorum_renewal import read_renewal, renew
from entrenous.vault.quorum_request import Refused, Why, check_request, read_request
from entrenous.vault.quorum_result import check_result, read_result, reseal
from entrenous.vault.quorum_words import REFUSALS, report, shown
from tests.vault.quorum_world import LATER, OPENS, RECOVERY, QuorumWorld

change = msgspec.structs.replace


def served() -> tuple[QuorumWorld, RequestFile]:
    """Two listed dossiers, one with a request that follows it, and a third that is not listed."""
    world = QuorumWorld()
    follower = world.dossier()
    first, second, _ = world.dossier(names=(follower,)), world.dossier(), world.dossier()
    return world, world.file(world.request(Listed(first, (follower,)), Listed(second)))


WORLD, FILE = served()
REQUEST = FILE.request
DONE = reseal(check_request(FILE), RECOVERY, custodians=3, at=LATER)


def test_each_listed_container_opens_for_the_recipient_and_no_other_is_given() -> None:
    grants = check_result(DONE, REQUEST, recovery=RECOVERY.public, needed=3)
    assert [g.header.place.container for g in grants] == REQUEST.containers
    assert len(WORLD.containers) == len(grants) + 1
    for grant in grants:
        assert WORLD.opened_by_alix(grant) == WORLD.key_of(grant.header.place.container)
    assert not DONE.result.left_out


def test_the_files_are_read_back_as_they_were_written() -> None:
    assert read_request(written(FILE)).request == REQUEST
    assert read_request(b"\xef\xbb\xbf" + written(FILE)).request == REQUEST
    assert read_result(written(DONE)) == DONE


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"entry": b""}, Why.NO_ENTRY),
        ({"checkpoint": ""}, Why.NO_CHECKPOINT),
        ({"entry": WORLD.entries[0]}, Why.OTHER_ENTRY),
        ({"entry": b"[]"}, Why.OTHER_ENTRY),
        ({"entry": b"{"}, Why.OTHER_ENTRY),
        ({"path": ()}, Why.NOT_UNDER_CHECKPOINT),
        ({"journal": KeysTold.of(RECOVERY.public)}, Why.NOT_UNDER_CHECKPOINT),
        ({"registry": KeysTold.of(RECOVERY.public)}, Why.ALTERED),
        ({"registry": KeysTold(b"", b"")}, Why.NOT_A_FILE),
    ],
    ids=["no entry", "no checkpoint", "another entry", "a list", "cut", "no path",
         "another journal", "another registry", "no key"],
)  # fmt: skip
def test_a_request_without_its_journal_is_refused(changes: dict[str, object], why: Why) -> None:
    evidence = Evidence(**{**msgspec.structs.asdict(FILE.evidence), **changes})
    assert refused(change(FILE, evidence=evidence)) is why


def test_a_checkpoint_made_before_the_request_does_not_cover_it() -> None:
    world, file = served()
    world.entries = world.entries[:2]
    early = world.evidence(0)
    evidence = change(file.evidence, checkpoint=early.checkpoint, path=early.path)
    assert refused(change(file, evidence=evidence)) is Why.NOT_UNDER_CHECKPOINT


@pytest.mark.parametrize(
    "changes",
    [
        {"motive": "autre chose"},
        {"recipient": WORLD.people["Camille"][0]},
        {"recipient_name": "Sacha"},
        {"opens_at": LATER},
        {"dossiers": (*REQUEST.dossiers, Listed(list(WORLD.containers)[-1]))},
        {"recovery": KeysTold.of(SecretKeys.generate().public)},
        {"asked_by": WORLD.people["Alix"][0]},
        {"organisation": uuid4()},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_request_changed_after_it_was_signed_is_refused(changes: dict[str, object]) -> None:
    assert refused(change(FILE, request=change(REQUEST, **changes))) is Why.ALTERED


def test_a_recipient_who_is_not_certified_receives_nothing() -> None:
    world, _ = served()
    world.certificates.pop()
    file = world.file(world.request(Listed(world.dossier())))
    assert refused(file) is Why.RECIPIENT


@pytest.mark.parametrize("dossiers", [(), (REQUEST.dossiers[1], REQUEST.dossiers[1])])
def test_nothing_listed_or_twice_the_same_is_refused(dossiers: tuple[Listed, ...]) -> None:
    assert refused(WORLD.file(WORLD.request(*dossiers))) is Why.NOTHING_LISTED


def test_another_format_or_another_file_is_refused() -> None:
    assert refused(change(FILE, request=change(REQUEST, format="autre"))) is Why.UNKNOWN_FORMAT
    for raw in (b"", b"{}", written(DONE), written(FILE)[:-40]):
        with pytest.raises(Refused) as told:
            read_request(raw)
        assert told.value.why is Why.NOT_A_FILE
    with pytest.raises(Refused) as told:
        read_result(written(FILE))
    assert told.value.why is Why.NOT_A_FILE


@given(st.integers(0, len(written(FILE)) - 1), st.integers(1, 255))
def test_no_altered_byte_opens_anything_else(place: int, shift: int) -> None:
    raw = bytearray(written(FILE))
    raw[place] = (raw[place] + shift) % 256
    try:
        checked = read_request(bytes(raw))
    except Refused:
        return
    assert checked.request == REQUEST
    done = reseal(checked, RECOVERY, custodians=3, at=LATER).result
    mine = {g.container: g.key_id for g in DONE.result.grants}
    assert {g.container: g.key_id for g in done.grants}.items() <= mine.items()


def test_another_recovery_key_opens_nothing() -> None:
    with pytest.raises(Refused) as told:
        reseal(check_request(FILE), SecretKeys.generate(), custodians=3, at=LATER)
    assert told.value.why is Why.OTHER_RECOVERY


def test_a_container_that_does_not_open_stops_none_of_the_others() -> None:
    world = QuorumWorld()
    sound, other_key = world.dossier(), world.dossier(recovery=SecretKeys.generate())
    absent = uuid4()
    file = world.file(world.request(*(Listed(c) for c in (other_key, absent, sound))))
    result = reseal(check_request(file), RECOVERY, custodians=3, at=LATER).result
    assert [g.container for g in result.grants] == [sound]
    assert {e.container: e.why for e in result.left_out} == {
        other_key: "ferme", absent: "absent",
    }  # fmt: skip


def test_a_container_that_the_dossier_does_not_name_under_seal_is_not_opened() -> None:
    """A writer of the database says that someone else's dossier follows this one."""
    world = QuorumWorld()
    victim = world.dossier()
    dossier = world.dossier(names=(uuid4(),))
    file = world.file(world.request(Listed(dossier, (victim,))))
    result = reseal(check_request(file), RECOVERY, custodians=3, at=LATER).result
    assert [(e.container, e.why) for e in result.left_out] == [(victim, "non_rattache")]


def test_a_key_planted_for_the_recovery_key_is_not_handed_over() -> None:
    """Someone certified seals a key of his own to the recovery key: no chain leads to it."""
    world, file = served()
    world.people["Sacha"] = (uuid4(), SecretKeys.generate())
    world.certify("Sacha")
    uid, secret = world.people["Sacha"]
    planted = QuorumWorld(
        world.organisation, world.registry, world.journal,
        {**world.people, "Camille": (uid, secret)},
    )  # fmt: skip
    dossier = file.request.dossiers[1].container
    forged = planted.containers[planted.dossier()][1]
    told = world.containers[dossier][1]
    mixed = change(told, grants=(change(forged.grants[0], container=dossier),))
    evidence = change(
        file.evidence,
        containers=(mixed,),
        certificates=(*file.evidence.certificates, *_told(world)),
    )
    result = reseal(
        check_request(change(file, evidence=evidence)), RECOVERY, custodians=3, at=LATER
    ).result
    assert not result.grants


def _told(world: QuorumWorld) -> list[object]:
    from entrenous.vault.quorum_files import CertificateTold

    return [CertificateTold.of(world.certificates[-1])]


@pytest.mark.parametrize(
    ("made_at", "custodians", "is_taken"),
    [(LATER, 3, True), (OPENS, 3, True), (OPENS.replace(hour=8), 3, False),
     (OPENS.replace(hour=8), 4, True)],
)  # fmt: skip
def test_before_the_delay_ends_one_custodian_more_is_asked(
    made_at: object, custodians: int, is_taken: bool
) -> None:
    done = reseal(check_request(FILE), RECOVERY, custodians=custodians, at=made_at)  # type: ignore[arg-type]
    if is_taken:
        assert check_result(done, REQUEST, recovery=RECOVERY.public, needed=3)
    else:
        assert result_refused(done) is Why.TOO_EARLY


def test_a_result_that_is_not_this_one_is_refused() -> None:
    other = WORLD.file(WORLD.request(*REQUEST.dossiers))
    assert result_refused(reseal(check_request(other), RECOVERY, custodians=3, at=LATER)) is (
        Why.OTHER_REQUEST
    )
    assert result_refused(change(DONE, signature=bytes(64))) is Why.OTHER_RECOVERY
    more = change(DONE.result, grants=DONE.result.grants[:1])
    assert result_refused(change(DONE, result=more)) is Why.OTHER_RECOVERY
    with pytest.raises(Refused) as told:
        check_result(DONE, REQUEST, recovery=SecretKeys.generate().public, needed=3)
    assert told.value.why is Why.OTHER_RECOVERY


def test_what_is_signed_beyond_the_list_is_refused() -> None:
    """Even the recovery key's holders do not hand over more than what was asked."""
    wide = WORLD.request(*(Listed(c) for c in WORLD.containers))
    whole = reseal(check_request(WORLD.file(wide)), RECOVERY, custodians=3, at=LATER)
    from entrenous.vault.quorum_files import fingerprint_of
    from entrenous.vault.quorum_result import _said

    result = change(whole.result, request=fingerprint_of(REQUEST))
    assert result_refused(ResultFile(result, RECOVERY.sign(_said(result)))) is Why.NOT_LISTED


def test_a_new_key_is_named_by_the_former_one() -> None:
    made, shares = renew(RECOVERY, needed=2, custodians=3, on=date(2026, 11, 22))
    read = read_renewal(written(made), former=RECOVERY.public)
    assert (read.needed, read.custodians) == (2, 3)
    assert read.new.read() != RECOVERY.public
    assert len(shares.custodians) == 3


@pytest.mark.parametrize("field", ["needed", "custodians", "new", "former", "made_on", "format"])
def test_an_altered_succession_is_refused(field: str) -> None:
    made, _ = renew(RECOVERY, needed=2, custodians=3, on=date(2026, 11, 22))
    other = KeysTold.of(SecretKeys.generate().public)
    changed = {"new": other, "former": other, "made_on": date(2026, 1, 1), "format": "x"}
    block = change(made.renewal, **{field: changed.get(field, 4)})
    with pytest.raises(Refused):
        read_renewal(written(change(made, renewal=block)), former=RECOVERY.public)


def test_a_succession_signed_by_another_key_is_refused() -> None:
    made, _ = renew(SecretKeys.generate(), needed=2, custodians=3, on=date(2026, 11, 22))
    for raw in (written(made), b"{}", written(DONE)):
        with pytest.raises(Refused):
            read_renewal(raw, former=RECOVERY.public)


def test_every_refusal_has_its_sentence_and_the_report_says_what_was_done() -> None:
    assert set(REFUSALS) == set(Why)
    checked = check_request(FILE)
    paper = report(checked, DONE.result, RECOVERY.public)
    for container in REQUEST.containers:
        assert str(container) in paper
    for said in ("Ines", "Alix", "décès", "3 parts", RECOVERY.public.fingerprint()):
        assert said in paper
    assert "(et 1 rattachement)" in shown(checked)
    assert not set(paper.split()) & {"uid", "None"}


def refused(file: RequestFile) -> Why:
    with pytest.raises(Refused) as told:
        check_request(file)
    return told.value.why


def result_refused(done: ResultFile) -> Why:
    with pytest.raises(Refused) as told:
        check_result(done, REQUEST, recovery=RECOVERY.public, needed=3)
    return told.value.why


def test_a_key_of_another_length_is_no_key() -> None:
    with pytest.raises(NotOpened):
        KeysTold(b"court", bytes(32)).read()
