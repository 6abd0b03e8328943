"""Inkstand collects petition signatures where there is no internet, and keeps them sealed."""

__version__ = "0.1.0"
