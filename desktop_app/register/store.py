"""The register, opened: one database, one writer, its key in memory only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, Engine, select

from desktop_app.problems import UNREADABLE
from desktop_app.register.activity import Deed, note
from desktop_app.register.blind import Blind, Blinds
from desktop_app.register.engine import (
    Place,
    is_missing,
    is_new,
    look_anew,
    make_place,
    mark_as_ours,
    open_engine,
    prepare,
    register_place,
    scrub,
    shown,
)
from desktop_app.register.keys import ABOUT, KEY_BYTES, Locker, derive_keys
from desktop_app.register.problems import (
    RegisterDamaged,
    RegisterMissing,
    RegisterPassphraseWrong,
    database_problems,
)
from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import TABLES_VERSION, metadata, register_table
from desktop_app.sealing.passphrase import (
    Hardness,
    LockedSeed,
    LockUnreadable,
    WrongPassphrase,
    check_passphrase,
    lock,
    unlock,
)
from desktop_app.signature.signature import Clock, Randomness


class LockedRegister:
    """A register whose key is locked: what stands in the clear can be counted, nobody is named.

    Used from one thread at a time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Read and write in one transaction; an error undoes all of it.

        Raises:
            RegisterFull, RegisterReadOnly, RegisterInUse, RegisterDamaged, RegisterUnreadable.
        """
        with database_problems(), self._engine.begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Let what was erased vanish also from where the database still keeps old pages.

        Raises:
            as `transaction`.
        """
        with database_problems():
            scrub(self._engine)

    def look_anew(self) -> None:
        """Let the database count anew what its tables hold, after much has come.

        Raises:
            as `transaction`.
        """
        with database_problems():
            look_anew(self._engine)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Register(LockedRegister):
    """A coordinator's register, open, with its key in memory."""

    def __init__(self, engine: Engine, secret: bytes, clock: Clock, randomness: Randomness) -> None:
        super().__init__(engine)
        self._clock = clock
        self.randomness = randomness
        self.secret = secret
        keys = derive_keys(secret)
        self.blinds = Blinds(keys)
        self.locker = Locker(keys, randomness)
        self.activity_key = keys.activity
        self.tombstones = Blind(keys.tombstone)

    def now(self) -> str:
        """Give the instant to note beside what is written, in UTC to the second."""
        return self._clock().isoformat(timespec="seconds")


def is_register_there(place: str | Path) -> bool:
    """Tell whether there is a register, or may be one: what a server holds is seen on opening only.

    Raises:
        RegisterUrlUnknown.
    """
    return not is_missing(register_place(place))


def open_locked_register(place: str | Path) -> LockedRegister:
    """Open a register without its passphrase, to count.

    Raises:
        RegisterUrlUnknown, RegisterMissing, NotARegister, RegisterFromNewerVersion, RegisterInUse,
        RegisterUnreachable, RegisterDamaged, RegisterUnreadable.
    """
    with _opened(register_place(place)) as (engine, _):
        return LockedRegister(engine)


def open_register(
    place: str | Path, passphrase: str, *, clock: Clock, randomness: Randomness
) -> Register:
    """Open a register that is there; that it was unlocked goes into its log.

    Args:
        place: the file's path, `sqlite:///PATH`, or `postgresql+psycopg://USER@HOST/DATABASE`.

    Raises:
        RegisterUrlUnknown, RegisterMissing, RegisterPassphraseWrong, NotARegister,
        RegisterFromNewerVersion, RegisterInUse, RegisterUnreachable, RegisterDamaged,
        RegisterUnreadable.
    """
    with _opened(register_place(place)) as (engine, locked_key):
        register = Register(engine, _unlocked(locked_key, passphrase), clock, randomness)
        with engine.begin() as connection:
            note(connection, register.activity_key, register.now(), Deed.UNLOCKED)
        return register


def open_or_create_register(
    place: str | Path,
    passphrase: str,
    *,
    clock: Clock,
    randomness: Randomness,
    hardness: Hardness | None = None,
) -> Register:
    """Open a register, made new under this passphrase where there is none.

    Args:
        place: the file's path, `sqlite:///PATH`, or `postgresql+psycopg://USER@HOST/DATABASE`.
        hardness: how hard a new register makes each guess of the passphrase.

    Raises:
        PassphraseTooShort: for a new register. RegisterFull, RegisterReadOnly; and what
        `open_register` raises.
    """
    try:
        return open_register(place, passphrase, clock=clock, randomness=randomness)
    except RegisterMissing:
        check_passphrase(passphrase)
    where = register_place(place)
    make_place(where)
    secret = randomness(KEY_BYTES)
    locked = lock(secret, passphrase, ABOUT, randomness, hardness or Hardness())
    with database_problems(), _disposed_if_it_fails(open_engine(where)) as engine:
        register = Register(engine, secret, clock, randomness)
        with engine.begin() as connection:
            metadata.create_all(connection)
            connection.execute(
                register_table.insert().values(
                    id=1,
                    version=TABLES_VERSION,
                    locked_key=msgspec.json.encode(locked),
                    created_at=register.now(),
                )
            )
            mark_as_ours(connection)
            note(connection, register.activity_key, register.now(), Deed.CREATED)
        return register


def check_register_passphrase(register: Register, passphrase: str) -> None:
    """See that this is the passphrase of an open register.

    Raises:
        RegisterPassphraseWrong, RegisterDamaged; and what a transaction raises.
    """
    with register.transaction() as connection:
        locked_key = _locked_key(connection)
    _unlocked(locked_key, passphrase)


def change_passphrase(
    register: Register, old: str, new: str, *, hardness: Hardness | None = None
) -> None:
    """Lock the register's key under another passphrase; the old one opens it no more.

    A copy of the database that was made before still opens with the old one.

    Raises:
        RegisterPassphraseWrong: the old one is not that of the register; nothing was changed.
        PassphraseTooShort; and what a transaction raises.
    """
    check_passphrase(new)
    check_register_passphrase(register, old)
    locked = lock(register.secret, new, ABOUT, register.randomness, hardness or Hardness())
    with register.transaction() as connection:
        connection.execute(register_table.update().values(locked_key=msgspec.json.encode(locked)))
        note(connection, register.activity_key, register.now(), Deed.PASSPHRASE_CHANGED)
    register.scrub()


@contextmanager
def _opened(place: Place) -> Iterator[tuple[Engine, bytes]]:
    """Open a register that is there, and give its locked key."""
    if is_missing(place):
        raise RegisterMissing(path=shown(place))
    prepare(place)
    with database_problems(), _disposed_if_it_fails(open_engine(place)) as engine:
        with engine.begin() as connection:
            if is_new(connection):
                raise RegisterMissing(path=shown(place))
            locked_key = _locked_key(connection)
        yield engine, locked_key


@contextmanager
def _disposed_if_it_fails(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


def _locked_key(connection: Connection) -> bytes:
    query = select(as_bytes(register_table.c.locked_key))
    found = connection.execute(query).scalars().all()
    if len(found) != 1:
        raise RegisterDamaged(reason="its locked key")
    return found[0]


def _unlocked(locked_key: bytes, passphrase: str) -> bytes:
    try:
        return unlock(msgspec.json.decode(locked_key, type=LockedSeed), passphrase, ABOUT)
    except WrongPassphrase as error:
        raise RegisterPassphraseWrong from error
    except (LockUnreadable, *UNREADABLE) as error:
        raise RegisterDamaged(reason="its locked key") from error
