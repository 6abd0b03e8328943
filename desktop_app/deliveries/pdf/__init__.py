"""PDF deliveries: text in any script, streamed to disk page by page."""
