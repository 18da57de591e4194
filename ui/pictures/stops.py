"""Every picture there is, as data: before a practice is made, while it is locked, while it is new, and at work."""

from __future__ import annotations

from therapist_app.vault.errors import HeaderMissing, WrongPassphrase
from ui.pictures import ledger_scenes, measure_scenes, path_scenes, scenes
from ui.pictures.tour import Stop
from ui.shell.setting_up import SettingUp

_TABS = ("overview", "notes", "commitments", "homework", "progress")
_WAYS = ("passphrase", "rehearse", "keyring", "renew_key")
_WORDS = (
    "harbour velvet acorn ladder quiet orbit maple window basket river candle falcon",
    "pepper meadow anchor silver button garden lemon tunnel copper island feather morning",
)


def _show_words(setting_up: SettingUp) -> None:
    words: list[str] = [*_WORDS[0].split(), *_WORDS[1].split()]
    setting_up.show_words(words)


SETTING_UP = (
    Stop("first-run", lambda at: at.first_run(SettingUp.show_what_this_is), large=True),
    Stop("first-run-vault", lambda at: at.first_run(SettingUp.show_create), rare=True, large=True),
    Stop("first-run-words", lambda at: at.first_run(_show_words), rare=True, large=True),
    Stop("first-run-practice", lambda at: at.first_run(SettingUp.show_practice), rare=True, large=True),
    Stop("first-run-couple", lambda at: at.first_run(SettingUp.show_couple), rare=True, large=True),
)
LOCKED = (
    Stop("unlock", lambda at: at.unlock(), large=True),
    Stop("unlock-keyring", lambda at: at.keyring_offered(), rare=True, large=True),
    Stop("unlock-wrong", lambda at: at.refused(WrongPassphrase()), rare=True, large=True),
    Stop("unlock-recovery", lambda at: at.unlock().ask_words(), rare=True, large=True),
    Stop("restore", lambda at: at.restore(), rare=True, large=True),
    Stop("restore-looking", lambda at: at.looking_inside(), rare=True, large=True),
    Stop("unlock-key-missing", lambda at: at.refused(HeaderMissing()), rare=True, large=True),
)
EMPTY = (
    Stop("empty-practice", lambda at: at.go("today"), rare=True, large=True),
    Stop("new-couple-overview", lambda at: at.add_couple(), rare=True),
    *(Stop(f"new-couple-{tab}", lambda at, tab=tab: at.go("couple", tab), rare=True) for tab in _TABS[1:]),
)
AT_WORK = (
    Stop("today", lambda at: at.go("today"), large=True),
    Stop("today-not-now", scenes.not_now, rare=True, large=True),
    Stop("today-asking", ledger_scenes.asking, rare=True, large=True),
    Stop("caseload", lambda at: at.go("caseload"), large=True),
    Stop("figures", lambda at: at.go("figures"), large=True),
    *(Stop(tab, lambda at, tab=tab: at.go("couple", tab), large=True) for tab in _TABS),
    Stop("note", lambda at: at.go("note"), large=True),
    Stop("repair", lambda at: at.go("repair"), large=True),
    Stop("repair-step", lambda at: (at.go("repair"), at.press("Mark or look back")), rare=True, large=True),
    Stop("intake", lambda at: at.go("intake"), large=True),
    Stop("intake-direction", lambda at: (at.go("intake"), at.press("Change the direction")), rare=True),
    Stop("report", lambda at: at.go("report"), large=True),
    Stop("note-paper", scenes.note_on_paper, rare=True, large=True),
    Stop("add-couple", lambda at: at.go("add_couple"), large=True),
    Stop("search", lambda at: at.search("the evening"), large=True),
    Stop("search-filters", lambda at: at.search("own", filtered=True), rare=True, large=True),
    Stop("handouts", lambda at: at.go("handouts"), large=True),
    Stop("own-handout", scenes.own_handout, rare=True, large=True),
    Stop("own-handout-mistake", scenes.own_mistake, rare=True, large=True),
    Stop("packet", scenes.packet, rare=True, large=True),
    Stop("said-sheet", scenes.said_sheet, rare=True, large=True),
    Stop("settings", lambda at: at.settings(), large=True),
    Stop("promises", lambda at: (at.settings(), at.press("What Attune promises")), rare=True, large=True),
    Stop("settings-ways", lambda at: at.ways(), rare=True, large=True),
    *(Stop(f"ways-{act}", lambda at, act=act: at.ways(act), rare=True, large=True) for act in _WAYS),
    Stop("find-or-do", lambda at: (at.go("today"), at.window.do("find"))),
    Stop("overview-paused", lambda at: at.go("couple", "overview", couple=at.paused), rare=True, large=True),
    Stop("homework-paused", lambda at: at.go("couple", "homework", couple=at.paused), rare=True),
    Stop("safety", lambda at: at.safety(), large=True),
    Stop("safety-paused", lambda at: at.safety(couple=at.paused), rare=True, large=True),
    Stop("safety-screen", lambda at: at.safety("screen_a"), rare=True, large=True),
    Stop("safety-status", lambda at: at.safety("status", couple=at.paused), rare=True, large=True),
    Stop("safety-plan", lambda at: at.safety("plan", couple=at.paused), rare=True, large=True),
    Stop("safety-risk", lambda at: at.safety("risk_b", couple=at.paused), rare=True, large=True),
    Stop("partner-sheet", lambda at: at.sheet("Edit "), rare=True),
    Stop("secrets-sheet", lambda at: at.sheet("Open what was agreed"), rare=True, large=True),
    Stop("cycle-sheet", lambda at: at.sheet("Open their cycle"), rare=True),
    Stop("dismiss-sheet", lambda at: at.sheet("Set aside: "), rare=True, large=True),
    Stop("review-sheet", lambda at: at.window.do("mark_review"), rare=True, large=True),
    Stop("settings-guidance", lambda at: at.guidance(), rare=True, large=True),
    Stop("phase-sheet", lambda at: at.sheet("Change phase"), rare=True),
    Stop("rupture-sheet", lambda at: at.sheet("Add a rupture"), rare=True),
    Stop("path-entries", path_scenes.entries, rare=True, large=True),
    Stop("path-correct", path_scenes.corrected, rare=True, large=True),
    Stop("progress-beside", path_scenes.beside, rare=True, large=True),
    Stop("step-sheet", lambda at: path_scenes.beside_form(at, "step"), rare=True, large=True),
    Stop("beside-sheet", lambda at: path_scenes.beside_form(at, "beside"), rare=True, large=True),
    Stop("note-beside", path_scenes.beside_note, rare=True, large=True),
    Stop("settings-sets", path_scenes.sets_card, rare=True, large=True),
    Stop("set-sheet", path_scenes.set_sheet, rare=True, large=True),
    Stop("path-notes", path_scenes.notes_of_a_band, rare=True, large=True),
    Stop("progress-blocks", measure_scenes.blocks, rare=True, large=True),
    Stop("progress-tried", measure_scenes.tried, rare=True, large=True),
    Stop("progress-compared", measure_scenes.compared, rare=True, large=True),
    Stop("progress-signs", measure_scenes.signs, rare=True, large=True),
    Stop("progress-measures", measure_scenes.charts, rare=True, large=True),
    Stop("progress-goals", measure_scenes.goals, rare=True, large=True),
    Stop("score-sheet", lambda at: measure_scenes.form(at, "score"), rare=True, large=True),
    Stop("goal-sheet", lambda at: measure_scenes.form(at, "goal"), rare=True, large=True),
    Stop("measures-sheet", lambda at: measure_scenes.form(at, "instrument"), rare=True, large=True),
    Stop("check-in", lambda at: at.promises("Check in"), rare=True),
    Stop("promise-slip", ledger_scenes.slip, rare=True, large=True),
    Stop("promise-history", ledger_scenes.history, rare=True, large=True),
    Stop("sheet-review", ledger_scenes.sheet_review, rare=True, large=True),
    Stop("note-sheet", ledger_scenes.note_sheet, rare=True, large=True),
    Stop("new-promise", lambda at: at.promises("New promise"), rare=True),
    Stop("toast", lambda at: (at.go("today"), at.window.toast("Note kept", at.settle)), rare=True),
    Stop("backup-overdue", lambda at: at.overdue(9), rare=True, large=True),
    Stop("note-pinned", lambda at: at.pinned_note(), rare=True, large=True),
    Stop("note-alone", scenes.note_alone, rare=True, large=True),
    Stop("note-signs", scenes.rated_note, rare=True, large=True),
    Stop("note-versions", scenes.versions, rare=True, large=True),
    Stop("trash", scenes.trash, rare=True, large=True),
    Stop("note-signed", scenes.signed_note, rare=True, large=True),
    Stop("backing-up", lambda at: at.backing_up(), rare=True, large=True),
    Stop("settings-backups", lambda at: at.backups(), rare=True, large=True),
    Stop("lock-countdown", lambda at: (at.go("today"), at.window.idle_bar.count_down(42)), rare=True),
    Stop("filled-sheet", scenes.filled_sheet, rare=True, large=True),
    Stop("returned-unread", scenes.returned_sheet, rare=True, large=True),
    Stop("keys", lambda at: (at.go("today"), at.window.show_keys()), rare=True, large=True),
)
