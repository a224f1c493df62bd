//! The targets of `fuzz/` without libFuzzer: `cargo run --example fuzz -- [TARGET] [SECONDS]`. Seeds
//! are changed blindly, so it finds less than `cargo fuzz`, but it needs nothing that is not here.
//! Bytes that break a property are printed, and kept in `tests/cases/fuzz/TARGET/`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "an example says what it does"
)]

use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

#[path = "../tests/support/fuzzed.rs"]
mod fuzzed;

/// Longer inputs find nothing that shorter ones do not, and take longer.
const MOST_BYTES: usize = 4_000;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let is_seconds = |argument: &String| argument.parse::<u64>().is_ok();
    let wanted = arguments.next_if(|argument| !is_seconds(argument));
    let seconds = arguments
        .next()
        .map_or(60, |seconds| seconds.parse().unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, target) in fuzzed::TARGETS {
        if wanted.as_ref().is_none_or(|wanted| wanted == name) {
            run(root, name, target, Duration::from_secs(seconds));
        }
    }
}

fn run(root: &Path, name: &str, target: fuzzed::Target, time: Duration) {
    let seeds = seeds(root, name);
    let mut dice = Dice(u64::from(std::process::id()));
    let (start, mut count, mut broken) = (Instant::now(), 0_u64, 0_u64);
    while start.elapsed() < time {
        let data = changed(&seeds, &mut dice);
        count += 1;
        if catch_unwind(|| target(&data)).is_err() {
            broken += 1;
            let folder = root.join("tests/cases/fuzz").join(name);
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(format!("{:016x}", dice.next()));
            fs::write(&path, &data).unwrap();
            println!("{name}: broken by {}", path.display());
            if broken == 20 {
                break;
            }
        }
    }
    let seconds = start.elapsed().as_secs();
    println!(
        "{name}: {count} executions in {seconds} s from {} seeds, {broken} broken",
        seeds.len()
    );
}

/// The cases of the project, and a few lines of each kind.
fn seeds(root: &Path, name: &str) -> Vec<Vec<u8>> {
    let lines = |lines: &str| lines.lines().map(|line| line.as_bytes().to_vec()).collect();
    let ending = match name {
        "markdown" | "front_matter" => ".md",
        "html" => ".html",
        "text" => ".txt",
        "outline" => {
            return vec![
                b"title = 'A'\nlanguage = 'de'\n[[section]]\ntitle = 'B'\nlevel = 2\nnumber = '1.b'\nstarts_with = 'Die Lage ist'\n[[section]]\ntitle = 'C'\nstarts_with = 'Heute'\n".to_vec(),
                b"[[section]]\ntitle = 'B'\nstarts_with = 'ist'\n[[section]]\ntitle = 'C'\nstarts_with = 'Sie'\n".to_vec(),
            ];
        }
        "place" => {
            return lines(
                "§ 2.3\n2.3–2.5, 4\n¶ 12\nfn. 17\nS. 12\nsection four\n§ 1 „Lage“ ¶ 1, p. 12, fn. 1\n§§ 1, 2.1 und 3",
            );
        }
        "custom_id" => {
            return lines(
                "1s.2n9c.0123456789abcdef.1.0\n1x.1\n1p.1.0\n1v.1.1\n1g.1.0\n1q.1.a.b.c\n1h.z\n1f.1.0123456789abcdef.2",
            );
        }
        _ => {
            return lines(
                "Wer leitet das CFIUS?\nWhat does it say about 1.5 % of U.S. trade?\n¿Qué es?\nDonaudampfschifffahrtsgesellschaft und EU-Japan-Gipfel\n日本。",
            );
        }
    };
    let files = walkdir::WalkDir::new(root.join("tests/cases")).into_iter();
    let files = files.filter_map(|entry| Some(entry.ok()?.into_path()));
    let named = |path: &PathBuf| path.to_string_lossy().ends_with(ending);
    let mut seeds: Vec<Vec<u8>> = files
        .filter(named)
        .filter_map(|path| fs::read(path).ok())
        .collect();
    if name == "front_matter" {
        seeds.push(
            b"title: \"A: 1\"\nlang: de-CH\nversion: 1.10\ntags: [a, {b: c}]\nlong: |\n  a\n  b\n"
                .to_vec(),
        );
        seeds.push(b"title = 'A'\ndate = 2024-03-01\n[a.b]\nc = [1, 2.5, {d = 1}]\n".to_vec());
    }
    seeds
}

/// A seed with pieces of it and of others put elsewhere, and some bytes changed.
fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const SIGNS: [&str; 24] = [
        "<", ">", "[^1]", "[^1]: ", "\n\n", "\n", "- ", "> ", "|", "`", "**", "_", "&amp;",
        "\u{feff}", "。", "．", "ä", "\u{a0}", "1.", "„", "“", "<p>", "</p>", "---\n",
    ];
    let piece = |dice: &mut Dice| {
        let seed = &seeds[dice.below(seeds.len())];
        let start = dice.below(seed.len() + 1);
        let length = dice.below(200).min(seed.len() - start);
        seed[start..start + length].to_vec()
    };
    let mut data = piece(dice);
    for _ in 0..dice.below(12) {
        let at = dice.below(data.len() + 1);
        let new = match dice.below(5) {
            0 | 1 => SIGNS[dice.below(SIGNS.len())]
                .repeat(1 + dice.below(3))
                .into_bytes(),
            2 => piece(dice),
            3 => vec![u8::try_from(dice.below(256)).unwrap()],
            _ => {
                let end = (at + dice.below(20)).min(data.len());
                data.drain(at..end);
                Vec::new()
            }
        };
        let at = at.min(data.len());
        data.splice(at..at, new);
    }
    data.truncate(MOST_BYTES);
    data
}

/// Numbers that look random (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }
}
