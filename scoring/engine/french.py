"""Formatting of numbers and label-value pairs in French text."""

# No-break space: keeps a label with its colon and a number with its unit.
NBSP = "\u00a0"


def decimal(value: float, digits: int) -> str:
    """Write a number with at most ``digits`` decimals and a comma.

    A non-zero value too small for these decimals is written with a power of ten.

    >>> decimal(0.17, 3), decimal(12.0, 1), decimal(0.00025, 3)
    ('0,17', '12', '2,5e-4')
    """
    text = f"{value:.{digits}f}"
    exponent = ""
    if value and float(text) == 0:
        text, _, power = f"{value:.2e}".partition("e")
        exponent = f"e{int(power)}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + exponent


def percentage(ratio: float, digits: int = 2) -> str:
    """Write a ratio of 1 as a percentage, with at most ``digits`` decimals.

    >>> percentage(0.125).replace(NBSP, " "), percentage(1).replace(NBSP, " ")
    ('12,5 %', '100 %')
    """
    return f"{decimal(ratio * 100, digits)}{NBSP}%"


def quantity(value: float, unit: str) -> str:
    """Write a figure with its unit, to six significant digits.

    >>> quantity(0.17, "kg"), quantity(1e300, "g")
    ('0,17\\xa0kg', '1e+300\\xa0g')
    """
    return f"{value:.6g}".replace(".", ",") + f"{NBSP}{unit}"


def pair(label: str, value: str) -> str:
    """Write ``label : value``.

    >>> pair("filature", "Chine").replace(NBSP, " ")
    'filature : Chine'
    """
    return f"{label}{NBSP}: {value}"


def lower_first(label: str) -> str:
    """Write a label inside a sentence.

    >>> lower_first("Tricotage moyen")
    'tricotage moyen'
    """
    return label[0].lower() + label[1:]
