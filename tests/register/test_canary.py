import base64

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.register.merge import merge
from desktop_app.sealing.keys import CampaignKey
from tests.making import draft, signature
from tests.register.given import device, register_at, write_batch

CANARIES = {
    "given_name": "Kanarienvogelina",
    "family_name": "Zwitscherbergström",
    "email": "kanari.zwitscher@vogelkaefig.example",
    "phone": "+4915123456789",
}


@pytest.mark.sqlite
def test_nothing_of_a_person_is_readable_in_the_files(tmp_path, pack: Pack, key: CampaignKey):
    from desktop_app.signature.consent import Choice

    given = draft(
        CANARIES["given_name"],
        CANARIES["family_name"],
        CANARIES["email"],
        phone=CANARIES["phone"],
        sms=Choice.YES,
    )
    made = signature(given)
    with device(tmp_path / "d", pack, [made, made]) as journal:
        write_batch(tmp_path / "b", journal, pack, 1, 2)
    folder = tmp_path / "register"
    with register_at(folder / "r.sqlite") as register:
        merge(register, [tmp_path / "b"], key, accept_devices="all")
        files = b"".join(path.read_bytes() for path in folder.iterdir())
    files += b"".join(path.read_bytes() for path in folder.iterdir())

    assert len(files) > 10_000
    for text in [*CANARIES.values(), made.withdrawal_code]:
        for form in forms_of(text):
            assert form not in files
    assert text not in repr(register) + repr(register.locker)


def forms_of(text: str) -> list[bytes]:
    """A text as it might stand on a disk: in three encodings, three cases, and as base64."""
    encoded = [
        each.encode(encoding)
        for each in (text, text.lower(), text.casefold(), text.upper())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    shifted = [base64.b64encode(b"\0" * n + form)[4:-4] for form in encoded for n in range(3)]
    return [*encoded, *shifted, *(form.hex().encode() for form in encoded)]
