"""The diagnosis: what it finds, what it advises, how it ends."""

import subprocess
from pathlib import Path

from tests.site.server import _free_port
from tests.site.test_configuration import manage

PUBLIC = {
    "ALLOWED_HOSTS": "eco.example",
    "HTTPS": "True",
    "TRUSTED_PROXIES": "1",
}


def faults(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in run.stdout.splitlines() if line.startswith("DÉFAUT")]


def test_a_sound_installation_ends_with_status_0(tmp_path: Path) -> None:
    assert manage("migrate", data=tmp_path, **PUBLIC).returncode == 0
    run = manage("doctor", data=tmp_path, **PUBLIC)
    assert faults(run) == []
    assert run.returncode == 0, run.stdout
    assert "0 défaut(s)" in run.stdout


def test_each_fault_is_found_with_its_mending(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    run = manage(
        "doctor",
        data=data,
        ALLOWED_HOSTS="*",
        DEBUG="True",
        SECRET_KEY="trop-court",
        COUNTER_DIR="/proc/no-such-place",
        METHOD_VERSION="v9.9.9",
    )
    assert run.returncode == 1
    found = faults(run)
    for subject in ("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "données", "tables", "compteurs"):
        assert any(line.split(None, 1)[1].startswith(f"{subject} :") for line in found), subject
    assert f"chmod 700 {data}" in run.stdout
    assert "manage.py migrate" in run.stdout
    assert run.stdout.count("→") >= len(found)
    assert run.stderr == ""


def test_services_out_of_reach_are_found_and_no_password_is_shown(tmp_path: Path) -> None:
    run = manage(
        "doctor",
        data=tmp_path,
        DATABASE_URL=f"postgres://eco:motdepasse@127.0.0.1:{_free_port()}/eco",
        REDIS_URL=f"redis://:motdepasse@127.0.0.1:{_free_port()}/0",
        **PUBLIC,
    )
    assert run.returncode == 1
    assert "base de données : inaccessible" in run.stdout
    assert "compteurs : inaccessibles" in run.stdout
    assert "motdepasse" not in run.stdout + run.stderr


def test_what_may_be_meant_is_a_warning(tmp_path: Path) -> None:
    manage("migrate", data=tmp_path)
    run = manage("doctor", data=tmp_path, ALLOWED_HOSTS="eco.example", RATELIMIT_MAX_RPM="0")
    assert run.returncode == 0, run.stdout
    warnings = [line for line in run.stdout.splitlines() if line.startswith("attention")]
    for subject in ("TRUSTED_PROXIES", "chiffrement", "RATELIMIT_MAX_RPM"):
        assert any(subject in line for line in warnings), subject
