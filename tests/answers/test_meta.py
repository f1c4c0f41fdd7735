"""What an answer says about its version, its data and their status."""

from dataclasses import replace

import pytest

from scoring import __version__
from scoring.answers.levels import Served
from scoring.answers.meta import meta
from scoring.answers.products import TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS, TEXTILE
from scoring.engine.cautions import NOT_FINITE
from scoring.engine.gaps import Lacking
from scoring.engine.method import Method
from tests.answers.served import aggregated, indicative, official


def test_only_the_textile_of_v7_is_regulatory(method: Method) -> None:
    for name in SECTORS:
        said = meta(method, name, aggregated(method), [])
        assert said["methodStatus"] == ("regulatory" if name == "textile" else "other"), name


def test_another_version_is_not_regulatory_whatever_it_computes(method: Method) -> None:
    manifest = replace(method.dataset.manifest, version="v7.0.1")
    altered = method._replace(dataset=replace(method.dataset, manifest=manifest))
    said = meta(altered, "textile", aggregated(method), [])
    assert (said["methodVersion"], said["methodStatus"]) == ("v7.0.1", "other")


def test_versions_and_level_are_those_of_what_answered(method: Method) -> None:
    said = meta(method, "textile", official(method), [NOT_FINITE])
    assert said["methodVersion"] == "v7.0.0"
    assert said["dataVersion"] == method.dataset.manifest.data_version
    assert said["engineVersion"] == __version__
    assert said["impactsLevel"] == "official"
    assert [warning["code"] for warning in said["warnings"]] == ["not-finite"]
    assert "indicative" not in said


def test_indicative_figures_name_their_sources_and_what_they_lack(method: Method) -> None:
    served = indicative(method)
    assert served.indicative is not None
    processes = tuple(served.indicative.without_row.values())[:2]
    said = meta(method, "textile", served._replace(lacking=(Lacking(processes, 0.01),)), [])
    source = served.indicative.sources[0]
    assert said["indicative"]["sources"][0] == f"{source.name} ({source.licence})"
    assert len(said["indicative"]["sources"]) == len(served.indicative.sources)
    assert said["indicative"]["ratios"] == served.indicative.ratios
    assert said["indicative"]["missingProcesses"] == [
        {"id": process.id, "name": process.name} for process in processes
    ]


@pytest.mark.parametrize("level", [aggregated, indicative, official])
def test_the_meta_of_a_product_is_that_of_its_level(method: Method, level: "type[Served]") -> None:
    served = level(method)  # type: ignore[call-arg,arg-type]
    garment = compute(TEXTILE, method, TSHIRT, served)
    said = garment.meta(garment.impacts)
    assert said["impactsLevel"] == served.level
    assert said["warnings"] == []
    assert garment.meta({"ecs": float("inf")})["warnings"][0]["code"] == "not-finite"
