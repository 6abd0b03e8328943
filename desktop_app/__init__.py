"""Inkstand collects petition signatures where there is no internet, and keeps them sealed."""

from builtins import __import__ as plain_import  # before Qt's binding puts its hook there

__all__ = ["__version__", "plain_import"]

__version__ = "0.1.0"
