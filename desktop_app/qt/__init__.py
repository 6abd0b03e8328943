"""WHAT BOTH SHELLS SHARE: sizes and colours, fonts, the worker lane, widgets."""
