"""The manifest of an installed version."""

from collections.abc import Iterable, Mapping

from scoring.engine.ground import SPLIT
from scoring.engine.impacts import SCORES
from scoring.engine.manifest import Notice, digest
from scoring.installation.checking import CheckedSource
from scoring.installation.profile import Profile
from scoring.installation.writing import notice_lines, toml_lines


def manifest_file(
    profile: Profile, source: CheckedSource, version: str, files: Mapping[str, bytes]
) -> bytes:
    """Describe the version and its contents, and record the checksums of its files."""
    lines = toml_lines(
        {
            "version": version,
            "data_version": profile.data_version,
            "released": profile.released,
            "status": profile.status,
            "rules": profile.rules,
            "sectors": source.sectors,
            # Usual values are omitted: v7.0.0's manifest has none of these.
            "scores": None if source.scores == SCORES else source.scores,
            "transport": None if profile.transport == SPLIT else {"mode": profile.transport},
        }
    )
    left_out = [
        Notice(_sentences(reasons), "", sector) for sector, reasons in source.left_out.items()
    ]
    lines += _tables("notices", profile.notices, source)
    lines += _tables("left_out", left_out, source)
    lines += _tables("unchecked", profile.unchecked, source)
    for origin in profile.sources:
        lines += ["", "[[sources]]", *toml_lines(origin)]
    lines += ["", "# Seals: a file that was altered is refused when the version is loaded."]
    lines += ["[sha256]", *toml_lines({name: digest(files[name]) for name in sorted(files)})]
    return ("\n".join(lines) + "\n").encode()


def _sentences(reasons: Iterable[str]) -> str:
    """Join reasons as sentences; file names keep their case."""
    text = " ".join(f"{reason}." for reason in reasons)
    return text if ".json" in text.partition(" ")[0] else text[0].upper() + text[1:]


def _tables(key: str, notices: Iterable[Notice], source: CheckedSource) -> list[str]:
    """Notices, except those of left-out sectors; their reasons are kept."""
    lines: list[str] = []
    for notice in notices:
        if key == "left_out" or notice.sector in ("", *source.sectors):
            lines += ["", f"[[{key}]]", *notice_lines(notice)]
    return lines
