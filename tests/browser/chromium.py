"""The browser of the tests and of ``make bench-pages``.

The variable ``CHROMIUM`` is its path, ``/usr/bin/chromium`` by default.
"""

import os
from pathlib import Path

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
# What no test looks at. Each window would draw two lists of suggestions for its address bar, pages
# of the browser's own that cost as much as one of ours. Chromium obeys the last such list alone:
# the rest is what Playwright says, of what would reach for the network or slow a page down.
_LEFT_OUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AimEnabled", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("DestroyProfileOnBrowserClose", "LensOverlay", "MediaRouter", "PaintHolding"),
)
FLAGS = (
    f"--disable-features={','.join(_LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
