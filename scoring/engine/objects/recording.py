"""What a trace needs to know about a product before the calculation: its items and elements."""

from collections.abc import Sequence

from scoring.engine.components import know_elements
from scoring.engine.items import Item
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.trace.recorder import Recorder


def know_items(trace: Recorder, items: Sequence[Item]) -> None:
    """Register the quantities and the elements: the component's or the request's own."""
    for number, item in enumerate(items):
        path = f"components.{number}"
        key = f"{path}.quantity"
        trace.know(key, Sourced(value=item.quantity, origin=Origin.REQUEST, key=key))
        origin, elements = Origin.REQUEST, f"{path}.custom.elements"
        # Overriding only the name leaves the component's elements unchanged.
        if item.component is not None and "elements" not in (item.custom or {}):
            origin, elements = Origin.DATA, f"components.{item.component.id}.elements"
        know_elements(trace, item.elements, origin=origin, path=elements, at=number)
