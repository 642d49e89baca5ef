"""PDFium is not thread-safe: everybody who calls it, here or on the screen, holds this one lock meanwhile.

It is held for one call (a page, a band of a page), never for a whole paper: a print run of hundreds lets the page
beside a form through between two bands.
"""

import threading

ALONE = threading.Lock()
