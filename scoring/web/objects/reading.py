"""From a form to a product, or to what is wrong, control by control."""

from django.utils.translation import gettext as _

from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.objects.query import Query, parse
from scoring.web.objects.form import Form
from scoring.web.refusals import Limits, named_refusal
from scoring.web.typed_numbers import PIECES

_PIECES = Limits(1, None, PIECES)


def read_form(method: Method, scope: str, form: Form) -> tuple[Query | None, dict[str, str]]:
    """The query, or an error by control."""
    errors = {control: text for control, text in _controls(form).items() if text}
    if errors:
        return None, errors
    try:
        return parse(method.dataset, scope, form.body()), {}
    except InvalidQuery as error:
        return None, dict(error.faults)


def _controls(form: Form) -> dict[str, str]:
    errors = {}
    for position, component in enumerate(form.components):
        prefix = f"component-{position}"
        errors[f"{prefix}-quantity"] = named_refusal(_("Quantité"), component.quantity, _PIECES)
        for rank, element in enumerate(component.elements):
            name = f"{prefix}-element-{rank}-amount"
            limits = Limits(0, None, element.reads)
            errors[name] = named_refusal(_("Quantité finale"), element.amount, limits)
    return errors
