"""THE ENVELOPE: a signature becomes a record that only the campaign's private key can open."""
