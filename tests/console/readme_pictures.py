"""The README's pictures of the console, at the size of the glass."""

from PIL import Image

from desktop_app.console.given import Given, Look, Sentences
from desktop_app.language import CONSOLE_DOMAIN, Catalogues
from tests.console.conftest import BERLIN, CAMPAIGN, FONTS, LOCALES, NOW, opened
from tests.console.screens import all_given, screens
from tests.kiosk.readme_pictures import FOLDER
from tests.kiosk.sheet import COLOURS, whole_picture_of

PICTURES = {"setup-words": "console-setup", "stall": "console-stall"}


def take_console_pictures() -> list[str]:
    """Write all of them; gives their names."""
    given = Given(
        catalogues=Catalogues(LOCALES, domain=CONSOLE_DOMAIN),
        fonts_folder=FONTS,
        look=Look(),
        system_language="en",
        keep_look=lambda _: None,
        read_campaign=lambda: CAMPAIGN,
        say_problem=lambda problem, _: Sentences(happened="", do="", code=problem.code),
        clock=lambda: NOW,
        zone=BERLIN,
    )
    with opened(all_given(given)) as window:
        for screen in screens(window):
            if screen in PICTURES:
                picture = whole_picture_of(window)
                rounded = picture.quantize(4 * COLOURS, dither=Image.Dither.NONE)
                rounded.save(FOLDER / f"{PICTURES[screen]}.png", "PNG", optimize=True)
    return list(PICTURES.values())
