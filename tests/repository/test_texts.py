"""Templates and texts: each template is used, each text exists in both languages."""

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
TEMPLATES = REPOSITORY / "templates"
# Templates that a library asks for by their name.
NAMED_BY_LIBRARIES = ("account/", "allauth/", "admin/", "socialaccount/", "usersessions/", "mfa/")


def test_every_text_has_its_english() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/messages.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_template_is_used() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for package in ("accounts", "ecobalyse", "ecobalyse_site", "operation", "scoring")
        for path in (REPOSITORY / package).rglob("*.py")
    ]
    sources += [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.*")]
    named = {name for text in sources for name in re.findall(r"""["']([\w/.-]+\.\w+)["']""", text)}
    for path in TEMPLATES.rglob("*.*"):
        name = path.relative_to(TEMPLATES).as_posix()
        if not name.startswith(NAMED_BY_LIBRARIES):
            assert name in named, name


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", text), path.name
