"""Sealing and opening: what was sealed comes back, and nothing else does."""

import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import rust_openssl
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId

from desktop_app.campaign.pack import Recipient
from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import SealedToAnotherKey, open_record
from desktop_app.sealing.record import (
    HPKE_SUITES,
    NONCE,
    Header,
    Kind,
    Record,
    RecordDamaged,
    RecordFromNewerVersion,
    Source,
    SuiteId,
    header_bytes,
    info_of,
    padded,
    read_header,
    take_apart,
    unpadded,
)
from desktop_app.sealing.seal import CannotSeal, seal
from desktop_app.signature.reading import SignatureUnreadable, read_signature
from desktop_app.signature.signature import signature_bytes
from tests.examples import examples
from tests.making import draft, made_key, signature

KEY = made_key()
HYBRID_KEY = made_key(SuiteId.MLKEM768_X25519)


def a_header(seq: int = 1) -> Header:
    """Make a header as the journal does."""
    return Header(
        v=1,
        id=os.urandom(16).hex(),
        device="d" * 20,
        seq=seq,
        previous="0" * 64,
        campaign="open-doors",
        pack="p" * 64,
        kind=Kind.SIGNATURE,
        source=Source.KIOSK,
        hour="2026-11-23T12",
        suite=0,
        sealed_sha256="",
    )


def sealed(plain: bytes, *keys: CampaignKey) -> Record:
    """Seal to some keys."""
    return seal(plain, a_header(), tuple(key.recipient for key in keys), os.urandom)


@given(st.binary(max_size=3000))
@settings(max_examples=examples(60))
def test_what_was_sealed_is_what_opens(plain: bytes) -> None:
    assert open_record(sealed(plain, KEY), KEY) == plain
    assert open_record(sealed(plain, HYBRID_KEY), HYBRID_KEY) == plain


def test_every_recipient_opens_and_nobody_else() -> None:
    second, third, stranger = made_key(), made_key(), made_key()
    record = sealed(b"hello", KEY, second, third)
    assert [open_record(record, key) for key in (KEY, second, third)] == [b"hello"] * 3
    with pytest.raises(SealedToAnotherKey):
        open_record(record, stranger)
    with pytest.raises(SealedToAnotherKey):
        open_record(record, HYBRID_KEY)


@given(st.data())
@settings(max_examples=examples(300))
def test_a_flipped_bit_anywhere_is_found(data: st.DataObject) -> None:
    record = RECORD
    whole = bytearray(record.header_bytes + record.sealed)
    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= 1 << data.draw(st.integers(0, 7))
    split = len(record.header_bytes)
    changed = Record(header_bytes=bytes(whole[:split]), sealed=bytes(whole[split:]))
    with pytest.raises(Problem):
        open_record(changed, KEY)


RECORD = sealed(signature_bytes(signature()), KEY)


def test_a_sealed_part_does_not_open_under_another_header() -> None:
    """A thief who has the device's key can write headers anew; the seal still notices."""
    header = json.loads(RECORD.header_bytes)
    header["hour"] = "2026-11-23T13"
    changed = json.dumps(header, separators=(",", ":")).encode()
    with pytest.raises(RecordDamaged):
        open_record(Record(header_bytes=changed, sealed=RECORD.sealed), KEY)


def test_the_published_vector_of_rfc_9180_opens() -> None:
    """RFC 9180, A.2.1, sequence 0. The vector has associated data, which only a private door takes."""
    private = X25519PrivateKey.from_private_bytes(
        bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
    )
    encapsulated = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
    ciphertext = (
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    opened = rust_openssl.hpke._decrypt_with_aad(
        HPKE_SUITES[SuiteId.X25519],
        bytes.fromhex(encapsulated + ciphertext),
        private,
        bytes.fromhex("4f6465206f6e2061204772656369616e2055726e"),
        b"Count-0",
    )
    assert opened == b"Beauty is truth, truth beauty"


def test_a_second_implementation_opens_the_record() -> None:
    suite = CipherSuite.new(
        KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305
    )
    part = take_apart(RECORD.sealed)
    ((_, sealed_key),) = part.sealed_keys.items()
    info = info_of(RECORD.header_bytes)
    assert isinstance(KEY.private_key, X25519PrivateKey)
    private = suite.kem.deserialize_private_key(KEY.private_key.private_bytes_raw())
    context = suite.create_recipient_context(sealed_key[:32], private, info)
    record_key = context.open(sealed_key[32:])
    plain = unpadded(ChaCha20Poly1305(record_key).decrypt(NONCE, part.body, info))
    assert read_signature(plain).given_name == "Marta"


def test_info_is_the_header_without_its_last_entry() -> None:
    header = json.loads(RECORD.header_bytes)
    del header["sealed_sha256"]
    assert json.loads(info_of(RECORD.header_bytes)) == header


def test_length_tells_nothing_of_ordinary_people() -> None:
    short = signature(draft("O", "", "a@b.de"))
    long = signature(draft("W" * 20, "X" * 20, f"{'y' * 30}@example.org"))
    lengths = {len(padded(signature_bytes(made))) for made in (short, long)}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("size", "bucket"), [(0, 512), (511, 512), (512, 768), (767, 768), (768, 1024)]
)
def test_buckets(size: int, bucket: int) -> None:
    assert len(padded(bytes(size))) == bucket
    assert unpadded(padded(bytes(size))) == bytes(size)


def test_no_key_or_a_broken_key_cannot_be_sealed_to() -> None:
    broken = Recipient(suite=1, public_key=b"short")
    unknown = Recipient(suite=9, public_key=bytes(32))
    mixed = (KEY.recipient, HYBRID_KEY.recipient)
    for recipients in [(), (broken,), (unknown,), mixed, (KEY.recipient,) * 4]:
        with pytest.raises(CannotSeal):
            seal(b"x", a_header(), recipients, os.urandom)


def test_a_record_of_the_future_is_refused_politely() -> None:
    header = json.loads(RECORD.header_bytes)
    newer = json.dumps({**header, "v": 2}).encode()
    stranger = json.dumps({**header, "v": 2, "new": 1}).encode()
    for data in (newer, stranger):
        with pytest.raises(RecordFromNewerVersion):
            read_header(data)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"v":1}', b"null"])
def test_bytes_that_are_no_header(data: bytes) -> None:
    with pytest.raises(RecordDamaged):
        read_header(data)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_sealed_part_or_signature(data: bytes) -> None:
    with pytest.raises(RecordDamaged):
        take_apart(b"\x07" + data)
    with pytest.raises(SignatureUnreadable):
        read_signature(b"\xc1" + data)


def test_headers_are_compact_json_in_a_fixed_order() -> None:
    names = list(json.loads(header_bytes(a_header())))
    assert names == [
        "v", "id", "device", "seq", "previous", "campaign", "pack", "kind", "source", "hour",
        "suite", "sealed_sha256",
    ]  # fmt: skip
