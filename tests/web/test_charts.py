"""Stacked bars: where they begin and end, what they say without colour, and escaping."""

import math
import re
from pathlib import Path

from django.template.loader import render_to_string
from justhtml import JustHTML

from scoring.web.charts import COLOURS, STAGE_COLOURS, Bar, Chart, Series, drawing_of

REPOSITORY = Path(__file__).parents[2]


def chart(*bars: Bar, series: int = 2) -> str:
    parts = tuple(Series(f"s{index}", f"Série {index}") for index in range(series))
    drawing = drawing_of(Chart("essai", "Titre", "Description", "Pts", parts, bars))
    return render_to_string("sharing/chart.html", {"drawing": drawing})


def segments(svg: str) -> list[tuple[str, float, float]]:
    """Tooltip, left position and width in per cent of each segment."""
    pattern = (
        r'<g><title>([^<]*)</title><rect class="[^"]*" x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"'
    )
    return [(tip, float(left), float(width)) for tip, left, width in re.findall(pattern, svg)]


def test_widths_are_in_proportion_and_segments_touch() -> None:
    found = segments(chart(Bar("A", (300.0, 100.0), 400.0), Bar("B", (50.0, 0.0), 50.0)))
    (_, left_1, width_1), (_, left_2, width_2), (_, left_3, width_3) = found
    assert width_1 / width_2 == 3
    assert abs(left_1 + width_1 - left_2) < 0.01
    assert left_3 == left_1
    assert abs(width_3 / width_1 - 50 / 300) < 0.001


def test_a_bonus_goes_the_other_way_and_the_total_is_marked() -> None:
    svg = chart(Bar("A", (100.0, -20.0), 80.0))
    (_, left_1, _), (_, left_2, width_2) = segments(svg)
    assert abs(left_2 + width_2 - left_1) < 0.01
    assert svg.count('class="chart-total"') == 2
    assert 'class="chart-total"' not in chart(Bar("A", (100.0, 20.0), 120.0))


def test_a_total_that_the_known_parts_do_not_reach_is_marked_where_it_is() -> None:
    svg = chart(Bar("A", (30.0, None), 120.0))
    ((_, left, width),) = segments(svg)
    mark = re.search(r'class="chart-total" x1="([\d.]+)%"', svg)
    assert mark
    assert abs((float(mark[1]) - left) / width - 4) < 0.01


def test_what_is_unknown_is_not_drawn_and_says_so() -> None:
    svg = chart(Bar("A", (None, None), None))
    assert segments(svg) == []
    assert "non disponible" in svg


def test_zero_everywhere_is_still_a_chart() -> None:
    assert segments(chart(Bar("A", (0.0, 0.0), 0.0))) == []


def test_no_two_series_of_one_colour_share_a_pattern() -> None:
    series = 17
    svg = chart(Bar("A", (1.0,) * series, 17.0), series=series)
    for index in range(series):
        assert f">Série {index}</text>" in svg
    swatches = re.findall(
        r'chart-colour-(\d)" x="[25]0?\.0%"[^>]*/>(?:<rect[^>]*(pattern-\d)[^>]*>)?', svg
    )
    assert len(set(swatches)) == len(swatches) == series
    assert {int(colour) for colour, _ in swatches} == set(range(len(COLOURS)))


def test_values_stand_under_the_segments_that_have_room_for_them() -> None:
    svg = chart(Bar("A", (300.0, 2.0), 302.0), Bar("B", (40.0, 55.5), 95.5))
    written = re.findall(r'class="chart-text chart-value( chart-narrow)?"[^>]*>([^<]*)<', svg)
    assert written == [("", "300"), (" chart-narrow", "40,00"), ("", "55,50")]
    assert ">302</text>" in svg
    # A single part is the total, written at the end of the bar: no legend needed.
    alone = chart(Bar("A", (300.0,), 300.0, "référence"), series=1)
    assert "chart-value" not in alone
    assert "Série 0</text>" not in alone
    assert ">référence</text>" in alone


def test_stages_have_the_colours_of_the_style_sheets() -> None:
    sheets = "".join(path.read_text() for path in (REPOSITORY / "static/css").glob("*.css"))
    selector = r"\.(stage|family)-(\w+)(?=[^{}]*\{ --stage: (#[0-9a-f]{6}); \})"
    styled = {
        name: colour for kind, name, colour in re.findall(selector, sheets) if kind == "stage"
    }
    families = {
        name: colour for kind, name, colour in re.findall(selector, sheets) if kind == "family"
    }
    assert families == STAGE_COLOURS
    classes = {"materials": "material", "usage": "use", "endOfLife": "eol"}
    for family, colour in STAGE_COLOURS.items():
        assert styled[classes.get(family, family)] == colour, family
    assert len(styled) > 6
    parts = (Series("materials", "Matières"),)
    drawing = drawing_of(Chart("essai", "T", "D", "Pts", parts, (Bar("A", (1.0,), 1.0),)))
    svg = render_to_string("sharing/chart.html", {"drawing": drawing})
    assert f'color="{styled["material"]}" fill="currentColor"' in svg


def test_a_name_cannot_leave_its_place() -> None:
    svg = chart(Bar('<script>alert("x")</script> & co', (1.0, 1.0), 2.0))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert 'style="' not in svg
    JustHTML(f"<!doctype html><title>t</title>{svg}", strict=True)


def test_a_long_name_takes_two_lines_at_most() -> None:
    svg = chart(Bar("mot " * 60, (1.0, 1.0), 2.0))
    lines = re.findall(r">((?:mot ?)+…?)<", svg)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_the_chart_has_a_title_a_description_and_its_unit() -> None:
    svg = chart(Bar("A", (1.0, 1.0), 2.0))
    assert 'role="img"' in svg
    assert 'aria-labelledby="essai-title essai-desc"' in svg
    assert '<title id="essai-title">Titre</title>' in svg
    assert ">Pts</text>" in svg


def test_a_scale_is_finite_whatever_the_figures() -> None:
    for figure in (1e308, -1e308, 5e-324, 1e-300, math.inf, math.nan):
        svg = chart(Bar("A", (figure, figure), figure), Bar("B", (1e308, -1e308), 0.0))
        assert not re.search(r'"(inf|nan|-inf)', svg)
        assert len(svg) < 20_000
        assert all(width == 0 for _, _, width in segments(chart(Bar("A", (figure,) * 2, 0.0))))


def test_ticks_are_as_short_as_their_numbers() -> None:
    """On a phone seven of « 10,00 » would stand on one another."""
    ticks = re.findall(r'text-anchor="middle">([^<]*)<', chart(Bar("A", (66.5,), 66.5), series=1))
    assert ticks[:3] == ["0", "10", "20"]
    small = re.findall(r'text-anchor="middle">([^<]*)<', chart(Bar("A", (0.42,), 0.42), series=1))
    assert "0,1" in small
