"""Mutated batch files beside whole ones: `dev.py faults mutated-batches [--seed N] [--count N]`.

Whatever lies in the folder, a merge comes to its end in time, raises nothing but Problems, writes
nothing outside its home, names every file that is not as it was written, takes in no record that was
not written by its device, and has all that the untouched batches hold, just as if they had come alone.

Each round merges some hundred mutants, with mutated packs and slips, in a process of its own that is
watched: a mutant that kills it, or lets it hang, is a find and is named by the seed and its number.
"""

import json
import os
import select
import shutil
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from desktop_app.campaign.pack import Pack
from desktop_app.problems import Problem
from desktop_app.register.merge import merge
from desktop_app.register.people import open_people
from desktop_app.register.result import MergeResult
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey
from tests.faults.figures import Figures, added, figures_from
from tests.faults.mutations import (
    Mutant,
    changed_bytes,
    changed_lines,
    changed_pack,
    changed_slip,
    changed_values,
)
from tests.faults.thefts import signed_by_a_thief
from tests.making import made_key, published
from tests.register.given import is_summed_up, logical_dump, people, register_at
from tests.register.stalls import StallDevice

COUNT = 100_000
A_ROUND = 250
A_PACK_EVERY = 50
"""And a slip."""
IN_TWO_PROCESSES_EVERY = 10 * A_ROUND
RECORDS = 6
MOST_S = 120
"""A round takes some seconds; whatever takes longer hangs."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is mutated, what stays untouched, and what a register has of the latter alone."""

    folder: Path
    seed: int
    key: CampaignKey
    pack: Pack
    inkpack: bytes
    victim: StallDevice
    whole: tuple[bytes, ...]
    untouched: tuple[StallDevice, ...]
    alone: tuple[object, ...]

    def mutant(self, number: int) -> Mutant:
        """Make the mutant with this number; always the same but for what sealing draws."""
        chance = Random(self.seed * 10_000_019 + number)
        whole = chance.choice(self.whole)
        way = chance.choice((changed_bytes, changed_values, changed_values, changed_lines, None))
        return way(whole, chance) if way else signed_by_a_thief(self.thief(number), chance)

    def thief(self, number: int) -> StallDevice:
        """Steal a device for one mutant."""
        return _wrote(self.pack, Random(self.seed * 10_000_019 - number - 1), f"T{number}")


def run(folder: Path, seed: int, count: int = COUNT) -> dict[str, Figures]:
    """Merge so many mutants, some hundred a round."""
    folder.mkdir(parents=True, exist_ok=True)
    material = gathered(folder, seed)
    rounds = []
    for first in range(0, count, A_ROUND):
        numbers = range(first, min(first + A_ROUND, count))
        rounds.append(watched(partial(merged_with, material, numbers)))
        if not rounds[-1].is_right:
            _name_it(material, numbers)
    return {"mutated batches": added(rounds)}


def gathered(folder: Path, seed: int) -> Material:
    """Let three devices write: one to mutate, two to be left alone."""
    chance = Random(seed)
    key = made_key()
    inkpack = folder / "open-doors.inkpack"
    pack = published(key, inkpack)
    victim, *untouched = (_wrote(pack, chance, name) for name in ("M", "A", "B"))
    for device in untouched:
        device.write_all(folder / "untouched", size=4)
    with register_at(folder / "alone.sqlite") as register:
        merge(register, [folder / "untouched"], key, accept_devices="all", processes=1)
        alone = logical_dump(register)
    run = victim.run()
    return Material(
        folder=folder,
        seed=seed,
        key=key,
        pack=pack,
        inkpack=inkpack.read_bytes(),
        victim=victim,
        whole=(victim.signed_batch(run), victim.vouched_batch(run)),
        untouched=tuple(untouched),
        alone=alone,
    )


def _wrote(pack: Pack, chance: Random, name: str) -> StallDevice:
    device = StallDevice(pack, chance)
    for signature in people(RECORDS - 2, name):
        device.sign(signature)
    device.undo(device.entries[1].header.id)
    device.close()
    return device


def merged_with(material: Material, numbers: range) -> Figures:
    """Merge these mutants with the untouched batches, and look at everything."""
    folder = material.folder / f"round-{numbers.start}-{len(numbers)}"
    drop, home, figures = folder / "drop", folder / "home", Figures()
    altered = _lay_out(material, drop, numbers)
    slips = [
        changed_slip(material.victim.slip(), Random(material.seed + number))
        for number in numbers
        if number % A_PACK_EVERY == 1
    ]
    home.mkdir()
    os.chdir(home)  # what is written by a bare name lands where it is allowed, and is found
    before = _outside(folder, home)
    with register_at(home / "register.sqlite") as register:
        try:
            result = merge(
                register,
                [drop],
                material.key,
                accept_devices="all",
                slips=slips,
                processes=1 if numbers.start % IN_TWO_PROCESSES_EVERY else 2,
            )
        except Problem as problem:
            figures[f"wrong: all refused, {problem.code}"] += 1
            return figures
        figures.update(_looked_at(material, register, result, numbers, altered))
        figures.update(_with_the_rest(material, register))
    figures["mutants"] += len(numbers)
    figures["packs and slips"] += len(slips) + sum(number % A_PACK_EVERY == 0 for number in numbers)
    figures["wrong: written elsewhere"] += _outside(folder, home) != before
    figures["wrong: left in the home"] += {path.name for path in home.iterdir()} != {
        "register.sqlite"
    }
    figures["wrong: database"] += not _is_whole(home / "register.sqlite")
    os.chdir(material.folder)
    shutil.rmtree(folder)
    return Figures(+figures)


def _lay_out(material: Material, drop: Path, numbers: range) -> set[str]:
    """Write mutants and untouched batches; gives the names of those that must be named."""
    altered = set()
    for device in material.untouched:
        device.write_all(drop, size=4)
    for number in numbers:
        mutant = material.mutant(number)
        name = f"1-{RECORDS}-{number:064x}.inkbatch"  # claims a hash that it does not have
        (drop / name).write_bytes(mutant.data)
        altered.add(name)
        if number % A_PACK_EVERY == 0:
            pack = changed_pack(material.inkpack, Random(material.seed + number))
            (drop / f"{number}.inkpack").write_bytes(pack.data)
    return altered


def _looked_at(
    material: Material,
    register: Register,
    result: MergeResult,
    numbers: range,
    altered: set[str],
) -> Figures:
    figures = Figures()
    named = {each.name for each in (*result.damaged_files, *result.unreadable)}
    figures["named"] = len(altered & named)
    figures["wrong: not named"] = len(altered - named)
    figures["wrong: not summed up"] = not is_summed_up(result)
    records, vouched, devices, undos, opened = logical_dump(register)
    rest = {device.id for device in material.untouched}
    ids = {row[0] for row in material.alone[0]}
    of_rest = (
        [row for row in records if row[2] in rest],
        [row for row in vouched if row[1] in rest],
        [row for row in devices if row[0] in rest],
        [row for row in undos if row[2] in rest],
        [row for row in opened if row[0] in ids],
    )
    figures["wrong: untouched ones are not as if alone"] = of_rest != material.alone
    written = {
        (entry.record.header_bytes, entry.record.sealed) for entry in material.victim.entries
    }
    of_victim = [row for row in records if row[2] == material.victim.id]
    figures["wrong: records that nobody wrote"] = sum(
        (row[4], row[5]) not in written for row in of_victim
    )
    thieves = {material.thief(number).id for number in numbers}
    strangers = {row[2] for row in records} - rest - thieves - {material.victim.id}
    figures["wrong: devices that nobody has"] = len(strangers)
    figures["records saved from mutants"] = len(of_victim)
    figures["records that thieves brought in"] = sum(row[2] in thieves for row in records)
    return figures


def _with_the_rest(material: Material, register: Register) -> Figures:
    """The whole batch of the victim still comes in, and everybody can be read."""
    path = material.victim.write(material.folder / "later")
    result = merge(register, [path], material.key, accept_devices="all", processes=1)
    with open_people(register, material.pack.id) as everybody:
        unread = sum(person is None for person in everybody)
    return Figures(
        {
            "wrong: a whole batch did not come in": result.new + result.known != RECORDS,
            "wrong: people who cannot be read": unread,
        }
    )


def _outside(folder: Path, home: Path) -> dict[str, bytes | None]:
    """Everything around the home: the drop, what lies beside it, and where paths of packs may lead."""
    around = [path for path in folder.rglob("*") if not path.is_relative_to(home)]
    above = [
        *folder.parent.glob("*escaped*"),
        *Path("/").glob("*escaped*"),
        *folder.glob("*escaped*"),
    ]
    return {str(path): path.read_bytes() if path.is_file() else None for path in (*around, *above)}


def _is_whole(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


def _name_it(material: Material, numbers: range) -> None:
    """Merge the mutants of a bad round one by one, and tell which it was."""
    for number in numbers:
        figures = watched(partial(merged_with, material, range(number, number + 1)))
        if not figures.is_right:
            how = material.mutant(number).how
            print(f"mutant {number} of seed {material.seed}, {how}: {figures}", flush=True)


# ---- the watch dog -----------------------------------------------------------------------------------


def watched(work: Callable[[], Figures], most_s: float = MOST_S) -> Figures:
    """Do some work in a process of its own: one that dies or hangs is a figure, not the end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_end(work, writing)
    os.close(writing)
    told, end_s = b"", time.monotonic() + most_s
    while (left_s := end_s - time.monotonic()) > 0 and select.select([reading], [], [], left_s)[0]:
        data = os.read(reading, 1 << 16)
        if not data:
            break
        told += data
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if status == 0:
        return figures_from(told.decode())
    if told:
        print(told.decode(), flush=True)
    is_hung = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Figures({"wrong: hung" if is_hung else "wrong: died": 1})


def _work_and_end(work: Callable[[], Figures], writing: int) -> None:
    code = 1
    try:
        os.write(writing, json.dumps(work()).encode())
        code = 0
    except BaseException:
        os.write(writing, traceback.format_exc()[-8_000:].encode())
    finally:
        os._exit(code)
