"""Templates and texts: each template is used, each text exists in both languages."""

import importlib
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


def test_what_comments_of_templates_and_scripts_name_exists() -> None:
    """Scripts, style sheets and templates by their paths, modules and what is in them by name."""
    static = REPOSITORY / "static"
    texts = [path for folder in (TEMPLATES, static) for path in folder.rglob("*.[hjc][ts]*")]
    assert len(texts) > 150
    for path in texts:
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"\b(?:js|css)/[\w-]+\.(?:js|css)\b", text):
            assert (static / name).exists(), (path.name, name)
        for name in re.findall(r"\btemplates/[\w/-]+\.html|\bfoundation/\w+\.py", text):
            assert (REPOSITORY / name).exists(), (path.name, name)
        for name in re.findall(r"\bscoring(?:\.\w+)+", text):
            module, _, inside = name.rpartition(".")
            try:
                importlib.import_module(name)
            except ImportError:
                assert hasattr(importlib.import_module(module), inside), (path.name, name)


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", text), path.name
