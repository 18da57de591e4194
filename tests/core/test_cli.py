"""The practice from a shell: what each command prints, writes and exits with."""

import contextlib
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from therapist_app import __version__
from therapist_app.cli import run
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.workspace import open_workspace


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo with the cheapest key stretching that the product accepts, as nearly every test opens it twice."""
    out = tmp_path_factory.mktemp("demo") / "new" / "folder"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.MonkeyPatch.context() as patch:
        patch.setattr(KdfPolicy, "calibrate", KdfPolicy.floor)
        code = run(
            ["demo", str(out), "--seed", "7", "--couples", "2", "--weeks", "10", "--no-pictures", "--json"]
        )
    assert code == 0
    made = json.loads(printed.getvalue())
    made["out"] = out
    return made


@pytest.fixture
def attune(demo, capsys):
    """Run a command on the demo's practice; gives the exit code, what it printed and what it complained of."""

    def call(command, *more, passphrase=True):
        given = ["--passphrase-file", demo["passphrase_file"]] if passphrase else []
        code = run([command, demo["vault"], *more, *given])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def first_couple(attune):
    code, out, _ = attune("couples", "--json")
    assert code == 0
    return json.loads(out)["couples"][0]


def test_the_version_and_help_answer_without_a_practice(capsys):
    assert run(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert run(["--help"]) == 0


def test_a_command_that_does_not_exist_is_a_usage_error(capsys):
    assert run(["fly"]) == 2
    assert run(["demo", "somewhere", "--couples", "0"]) == 2


def test_the_demo_says_what_it_made(demo):
    assert demo["counts"]["couples"] == 2
    assert demo["counts"]["sessions"] > 4
    assert demo["pictures"] == []
    assert sorted(path.name for path in demo["out"].iterdir()) == [
        "Willow Street.attune",
        "passphrase.txt",
        "pdf",
    ]
    for path in demo["pdfs"]:
        assert len(PdfReader(path).pages) >= 1


def test_the_demo_is_encrypted(demo):
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(f"{demo['vault']}/practice.db").execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()


def test_the_same_seed_tells_the_same_stories(demo, tmp_path, capsys):
    assert (
        run(
            [
                "demo",
                str(tmp_path),
                "--seed",
                "7",
                "--couples",
                "2",
                "--weeks",
                "10",
                "--no-pictures",
                "--json",
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["counts"] == demo["counts"]


def test_the_demo_never_writes_over_a_practice(demo, capsys):
    assert run(["demo", str(demo["out"]), "--no-pictures"]) == 1
    assert "already" in capsys.readouterr().err


def test_couples_are_listed_with_their_ids(attune):
    couple = first_couple(attune)
    assert couple["label"] == "Ada & Ben"
    code, out, _ = attune("couples")
    assert code == 0
    assert couple["id"] in out


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_handout_is_written_for_the_couple(attune, tmp_path, paper):
    target = tmp_path / "welcome.pdf"
    couple = first_couple(attune)["id"]
    code, out, err = attune("handout", couple, "welcome", "-o", str(target), "--paper", paper)
    assert code == 0, err
    assert str(target) in out
    page = PdfReader(target).pages[0]
    assert "Ada" in page.extract_text()
    assert round(float(page.mediabox.width)) == {"letter": 612, "a4": 595}[paper]


def test_an_id_may_be_shortened_while_it_is_clear(attune, tmp_path):
    couple = first_couple(attune)["id"]
    target = tmp_path / "sheet.pdf"
    code, _, err = attune("handout", couple[:-4], "welcome", "-o", str(target))
    assert code == 0, err
    code, _, err = attune("handout", couple[:3], "welcome", "-o", str(target))
    assert code == 1
    assert "more than one" in err.lower()
    code, _, err = attune("handout", "zzzz", "welcome", "-o", str(target))
    assert code == 1
    assert "no couple" in err.lower()


def test_a_sheet_on_hold_exits_1_and_a_reason_lifts_concerns_only(attune, tmp_path, demo):
    listed = json.loads(attune("couples", "--json")[1])["couples"]
    paused = next(couple for couple in listed if couple["label"] == "Cleo & Dov")
    target = tmp_path / "held.pdf"
    for more in ([], ["--override", "talked through"]):
        code, _, err = attune("handout", paused["id"], "time_out", "-o", str(target), *more)
        assert code == 1
        assert "paused" in err
    assert not target.exists()


def test_own_sheets_and_packets_are_listed_printed_and_held_back(attune, tmp_path, demo):
    passphrase = Passphrase(Path(demo["passphrase_file"]).read_text().strip())
    with contextlib.closing(open_workspace(Path(demo["vault"]), passphrase)) as workspace:
        own = workspace.homework.own.begin("Evening walk").value
    rows = json.loads(attune("handouts", "--json")[1])["handouts"]
    assert {own, "welcome"} <= {row["key"] for row in rows}
    couples = json.loads(attune("couples", "--json")[1])["couples"]
    paused = next(couple["id"] for couple in couples if couple["label"] == "Cleo & Dov")
    safe = next(couple["id"] for couple in couples if couple["id"] != paused)
    target = tmp_path / "packet.pdf"
    for keys in ([own], [own, "welcome"], ["welcome", "people_i_can_call"]):
        code, _, err = attune("handout", paused, *keys, "-o", str(target), "--override", "They ask for it")
        assert (code, target.exists()) == (1, False)
        assert "paused" in err
    code, out, _ = attune("handout", safe, "welcome", "listening_habit", "-o", str(target), "--json")
    assert code == 0
    pages = [page.extract_text() for page in PdfReader(target).pages]
    assert len(pages) == json.loads(out)["pages"]
    assert sum("What is in here" in page and "Page 1 of" in page for page in pages) == 3


@pytest.mark.parametrize("reader", ["both", "a", "b", "supervision"])
def test_the_progress_report_is_written_for_a_reader(attune, tmp_path, reader):
    target = tmp_path / "progress.pdf"
    code, _, err = attune("progress", first_couple(attune)["id"], "-o", str(target), "--for", reader)
    assert code == 0, err
    text = "\n".join(page.extract_text() for page in PdfReader(target).pages)
    assert ("Ada" in text) is (reader != "supervision")


def test_a_sound_practice_verifies(attune):
    code, out, _ = attune("verify", "--json")
    assert code == 0
    assert json.loads(out)


def test_a_wrong_passphrase_is_said_in_a_sentence(attune, demo, tmp_path, capsys):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the one at all\n")
    assert run(["couples", demo["vault"], "--passphrase-file", str(wrong)]) == 1
    printed = capsys.readouterr()
    assert "doesn't open this vault" in printed.err
    assert printed.out == ""


def test_the_passphrase_may_come_from_standard_input(demo, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(Path(demo["passphrase_file"]).read_text(encoding="utf-8")))
    assert run(["couples", demo["vault"], "--passphrase-file", "-"]) == 0


@pytest.mark.parametrize("where", ["missing/folder/out.pdf", "."])
def test_a_place_that_cannot_be_written_is_said_in_a_sentence(attune, tmp_path, where):
    code, _, err = attune("handout", first_couple(attune)["id"], "welcome", "-o", str(tmp_path / where))
    assert code == 1
    assert err.startswith("attune: ")
    assert "Traceback" not in err


def test_the_handouts_are_listed(capsys):
    assert run(["handouts", "--json"]) == 0
    keys = {row["key"] for row in json.loads(capsys.readouterr().out)["handouts"]}
    assert {"welcome", "listening_habit", "cycle_map", "commitment_sheet", "impact_statement"} <= keys
    assert {"time_out", "ownership_letter", "weekly_meeting"} <= keys


def test_a_folder_that_is_no_practice_is_said_in_a_sentence(tmp_path, capsys, demo):
    assert run(["couples", str(tmp_path), "--passphrase-file", demo["passphrase_file"]]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_backup_is_made_looked_into_and_brought_back(demo, attune, tmp_path, capsys):
    file = tmp_path / "away" / "willow.attunebackup"
    code, out, err = attune("backup", str(file), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["backup"] == str(file)

    def restore(vault, *more):
        code = run(
            ["restore", str(file), str(vault), "--passphrase-file", demo["passphrase_file"], "--json", *more]
        )
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    elsewhere = tmp_path / "Elsewhere.attune"
    code, out, _ = restore(elsewhere, "--look")
    looked = json.loads(out)
    assert (code, looked["counts"]["couples"]) == (0, 2)
    assert "Ada" not in out
    assert not elsewhere.exists()

    code, out, _ = restore(elsewhere)
    assert (code, json.loads(out)["set_aside"]) == (0, None)
    code, out, _ = restore(elsewhere)
    aside = json.loads(out)["set_aside"]
    assert code == 0
    assert Path(aside).name.startswith("Elsewhere (set aside ")
    assert run(["couples", str(elsewhere), "--passphrase-file", demo["passphrase_file"]]) == 0
    assert "Ada & Ben" in capsys.readouterr().out

    for header in elsewhere.glob("header*"):
        header.unlink()
    code, out, _ = restore(elsewhere, "--key-file")
    assert code == 0
    assert run(["couples", str(elsewhere), "--passphrase-file", demo["passphrase_file"]]) == 0


def test_what_is_no_backup_is_refused_with_its_sentence(attune, demo, tmp_path, capsys):
    wrong = tmp_path / "letter.attunebackup"
    wrong.write_text("hello")
    code = run(
        [
            "restore",
            str(wrong),
            str(tmp_path / "New.attune"),
            "--passphrase-file",
            demo["passphrase_file"],
        ]
    )
    assert (code, capsys.readouterr().err.startswith("attune: This is not an Attune backup.")) == (1, True)
    code, _, err = attune("backup", str(wrong))
    assert (code, wrong.read_text()) == (1, "hello")
    assert "already something with this name" in err


def test_a_proof_lies_under_the_name_that_was_asked_for_and_its_verifier_agrees(attune, tmp_path):
    target = tmp_path / "proof.zip"
    code, out, _ = attune("proof", "-o", str(target))
    assert (code, str(target) in out) == (0, True)
    with zipfile.ZipFile(target) as bundle:
        bundle.extractall(tmp_path)
    command = [sys.executable, "-I", "verify.py", "proof.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    code, _, said = attune("proof", "-o", str(tmp_path / "nowhere" / "proof.zip"))
    assert (code, "Nothing was written" in said) == (1, True)


def test_a_sheet_is_said_to_lie_where_it_lies(attune, tmp_path):
    couple = first_couple(attune)["id"]
    code, out, _ = attune("handout", couple, "welcome", "-o", str(tmp_path / "sheet"), "--json")
    assert code == 0
    assert Path(json.loads(out)["file"]).exists()
