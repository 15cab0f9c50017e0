"""The reader's loops in C, where a compiler built them at installation; elsewhere the same ones in Python serve."""

try:
    from archiver.markup import _native as native
except ImportError:  # no compiler was there, or it was built for other nouns
    native = None  # type: ignore[assignment]  # a module or nothing

__all__ = ["native"]
