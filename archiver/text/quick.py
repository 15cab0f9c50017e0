"""What is done to every character of a text, in C where a compiler built it at installation; elsewhere in Python."""

try:
    from archiver.text import _native as native
except ImportError:  # no compiler was there
    native = None  # type: ignore[assignment]  # a module or nothing

__all__ = ["native"]
