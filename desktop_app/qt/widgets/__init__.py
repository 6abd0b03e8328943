"""Widgets that the kiosk and the console have in common."""
