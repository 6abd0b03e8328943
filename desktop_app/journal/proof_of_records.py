"""Proves every record: its link in the chain, its sealed part by the hash in its header, its number.

Where a link does not hold, either the header or the chain hash beside it is damaged. The next header
carries the right hash once more and decides; after the last record the checkpoint does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from desktop_app.journal.damage import Damage, Part
from desktop_app.journal.runs import Run, size_of
from desktop_app.journal.walking import RecordRow
from desktop_app.problems import UNREADABLE
from desktop_app.sealing.chain import CHAIN_START, Checkpoint, chain_hash
from desktop_app.sealing.record import Kind

ERASED = b""
LONGEST_GAP = 100_000
"""A number further away is damage and no gap."""


class HeaderRead(msgspec.Struct):
    """The entries of a header that are compared with what stands beside it."""

    id: str
    seq: int
    previous: str
    campaign: str
    kind: Kind
    sealed_sha256: str


_decoder = msgspec.json.Decoder(HeaderRead)


@dataclass(kw_only=True)
class Doubt:
    """A record whose link does not hold; `reckoned` follows from its header, `stored` is beside it."""

    seq: int
    reckoned: bytes
    stored: bytes


@dataclass(kw_only=True)
class Chain:
    """One campaign's chain, as far as it was walked."""

    campaign: str
    erased: tuple[Run, ...]
    count: int = 0
    head: bytes = CHAIN_START
    erased_count: int = 0
    doubt: Doubt | None = None


@dataclass(kw_only=True)
class Undone:
    """Compares the notes of what was taken back with the headers, which come in their order.

    `open_rows` are the rows whose undo record was not met yet, `awaited` the signatures that they
    name, `met` those of them that were found.
    """

    open_rows: dict[tuple[str, int], str]
    awaited: set[tuple[str, str]]
    met: set[tuple[str, str]] = field(default_factory=set)

    def meet(self, header: HeaderRead) -> Iterator[Damage]:
        """Take in a header: an undo record has a row, and its signature came before it."""
        named = self.open_rows.pop((header.campaign, header.seq), None)
        if header.kind is Kind.UNDO or named is not None:
            if header.kind is not Kind.UNDO or (header.campaign, named) not in self.met:
                yield Damage(part=Part.UNDONE, campaign=header.campaign, seq=header.seq)
        elif header.kind is Kind.SIGNATURE and (header.campaign, header.id) in self.awaited:
            self.met.add((header.campaign, header.id))

    def left(self) -> Iterator[Damage]:
        """Tell of rows whose undo record was not met."""
        for campaign, seq in self.open_rows:
            yield Damage(part=Part.UNDONE, campaign=campaign, seq=seq)


@dataclass(kw_only=True)
class RecordProof:
    """Goes through the rows of all campaigns once."""

    undone: Undone
    closings: set[tuple[str, int]]
    """Notes of closings whose record was not met yet."""
    erased: Mapping[str, tuple[Run, ...]]
    checkpoints: Mapping[str, Checkpoint]
    """Those that the device signed."""
    chains: dict[str, Chain] = field(default_factory=dict)

    def prove(self, rows: Iterable[RecordRow]) -> Iterator[Damage]:
        """Walk all rows, and give what is damaged."""
        for row in rows:
            campaign, seq, header_bytes, sealed, stored = row
            chain = self.chains.get(campaign) if isinstance(campaign, str) else None
            header = _read(header_bytes)
            if (
                chain is None
                or header is None
                or seq != chain.count + 1
                or chain.doubt is not None
                or not isinstance(header_bytes, bytes)
                or header.seq != seq
            ):
                yield from self._prove_with_care(row, header)
                continue
            head = chain_hash(chain.head, header_bytes)
            if head != stored:
                yield from self._prove_with_care(row, header)
                continue
            chain.count, chain.head = header.seq, head
            if (
                not isinstance(sealed, bytes)
                or hashlib.sha256(sealed).hexdigest() != header.sealed_sha256
            ):
                yield from self._prove_sealed(chain, sealed)
            yield from self._prove_notes(header)
        yield from self._finish()

    def _prove_with_care(self, row: RecordRow, header: HeaderRead | None) -> Iterator[Damage]:
        """Prove a row that begins a chain, follows a doubt or a gap, or is not as it should be."""
        campaign = self._campaign_of(row, header)
        if campaign is None:
            return  # it is missing in its own chain, and told there
        chain = self._chain_of(campaign)
        seq = _number(row, header, chain)
        if seq is None:
            return
        yield from self._step_to(chain, seq, header)
        if (row.campaign, row.seq) != (campaign, seq):
            yield Damage(part=Part.NUMBER, campaign=campaign, seq=seq)
        header_bytes = row.header if isinstance(row.header, bytes) else b""
        reckoned = chain_hash(chain.head, header_bytes)
        stored = row.chain if isinstance(row.chain, bytes) else b""
        chain.count, chain.head = seq, reckoned
        if reckoned != stored:
            chain.doubt = Doubt(seq=seq, reckoned=reckoned, stored=stored)
        elif header is None:
            yield Damage(part=Part.HEADER, campaign=campaign, seq=seq)
        if header is not None:
            yield from self._prove_hash(chain, header, row.sealed)
            yield from self._prove_notes(header)

    def _campaign_of(self, row: RecordRow, header: HeaderRead | None) -> str | None:
        """Believe the column if that campaign is known, else the header: one of both is right."""
        is_known = row.campaign in self.chains or row.campaign in self.checkpoints
        if is_known or header is None:
            return row.campaign if isinstance(row.campaign, str) else None
        return header.campaign

    def _step_to(self, chain: Chain, seq: int, header: HeaderRead | None) -> Iterator[Damage]:
        """Decide a doubt by what the next header says came before it; tell of records between."""
        previous = _hash(header.previous) if header is not None else None
        if chain.doubt is not None:
            yield self._decided(chain, previous if seq == chain.count + 1 else None)
        for missing in range(chain.count + 1, seq):
            yield Damage(part=Part.MISSING, campaign=chain.campaign, seq=missing)
        if seq > chain.count + 1 and previous is not None:
            chain.head = previous

    def _decided(self, chain: Chain, following: bytes | None) -> Damage:
        """Say what is damaged where a link did not hold, and go on from the right hash."""
        doubt, chain.doubt = chain.doubt, None
        assert doubt is not None
        if following == doubt.reckoned:
            chain.head = doubt.reckoned
            return Damage(part=Part.LINK, campaign=chain.campaign, seq=doubt.seq)
        chain.head = following or doubt.stored
        return Damage(part=Part.HEADER, campaign=chain.campaign, seq=doubt.seq)

    def _prove_hash(self, chain: Chain, header: HeaderRead, sealed: object) -> Iterator[Damage]:
        is_right = isinstance(sealed, bytes) and (
            hashlib.sha256(sealed).hexdigest() == header.sealed_sha256
        )
        if not is_right:
            yield from self._prove_sealed(chain, sealed)

    def _prove_sealed(self, chain: Chain, sealed: object) -> Iterator[Damage]:
        """A sealed part that is not the one of its header may only be an erased one."""
        is_noted = any(first <= chain.count <= last for first, last in chain.erased)
        if sealed == ERASED and is_noted:
            chain.erased_count += 1
        else:
            yield Damage(part=Part.SEALED, campaign=chain.campaign, seq=chain.count)

    def _prove_notes(self, header: HeaderRead) -> Iterator[Damage]:
        if header.kind is not Kind.SIGNATURE or self.undone.open_rows or self.closings:
            yield from self.undone.meet(header)
            key = header.campaign, header.seq
            if (header.kind is Kind.CLOSING) != (key in self.closings):
                yield Damage(part=Part.CLOSING, campaign=header.campaign, seq=header.seq)
            self.closings.discard(key)

    def _chain_of(self, campaign: str) -> Chain:
        if campaign not in self.chains:
            erased = self.erased.get(campaign, ())
            self.chains[campaign] = Chain(campaign=campaign, erased=erased)
        return self.chains[campaign]

    def _finish(self) -> Iterator[Damage]:
        """Compare the ends with the checkpoints, and see that no note is left over."""
        for campaign in {*self.checkpoints, *self.erased}:
            self._chain_of(campaign)
        for chain in self.chains.values():
            yield from self._finish_chain(chain, self.checkpoints.get(chain.campaign))
        yield from self.undone.left()
        for campaign, seq in self.closings:
            yield Damage(part=Part.CLOSING, campaign=campaign, seq=seq)

    def _finish_chain(self, chain: Chain, checkpoint: Checkpoint | None) -> Iterator[Damage]:
        is_end = checkpoint is not None and checkpoint.count == chain.count
        head = _hash(checkpoint.head) if checkpoint is not None else None
        if chain.doubt is not None:
            yield self._decided(chain, head if is_end else None)
        if checkpoint is not None:
            for missing in range(chain.count + 1, checkpoint.count + 1):
                yield Damage(part=Part.MISSING, campaign=chain.campaign, seq=missing)
        is_ahead = checkpoint is not None and checkpoint.count > chain.count
        if chain.count and not is_ahead and not (is_end and head == chain.head):
            yield Damage(part=Part.CHECKPOINT, campaign=chain.campaign)
        if chain.erased_count != size_of(chain.erased):
            yield Damage(part=Part.ERASED, campaign=chain.campaign)


def _read(header_bytes: object) -> HeaderRead | None:
    """Read a header; None if it is none."""
    if not isinstance(header_bytes, bytes):
        return None
    try:
        return _decoder.decode(header_bytes)
    except UNREADABLE:
        return None


def _number(row: RecordRow, header: HeaderRead | None, chain: Chain) -> int | None:
    """Find which number a record has; None if nobody can tell.

    The column and the header must tell the same, or one of them the number that comes next.
    """
    claims = {row.seq, header.seq if header is not None else row.seq}
    if chain.count + 1 in claims:
        return chain.count + 1
    (seq,) = claims if len(claims) == 1 else (None,)
    is_ahead = isinstance(seq, int) and chain.count < seq <= chain.count + LONGEST_GAP
    return seq if isinstance(seq, int) and is_ahead else None


def _hash(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
