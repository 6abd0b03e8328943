"""What to say for each problem with setting up a stall."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

STALL_WORDS: Mapping[str, Said] = {
    "setup.pack_changed": Said(
        happened=mark("%(path)s is not the file any more whose four words were compared."),
        safe=NOTHING_CHANGED,
        do=mark("Compare the four words again."),
    ),
}
