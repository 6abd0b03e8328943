"""Sets up the kiosk for a campaign on this device. Loads nothing that could open a record."""

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home, fonts_folder, locale_folder, resources_folder
from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.stall import Keeper, Stall
from desktop_app.language import Catalogues


def open_kiosk(home: Home, pack: Pack, *, place: str, shift: str, is_windowed: bool) -> int:
    """Open the kiosk and stay until it is closed; gives the exit code."""
    from desktop_app.kiosk.start import run_kiosk

    return run_kiosk(stall_for(home, pack, place=place, shift=shift), is_windowed=is_windowed)


def stall_for(home: Home, pack: Pack, *, place: str = "", shift: str = "") -> Stall:
    """Gather what the kiosk is given; the journal opens later, off the screen's thread."""

    def open_keeper() -> Keeper:
        from desktop_app.journal.store import open_journal

        return open_journal(home.folder, clock=now, randomness=randomness)

    return Stall(
        pack=pack,
        catalogues=Catalogues(locale_folder()),
        fonts_folder=fonts_folder(),
        keyboards_folder=resources_folder() / "keyboards",
        open_journal=open_keeper,
        clock=now,
        randomness=randomness,
        place=place,
        shift=shift,
        is_demonstration=home.is_demonstration,
    )
