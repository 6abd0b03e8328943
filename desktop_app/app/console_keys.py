"""Fills what the console's page of keys is given."""

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home, documents_folder
from desktop_app.app.known_keys import (
    known_keys,
    look_at_key,
    new_key_file,
    remember_key,
    take_off,
)
from desktop_app.app.papers import english
from desktop_app.app.public_keys import write_public_key
from desktop_app.app.recovery_sheets import (
    possible_keys,
    read_sheets,
    write_sheet,
    write_split_sheets,
)
from desktop_app.campaign.reading import read_pack
from desktop_app.console.given_keys import KeysGiven
from desktop_app.language import Words
from desktop_app.sealing.drill import drill
from desktop_app.sealing.key_files import change_passphrase, note_sheet_proved, write_recovered
from desktop_app.sealing.keys import (
    CampaignKey,
    check_new_key_place,
    create_key_file,
    unlock_key_file,
)
from desktop_app.sealing.proposing import proposed_passphrase
from desktop_app.sealing.recovery import Recovered
from desktop_app.sealing.sheet_proof import asked_numbers, check_answers, check_seed
from desktop_app.sealing.typed_sheet import look_at_typed


def keys_given(home: Home, words: Callable[[], Words] = english) -> KeysGiven:
    """Gather what makes, proves and brings back keys; nothing is looked at yet.

    Args:
        words: gives the language of sheets, as it is when one is written.
    """
    outbox = documents_folder()
    return KeysGiven(
        known=lambda: known_keys(home),
        look_at=lambda file: look_at_key(home, file),
        remember=lambda file: remember_key(home, file),
        take_off=lambda file: take_off(home, file),
        new_file=lambda: new_key_file(outbox),
        check_new_file=check_new_key_place,
        propose=lambda: proposed_passphrase(randomness),
        create=lambda file, secret, suite: create_key_file(
            file, secret, suite=suite, randomness=randomness
        ),
        unlock=unlock_key_file,
        write_sheet=lambda key, out: write_sheet(key, out, today=now().date(), words=words()),
        write_split=lambda key, folder: write_split_sheets(
            key, folder, today=now().date(), words=words()
        ),
        ask_numbers=lambda: asked_numbers(randomness),
        prove=prove,
        prove_by_sheet=prove_by_sheet,
        look_at_typed=lambda text, is_split: look_at_typed(text, is_split=is_split),
        read_sheets=lambda texts, is_split: read_sheets(texts, is_split=is_split),
        possible_keys=possible_keys,
        write_recovered=lambda file, key, secret: write_recovered(
            file, key, secret, proved_on=now().date(), randomness=randomness
        ),
        change_passphrase=lambda file, key, secret: change_passphrase(
            file, key, secret, randomness=randomness
        ),
        export=write_public_key,
        drill=lambda key, pack: drill(key, read_pack(pack), randomness),
        outbox=outbox,
    )


def prove(file: Path, key: CampaignKey, numbers: Sequence[int], answers: Sequence[str]) -> None:
    """Note that the sheet exists, if the words that were typed are on it.

    Raises:
        WordsDiffer, KeyUnreadable, CannotWriteKey.
    """
    check_answers(key, numbers, answers)
    note_sheet_proved(file, key, now().date())


def prove_by_sheet(file: Path, key: CampaignKey, recovered: Recovered) -> None:
    """Note that the sheet exists, if what it brought back is this key.

    Raises:
        SheetOfAnotherKey, KeyUnreadable, CannotWriteKey.
    """
    check_seed(key, recovered.seed)
    note_sheet_proved(file, key, now().date())
