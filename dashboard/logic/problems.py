"""The one way in which any layer refuses: a clear sentence, never a stack trace."""


class Problem(Exception):
    """Something the user can understand and mend.

    ``text`` is the English source sentence with ``{name}`` places (it is the key of the translation), ``values`` fill
    the places. A good sentence names file, line, column, value and remedy as far as they apply.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)
