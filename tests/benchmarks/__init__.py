"""Measures, printed as ratios taken in one run, because machines differ."""
