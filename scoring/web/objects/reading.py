"""The errors of a form as typed, by control."""

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import PIECES
from scoring.engine.method import Method
from scoring.web.objects.form import Form
from scoring.web.typed_numbers import Limits, named_refusal

_PIECES = Limits(1, None, PIECES)


def refusals(_method: Method, form: Form) -> dict[str, str]:
    """Error messages by control; "" if valid."""
    errors = {}
    for position, component in enumerate(form.components):
        prefix = f"component-{position}"
        errors[f"{prefix}-quantity"] = named_refusal(_("Quantité"), component.quantity, _PIECES)
        for rank, element in enumerate(component.elements):
            name = f"{prefix}-element-{rank}-amount"
            limits = Limits(0, None, element.reads)
            errors[name] = named_refusal(_("Quantité finale"), element.amount, limits)
    return errors
