"""What was last with each couple, against the plain list of each couple's sessions."""

from therapist_app.kernel.audience import Reader


def slowly(practice, couple_id, day):
    """The same from every session of one couple."""
    rows = [row for row in practice.sessions.list(couple_id) if row.session.on_date < day]
    shared = [
        row for row in practice.sessions.list(couple_id, reader=Reader.BOTH) if row.session.on_date < day
    ]
    if not rows:
        return None
    last = rows[0].session
    joint = sum(row.session.kind == "joint" for row in rows)
    return last.on_date, last.modality, joint, shared[0].first_line if shared else ""


def test_it_is_what_the_lists_say(practice):
    many, alone, new = (
        practice.couple("Ada", "Ben"),
        practice.couple("Cy", "Dee"),
        practice.couple("Eve", "Fay"),
    )
    for days in (30, 20, 9):
        many.session(days_ago=days).says(f"What was said {days} days ago.").done()
    many.alone("a", days_ago=3).says("For Ada's ears only.")
    many.session(days_ago=0).says("Today.")
    alone.alone("b", days_ago=5)
    new.session(days_ago=0)
    ids = [couple.id for couple in (many, alone, new)]
    for back in (0, 3, 9, 10, 40):
        day = practice.day(back)
        found = practice.sessions.lately(ids, day)
        for couple_id in ids:
            one = found.get(couple_id)
            said = (one.on_date, one.modality, one.joint, one.line) if one else None
            assert said == slowly(practice, couple_id, day)


def test_the_words_of_one_partner_alone_are_not_the_line(practice):
    couple = practice.couple()
    couple.session(days_ago=9).says("They laughed.")
    couple.alone("a", days_ago=2).says("CANARY")
    assert practice.sessions.lately([couple.id], practice.today)[couple.id].line == "They laughed."
