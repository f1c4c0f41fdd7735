"""The files an operator copies: complete, pinned, closed."""

import ast
import contextlib
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from accounts.services import purge

REPOSITORY = Path(__file__).parents[2]
DEPLOY = REPOSITORY / "deploy"
# Read by libraries, or set by the application itself.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}
# Given to "make" on its command line.
OF_MAKE = {"HOST", "PORT"}
PIN = re.compile(r"^[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$")


def variables_read() -> set[str]:
    """Every environment variable that the program asks for, found in its source."""
    found = set(OF_MAKE)
    for package in ("accounts", "deploy", "ecobalyse_site", "operation", "scoring"):
        for path in (REPOSITORY / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = ast.unparse(node.func)
                    first = node.args[0]
                    reads = name in ("os.environ.get", "os.getenv") or (
                        name.startswith("configuration.") and name != "configuration.refuse"
                    )
                    if reads and isinstance(first, ast.Constant) and str(first.value).isupper():
                        found.add(first.value)
    return found - NOT_SETTINGS


def test_the_sample_explains_every_variable_and_no_other() -> None:
    text = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    shown = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)
    assert len(shown) == len(set(shown))
    assert set(shown) == variables_read()
    for block in text.split("\n\n"):
        if re.search(r"^#?[A-Z][A-Z0-9_]+=", block, re.MULTILINE):
            assert block.startswith("# "), f"no explanation: {block}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_of_settings_names_every_variable_and_no_other(language: str) -> None:
    page = REPOSITORY / "docs" / "guide" / language / "reglages.md"
    rows = re.findall(r"^\| (`[A-Z][^|]*) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)}
    assert named == variables_read()


def test_a_shell_and_systemd_read_the_sample_alike() -> None:
    shell = shutil.which("bash")
    assert shell
    sample = DEPLOY / "environment.example"
    run = subprocess.run(
        [shell, "-c", f"set -eu; set -a; . {sample}; env"],
        env={},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = sample.read_text(encoding="utf-8").splitlines()
    for line in filter(lambda line: line and not line.startswith("#"), lines):
        assert line in run.stdout.splitlines()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    text = (DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_every_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    container = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    images = re.findall(r"^FROM (\S+)", container, re.MULTILINE)
    images += [service["image"] for service in compose["services"].values()]
    others = [image for image in images if not image.startswith("cout-environnemental:")]
    assert len(others) == 5
    for image in others:
        assert PIN.match(image), image


def test_only_the_proxy_is_open_and_no_service_has_more_rights_than_it_needs(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    for name, service in services.items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service
        assert all(not str(volume).startswith("/") for volume in service.get("volumes", []))
    for name in ("application", "migrate", "purge", "cache", "proxy"):
        assert services[name]["cap_drop"] == ["ALL"], name
    assert services["application"]["read_only"] is True
    assert services["database"]["networks"] == services["cache"]["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True
    for required in ("DOMAIN", "POSTGRES_PASSWORD", "VERSION"):
        sample = (DEPLOY / "container" / "environment.example").read_text(encoding="utf-8")
        assert re.search(rf"^{required}=", sample, re.MULTILINE)


# What podman-compose of Debian 12 (1.0.3) passes to podman, or ignores without harm.
KEYS_IT_READS = {
    "build", "cap_add", "cap_drop", "command", "container_name", "depends_on", "env_file",
    "environment", "healthcheck", "image", "networks", "ports", "read_only", "restart",
    "security_opt", "tmpfs", "user", "volumes",
}  # fmt: skip
KEYS_IT_IGNORES = {"stop_grace_period"}


def test_debian_12s_podman_compose_understands_the_file(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert set(service) <= KEYS_IT_READS | KEYS_IT_IGNORES, name
        # It does not support optional files, and joins each name to the folder.
        assert all(isinstance(path, str) for path in service.get("env_file", [])), name
        # It derives missing names from the folder, but the README's commands use these names.
        assert service["container_name"] == f"cout-environnemental-{name}"
        # The only restart policy that survives a reboot of the machine.
        assert service["restart"] == ("on-failure" if name == "migrate" else "always"), name
        # It turns a list of words into a shell command line: only plain words are safe.
        kind, *words = service.get("healthcheck", {"test": ["NONE"]})["test"]
        assert kind == "CMD-SHELL" or all(re.fullmatch(r"[\w-]+", word) for word in words), name
    for kind in ("networks", "volumes"):
        for name, described in compose[kind].items():
            assert described["name"] == f"cout-environnemental-{name}"


def test_the_readmes_container_commands_name_what_the_file_makes(compose: dict[str, Any]) -> None:
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    made = {service["container_name"] for service in compose["services"].values()}
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    named = re.findall(r"^podman (?:exec|stop|rm) .*$", blocks, re.MULTILINE)
    assert len(named) >= 5
    for line in named:
        assert set(re.findall(r"cout-environnemental-\w+", line)) & made, line
    # A subcommand that podman 4.3 lacks may only be mentioned, for later versions.
    assert "podman compose" not in blocks
    for path in compose["services"]["application"]["env_file"]:
        assert path in blocks


def test_the_container_runs_as_nobody_in_particular() -> None:
    container = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    last_stage = container.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", last_stage, re.MULTILINE) == ["10001:10001"]
    assert "COPY --from=build" in last_stage
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()
    # The secrets that compose reads are neither in the image nor in the repository.
    assert {".git", "var", ".venv", "**/.env", "**/application.env"} <= set(ignored)
    untracked = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").split()
    assert {".env", "application.env"} <= set(untracked)


@pytest.mark.parametrize(
    "unit", ["cout-environnemental", "cout-environnemental-backup", "cout-environnemental-purge"]
)
def test_each_service_may_write_where_its_data_are(unit: str) -> None:
    text = (DEPLOY / "systemd" / f"{unit}.service").read_text(encoding="utf-8")
    given = dict(re.findall(r"^Environment=(\w+)=(.*)$", text, re.MULTILINE))
    assert "\nProtectSystem=strict\n" in text
    written = re.findall(r"^StateDirectory=(.*)$", text, re.MULTILINE)[0].split()
    assert given["DATA_DIR"] in {f"/var/lib/{name}" for name in written}


def test_unused_accounts_are_purged_every_day_wherever_it_runs(compose: dict[str, Any]) -> None:
    promised = f"purge_accounts --older-than {purge.RETENTION.days}d"
    service = (DEPLOY / "systemd" / "cout-environnemental-purge.service").read_text("utf-8")
    assert re.search(rf"^ExecStart=\S+/python manage\.py {promised}$", service, re.MULTILINE)
    timer = (DEPLOY / "systemd" / "cout-environnemental-purge.timer").read_text("utf-8")
    assert re.search(r"^OnCalendar=\*-\*-\* ", timer, re.MULTILINE)
    assert "\nPersistent=yes\n" in timer
    assert "cout-environnemental-purge.timer" in (DEPLOY / "README.md").read_text("utf-8")
    command = compose["services"]["purge"]["command"][-1]
    assert promised in command
    # A dollar sign would be one of compose's own variables.
    assert "$" not in command
    shell = shutil.which("sh")
    assert shell
    once = command.replace(".venv/bin/python manage.py", "echo").replace("sleep 86400", "sleep 60")
    with subprocess.Popen(
        [shell, "-c", once], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == promised
        # It stops when asked to, without waiting until the next day.
        run.terminate()
        assert run.wait(30) == 0
        # The sleep process that it started may have ended with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    assert f"purge_accounts --older-than {purge.RETENTION.days}d" in (
        REPOSITORY / "Makefile"
    ).read_text("utf-8")


def test_systemd_accepts_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    units = []
    for unit in sorted((DEPLOY / "systemd").iterdir()):
        # The programs they name are not on this machine.
        text = unit.read_text(encoding="utf-8")
        text = re.sub(r"^(Exec\w+=)/opt/\S+", r"\1/bin/true", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        units.append(str(tmp_path / unit.name))
    run = subprocess.run(
        [analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    complaints = [line for line in run.stderr.splitlines() if "cout-environnemental" in line]
    assert complaints == []
    exposure = subprocess.run(
        [
            analyze,
            "security",
            "--offline=true",
            "--threshold=25",
            str(tmp_path / "cout-environnemental.service"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert exposure.returncode == 0, exposure.stdout[-300:]
