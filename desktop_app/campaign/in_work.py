"""A pack while it is being made: a form changes it value by value, whether it is right or not.

Nothing that somebody wrote is lost: what no rule allows stands in the files as it was typed, and the
check says what is wrong. Comments and the order of entries stay as they are.
"""

import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from datetime import date
from typing import cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from desktop_app.campaign.check import SETTINGS_FILE
from desktop_app.campaign.files import MANIFEST, MANIFEST_SIGNATURE
from desktop_app.campaign.spot import Spot
from desktop_app.campaign.text import FRONT_MATTER_FENCE, split_front_matter

Value = str | int | float | bool | date | list["Value"] | dict[str, "Value"]
"""What a key can hold, as plain values."""

LISTS_OF_TABLES = frozenset({"addressees", "run_by", "consents", "deliveries"})
SIGNED = frozenset({MANIFEST, MANIFEST_SIGNATURE})


class PackInWork:
    """The files of one pack, and what stands in them by its place.

    A file that cannot be read as what it should be is kept, and can be written anew as a whole.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Begin with files as they lie in a folder; what only publishing adds is left out."""
        self._files = {path: data for path, data in files.items() if path not in SIGNED}
        self._tables: dict[str, tomlkit.TOMLDocument] = {}
        self._bodies: dict[str, str] = {}
        for path in list(self._files):
            self._understand(path)

    # -- the files --

    def files(self) -> dict[str, bytes]:
        """Give all files as they are to be written."""
        return dict(self._files)

    def has_table(self, file: str) -> bool:
        """Tell whether the values of a file can be asked for and changed."""
        return file in self._tables

    def text(self, file: str) -> str:
        """Give a whole file as text; what is no UTF-8 is shown by a sign in its place."""
        return self._files.get(file, b"").decode("utf-8", "replace")

    def write_file(self, file: str, data: bytes) -> None:
        """Write a whole file, whatever was in it."""
        self._files[file] = data
        self._understand(file)

    def remove_file(self, file: str) -> None:
        """Leave a file out."""
        for kept in (self._files, self._tables, self._bodies):
            cast(MutableMapping[str, object], kept).pop(file, None)

    # -- values --

    def value(self, spot: Spot) -> Value | None:
        """Give what stands at a place; None where nothing does.

        Without keys: the text beneath the front matter, or a whole page.
        """
        if not spot.keys:
            return self._bodies.get(spot.file, self.text(spot.file)) or None
        found = self._find(spot)
        return None if found is None else _plain(found)

    def put(self, spot: Spot, value: Value | None) -> None:
        """Write a value at a place, with the tables that lead to it; None takes it out."""
        if not spot.keys:
            self._put_body(spot.file, "" if value is None else str(value))
        elif value is None:
            self.take_out(spot)
        else:
            holder = self._made(spot.above, is_list=isinstance(spot.keys[-1], int))
            if holder is None:
                return
            _set(holder, spot.keys[-1], _written(value))
            self._write(spot.file)

    def take_out(self, spot: Spot) -> None:
        """Take a key or an entry of a list out; an empty list of tables goes with its last one."""
        holder = self._find(spot.above)
        key = spot.keys[-1]
        if isinstance(holder, MutableMapping) and key in holder:
            del holder[key]
        elif isinstance(holder, MutableSequence) and isinstance(key, int) and key < len(holder):
            del holder[key]
            if not holder and spot.keys[0] in LISTS_OF_TABLES and len(spot.keys) == 2:
                self.take_out(spot.above)
        self._write(spot.file)

    def length(self, spot: Spot) -> int:
        """Count the entries of a list; 0 where there is none."""
        found = self._find(spot)
        return len(found) if isinstance(found, MutableSequence) else 0

    def move_up(self, spot: Spot) -> None:
        """Let an entry of a list change places with the one before."""
        at = spot.keys[-1]
        entries = self.value(spot.above)
        if not isinstance(at, int) or at < 1 or not isinstance(entries, list) or at >= len(entries):
            return
        before = spot.above.below(at - 1)
        one, other = self.value(before), self.value(spot)
        self.put(before, other)
        self.put(spot, one)

    def lines(self, spot: Spot) -> tuple[str, ...]:
        """Give a list of texts; what else stands there is left out."""
        found = self.value(spot)
        entries = found if isinstance(found, list) else []
        return tuple(entry for entry in entries if isinstance(entry, str))

    def words(self, spot: Spot) -> str:
        """Give a text; empty where there is none."""
        found = self.value(spot)
        return found if isinstance(found, str) else ""

    def ids(self, name: str) -> tuple[str, ...]:
        """List the ids of the consents or deliveries, in their order; empty for one without."""
        at = Spot(file=SETTINGS_FILE, keys=(name,))
        return tuple(self.words(at.below(n, "id")) for n in range(self.length(at)))

    # -- within --

    def _understand(self, file: str) -> None:
        """Read the tables of a file, if it has some."""
        self._tables.pop(file, None)
        self._bodies.pop(file, None)
        try:
            text = self._files[file].decode("utf-8")
            if file == SETTINGS_FILE:
                self._tables[file] = _document(text)
            elif file.startswith("text/"):
                halves = split_front_matter(text)
                if halves is not None:
                    self._tables[file] = _document(halves[0])
                    self._bodies[file] = halves[1]
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, TOMLKitError, RecursionError):
            pass  # the check says what is wrong with it

    def _write(self, file: str) -> None:
        table = self._tables.get(file)
        if table is None:
            return
        text = tomlkit.dumps(table)
        if file in self._bodies:
            fence = f"{FRONT_MATTER_FENCE}\n"
            end = "" if text.endswith("\n") or not text else "\n"
            text = f"{fence}{text}{end}{fence}{self._bodies[file]}\n"
        self._files[file] = text.encode()

    def _put_body(self, file: str, text: str) -> None:
        clean = _clean(text)
        if file in self._bodies:
            self._bodies[file] = clean
            self._write(file)
        else:
            self.write_file(file, f"{clean.rstrip()}\n".encode())

    def _find(self, spot: Spot) -> object | None:
        found: object | None = self._tables.get(spot.file)
        for key in spot.keys:
            if isinstance(found, Mapping) and isinstance(key, str):
                found = found.get(key)
            elif isinstance(found, Sequence) and isinstance(key, int) and key < len(found):
                found = found[key]
            else:
                return None
        return found

    def _made(self, spot: Spot, *, is_list: bool) -> object | None:
        """Find a table or a list, and make those that lead to it where they are missing."""
        if not spot.keys:
            return self._tables.get(spot.file)
        found = self._find(spot)
        wanted = MutableSequence if is_list else MutableMapping
        if isinstance(found, wanted):
            return found
        holder = self._made(spot.above, is_list=isinstance(spot.keys[-1], int))
        if holder is None:
            return None
        new = _new_list(spot.keys[-1]) if is_list else tomlkit.table()
        _set(holder, spot.keys[-1], new)
        return self._find(spot)


def _new_list(name: str | int) -> object:
    return tomlkit.aot() if name in LISTS_OF_TABLES else tomlkit.array()


def _set(holder: object, key: str | int, value: object) -> None:
    if isinstance(holder, MutableMapping):
        holder[key] = value
    elif isinstance(holder, MutableSequence) and isinstance(key, int):
        if key < len(holder):
            holder[key] = value
        else:
            holder.append(value)


def _document(text: str) -> tomlkit.TOMLDocument:
    tomllib.loads(text)  # the judge of what TOML is, also for the check
    return tomlkit.parse(text)


def _written(value: Value) -> object:
    match value:
        case str():
            return _clean(value)
        case list():
            return [_written(entry) for entry in value]
        case dict():
            table = tomlkit.inline_table() if len(value) == 1 else tomlkit.table()
            for key, entry in value.items():
                table[key] = _written(entry)
            return table
        case _:
            return value


def _clean(text: str) -> str:
    """Leave out halves of letters, which no file can hold."""
    return text.encode("utf-8", "ignore").decode()


def _plain(found: object) -> Value:
    if isinstance(found, Mapping):
        return {str(key): _plain(entry) for key, entry in found.items()}
    if isinstance(found, list):
        return [_plain(entry) for entry in found]
    unwrapped = found.unwrap() if hasattr(found, "unwrap") else found
    return cast(Value, unwrapped)


def languages_of(pack: PackInWork) -> tuple[str, ...]:
    """List the languages of a pack, each once, as it names them itself."""
    return tuple(dict.fromkeys(pack.lines(Spot(file=SETTINGS_FILE, keys=("languages",)))))


def text_files(pack: PackInWork) -> Iterator[str]:
    """Name the file of the text in each language that is there."""
    for language in languages_of(pack):
        if pack.has_table(f"text/{language}.md"):
            yield f"text/{language}.md"
