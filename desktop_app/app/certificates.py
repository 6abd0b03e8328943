"""Writes certificates: the signed file, and beside it the page that says the same; and reads them."""

from pathlib import Path
from typing import ClassVar

from desktop_app.app.home import fonts_folder
from desktop_app.app.papers import english
from desktop_app.deliveries.coordinator.certificate import certificate_page, unproved_sentences
from desktop_app.deliveries.whole_file import whole_file
from desktop_app.language import Words
from desktop_app.problems import Problem
from desktop_app.register.certificate import (
    CERTIFICATE_SUFFIX,
    MAX_CERTIFICATE_BYTES,
    CertificateUnreadable,
    Statement,
    certificate_bytes,
    read_certificate,
)
from desktop_app.sealing.keys import CampaignKey

PDF_SUFFIX = ".pdf"


class CertificateExists(Problem):
    """There is a file under the certificate's name."""

    code: ClassVar[str] = "certificate.exists"


class CannotWriteCertificate(Problem):
    """The folder cannot hold the certificate; nothing was erased or destroyed."""

    code: ClassVar[str] = "certificate.cannot_write"


def check_place(out: Path) -> tuple[Path, Path]:
    """Give the names of the signed file and of the page, refused where something is already.

    Raises:
        CertificateExists, CannotWriteCertificate: before anything was done.
    """
    if out.name in ("", ".."):
        raise CannotWriteCertificate(path=str(out))
    ours = (CERTIFICATE_SUFFIX, PDF_SUFFIX)
    stem = out.stem if out.suffix.lower() in ours else out.name
    files = (out.with_name(stem + CERTIFICATE_SUFFIX), out.with_name(stem + PDF_SUFFIX))
    try:
        for file in files:
            if file.exists() or file.is_symlink():
                raise CertificateExists(path=str(file))
        out.parent.mkdir(parents=True, exist_ok=True)
        probe = files[0].with_name(f"{files[0].name}.part")
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()
    except OSError as error:
        raise CannotWriteCertificate(path=str(out)) from error
    return files


def write_certificate(statement: Statement, key: CampaignKey, out: Path) -> None:
    """Sign a statement and write it, whole or not at all.

    Raises:
        CannotWriteDelivery.
    """
    with whole_file(out) as file:
        file.write(certificate_bytes(statement, key.coordinator.sign))


def write_page(statement: Statement, out: Path, words: Words | None = None) -> None:
    """Write the page of a certificate; it needs no key and can be made again.

    Args:
        words: its language; English without.

    Raises:
        CertificateExists, CannotWritePdf, FontMissing.
    """
    from desktop_app.deliveries.pdf.certificate import write_certificate as draw
    from desktop_app.deliveries.pdf.fonts import Fonts

    if out.exists():
        raise CertificateExists(path=str(out))
    draw(out, certificate_page(statement, words or english()), Fonts.load(fonts_folder()))


def read_from(path: Path) -> Statement:
    """Read a certificate and prove its signature.

    Raises:
        CertificateUnreadable, CertificateFromNewerVersion, CertificateNotSigned.
    """
    try:
        with path.open("rb") as file:
            untrusted_data = file.read(MAX_CERTIFICATE_BYTES + 1)
    except OSError as error:
        raise CertificateUnreadable(path=str(path)) from error
    return read_certificate(untrusted_data, str(path))


def unproved(statement: Statement) -> tuple[str, ...]:
    """Say what a certificate does not prove."""
    return unproved_sentences(statement, english())
