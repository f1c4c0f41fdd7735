"""The recipe of docs/contract/catalogue.md 5, run by a Python that has Spark.

Prints the scores of the conformance cases, by the number of their line, as JSON.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas
from pyspark.sql import SparkSession

import ecobalyse

CASES = Path(__file__).parents[1] / "conformance" / "cases" / "textile.jsonl"


def score(batches: Iterable[Any]) -> Iterator[Any]:
    """Score the frames of a partition."""
    for frame in batches:
        yield ecobalyse.score_frame(frame)


def main() -> None:
    """Score the cases in four partitions, a few dozen rows at a time."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    with CASES.open(encoding="utf-8") as lines:
        queries = [json.dumps(json.loads(line)["query"]) for line in lines]
    frame = pandas.DataFrame({"id": list(map(str, range(len(queries)))), "query": queries})
    schema = spark.createDataFrame(ecobalyse.score_frame(frame.head(1))).schema
    catalogue = spark.createDataFrame(frame).repartition(4)
    scored = catalogue.mapInPandas(score, schema=schema)
    print(json.dumps({row["id"]: row["score"] for row in scored.collect()}))
    spark.stop()


if __name__ == "__main__":
    main()
