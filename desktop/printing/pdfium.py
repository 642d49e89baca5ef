"""PDFium is not thread-safe: everybody who calls it, here or on the screen, holds this one lock meanwhile."""

import threading

ALONE = threading.Lock()
