"""Reads iCalendar files with a library of others and prints what each says about its one appointment, as JSON."""

import json
import sys

try:
    from icalendar import Calendar
except ImportError:
    sys.exit("icalendar is missing; run `cargo xtask install` or `pip install icalendar`")


def every(value):
    """Returns the values of a property that may stand once or more, as text."""
    if value is None:
        return []
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def appointment(path):
    """Returns the method of a calendar and the fields of its appointment; fails when there is another number of them."""
    with open(path, "rb") as file:
        calendar = Calendar.from_ical(file.read())
    [event] = calendar.walk("VEVENT")
    if event.errors or calendar.errors:
        sys.exit(f"{path}: {event.errors} {calendar.errors}")
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "start": event.decoded("DTSTART").isoformat(),
        "minutes": (event.decoded("DTEND") - event.decoded("DTSTART")).total_seconds() / 60,
        "summary": str(event["SUMMARY"]),
        "location": str(event.get("LOCATION", "")),
        "organiser": str(event["ORGANIZER"]),
        "attendees": every(event.get("ATTENDEE")),
        "video": every(event.get("CONFERENCE")),
    }


print(json.dumps([appointment(path) for path in sys.argv[1:]]))
