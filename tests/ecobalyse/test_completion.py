"""``ecobalyse --version`` and the completion of the command by shells."""

import shutil
import subprocess
from pathlib import Path

import pytest

import ecobalyse
from ecobalyse.command.main import main
from scoring import FORM
from tests.catalogue.files import needs

# What a shell does when the user types the words and presses Tab.
_PRESS_TAB = """
source {script}
COMP_WORDS=(ecobalyse {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
$(complete -p ecobalyse | sed 's/.*-F \\([^ ]*\\).*/\\1/')
echo "${{COMPREPLY[@]}}"
"""


def test_the_versions_of_the_program_and_of_the_method(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    program, methods = capsys.readouterr().out.splitlines()
    assert program == f"cout-environnemental {ecobalyse.__version__} ({FORM.sentence})"
    assert all(version in methods for version in ecobalyse.versions())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    needs("shtab")
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("ecobalyse", "simulate", "portal-result"):
        assert word in script


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("sc", "score"),
        ("score --det", "--detail"),
        ("score --sector fo", "food"),
        ("lists ingr", "ingredients"),
        ("score cata", "catalogue.csv"),
    ],
)
def test_bash_completes_parts_options_choices_and_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, proposed: str
) -> None:
    needs("shtab")
    bash = shutil.which("bash")
    assert bash
    main(["completion", "bash"])
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "catalogue.csv").touch()
    run = subprocess.run(
        [bash, "-c", _PRESS_TAB.format(script=script, words=words)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert proposed in run.stdout.split(), run.stderr


def test_an_unknown_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "cmd"])
    assert ended.value.code == 2
    assert "fish" in capsys.readouterr().err
