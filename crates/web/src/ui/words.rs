//! Dates, distances, money and times in Dutch, as the pages write them.

use app::Count;
use chrono::{Datelike, NaiveDate, Timelike};
use kernel::Moment;

pub(super) use kernel::{MONTHS, SHORT_MONTHS, read_day, read_euro};

const DAYS: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];

/// Writes a day as `di 23 feb`, with the year when it is another one than today's.
pub(super) fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    dated(day, today, SHORT_MONTHS[month(day)])
}

/// Writes a day as `di 23 februari`, with the year when it is another one than today's.
pub(super) fn day(day: NaiveDate, today: NaiveDate) -> String {
    dated(day, today, MONTHS[month(day)])
}

/// Writes a day as `di 23 februari 2027`.
pub(super) fn full_day(day: NaiveDate) -> String {
    format!("{} {}", dated(day, day, MONTHS[month(day)]), day.year())
}

/// Writes a day as it is filled in: `23-02-2027`.
pub(super) fn filled_day(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// Writes a moment as `di 23 februari, 14:05`, on the Dutch clock.
pub(super) fn moment(moment: Moment, today: NaiveDate) -> String {
    format!("{}, {}", day(moment.dutch_date(), today), clock_time(moment))
}

/// Writes the time of a moment on the Dutch clock: `14:05`.
pub(super) fn clock_time(moment: Moment) -> String {
    let time = moment.dutch_time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Says how far a last day is away: `over 10 dagen`, `vandaag`, `6 dagen te laat`.
pub(super) fn distance(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        -1 => "1 dag te laat".to_owned(),
        late if late < 0 => format!("{} dagen te laat", -late),
        soon if soon < 21 => format!("over {soon} dagen"),
        weeks => format!("over {} weken", weeks / 7),
    }
}

/// Writes a whole number with a point between thousands: `1.204`.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Writes a number that was not counted to the end: `14`, `meer dan 1.000`.
pub(super) fn bounded(count: Count) -> String {
    match count {
        Count::Exactly(exactly) => number(exactly.into()),
        Count::MoreThan(least) => format!("meer dan {}", number(least.into())),
    }
}

/// Writes a number of things: `1 dossier`, `14 dossiers`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Names a browser and its system by what it says of itself: `Firefox op Windows`.
pub(super) fn device(agent: &str) -> String {
    // The order matters: most browsers name the others as well.
    const BROWSERS: [(&str, &str); 5] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "een iPhone"),
        ("iPad", "een iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "een Mac"),
        ("Linux", "Linux"),
    ];
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} op {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("Een programma op {system}"),
        (None, None) => "Een onbekend apparaat".to_owned(),
    }
}

fn dated(day: NaiveDate, today: NaiveDate, month: &str) -> String {
    let weekday = DAYS[day.weekday().num_days_from_monday() as usize];
    let year = if day.year() == today.year() { String::new() } else { format!(" {}", day.year()) };
    format!("{weekday} {} {month}{year}", day.day())
}

fn month(day: NaiveDate) -> usize {
    day.month0() as usize
}

/// Says what limits a search for candidates: how many more were found than are shown, and whether not everything was looked at.
pub(super) fn search_limits(more: usize, partly: bool) -> impl Iterator<Item = String> {
    let more = (more > 0).then(|| {
        let more = count(more, "kandidaat", "kandidaten");
        format!("Er zijn nog {more} die minder lijken en hier niet staan.")
    });
    let partly = partly.then(|| "Een deel van de naam komt zo vaak voor dat er niet op is gezocht, of er waren te veel kandidaten om ze alle te vergelijken.".to_owned());
    more.into_iter().chain(partly)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn devices_have_names() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        assert_eq!(device(edge), "Edge op Windows");
        assert_eq!(
            device("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox op Linux"
        );
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(device(phone), "Safari op een iPhone");
        assert_eq!(device("curl/8.0"), "Een onbekend apparaat");
    }

    #[test]
    fn days_name_the_year_only_when_it_is_another() {
        let today = on("2027-02-16");
        assert_eq!(short_day(on("2027-02-23"), today), "di 23 feb");
        assert_eq!(day(on("2026-11-09"), today), "ma 9 november 2026");
        assert_eq!(full_day(today), "di 16 februari 2027");
    }

    #[test]
    fn numbers_have_points_between_thousands() {
        for (plain, text) in [(0, "0"), (999, "999"), (1_204, "1.204"), (1_000_000, "1.000.000")] {
            assert_eq!(number(plain), text);
        }
        assert_eq!(bounded(Count::MoreThan(1_000)), "meer dan 1.000");
    }

    #[test]
    fn distances_are_words() {
        let today = on("2027-02-16");
        let far = |text| distance(on(text), today);
        assert_eq!(far("2027-02-16"), "vandaag");
        assert_eq!(far("2027-02-17"), "morgen");
        assert_eq!(far("2027-02-15"), "1 dag te laat");
        assert_eq!(far("2027-02-10"), "6 dagen te laat");
        assert_eq!(far("2027-03-08"), "over 20 dagen");
        assert_eq!(far("2027-03-09"), "over 3 weken");
    }
}
