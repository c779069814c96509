from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, enc
from entrenous.vault.registry import Certificate, Kind, RegistryHead, Subject, registry_state

ORGANISATION, LEAD = uuid4(), uuid4()
REGISTRY, LEAD_KEYS, AGENT_KEYS = (SecretKeys.generate() for _ in range(3))


def subject(
    kind: Kind = Kind.AGENT, actor: UUID | None = None, keys: PublicKeys = AGENT_KEYS.public,
    *, may_certify: bool = False,
) -> Subject:  # fmt: skip
    on = date(2026, 11, 22)
    return Subject(
        ORGANISATION, actor or uuid4(), kind, keys, may_certify=may_certify, issued_on=on
    )


def certified(said: Subject, by: SecretKeys = LEAD_KEYS, countersigner: UUID = LEAD) -> Certificate:
    return Certificate.make(said, registry=REGISTRY, countersigner=countersigner, by=by)


ROOT = Certificate.root(
    subject(Kind.ROOT_LEAD, LEAD, LEAD_KEYS.public, may_certify=True), registry=REGISTRY
)


def check(certificate: Certificate, lead: Certificate | None = ROOT) -> PublicKeys:
    return certificate.check(registry=REGISTRY.public, lead=lead)


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.GROUP, Kind.PERSON])
def test_a_certificate_asked_for_by_a_lead_gives_its_keys(kind: Kind) -> None:
    assert check(certified(subject(kind))) == AGENT_KEYS.public


@pytest.mark.parametrize("kind", [Kind.ROOT_LEAD, Kind.RECOVERY])
def test_the_set_ups_certificates_need_no_lead(kind: Kind) -> None:
    made = Certificate.root(subject(kind), registry=REGISTRY)
    assert check(made, None) == AGENT_KEYS.public
    for dressed in (replace(made, countersigner=LEAD), replace(made, countersignature=b"x")):
        with pytest.raises(NotOpened):
            check(dressed)


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.GROUP, Kind.PERSON])
def test_no_other_certificate_goes_without_a_lead(kind: Kind) -> None:
    with pytest.raises(ValueError, match="countersignature"):
        Certificate.root(subject(kind), registry=REGISTRY)
    with pytest.raises(NotOpened):
        check(certified(subject(kind)), None)


@pytest.mark.parametrize(
    "field",
    ["organisation", "actor", "kind", "keys", "sign", "may_certify", "issued_on", "epoch"],
)
def test_a_certificate_altered_in_any_field_is_refused(field: str) -> None:
    made, other = certified(subject()), SecretKeys.generate().public
    altered = {
        "organisation": {"organisation": uuid4()},
        "actor": {"actor": uuid4()},
        "kind": {"kind": Kind.ROOT_LEAD},
        "keys": {"keys": other},
        "sign": {"keys": PublicKeys(AGENT_KEYS.public.box, other.sign)},
        "may_certify": {"may_certify": True},
        "issued_on": {"issued_on": date(2026, 11, 21)},
        "epoch": {"epoch": 2},
    }[field]
    with pytest.raises(NotOpened):
        check(replace(made, subject=replace(made.subject, **altered)))


def test_both_signatures_are_needed() -> None:
    made, stranger = certified(subject()), SecretKeys.generate()
    for altered in (
        replace(made, signature=stranger.sign(bytes(made.subject))),
        replace(made, countersignature=stranger.sign(enc("EN1countersign", bytes(made.subject)))),
        replace(made, countersignature=made.signature),
        replace(made, countersigner=uuid4()),
    ):
        with pytest.raises(NotOpened):
            check(altered)


def agent_as_lead(**altered: object) -> Certificate:
    """An agent's own certificate, checked, standing where a lead's should be."""
    said = replace(subject(Kind.AGENT, LEAD, LEAD_KEYS.public), **altered)
    return certified(said) if said.kind != Kind.ROOT_LEAD else ROOT


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.GROUP])
def test_a_colleague_who_is_no_lead_certifies_neither_agent_nor_group(kind: Kind) -> None:
    with pytest.raises(NotOpened):
        check(certified(subject(kind)), agent_as_lead())


def test_an_agent_named_lead_certifies_colleagues() -> None:
    assert check(certified(subject()), agent_as_lead(may_certify=True)) == AGENT_KEYS.public


def test_whoever_receives_a_person_certifies_her_keys() -> None:
    assert check(certified(subject(Kind.PERSON)), agent_as_lead()) == AGENT_KEYS.public


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.GROUP, Kind.RECOVERY])
def test_neither_a_person_nor_a_group_certifies_anyone(kind: Kind) -> None:
    lead = agent_as_lead(kind=kind, may_certify=True)
    for asked in (Kind.AGENT, Kind.PERSON):
        with pytest.raises(NotOpened):
            check(certified(subject(asked)), lead)


def test_a_lead_of_another_organisation_certifies_nobody() -> None:
    with pytest.raises(NotOpened):
        check(certified(subject()), agent_as_lead(may_certify=True, organisation=uuid4()))


def head(counter: int = 3, certificates: tuple[bytes, ...] = (b"a", b"b")) -> RegistryHead:
    return RegistryHead.sign(
        ORGANISATION, counter, certificates=certificates, revoked=[b"r"], registry=REGISTRY
    )


def test_a_registry_head_names_one_state_at_one_count() -> None:
    state = registry_state([b"b", b"a"], [b"r"])
    head().check(registry=REGISTRY.public, expected_counter=3, state=state)
    removed, unrevoked = registry_state([b"a"], [b"r"]), registry_state([b"a", b"b"], [])
    for counter, told in ((4, state), (2, state), (3, removed), (3, unrevoked)):
        with pytest.raises(NotOpened):
            head().check(registry=REGISTRY.public, expected_counter=counter, state=told)


@pytest.mark.parametrize(
    "altered", [{"counter": 4}, {"state": bytes(32)}, {"organisation": uuid4()}]
)
def test_an_altered_registry_head_is_refused(altered: dict[str, object]) -> None:
    changed = replace(head(), **altered)
    with pytest.raises(NotOpened):
        changed.check(
            registry=REGISTRY.public, expected_counter=changed.counter, state=changed.state
        )


FINGERPRINTS = st.lists(st.binary(min_size=2, max_size=2), max_size=4)


@given(FINGERPRINTS, FINGERPRINTS, FINGERPRINTS, FINGERPRINTS)
def test_two_registries_never_have_the_same_state(
    a: list[bytes], b: list[bytes], c: list[bytes], d: list[bytes]
) -> None:
    same = (sorted(a), sorted(b)) == (sorted(c), sorted(d))
    assert (registry_state(a, b) == registry_state(c, d)) is same


def test_a_fingerprint_follows_everything_that_is_signed() -> None:
    made = certified(subject())
    prints = {made.fingerprint, replace(made, signature=bytes(64)).fingerprint}
    prints |= {replace(made, countersignature=bytes(64)).fingerprint}
    prints |= {replace(made, subject=replace(made.subject, epoch=2)).fingerprint}
    assert len(prints) == 4
