"""Published answers, and the same question asked of two libraries that do not share code."""

import hashlib
from base64 import b64decode
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from nacl import bindings
from nacl.public import Box, PrivateKey, PublicKey
from shamir_mnemonic import combine_mnemonics

from entrenous.vault import login, primitives
from entrenous.vault.journal import _note_key_id, merkle_root
from entrenous.vault.people import PublicKeys, SecretKeys

ED25519 = [  # RFC 8032 §7.1, tests 1 and 2: seed, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
        "cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
        "0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
CT_ROOTS = [  # Certificate Transparency's reference tree, RFC 6962 §2.1, sizes 0 to 8
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), ED25519)
def test_ed25519_signs_as_rfc_8032_says(
    seed: str, public: str, message: str, signature: str
) -> None:
    made_public, secret = primitives.sign_keypair(bytes.fromhex(seed))
    assert made_public.hex() == public
    assert primitives.sign(secret, bytes.fromhex(message)).hex() == signature
    primitives.verify(made_public, bytes.fromhex(message), bytes.fromhex(signature))


def test_ed25519_signs_as_another_library_does() -> None:
    seed = bytes(range(32))
    _, secret = primitives.sign_keypair(seed)
    theirs = Ed25519PrivateKey.from_private_bytes(seed).sign(b"une phrase")
    assert primitives.sign(secret, b"une phrase") == theirs


def test_x25519_agrees_as_rfc_7748_says() -> None:
    alice, bob = (
        bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
        bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
    )
    alice_public = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    bob_public = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
    shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
    assert bindings.crypto_scalarmult_base(alice).hex() == alice_public
    assert bindings.crypto_scalarmult_base(bob).hex() == bob_public
    assert bindings.crypto_scalarmult(alice, bytes.fromhex(bob_public)).hex() == shared
    peer = X25519PublicKey.from_public_bytes(bytes.fromhex(alice_public))
    assert X25519PrivateKey.from_private_bytes(bob).exchange(peer).hex() == shared


def test_a_box_key_is_the_hashed_seed_and_its_public_half_another_librarys() -> None:
    seed = bytes(range(32))
    public, secret = primitives.box_keypair(seed)
    assert secret == hashlib.sha512(seed).digest()[:32]
    theirs = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert public == theirs


def test_a_sealed_box_is_an_anonymous_box_with_a_hashed_nonce() -> None:
    public, secret = primitives.box_keypair(bytes(32))
    once = PrivateKey(bytes(range(32)))
    nonce = hashlib.blake2b(bytes(once.public_key) + public, digest_size=24).digest()
    body = Box(once, PublicKey(public)).encrypt(b"clair", nonce).ciphertext
    blob = b"\x01" + bytes(once.public_key) + body
    assert primitives.open_box(blob, public=public, secret=secret) == b"clair"


@pytest.mark.parametrize("low_order", [bytes(32), b"\x01" + bytes(31)])
def test_a_public_key_of_low_order_is_never_sealed_to(low_order: bytes) -> None:
    with pytest.raises(primitives.NotOpened):
        primitives.seal_to(low_order, b"clair")


def test_xchacha20_poly1305_seals_as_its_draft_says() -> None:
    """draft-irtf-cfrg-xchacha-03, A.3.1."""
    clear = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
        b"future, sunscreen would be it."
    )
    ad = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
    sealed = bytes.fromhex(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
        "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
        "76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
        "c0875924c1c7987947deafd8780acf49"
    )
    assert bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(clear, ad, nonce, key) == sealed


def test_a_seal_is_suite_nonce_and_the_published_construction() -> None:
    key, nonce = bytes(range(32)), bytes(24)
    body = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(b"clair", b"\x01lieu", nonce, key)
    assert primitives.open_sealed(b"\x01" + nonce + body, key=key, ad=b"lieu") == b"clair"


def test_blake2b_hashes_as_rfc_7693_says() -> None:
    answer = (
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de"
        "4533cc9518d38aa8dbf1925ab92386edd4009923"
    )
    assert hashlib.blake2b(b"abc").hexdigest() == answer
    assert bindings.crypto_generichash_blake2b_salt_personal(b"abc", digest_size=64).hex() == answer


@pytest.mark.parametrize("info", [b"", b"\x04", bytes(300)])
def test_keys_are_derived_and_hashed_as_libsodium_would(info: bytes) -> None:
    libsodium = bindings.crypto_generichash_blake2b_salt_personal
    key, context = bytes(range(32)), b"EN1 comp"
    theirs = libsodium(info, digest_size=32, key=key, person=context)
    assert primitives.kdf(key, "EN1 comp", info) == theirs
    joined = len(info).to_bytes(4, "big") + info
    assert primitives.digest("EN1 kid", info) == libsodium(
        joined, digest_size=32, person=b"EN1 kid"
    )


def test_argon2id_answers_as_rfc_9106_says() -> None:
    """§5.3; libsodium cannot be asked this one (four lanes, secret, associated data)."""
    tag = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        ad=b"\x04" * 12, secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)  # fmt: skip
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("passes", "memory_kib"),
    [(1, 8), (1, 64), (2, 1_024), (3, 8_192), (login.FLOOR.passes, login.FLOOR.memory_kib)],
)
def test_a_phrase_is_derived_as_another_library_does(passes: int, memory_kib: int) -> None:
    salt, phrase = bytes(range(16)), "canal tilleul orage"
    ours = login.derive(phrase, salt=salt, cost=login.Cost(passes, memory_kib))
    root = Argon2id(
        salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory_kib
    ).derive(phrase.encode())
    assert ours.auth == hashlib.blake2b(person=b"EN1 auth", digest_size=32, key=root).digest()
    assert ours.kek == hashlib.blake2b(person=b"EN1 kek", digest_size=32, key=root).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_journals_tree_has_the_roots_of_rfc_6962(size: int) -> None:
    assert merkle_root(CT_LEAVES[:size]).hex() == CT_ROOTS[size]


def test_slip_39_joins_its_first_published_share() -> None:
    share = (
        "duckling enlarge academic academic agency result length solution fridge kidney coal piece "
        "deal husband erode duke ajar critical decision keyboard"
    )
    assert combine_mnemonics([share], b"TREZOR").hex() == "bb54aac4b89dc868ba37d9cc21b2cece"


def test_a_note_is_signed_as_the_signed_note_format_says() -> None:
    """The example of C2SP signed-note: key id and signature."""
    raw = b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert raw[:1] == b"\x01"  # Ed25519
    signed = b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    keys = PublicKeys(bytes(32), raw[1:])
    assert _note_key_id("PeterNeumann", keys) == signed[:4] == bytes.fromhex("c74f20a3")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    primitives.verify(keys.sign, text.encode(), signed[4:])


def test_parts_are_joined_as_the_protocol_writes_them() -> None:
    parts = ("rec", 7, b"\xff", UUID(int=1))
    written = "0000000372656300000008000000000000000700000001ff00000010" + "00" * 15
    assert primitives.enc(*parts).hex() == written + "01"


def test_two_derivations_of_one_seed_never_meet() -> None:
    secret = SecretKeys(bytes(32), bytes(32))
    assert len({secret.subkey("EN1 carnet"), secret.subkey("EN1 prefs"), secret.box_seed}) == 3
