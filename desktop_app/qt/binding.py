"""Keeps Qt's binding out of the way in which Python imports modules.

shiboken puts a hook into every import: it reads the source of each module to see whether Qt's other
spellings (`from __feature__ import …`) are wanted there. We want none. The hook costs a tenth of a
kiosk's start, and it works through tables that the screen's thread reads, also when the worker lane
imports something: a kiosk was seen to die in its first second.
"""

import builtins

import desktop_app


def import_plainly() -> None:
    """Let Python import as it did before Qt was loaded; doing so again is harmless."""
    builtins.__import__ = desktop_app.plain_import
