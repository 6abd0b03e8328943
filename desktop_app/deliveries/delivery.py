"""Makes a delivery: the file, its manifest beside it, and the entry in the register's log."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import assert_never

from desktop_app.campaign.pack import DeliveryProfile, Pack
from desktop_app.deliveries.csv_file import write_csv
from desktop_app.deliveries.manifest import DeliveryManifest, write_manifest
from desktop_app.deliveries.petition_file import PetitionSetting, write_petition_file
from desktop_app.deliveries.placing import Placing, check_place, placing
from desktop_app.deliveries.problems import (
    NoPack,
    NoSuchCampaign,
    NoSuchProfile,
    NothingToDeliver,
    SeveralCampaigns,
)
from desktop_app.deliveries.profile import LeftOut, let_out, rows
from desktop_app.deliveries.whole_file import file_sha256
from desktop_app.language import Catalogues
from desktop_app.register.packs import newest_pack
from desktop_app.register.people import DeliveryEntry, People, campaigns_in, open_people
from desktop_app.register.store import Register
from desktop_app.signature.signature import Clock


class DeliveryKind(Enum):
    """What kind of file a delivery is."""

    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be delivered: to whom, of which campaign, as what, and where to.

    `campaign` may be None if the register holds one campaign only.
    """

    profile_id: str
    campaign: str | None
    kind: DeliveryKind
    out: Path


@dataclass(frozen=True, kw_only=True)
class Press:
    """What setting a PDF needs. `language` None is the default language of the pack."""

    catalogues: Catalogues
    fonts_folder: Path
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What went out, and how many signatures stayed at home by reason."""

    path: Path
    rows: int
    left_out: dict[str, int]
    sha256: str
    guarded_cells: int


@dataclass(frozen=True, kw_only=True)
class _Job:
    """An order that can be carried out."""

    order: Order
    pack: Pack
    profile: DeliveryProfile
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class _Written:
    """What went into the file."""

    rows: int
    left_out: LeftOut
    guarded_cells: int


def deliver(register: Register, order: Order, *, clock: Clock, press: Press) -> Delivered:
    """Write a delivery; an older one of that name is replaced only by a whole new one.

    If the file, the manifest or the log cannot be written, all stays as it was: nothing leaves
    unnoted, and nothing that was there is lost.

    Raises:
        DeliveryExists, NothingToDeliver, SeveralCampaigns, NoSuchCampaign, NoPack, NoSuchProfile:
        nothing written.
        CannotWriteDelivery, CannotWritePdf, FontMissing; and what a transaction of the register raises.
    """
    check_place(order.out)
    job = _job(register, order, clock)
    with placing(order.out) as place, open_people(register, job.pack.id) as people:
        written = _write(place.delivery, people, job, press)
        delivered = Delivered(
            path=order.out,
            rows=written.rows,
            left_out=written.left_out.by_reason(),
            sha256=file_sha256(place.delivery),
            guarded_cells=written.guarded_cells,
        )
        _note(place, people, job, delivered, written.left_out.record_ids)
        place.place()  # if the log's commit fails after it, what was there comes back
    return delivered


def _job(register: Register, order: Order, clock: Clock) -> _Job:
    campaign = campaign_named(register, order.campaign)
    pack = newest_pack(register, campaign)
    if pack is None:
        raise NoPack(campaign=campaign)
    profile = pack.profile(order.profile_id)
    if profile is None:
        there = ", ".join(each.id for each in pack.settings.deliveries)
        raise NoSuchProfile(profile=order.profile_id, campaign=campaign, there=there)
    return _Job(
        order=order,
        pack=pack,
        profile=profile,
        made_at=clock(),
    )


def campaign_named(register: Register, named: str | None) -> str:
    """Give the campaign that was named, or the only one that there is.

    Raises:
        NothingToDeliver, SeveralCampaigns, NoSuchCampaign; and what a transaction raises.
    """
    there = campaigns_in(register)
    if not there:
        raise NothingToDeliver
    if named is not None:
        if named not in there:
            raise NoSuchCampaign(campaign=named, there=", ".join(there))
        return named
    if len(there) > 1:
        raise SeveralCampaigns(there=", ".join(there), count=len(there))
    return there[0]


def _write(out: Path, people: People, job: _Job, press: Press) -> _Written:
    profile, left_out = job.profile, LeftOut()
    guarded_cells = 0
    match job.order.kind:
        case DeliveryKind.CSV:
            signatures = let_out(people, profile.needs, left_out)
            table = write_csv(out, profile.columns, rows(signatures, profile.columns))
            row_count, guarded_cells = table.rows, table.guarded_cells
        case DeliveryKind.PDF:
            row_count = write_petition_file(
                out,
                people,
                job.pack,
                profile,
                setting=_setting(job, press),
                left_out=left_out,
            )
        case _:
            assert_never(job.order.kind)
    return _Written(rows=row_count, left_out=left_out, guarded_cells=guarded_cells)


def _setting(job: _Job, press: Press) -> PetitionSetting:
    language = press.language or job.pack.settings.default_language
    return PetitionSetting(
        words=press.catalogues.words(job.pack.text(language).language),
        fonts_folder=press.fonts_folder,
        prepared_on=job.made_at.date(),
    )


def _note(
    place: Placing, people: People, job: _Job, delivered: Delivered, record_ids: bytearray
) -> None:
    """Write the manifest and the entry in the register, with who is in the delivery."""
    made_at = job.made_at.isoformat(timespec="seconds")
    write_manifest(
        place.manifest,
        DeliveryManifest(
            file=delivered.path.name,
            kind=job.order.kind.value,
            sha256=delivered.sha256,
            campaign=job.pack.id,
            pack=job.pack.hash,
            profile=job.profile.id,
            to=job.profile.to,
            needs=job.profile.needs,
            columns=job.profile.columns,
            rows=delivered.rows,
            left_out=delivered.left_out,
            guarded_cells=delivered.guarded_cells,
            made_at=made_at,
        ),
    )
    entry = DeliveryEntry(
        profile=job.profile.id,
        kind=job.order.kind.value,
        row_count=delivered.rows,
        sha256=delivered.sha256,
        record_ids=record_ids,
    )
    people.note_delivery(entry, made_at)
