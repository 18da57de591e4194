"""Dates and times as people type them, and as they are shown; the locale decides the order of numbers."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QDate, QLocale, QTime

_NEAR_DAYS = 180
_WORDS = {"today": 0, "now": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1}
_UNIT = r"(?P<unit>d|w|m|y)(?:(?<=d)ays?|(?<=w)ee?ks?|(?<=w)ks?|(?<=m)o(?:nth)?s?|(?<=y)(?:ea)?rs?)?"  # not Dec, May
_FILLERS = ("st", "nd", "rd", "th", "of", "the", "de", "d")
_STEP = re.compile(rf"(?P<sign>[+-]|in )?\s*(?P<count>\d{{1,4}})\s*{_UNIT}(?P<ago> ago)?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*([ap])?\.?m?\.?")


def read_date(text: str, today: dt.date, locale: QLocale) -> dt.date | None:
    """The date meant by `text`, None for nothing; `ValueError` when it cannot be told.

    Takes what `show_date` writes, ISO dates, numbers in the locale's order, month and weekday names in the
    locale's language or English, "today", "fri" (today or the next), "last fri", "+2w", "3 days ago".
    Without a year it is the date nearest to today.
    """
    unmarked = re.sub("[\u200e\u200f]", "", text)  # marks of writing direction come with a pasted date
    words = " ".join(unmarked.casefold().replace(",", " ").split())
    if not words:
        return None
    for read in (_read_word, _read_step, _read_weekday, _read_named, _read_numbers):
        found = read(words, today, locale)
        if found is not None:
            return found
    raise ValueError(f"no date in {len(text)} characters")


def show_date(date: dt.date, today: dt.date, locale: QLocale) -> str:
    """A date as it stands in a field: "Sat 28 Nov", with the year when it is not near."""
    month_first = _order(locale).index("m") < _order(locale).index("d") and _order(locale)[0] != "y"
    form = "ddd MMM d" if month_first else "ddd d MMM"
    if abs((date - today).days) > _NEAR_DAYS:
        form += " yyyy"
    return _tongue(locale).toString(QDate(date.year, date.month, date.day), form)


def read_time(text: str) -> dt.time | None:
    """The time meant by "9", "9:30", "0930", "9.30", "9pm", "21h15", "noon"; None for nothing."""
    words = " ".join(text.casefold().split())
    if not words:
        return None
    if words in ("noon", "midday"):
        return dt.time(12)
    if words.isdigit() and len(words) in (3, 4):
        words = f"{words[:-2]}:{words[-2:]}"
    match = _TIME.fullmatch(words)
    if not match:
        raise ValueError(f"no time in {len(text)} characters")
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return dt.time(hour, minute)


def show_time(time: dt.time, locale: QLocale) -> str:
    """A time as it stands in a field: "09:00", or "9:00 am" where that is usual."""
    half_days = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).casefold()
    moment = QTime(time.hour, time.minute)
    return QLocale.c().toString(moment, "h:mm ap" if half_days else "HH:mm")


def _tongue(locale: QLocale) -> QLocale:
    """English stands in where a language has no names, or names that cannot be told apart word by word."""
    short = QLocale.FormatType.ShortFormat
    months = [locale.monthName(month, short).casefold().rstrip(".") for month in range(1, 13)]
    days = [locale.dayName(day, short).casefold().rstrip(".") for day in range(1, 8)]
    doubtful = len({*months}) < 12 or len({*days} & {*months}) > 1
    if (
        locale.language() == QLocale.Language.C
        or doubtful
        or any(re.search(r"[\d\s]", name) for name in (*months, *days))
    ):
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return locale


def _order(locale: QLocale) -> str:
    """The order of day, month and year in the locale's short dates, such as "dmy"."""
    form = _tongue(locale).dateFormat(QLocale.FormatType.ShortFormat).casefold()
    return "".join(sorted("dmy", key=lambda letter: form.find(letter) if letter in form else 99))


def _read_word(words: str, today: dt.date, _: QLocale) -> dt.date | None:
    if words == "next week":
        return today + dt.timedelta(7)
    return today + dt.timedelta(_WORDS[words]) if words in _WORDS else None


def _read_step(words: str, today: dt.date, _: QLocale) -> dt.date | None:
    match = _STEP.fullmatch(words)
    if not match:
        return None
    count = int(match["count"]) * (-1 if match["sign"] == "-" or match["ago"] else 1)
    unit = match["unit"]
    try:
        if unit in "dw":
            return today + dt.timedelta(count * (7 if unit == "w" else 1))
        return _add_months(today, count * (12 if unit == "y" else 1))
    except OverflowError as error:
        raise ValueError("a date too far away") from error


def _add_months(date: dt.date, months: int) -> dt.date:
    at = QDate(date.year, date.month, date.day).addMonths(months)
    return _date(at.year(), at.month(), at.day())


def _read_weekday(words: str, today: dt.date, locale: QLocale) -> dt.date | None:
    last = words.startswith("last ")
    word = words.removeprefix("last ").removeprefix("next ").removeprefix("on ").rstrip(".")
    day = _weekdays(locale).get(word)
    if day is None:
        return None
    ahead = (day - today.isoweekday()) % 7
    if last:
        return today + dt.timedelta(ahead - 7)
    if words.startswith("next ") and ahead == 0:
        ahead = 7
    return today + dt.timedelta(ahead)


def _read_named(words: str, today: dt.date, locale: QLocale) -> dt.date | None:
    """A day with a month's name, in either order, with or without weekday and year."""
    weekdays, months = _weekdays(locale), _months(locale)
    numbers: list[str] = []
    found: list[str] = []
    for word in re.findall(r"\d+|[^\d\s]+", words):
        bare = word.strip("-./")
        if bare.isdigit():
            numbers.append(bare)
        elif bare in months:
            found.append(bare)
        elif bare and bare not in weekdays and bare not in _FILLERS:
            return None
    # "mar" is both Tuesday and March in some languages: it is the month only where no other word is.
    found.sort(key=lambda word: word in weekdays)
    if not found or any(word not in weekdays for word in found[1:]) or not 1 <= len(numbers) <= 2:
        return None
    month = months[found[0]]
    if len(numbers[0]) == 4:
        numbers.reverse()
    day, *year = numbers
    return _date(_year(year[0]), month, int(day)) if year else _nearest(month, int(day), today)


def _read_numbers(words: str, today: dt.date, locale: QLocale) -> dt.date | None:
    if not re.fullmatch(r"\d{1,4}((?:[-./] ?| )\d{1,4}){0,2}[.]?", words):
        return None
    numbers = re.findall(r"\d+", words)
    order = _order(locale)
    if len(numbers[0]) == 4 and len(numbers) == 3:
        return _date(*(int(number) for number in numbers))
    if len(numbers) == 1:
        return _nearest_day(int(numbers[0]), today)
    if len(numbers) == 2:
        first, second = (int(number) for number in numbers)
        month_first = order.index("m") < order.index("d")
        month, day = (first, second) if month_first else (second, first)
        return _nearest(month, day, today)
    parts = dict(zip(order, numbers, strict=True))
    if len(numbers[2]) == 4 and order[0] == "y":  # a year written last wins over the locale's habit
        parts = dict(zip("dmy", numbers, strict=True))
    return _date(_year(parts["y"]), int(parts["m"]), int(parts["d"]))


def _date(year: int, month: int, day: int) -> dt.date:
    if not 1900 <= year <= 2199:
        raise ValueError("a year out of reach")
    return dt.date(year, month, day)


def _year(number: str) -> int:
    value = int(number)
    if len(number) > 2:
        return value
    return value + (2000 if value < 70 else 1900)


def _nearest(month: int, day: int, today: dt.date) -> dt.date:
    """The day of that name that lies nearest to today."""
    found: list[dt.date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue  # 29 February in a common year
    if not found:
        raise ValueError("no such day")
    return min(found, key=lambda date: abs((date - today).days))


def _nearest_day(day: int, today: dt.date) -> dt.date:
    """A day alone: of this month, or of the month before or after when that is nearer."""
    found: list[dt.date] = []
    for months in (-1, 0, 1):
        at = QDate(today.year, today.month, 1).addMonths(months)
        if 1 <= day <= at.daysInMonth():
            found.append(dt.date(at.year(), at.month(), day))
    if not found:
        raise ValueError("no such day")
    return min(found, key=lambda date: abs((date - today).days))


def _names(locale: QLocale, count: int, method: str) -> dict[str, int]:
    found: dict[str, int] = {}
    english = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    for tongue in (english, _tongue(locale)):
        for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            for number in range(1, count + 1):
                word: str = getattr(tongue, method)(number, form)
                found[word.casefold().rstrip(".")] = number
    return found


def _weekdays(locale: QLocale) -> dict[str, int]:
    names = _names(locale, 7, "dayName")
    return names | {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}


def _months(locale: QLocale) -> dict[str, int]:
    names = _names(locale, 12, "monthName")
    return names | _names(locale, 12, "standaloneMonthName") | {"sept": 9, "sep": 9}
