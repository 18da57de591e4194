"""The key for lock on a real display with a window manager: the program is replaced, and the same place comes back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.notebook import make_notebook, read_notebook
from tests.support.programs import needs
from tests.support.steering import Steering
from tests.support.vaults import PASSPHRASE

pytestmark = needs("Xvfb", "openbox", "xdotool")


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty screen with a window manager; the environment in which a program is shown on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        surroundings = {"DISPLAY": f":{told.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"],
        env=os.environ | surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield surroundings | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
    for program in (manager, server):
        program.terminate()
        program.wait()


def press(display: dict[str, str], *command: str) -> None:
    """Let the X server send keys to whatever window has the focus."""
    subprocess.run(["xdotool", *command], env=os.environ | display, check=True, timeout=60)


def focused(display: dict[str, str]) -> str:
    """The title of the window that has the keyboard."""
    asked = ["xdotool", "getwindowfocus", "getwindowname"]
    return subprocess.run(
        asked, env=os.environ | display, capture_output=True, text=True, check=False
    ).stdout.strip()


def wait_focused(display: dict[str, str], title: str) -> None:
    """Wait until the window with this title has the keyboard."""
    deadline = time.monotonic() + 60
    while focused(display) != title:
        assert time.monotonic() < deadline, focused(display)


def test_the_keys_lead_out_and_in_again_to_the_same_caret(tmp_path, display):
    practice = make_notebook(tmp_path / "Practice.attune")
    with Steering(practice, tmp_path / "home", display) as program:
        program.hear("ready")
        wait_focused(display, "Attune")
        press(display, "type", PASSPHRASE)
        press(display, "key", "Return")
        program.hear("opened")
        program.do("wait_open")
        press(display, "key", "ctrl+n")
        program.do("wait_here", name="Note")
        press(display, "type", "they spoke first")
        press(display, "key", "Left", "Left", "Left", "ctrl+l")
        program.hear("leaving")
        assert program.hear("ready")["ready"] == program.pid
        wait_focused(display, "Attune")
        text, sound = read_notebook(practice)
        assert sound
        assert "they spoke first" in text
        press(display, "type", PASSPHRASE)
        press(display, "key", "Return")
        program.hear("opened")
        program.do("wait_open")
        program.do("wait_here", name="Note")
        press(display, "type", "XY")
        press(display, "key", "ctrl+l")
        program.hear("leaving")
        program.hear("ready")
        assert "they spoke fiXYrst" in read_notebook(practice)[0]


def test_a_second_start_brings_the_locked_window_to_the_front_again(tmp_path, display):
    practice = make_notebook(tmp_path / "Practice.attune")
    with Steering(practice, tmp_path / "home", display) as program:
        program.hear("ready")
        wait_focused(display, "Attune")
        press(display, "getactivewindow", "windowminimize", "--sync")
        second = subprocess.run(
            [sys.executable, "-m", "therapist_app", str(practice)],
            env=program.surroundings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (second.returncode, second.stdout) == (
            0,
            "Attune is open already. Its window is in front now.\n",
        )
        program.hear("raised")
        wait_focused(display, "Attune")
