"""Fills what the console's page of campaigns is given."""

from collections.abc import Callable

from PySide6.QtGui import QPixmap

from desktop_app.app import campaigns_in_work as work
from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home, documents_folder, locale_folder
from desktop_app.app.known_keys import last_key, remember_key
from desktop_app.app.publishing import publish_with_key
from desktop_app.app.words import said_for_finding
from desktop_app.console.given_campaigns import (
    CampaignsGiven,
    PreviewLook,
    Publication,
    PublishedVersion,
)
from desktop_app.language import Catalogues
from desktop_app.sealing.public_key import read_public_file


def campaigns_given(home: Home) -> CampaignsGiven:
    """Gather what makes, keeps and publishes campaigns; nothing is looked at yet."""
    return CampaignsGiven(
        look=lambda: work.all_campaigns(home),
        begin=lambda: work.begin(home, now().date()),
        take_in=lambda source: work.take_in(home, source),
        open=lambda name: work.open_in_work(home, name),
        save=lambda name, files, before: work.save(home, name, files, before),
        read_picture=work.read_picture,
        set_aside=lambda name: work.set_aside(home, name),
        bring_back=lambda name: work.bring_back(home, name),
        last_key=lambda: last_key(home),
        remember_key=lambda file: remember_key(home, file),
        look_at_public_key=read_public_file,
        publish=lambda publication: publish(home, publication),
        today=lambda: now().date().isoformat(),
        say_finding=said_for_finding,
        draw=_drawing(),
        outbox=documents_folder(),
    )


def _drawing() -> Callable[[PreviewLook], QPixmap]:
    """Draw previews with the signer's words; the kiosk's pages are loaded for the first one."""
    signing = Catalogues(locale_folder())

    def draw(look: PreviewLook) -> QPixmap:
        from desktop_app.app.signer_preview import drawn

        return drawn(look, signing)

    return draw


def publish(home: Home, publication: Publication) -> PublishedVersion:
    """Sign a campaign in work, write its file, and keep a copy of it here.

    Raises:
        VersionTaken, HomeReadOnly, and what `publish_with_key` raises.
    """
    folder = home.campaigns_in_work / publication.name
    work.check_version_is_free(home, folder)
    published = publish_with_key(
        folder,
        key_file=publication.key_file,
        passphrase=publication.passphrase,
        out=publication.out,
        also=publication.also,
        is_unproved_accepted=publication.is_unproved_accepted,
        randomness=randomness,
    )
    return work.keep_published(home, published.pack, publication.out)
