"""Python's search for garbage: put off while the program loads, and spared what the program is made of.

A whole search looks at every object of every module, 50 ms and more in which no key is heard. While the program
loads there is next to no garbage; afterwards what was loaded stays to the end and need not be looked at again.
"""

import gc


def put_off_garbage() -> None:
    """Search for no garbage until `search_garbage`."""
    gc.disable()


def search_garbage() -> None:
    """Leave what was loaded alone from now on, and search among what comes. May be called again."""
    gc.freeze()
    gc.enable()
