"""The screen on which tests draw: unseen, with no font, scale or setting of the machine.

To be prepared before there is an application: Qt looks at these once.
"""

import os
from pathlib import Path

FONTS_OF_NOBODY = Path(__file__).with_name("fonts.conf")
SCALING = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE")


def prepare() -> None:
    """Draw offscreen unless another platform is asked for, and the same way on every Linux."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_OF_NOBODY)
    for name in SCALING:
        os.environ.pop(name, None)
