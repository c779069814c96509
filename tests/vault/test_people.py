import re

import pytest

from entrenous.vault.carnet import open_carnet, seal_carnet
from entrenous.vault.containers import ContainerKey
from entrenous.vault.groups import group_keys
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, enc, pad, seal
from tests.vault.world import World


def test_secret_keys_are_read_back(keys: SecretKeys) -> None:
    assert SecretKeys.read(bytes(keys)) == keys
    assert SecretKeys.read(bytes(keys)).public == keys.public


@pytest.mark.parametrize("size", [0, 63, 65])
def test_secret_keys_of_another_length_are_refused(size: int) -> None:
    with pytest.raises(NotOpened):
        SecretKeys.read(bytes(size))


def test_secrets_are_never_shown(keys: SecretKeys) -> None:
    shown = f"{keys!r} {keys} {ContainerKey(keys.box_seed)!r}"
    assert keys.box_seed.hex() not in shown
    assert repr(keys.box_seed) not in shown


def test_a_fingerprint_is_eight_groups_and_depends_on_both_keys(keys: SecretKeys) -> None:
    public = keys.public
    assert re.fullmatch(r"\d{5}( \d{5}){7}", public.fingerprint())
    others = [PublicKeys(public.box, bytes(32)), PublicKeys(bytes(32), public.sign)]
    assert len({public.fingerprint(), *(o.fingerprint() for o in others)}) == 3


def test_what_is_sealed_to_someone_opens_for_her_alone(keys: SecretKeys) -> None:
    blob = keys.public.seal(b"clair")
    assert keys.open(blob) == b"clair"
    for secret, box in ((SecretKeys.generate(), blob), (keys, b"\x02" + blob[1:]), (keys, b"\x01")):
        with pytest.raises(NotOpened):
            secret.open(box)


def test_a_letter_box_opens_for_the_members_of_its_epoch(keys: SecretKeys) -> None:
    key, next_key = ContainerKey.generate(), ContainerKey.generate()
    letter = group_keys(key).public.seal(b"lettre")
    assert group_keys(key).open(letter) == b"lettre"
    for stranger in (group_keys(next_key), keys):
        with pytest.raises(NotOpened):
            stranger.open(letter)


def test_a_carnet_opens_for_its_owner_only(keys: SecretKeys, world: World) -> None:
    uid, other = world.lead.uid, world.container
    verified = {(other, 2, 4): bytes(32), (uid, 1, 0): bytes(range(32))}
    blob = seal_carnet(verified, owner=keys, uid=uid)
    assert open_carnet(blob, owner=keys, uid=uid) == verified
    for owner, who in ((keys, other), (SecretKeys.generate(), uid)):
        with pytest.raises(NotOpened):
            open_carnet(blob, owner=owner, uid=who)


@pytest.mark.parametrize(
    "clear", [b"", b"[[1]]", b"null", b'[["xx",1,2,"00"]]', b"\xff", b"[[1,1,1,1]]"]
)
def test_a_carnet_that_cannot_be_read_is_refused(
    clear: bytes, keys: SecretKeys, world: World
) -> None:
    uid = world.lead.uid
    blob = seal(pad(clear), key=keys.subkey("EN1 carnet"), ad=enc("carnet", uid))
    with pytest.raises(NotOpened):
        open_carnet(blob, owner=keys, uid=uid)
