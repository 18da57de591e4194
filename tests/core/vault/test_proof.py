"""A third party can check the history and signed records with a short program of its own, and sees each forgery."""

import ast
import base64
import json
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from tests.support.programs import ROOT
from tests.support.vaults import make_vault
from therapist_app.practice.model import Remembered
from therapist_app.vault.proof import receipt_words
from therapist_app.vault.vault_keys import verify_signature

VERIFIER = ROOT / "therapist_app" / "vault" / "proof_verifier.py"
CANARY = "Canary of Ada and Ben"


@pytest.fixture
def proven(tmp_path):
    """An unpacked proof of a vault with a few saves and one signed record; the vault is open."""
    made = make_vault(tmp_path)
    for number in range(5):
        with made.vault.begin() as db:
            db.merge(Remembered(key=f"n{number}", value=CANARY))
        made.vault.history.witness()
    record = made.vault.history.sign("note-1", b'{"text":"as it was signed"}')
    with zipfile.ZipFile(BytesIO(made.vault.history.proof([record]))) as bundle:
        assert bundle.namelist() == ["READ ME.txt", "verify.py", "proof.json"]
        bundle.extractall(tmp_path / "out")
    yield made, tmp_path / "out"
    made.vault.close()


def run(folder, *more):
    """The verifier as a stranger runs it: alone, from the bundle."""
    done = subprocess.run(
        [sys.executable, "-I", "verify.py", "proof.json", *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def forge(folder, change):
    path = folder / "proof.json"
    proof = json.loads(path.read_text())
    change(proof)
    path.write_text(json.dumps(proof))


def test_a_proof_fits_and_says_so_without_a_word_of_content(proven):
    made, folder = proven
    code, said = run(folder, "--key", made.vault.history.fingerprint)
    assert code == 0, said
    assert "record note-1: as signed" in said
    assert made.vault.history.fingerprint in said
    assert CANARY not in (folder / "proof.json").read_text()


def test_a_receipt_of_earlier_is_found_again(proven):
    made, folder = proven
    words = receipt_words(made.vault.history.head.digest)
    assert len(words) == 8
    assert run(folder, "--words", " ".join(words))[0] == 0
    code, said = run(folder, "--words", " ".join(reversed(words)))
    assert (code, "no entry has these words" in said) == (1, True)


def edited(proof):
    proof["entries"][2][4] = "printed"


def cut(proof):
    del proof["entries"][-1]


def cut_with_a_new_head(proof):
    del proof["entries"][-2:]
    proof["head"]["seq"] -= 2


def moved(proof):
    entries = proof["entries"]
    entries[1], entries[2] = entries[2], entries[1]


def another_record(proof):
    proof["records"][0]["body"] = base64.b64encode(b'{"text":"as it was not"}').decode()


def another_vault(proof):
    last = proof["vault_id"][-1]
    proof["vault_id"] = proof["vault_id"][:-1] + ("e" if last == "f" else "f")


def later(proof):
    proof["made_at"] = "2031-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "change",
    [edited, cut, cut_with_a_new_head, moved, another_record, another_vault, later],
    ids=lambda one: one.__name__,
)
def test_each_forgery_is_seen(proven, change):
    _, folder = proven
    forge(folder, change)
    code, said = run(folder)
    assert (code, "LOOK" in said) == (1, True), said


def test_another_key_is_seen(proven, tmp_path):
    _, folder = proven
    other = make_vault(tmp_path, "Other.attune")
    code, said = run(folder, "--key", other.vault.history.fingerprint)
    other.vault.close()
    assert (code, "NOT the one you gave" in said) == (1, True)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"magic": "attune-proof", "format": 9}']
)
def test_a_file_that_is_no_proof_is_said_to_be_none(proven, content):
    _, folder = proven
    (folder / "proof.json").write_bytes(content)
    code, said = run(folder)
    assert (code, "cannot be checked" in said) == (2, True)


def test_the_verifier_is_short_and_stands_alone():
    text = VERIFIER.read_text()
    assert text.count("\n") < 200
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_a_signature_is_of_these_bytes_and_this_key(proven, tmp_path):
    made, _ = proven
    record = made.vault.history.sign("note-2", b"words")
    public = made.vault.history.public_key
    assert verify_signature(public, record.signature, b"words")
    assert not verify_signature(public, record.signature, b"other words")
    assert not verify_signature(bytes(32), record.signature, b"words")
    assert not verify_signature(b"short", record.signature, b"words")
