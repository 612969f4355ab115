"""How the reading process says why it does not read a file."""


class Refusal(Exception):
    """``code`` is a key of ``files.workbooks.REFUSALS``; ``values`` fill the places of its sentence."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
