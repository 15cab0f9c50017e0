"""A path's part that is a moment in 14 digits."""

from starlette.convertors import Convertor, register_url_convertor


class StampConvertor(Convertor[str]):
    """Fourteen digits, kept as they are."""

    regex = "[0-9]{14}"

    def convert(self, value: str) -> str:
        """The digits."""
        return value

    def to_string(self, value: str) -> str:
        """The digits."""
        return value


register_url_convertor("stamp", StampConvertor())
