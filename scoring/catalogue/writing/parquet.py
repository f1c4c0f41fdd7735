"""Results as Parquet: the JSON records as columns, the input as JSON text (catalogue.md 3.1)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from scoring.answers.textile.stages import GARMENT_STAGES
from scoring.catalogue.figures import STAGES, TEXTILE_COMPLEMENTS
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.results import Result
from scoring.catalogue.writing.rendering import input_text
from scoring.engine.impacts import TRIGRAMS


class RecordRenderer:
    """One record per result, for a library that writes tables."""

    def head(self) -> bytes:
        """Return nothing: Parquet has no head."""
        return b""

    def render(self, results: Iterable[Result]) -> list[dict[str, Any]]:
        """The records, with the JSON text of their input."""
        return [result.record() | {"input": input_text(result).decode()} for result in results]


class ParquetSink:
    """Writes each batch of records as a row group."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        detail: str,
        textile: bool,
        details: bool,
        has_pef: bool = True,
        compared: bool = False,
    ) -> None:
        self._arrow = needed("pyarrow", "parquet", "les fichiers Parquet")
        parquet = needed("pyarrow.parquet", "parquet", "les fichiers Parquet")
        self._schema = self._schema_of(
            detail, textile=textile, details=details, has_pef=has_pef, compared=compared
        )
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")

    def write(self, records: list[dict[str, Any]], count: int) -> None:
        """Write a row group."""
        if count:
            table = self._arrow.Table.from_pylist(records, schema=self._schema)
            self._writer.write_table(table)

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()

    def _schema_of(
        self, detail: str, *, textile: bool, details: bool, has_pef: bool, compared: bool
    ) -> Any:
        arrow = self._arrow
        number, text = arrow.float64(), arrow.string()

        def figures(names: Iterable[str]) -> Any:
            return arrow.struct([(name, number) for name in names])

        fields = {
            "index": arrow.int64(),
            "line": arrow.int64(),
            "id": text,
            "status": arrow.int16(),
            **dict.fromkeys(("score", "scorePer100g"), number),
            **({"pef": number} if has_pef else {}),
            **dict.fromkeys(("durability", "scoreWithoutDurability"), number),
        }
        if detail == STAGES and textile:
            fields["stages"] = figures(GARMENT_STAGES)
            fields["uncountedStages"] = arrow.list_(text)
            fields["complements"] = figures(TEXTILE_COMPLEMENTS)
        elif detail == STAGES:
            fields["stages"] = arrow.map_(text, number)
            fields["complements"] = arrow.map_(text, number)
        if details:
            fields["impacts"] = figures(
                trigram for trigram in TRIGRAMS if has_pef or trigram != "pef"
            )
        fields["whole"] = arrow.struct(
            [("kind", text), ("reference", text), ("score", number), ("durability", number)]
        )
        remark = arrow.struct([(name, text) for name in ("code", "message", "column")])
        said = arrow.list_(arrow.struct([(name, text) for name in ("column", "message")]))
        fault = arrow.struct([(name, text) for name in ("column", "field", "message")])
        fields |= {
            "declaredScore": number,
            "declaredCheck": text,
            "warnings": arrow.list_(remark),
            "errors": arrow.list_(fault),
            "methodVersion": text,
            "impactsLevel": text,
            "portal": arrow.struct(
                [("verdict", text), ("reasons", said), ("changes", said), ("notes", said)]
            ),
        }
        if compared:
            fields["comparison"] = arrow.struct(
                [
                    ("methodVersion", text),
                    *[(name, number) for name in ("score", "difference", "percent")],
                    ("stage", text),
                    ("stageDifference", number),
                    ("errors", arrow.list_(fault)),
                ]
            )
        fields |= {
            "link": text,
            "input": text,
        }
        return arrow.schema(list(fields.items()))
