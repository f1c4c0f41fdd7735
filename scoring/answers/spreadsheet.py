"""A trace as a live spreadsheet, with formulas linking its cells.

The first sheet has the inputs of the calculation, each value once with its source; the second has
one row per line, with its formula and inputs. Changing a value on the first sheet updates the
score. Everything is built in memory.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from scoring.answers.levels import AGGREGATED, INDICATIVE, OFFICIAL
from scoring.answers.marking import N_
from scoring.answers.meta import OTHER, REGULATORY
from scoring.answers.sector import Computed
from scoring.engine.trace.formula import (
    Call,
    Formula,
    Name,
    Negative,
    Number,
    Operation,
    parse_formula,
)
from scoring.engine.trace.lines import Line, Origin, Quantity, Sourced, Trace

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

VALUES = N_("Données")
CALCULATION = N_("Calcul")
ORIGINS: Mapping[Origin, str] = {
    Origin.REQUEST: N_("demande"),
    Origin.DEFAULT: N_("valeur par défaut"),
    Origin.DATA: N_("donnée"),
    Origin.CONSTANT: N_("constante de la méthode"),
    Origin.LINE: N_("ligne"),
}
STATUSES: Mapping[str, str] = {
    REGULATORY: N_("version réglementaire du textile"),
    OTHER: N_("ne vaut pas pour une déclaration"),
}
LEVELS: Mapping[str, str] = {
    AGGREGATED: N_("scores agrégés"),
    INDICATIVE: N_("valeurs indicatives ouvertes"),
    OFFICIAL: N_("valeurs officielles"),
}
_VALUE_HEADINGS = (
    N_("Grandeur"),
    N_("Valeur"),
    N_("Unité"),
    N_("Origine"),
    N_("Clé"),
    N_("Procédé"),
    N_("Source"),
    N_("Section"),
)
_LINE_HEADINGS = (
    N_("Étape"),
    N_("Ligne"),
    N_("Libellé"),
    N_("Section"),
    N_("Valeur"),
    N_("Unité"),
    N_("Formule"),
)
_VALUE_COLUMN = 4
_FIRST_INPUT = len(_LINE_HEADINGS)
# Inputs per row: a line with more continues on the next rows, or the sheet would be too wide.
_INPUTS_A_ROW = 20
# Maximum formula length that spreadsheet programs accept.
_LONGEST_FORMULA = 8000
_SIGNS = {"==": "=", "!=": "<>"}
_FUNCTIONS = {"abs": "ABS", "floor": "INT", "if": "IF", "max": "MAX", "min": "MIN"}


def workbook_of(
    trace: Trace, heading: Mapping[str, str], translate: Callable[[str], str] = str
) -> bytes:
    """Write a trace; ``heading`` describes its product, ``translate`` translates each text."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "nan_inf_to_errors": True}) as workbook:
        _Writer(workbook, trace, translate).write(heading)
    return target.getvalue()


def heading_of(computed: Computed[Any, Any, Any], link: str) -> dict[str, str]:
    """The heading of a product's spreadsheet: parameters, version, status, level, link."""
    said = computed.meta({})
    return {
        N_("Produit"): computed.description,
        N_("Version de la méthode"): f"{said['methodVersion']} ({said['dataVersion']})",
        N_("Statut"): STATUSES[said["methodStatus"]],
        N_("Niveau des impacts"): LEVELS[said["impactsLevel"]],
        N_("Version du programme"): said["engineVersion"],
        N_("Adresse"): link,
    }


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet whose formulas call none of the functions that need a prefix in the file.

    The library looks for each of them in every formula, which took two thirds of a workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Writer:
    def __init__(self, workbook: Workbook, trace: Trace, translate: Callable[[str], str]) -> None:
        self.trace = trace
        self.translate = translate
        self.bold = workbook.add_format({"bold": True})
        self.values: Worksheet = workbook.add_worksheet(translate(VALUES), _Sheet)
        self.lines: Worksheet = workbook.add_worksheet(translate(CALCULATION), _Sheet)
        # Cell references of the values and lines written so far, for use in formulas.
        self.value_cells: dict[tuple[Any, ...], str] = {}
        self.line_cells: dict[str, str] = {}
        self.next_value = 0

    def write(self, heading: Mapping[str, str]) -> None:
        """Write both sheets."""
        for row, (name, text) in enumerate(heading.items()):
            self.values.write_string(row, 0, self.translate(name), self.bold)
            self.values.write_string(row, 1, self.translate(text))
        score_row = len(heading)
        self.next_value = score_row + 3
        self._headings(self.values, score_row + 2, _VALUE_HEADINGS)
        self._headings(self.lines, 0, _LINE_HEADINGS)
        row = 1
        for line in self.trace.lines:
            self._line(row, line)
            row += max(1, -(-len(line.inputs) // _INPUTS_A_ROW))
        self.values.write_string(score_row, 0, self.translate(N_("Résultat")), self.bold)
        self._formula(
            self.values, score_row, 1, self.line_cells[self.trace.result], self.trace.score
        )
        self.values.write_string(score_row, 2, self.trace.unit)
        self.values.set_column(0, 0, 28)
        self.values.set_column(1, 1, 22)
        self.values.set_column(3, 6, 30)
        self.lines.set_column(0, 1, 22)
        self.lines.set_column(2, 2, 60)
        self.lines.set_column(6, 6, 40)
        self.lines.freeze_panes(1, 3)

    def _headings(self, sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
        for column, text in enumerate(texts):
            sheet.write_string(row, column, self.translate(text), self.bold)

    def _line(self, row: int, line: Line) -> None:
        cells: dict[str, str] = {}
        for position, (name, known) in enumerate(line.inputs.items()):
            below, beside = divmod(position, _INPUTS_A_ROW)
            column = _FIRST_INPUT + 2 * beside
            source = self._cell_of(name, known)
            self.lines.write_string(row + below, column, name)
            self._formula(self.lines, row + below, column + 1, source, known.value)
            cells[name] = xl_rowcol_to_cell(row + below, column + 1)
        label = self.translate(line.words)
        if line.subject:
            label = f"{label} : {self.translate(line.subject)}"
        for column, text in enumerate((self.translate(line.stage), line.id, label, line.section)):
            self.lines.write_string(row, column, text)
        self._formula(self.lines, row, _VALUE_COLUMN, self._spelt(row, line, cells), line.value)
        self.lines.write_string(row, 5, line.unit)
        self.lines.write_string(row, 6, line.formula)
        sheet = self.translate(CALCULATION)
        cell = xl_rowcol_to_cell(row, _VALUE_COLUMN, row_abs=True, col_abs=True)
        self.line_cells[line.id] = f"='{sheet}'!{cell}"

    def _spelt(self, row: int, line: Line, cells: Mapping[str, str]) -> str:
        formula = parse_formula(line.formula)
        written = f"={_spell(formula, cells)}"
        if len(written) <= _LONGEST_FORMULA:
            return written
        # Only sums of many terms are this long, and the names next to their terms do not matter.
        height = (len(line.inputs) - 1) // _INPUTS_A_ROW
        last = xl_rowcol_to_cell(row + height, _FIRST_INPUT + 2 * _INPUTS_A_ROW - 1)
        return f"=SUM({xl_rowcol_to_cell(row, _FIRST_INPUT)}:{last})"

    def _cell_of(self, name: str, known: Sourced) -> str:
        """The cell of an input: its line's, or its value's, which is written at its first use."""
        if known.origin is Origin.LINE:
            return self.line_cells[known.key]
        identity = (known.origin, known.key or name, known.section, known.value)
        if identity not in self.value_cells:
            self.value_cells[identity] = self._value(name, known)
        return self.value_cells[identity]

    def _value(self, name: str, known: Sourced) -> str:
        row = self.next_value
        self.next_value += 1
        self.values.write_string(row, 0, name)
        _constant(self.values, row, 1, known.value)
        origin = self.translate(ORIGINS[known.origin])
        texts = (known.unit, origin, known.key, known.process, known.source, known.section)
        for column, text in enumerate(texts, start=2):
            self.values.write_string(row, column, text)
        cell = xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)
        return f"='{self.translate(VALUES)}'!{cell}"

    def _formula(
        self, sheet: Worksheet, row: int, column: int, formula: str, value: Quantity
    ) -> None:
        shown = value if isinstance(value, int | float) else _text(value)
        sheet.write_formula(row, column, formula, None, shown)


def _constant(sheet: Worksheet, row: int, column: int, value: Quantity) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _text(value))


def _text(value: Quantity) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _spell(formula: Formula, cells: Mapping[str, str]) -> str:
    """Convert a formula to spreadsheet syntax."""
    match formula:
        case Number(text):
            return text
        case Name(name):
            return cells[name]
        case Negative(term):
            return f"(-{_spell(term, cells)})"
        case Operation():
            return _spell_chain(formula, cells)
        case Call("round", (argument,)):
            inner = _spell(argument, cells)
            # Round half up, whatever the sign: the ROUND of spreadsheets rounds half away from
            # zero.
            return f"IF({inner}-INT({inner})<0.5,INT({inner}),INT({inner})+1)"
        case Call(function, arguments):
            spelt = ",".join(_spell(argument, cells) for argument in arguments)
            return f"{_FUNCTIONS[function]}({spelt})"


def _spell_chain(formula: Operation, cells: Mapping[str, str]) -> str:
    """Convert a chain of operations iteratively; each right operand is in parentheses."""
    first: Formula = formula
    parts = []
    while isinstance(first, Operation):
        right = _spell(first.right, cells)
        grouped = f"({right})" if isinstance(first.right, Operation) else right
        parts.append((_SIGNS.get(first.sign, first.sign), grouped))
        first = first.left
    spelt = _spell(first, cells)
    for sign, right in reversed(parts):
        if sign in "*/" and ("+" in spelt or "-" in spelt):
            spelt = f"({spelt})"
        spelt = f"{spelt}{sign}{right}"
    return spelt
