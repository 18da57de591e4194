"""Everything the app can do, as data: the menus, the palette, the keys and the help page all read this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. `handler` names a method of `Commands`; `argument` is handed to it if not empty."""

    key: str
    words: str
    handler: str
    shortcut: str = ""
    menu: str = ""
    icon: str = ""
    argument: str = ""
    needs_couple: bool = False  # greyed while no couple is open

    @property
    def keys(self) -> str:
        """The shortcut as the keyboard names it."""
        return self.shortcut.replace("Return", "Enter")


MENUS: tuple[str, ...] = ("Practice", "Couple", "Go", "View", "Help")

ACTIONS: tuple[Action, ...] = (
    Action("new_note", "Write note", "write_note", "Ctrl+N", "Couple", "pen"),
    Action("sign_note", "Sign note", "sign_note", "Ctrl+Shift+Return", "Couple", "signature", needs_couple=True),
    Action("print_note", "Print or save note", "print_note", "", "Couple", "printer", needs_couple=True),
    Action("print_handout", "Print handout", "print_handout", "Ctrl+P", "Couple", "printer", needs_couple=True),
    Action("pack_sheet", "Put sheet into packet", "in_homework", "", "Couple", "layers", "toggle_packed"),
    Action("print_packet", "Print packet", "in_homework", "", "Couple", "printer", "show_packet"),
    Action("pack_earlier", "Earlier in the packet", "in_homework", "", "Couple", "arrow-up", "move_earlier"),
    Action("pack_later", "Later in the packet", "in_homework", "", "Couple", "arrow-down", "move_later"),
    Action("like_sheet", "Favorite sheet", "in_homework", "", "Couple", "star", "toggle_liked"),
    Action("save_fillable", "Save handout to fill in", "save_fillable", "", "Couple", "file-pen", needs_couple=True),
    Action("take_in_sheet", "Take in a filled sheet\N{HORIZONTAL ELLIPSIS}", "take_in_sheet", "", "Couple", "return"),
    Action("seen_today", "Seen today", "seen_today", "Ctrl+Shift+S", "Couple", "plus"),
    Action("template", "Template for this note", "in_note", menu="Couple", icon="template", argument="choose_template"),
    Action("keep_template", "Keep headings as a template", "in_note", "", "Couple", "template", "keep_headings"),
    Action("last_note", "Pin the last note", "in_note", menu="Couple", icon="pin", argument="toggle_last_note"),
    Action("said_sheet", "Sheet from selected words", "sheet_from_note", menu="Couple", icon="quote"),
    Action("versions", "Earlier versions of this note", "on_note", "Ctrl+Shift+E", "Couple", "clock", "show_versions"),
    Action("remove_note", "Remove this note", "on_note", menu="Couple", icon="trash", argument="remove"),
    Action("before", "Card before the session", "show_before", "Ctrl+Shift+K", "Couple", "info"),
    Action("individual", "Individual session", "contact", "", "Couple", "user", "individual"),
    Action("call", "Call or message", "contact", "", "Couple", "phone", "call"),
    Action("consultation", "Consultation", "contact", "", "Couple", "note", "consultation"),
    Action("late_cancel", "Late cancel", "contact", "", "Couple", "cross", "late_cancel"),
    Action("no_show", "No-show", "contact", "", "Couple", "cross", "no_show"),
    Action("safety", "Safety", "open_safety", "Ctrl+6", "Couple", "shield", needs_couple=True),
    Action("screen", "Screen one partner alone", "safety_of_one", "", "Couple", "user", "screen", needs_couple=True),
    Action("risk", "Enter a risk line", "safety_of_one", "", "Couple", "pen", "risk", needs_couple=True),
    Action("set_safety", "Enter a safety status", "safety_form", "", "Couple", "shield", "status", needs_couple=True),
    Action("plan", "Change the safety plan", "safety_form", "", "Couple", "shield", "plan", needs_couple=True),
    Action("secrets", "About secrets", "open_form", "", "Couple", "shield", "secrets", needs_couple=True),
    Action("add_score", "Add a score", "open_form", "Ctrl+Shift+M", "Couple", "chart", "score", needs_couple=True),
    Action("add_goal", "Add a goal", "open_form", "", "Couple", "flag", "goal", needs_couple=True),
    Action("instruments", "Measures and change rules", "open_form", "", "Couple", "numbers", "instrument", True),
    Action("phase", "Change phase", "open_form", "", "Couple", "flag", "phase", needs_couple=True),
    Action("path_entries", "Entries of the path", "open_form", "", "Couple", "list", "entries", needs_couple=True),
    Action("beside", "Follow in another set of steps", "open_form", "", "Couple", "list", "beside", needs_couple=True),
    Action("step", "Set a step beside the phase", "open_form", "", "Couple", "list", "step", needs_couple=True),
    Action("mark_review", "Mark a review", "open_form", "", "Couple", "check", "review", needs_couple=True),
    Action("cycle", "Draw their cycle", "open_form", "", "Couple", "cycle", "cycle", needs_couple=True),
    Action("rupture", "Add a rupture", "open_form", "", "Couple", "plus", "rupture", needs_couple=True),
    Action("repair", "Repair threads", "show_tab", "", "Couple", "heart", "repair", needs_couple=True),
    Action("repair_step", "Mark a repair step", "mark_step", "", "Couple", "check", needs_couple=True),
    Action("intake", "Intake", "show_tab", "", "Couple", "list", "intake", needs_couple=True),
    Action("add_couple", "Add a couple", "add_couple", menu="Couple", icon="plus"),
    Action("overview", "Overview", "show_tab", "Ctrl+1", "Couple", "users", "overview", needs_couple=True),
    Action("notes", "Notes", "show_tab", "Ctrl+2", "Couple", "file", "notes", needs_couple=True),
    Action("commitments", "Commitments", "show_tab", "Ctrl+3", "Couple", "promise", "commitments", needs_couple=True),
    Action("homework", "Homework", "show_tab", "Ctrl+4", "Couple", "file", "homework", needs_couple=True),
    Action("progress", "Progress", "show_tab", "Ctrl+5", "Couple", "sprout", "progress", needs_couple=True),
    Action("find", "Find or do\N{HORIZONTAL ELLIPSIS}", "find", "Ctrl+K", "Go", "search"),
    Action("search", "Search everywhere", "show_screen", "Ctrl+Shift+F", "Go", "search", "search"),
    Action("today", "Today", "show_screen", "Ctrl+0", "Go", "calendar", "today"),
    Action("caseload", "Caseload review", "show_screen", menu="Go", icon="table", argument="caseload"),
    Action("figures", "The practice’s own figures", "show_screen", menu="Go", icon="chart", argument="figures"),
    Action("not_now", "Set a loose end aside", "not_now", menu="Go", icon="clock"),
    Action("show_aside", "Show what was set aside", "show_aside", menu="Go", icon="clock"),
    Action("handouts", "Handouts", "show_screen", menu="Go", icon="book", argument="handouts"),
    Action("new_handout", "Write a handout", "on_handouts", menu="Practice", icon="plus", argument="begin"),
    Action("import_handout", "Import a handout", "on_handouts", "", "Practice", "download", "take_in"),
    Action("previous_couple", "Previous couple", "previous_couple", "Alt+Up", "Go"),
    Action("next_couple", "Next couple", "next_couple", "Alt+Down", "Go"),
    Action("back", "Back", "back", "Alt+Left", "Go", "arrow-left"),
    Action("next_pane", "Next part of the window", "next_pane", "F6", "Go"),
    Action("previous_pane", "Previous part of the window", "previous_pane", "Shift+F6", "Go"),
    Action("discreet", "Hide names", "toggle_discreet", "Ctrl+Shift+D", "View", "eye-off"),
    Action("light", "Light look", "set_look", menu="View", icon="sun", argument="light"),
    Action("dark", "Dark look", "set_look", menu="View", icon="moon", argument="dark"),
    Action("larger", "Larger text", "change_text_size", menu="View", argument="10"),
    Action("smaller", "Smaller text", "change_text_size", menu="View", argument="-10"),
    Action("spelling", "Mark spelling in notes", "toggle_spelling", menu="View", icon="ticks"),
    Action("menus", "Show the menus", "toggle_menus", "F10", "View", "menu"),
    Action("trash", "Trash", "show_screen", menu="Practice", icon="trash", argument="trash"),
    Action("put_back", "Put back a copy of text\N{HORIZONTAL ELLIPSIS}", "put_back", menu="Practice", icon="return"),
    Action("back_up", "Back up now", "back_up", menu="Practice", icon="download"),
    Action("try_restore", "Try a restore", "try_restore", menu="Practice", icon="refresh"),
    Action("backup_folder", "Choose a folder for copies", "choose_backup_folder", menu="Practice", icon="folder"),
    Action("restore", "Restore a backup\N{HORIZONTAL ELLIPSIS}", "restore", menu="Practice", icon="undo"),
    Action("settings", "Settings", "show_screen", "Ctrl+,", "Practice", "gear", "settings"),
    Action("passphrase", "Change the passphrase", "ways", menu="Practice", icon="key", argument="change_passphrase"),
    Action("rehearse", "Try the recovery words", "ways", menu="Practice", icon="ticks", argument="rehearse"),
    Action("new_words", "New recovery words", "ways", menu="Practice", icon="printer", argument="new_words"),
    Action("keyring", "Keyring of this computer", "ways", menu="Practice", icon="unlock", argument="keyring"),
    Action("renew_key", "Someone may know it", "ways", menu="Practice", icon="refresh", argument="renew_key"),
    Action("lock", "Lock", "lock", "Ctrl+L", "Practice", "lock"),
    Action("quit", "Quit", "quit", "Ctrl+Q", "Practice"),
    Action("keys", "Keys", "show_keys", "F1", "Help", "keyboard"),
)  # fmt: skip

# Keys of the note page, listed for the help page; the page itself answers them.
NOTE_KEYS: tuple[tuple[str, str], ...] = (
    ("Done", "Ctrl+Enter"),
    ("Add a block", "Ctrl+T"),
    ("Side panel", "Ctrl+."),
    ("Pin the last note", "Ctrl+Shift+P"),
    ("Snippet: a short word that expands", "; and its word"),
    ("Find in this note", "Ctrl+F"),
    ("Next word to look at", "F7"),
    ("Bold, italic", "Ctrl+B, Ctrl+I"),
    ("Heading, bullets, numbers, checkboxes, quote", "Ctrl+Shift+H, L, O, X, U"),
    ("Undo, redo", "Ctrl+Z, Ctrl+Shift+Z"),
)


def action(key: str) -> Action:
    """The action with this key; KeyError if there is none."""
    return _BY_KEY[key]


_BY_KEY = {one.key: one for one in ACTIONS}
