"""Wrong passphrases: each further one waits longer, up to half a minute, and only for that vault."""

from ui.unlock.patience import Patience, pause_after


def test_the_pauses_grow_to_half_a_minute():
    assert [pause_after(wrong) for wrong in range(10)] == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_the_pause_runs_out_and_belongs_to_one_vault():
    now = [50.0]
    patience = Patience(lambda: now[0])
    for _ in range(4):
        patience.was_wrong("a")
    assert (patience.left("a"), patience.left("b")) == (2.0, 0.0)
    now[0] += 1.5
    assert patience.left("a") == 0.5
    now[0] += 9
    assert patience.left("a") == 0.0


def test_opening_forgets_the_wrong_tries():
    patience = Patience(lambda: 0.0)
    for _ in range(6):
        patience.was_wrong("a")
    patience.was_right("a")
    patience.was_wrong("a")
    assert patience.left("a") == 0.0
