"""WHAT IS SIGNED: a campaign, its texts in each language, and the pack that carries them."""
