"""The browser of the tests and of ``make bench-pages``.

The variable ``CHROMIUM`` is its path. By default the tests take Chromium's headless shell (Debian's
``chromium-headless-shell``), which has the same engine and no window, for a third less of the
processor. Where it is not installed they take Chromium itself, as the measurements always do.
"""

import os
from pathlib import Path

_GIVEN = os.environ.get("CHROMIUM")
_WHOLE = Path("/usr/bin/chromium")
_SHELL = Path("/usr/bin/chromium-headless-shell")

MEASURED = Path(_GIVEN) if _GIVEN else _WHOLE
CHROMIUM = Path(_GIVEN) if _GIVEN else _SHELL if _SHELL.exists() else _WHOLE
# What no test looks at. Each window would draw two lists of suggestions for its address bar, pages
# of the browser's own that cost as much as one of ours. Chromium obeys the last such list alone:
# the rest is what Playwright says, of what would reach for the network or slow a page down.
_LEFT_OUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AimEnabled", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("DestroyProfileOnBrowserClose", "LensOverlay", "MediaRouter", "PaintHolding"),
    # A frame of its own for each page of a tab, which makes each load a tenth dearer.
    "RenderDocument",
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
