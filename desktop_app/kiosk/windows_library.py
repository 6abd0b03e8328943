"""Loads a library of Windows by its name."""

import ctypes
import sys

if sys.platform == "win32":

    def library(name: str) -> ctypes.CDLL:
        """Load a library.

        Raises:
            OSError: there is none of that name.
        """
        return ctypes.WinDLL(name)

else:

    def library(name: str) -> ctypes.CDLL:
        """Say that this is no Windows.

        Raises:
            OSError: always.
        """
        raise OSError(name)
