"""The house keeps its own rules: what goes into the package, and what never goes into a file."""

import re
import subprocess
import zipfile

from hatchling.builders.wheel import WheelBuilder

from tests.support.programs import ROOT


def tracked():
    """Every file git would carry, as paths."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_the_wheel_carries_all_three_packages_with_their_data(tmp_path):
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = set(zipfile.ZipFile(wheel).namelist())
    packages = ("therapist_app", "ui", "resources")
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in packages and "__pycache__" not in path.parts
    }
    assert wanted <= names
    assert any(name.endswith(".toml") for name in wanted)


def test_no_file_names_a_machine_or_an_address_of_a_package_index():
    forbidden = re.compile(
        r"/root/|/home/\w+/|/work/main|\.\./shared|pypi\.org|files\.pythonhosted|registry\.npmjs"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path.suffix not in {".png", ".pdf"} and path != ROOT / "tests" / "contracts" / "test_house.py"
        for match in forbidden.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_python_file_is_too_long_without_a_reason():
    long = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py" and path.read_text(encoding="utf-8").count("\n") > 400
    ]
    assert long == []
