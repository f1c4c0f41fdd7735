"""What the page opens with: an ordinary T-shirt made in China (web.md 3.1)."""

DEFAULT = {
    "countryDyeing": "CN",
    "countryFabric": "CN",
    "countryMaking": "CN",
    "countrySpinning": "CN",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 1}],
    "product": "tshirt",
    "upcycled": False,
}
