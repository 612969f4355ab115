"""x"""

TRANSFORMS: tuple[str, ...] = ()
