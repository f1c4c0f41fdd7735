"""The actions of the buttons of both pages, with or without scripts."""

from copy import deepcopy

from scoring.engine.method import Method
from scoring.web.composites.form import Form, GarmentForm, PieceForm
from scoring.web.forms import position_in
from scoring.web.textile import actions as garments


def act(method: Method, form: Form, action: str) -> None:
    """Perform a button's action."""
    name, _colon, detail = action.partition(":")
    match name:
        case "add-piece" if form.pieces:
            _add(form, len(form.pieces) - 1, len(form.pieces))
        case "duplicate-piece":
            position = position_in(form.pieces, detail)
            if position is not None:
                _add(form, position, position + 1)
        case "delete-piece" if len(form.pieces) > 1:
            position = position_in(form.pieces, detail)
            if position is not None:
                del form.pieces[position]
                _keep_the_main(form, position)
        case "item":
            place, _colon, of_the_piece = detail.partition(":")
            position = position_in(form.pieces, place)
            if position is not None:
                garments.act(method, form.pieces[position].form, of_the_piece)
        case "simplify" if isinstance(form, GarmentForm):
            form.simplification = detail
        case _:
            garments.act(method, form.whole, action)


def _add(form: Form, like: int, position: int) -> None:
    """Add a copy of a piece, to be edited; a new one would have only defaults."""
    model = form.pieces[like]
    form.pieces.insert(position, PieceForm(deepcopy(model.form), model.count))
    if isinstance(form, GarmentForm) and form.main >= position:
        form.main += 1


def _keep_the_main(form: Form, deleted: int) -> None:
    """Keep the main part; if it was deleted, the first one becomes the main part."""
    if isinstance(form, GarmentForm):
        if form.main == deleted:
            form.main = 0
        elif form.main > deleted:
            form.main -= 1
