"""The unlock window paints before the database library is loaded."""

import subprocess
import sys

LIGHT = ("keys", "header", "errors", "recovery", "strength", "slots", "unlock")


def test_what_unlock_needs_does_not_load_sqlalchemy():
    heavy = "('sqlalchemy', 'zxcvbn', 'mnemonic', 'keyring', 'PySide6')"
    code = "import sys\n" + "".join(f"import therapist_app.vault.{name}\n" for name in LIGHT)
    code += f"print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
