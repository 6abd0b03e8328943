"""THE SIGNER'S SCREENS: the journey from the petition to the thanks, and the window that shows it."""
