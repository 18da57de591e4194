"""The audit of packages is green for our locks, and red for each way in which a lock can go bad."""

import json
import shutil
from pathlib import Path

import pytest

from tools import audit

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("pyproject.toml", "locks/*", "tools/lock", "tools/setup")


@pytest.fixture
def copy(tmp_path):
    """The parts of the project that are looked at, to be spoiled."""
    for pattern in PARTS:
        for path in ROOT.glob(pattern):
            kept = tmp_path / path.relative_to(ROOT)
            kept.parent.mkdir(exist_ok=True)
            shutil.copy(path, kept)
    return tmp_path


def spoil(file, before, after):
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def test_our_locks_are_in_order():
    assert list(audit.problems_of(ROOT)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        ("locks/app.txt", "reportlab==5.1.0", "reportlab==3.6.12", "CVE-2023-33733"),
        ("locks/app.txt", "reportlab==5.1.0", "reportlab==5.0.9", "different versions"),
        ("locks/app.txt", "reportlab==5.1.0", "reportlab>=5.1.0", "not a pin"),
        (
            "locks/app.txt",
            "reportlab==5.1.0",
            "reportlab==5.1.0 ; x\nleftpad==1.0",
            "leftpad is neither declared",
        ),
        ("locks/app.txt", "reportlab==5.1.0", "leftpad==1.0\nreportlab==5.1.0", "leftpad has no hash"),
        ("locks/dev.txt", "--hash=sha256:", "--hash=md5:", "has no hash, or one that is none"),
        ("locks/core.txt", "reportlab==5.1.0", "reportlab @ https://example.org/r.whl", "names an address"),
        ("locks/app.txt", "babel==", "--extra-index-url x\nbabel==", "names an address"),
        ("pyproject.toml", '    "babel>=2.18,<3",\n', "", "babel is neither declared"),
        ("locks/licences.toml", '"Apache-2.0",', "", "is shipped under Apache-2.0"),
        (
            "locks/licences.toml",
            'sqlcipher3 = "zlib"\n',
            "",
            "sqlcipher3 is shipped under terms it does not name",
        ),
        ("tools/setup", "--only-binary :all:", "", "more than wheels"),
    ],
)
def test_each_way_to_go_bad_is_named(copy, file, before, after, words):
    spoil(copy / file, before, after)
    assert [one for one in audit.problems_of(copy) if words in one]


def test_a_bad_pin_makes_the_check_fail(copy, capsys, monkeypatch):
    monkeypatch.setattr(audit, "ask_service", lambda _: (0, []))
    assert audit.main(copy) == 0
    assert "no service for advisories answered" in capsys.readouterr().out
    spoil(copy / "locks" / "dev.txt", "reportlab==5.1.0", "reportlab==3.6.12")
    assert audit.main(copy) == 1


def test_what_a_service_says_is_heard_and_one_that_knows_nothing_is_no_answer(tmp_path, monkeypatch):
    told = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1"}]},
            {"name": "b", "skip_reason": "?"},
        ]
    }
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(told)}\nEND\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert audit.ask_service(tmp_path / "lock") == (1, ["a 1: X-1"])
    program.write_text('#!/bin/sh\necho \'{"dependencies": [{"name": "b", "skip_reason": "?"}]}\'\n')
    assert audit.ask_service(tmp_path / "lock") == (0, [])
    program.unlink()
    assert audit.ask_service(tmp_path / "lock") == (0, [])


def test_our_own_list_names_only_ranges_that_can_be_read():
    import tomllib

    listed = tomllib.loads((ROOT / "locks" / "advisories.toml").read_text(encoding="utf-8"))
    assert len(listed["advisory"]) >= 10
    for one in listed["advisory"]:
        audit.SpecifierSet(one["versions"])
        assert one["why"].endswith(".")
        assert one["date"]
