"""The model's trees in C, where a compiler built them at installation; elsewhere the same ones in Python serve."""

try:
    from archiver.parsers import _native as native
except ImportError:  # no compiler was there
    native = None  # type: ignore[assignment]  # a module or nothing

__all__ = ["native"]
