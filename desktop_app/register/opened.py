"""Reads what a record held: a signature, or bytes that a hostile device has sealed."""

from desktop_app.signature.signature import Signature, SignatureUnreadable, read_signature


def read_opened(untrusted_plain: bytes) -> Signature:
    """Decode an opened signature.

    Raises:
        SignatureUnreadable: other bytes, or a version from the future.
    """
    try:
        return read_signature(untrusted_plain)
    except UnicodeDecodeError:
        # msgspec lets this one through for text that is no UTF-8. Without its cause, which holds
        # the person's bytes.
        raise SignatureUnreadable from None
