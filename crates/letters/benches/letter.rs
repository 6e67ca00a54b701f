//! How long a letter takes: one at a time with everything warm, and a batch of a thousand different letters.

#![expect(clippy::expect_used, reason = "a bench that cannot make a letter has to stop")]

use letters::{LetterContent, Letters, Report, samples};

fn main() {
    divan::main();
}

/// Gives a letter a reference and a reader that no other has.
fn marked(mut content: LetterContent, number: usize) -> LetterContent {
    let frame = match &mut content {
        LetterContent::Acknowledgement(letter) => &mut letter.frame,
        LetterContent::FormRequest(letter) => &mut letter.frame,
        LetterContent::CompletionRequest(letter) => &mut letter.frame,
        LetterContent::PutAside(letter) => &mut letter.frame,
        LetterContent::Report(report) => &mut report.frame,
        LetterContent::Findings(form) => &mut form.frame,
        LetterContent::AdviceNotice(letter) => &mut letter.frame,
        LetterContent::RegisterReport(form) => &mut form.frame,
        LetterContent::Composed(letter) => &mut letter.frame,
    };
    frame.reference = format!("Z-2026-{number:06}");
    frame.addressee.name = format!("Voorbeeldbouw {number} B.V.");
    content
}

fn numbered(number: usize) -> LetterContent {
    let mut all = samples::all();
    marked(all.swap_remove(number % all.len()).content, number)
}

/// Sets one letter again and again, each time with another reference.
fn set_anew(bencher: divan::Bencher<'_, '_>, letters: &Letters, content: &LetterContent) {
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            marked(content.clone(), number)
        })
        .bench_local_values(|content| letters.render(&content).expect("letter").pdf.len());
}

/// Goal: at most 20 ms in release. Every letter differs, so that nothing is remembered from the one before.
#[divan::bench(sample_count = 100)]
fn one_warm_letter(bencher: divan::Bencher<'_, '_>) {
    let letters = Letters::new().expect("letters");
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            numbered(number)
        })
        .bench_local_values(|content| letters.render(&content).expect("letter").pdf.len());
}

/// Goal: at most 12 s in release, on two cores.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_thousand_letters() -> usize {
    let letters = Letters::new().expect("letters");
    let half = |parity: usize| {
        let numbers = (0..1000).filter(move |number| number % 2 == parity);
        numbers.map(|number| letters.render(&numbered(number)).expect("letter").pdf.len()).sum()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let own: usize = half(0);
        own + other.join().expect("the other half")
    })
}

/// The same on one core.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_thousand_letters_on_one_core() -> usize {
    let letters = Letters::new().expect("letters");
    (0..1000).map(|number| letters.render(&numbered(number)).expect("letter").pdf.len()).sum()
}

/// The longest decision, to compare with `tests/tools/weasyprint_letter.py`, which sets the same words.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn a_refusal_in_full(bencher: divan::Bencher<'_, '_>) {
    let letters = Letters::new().expect("letters");
    let sample = samples::all().into_iter().find(|sample| sample.name == "l17-volledig");
    let content = sample.expect("the sample").content;
    set_anew(bencher, &letters, &content);
}

/// How often everything of the sample stands in the long report.
const REPEATS: usize = 125;

fn repeated<T: Clone>(items: &mut Vec<T>) {
    *items = items.iter().cycle().take(items.len() * REPEATS).cloned().collect();
}

fn long_report() -> Report {
    let mut report = samples::report();
    repeated(&mut report.people);
    repeated(&mut report.relations);
    repeated(&mut report.sources);
    repeated(&mut report.unknowns);
    for ground in &mut report.findings {
        repeated(&mut ground.findings);
    }
    report
}

/// Goal: at most 700 ms in release for a report of at least a hundred pages.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn report_of_a_hundred_pages(bencher: divan::Bencher<'_, '_>) {
    let letters = Letters::new().expect("letters");
    let content = LetterContent::from(long_report());
    let made = letters.render(&content).expect("a report");
    assert!(made.pages >= 100, "{} pages", made.pages);
    set_anew(bencher, &letters, &content);
}
