//! Promises of the store that hold whichever database keeps it: one suite, run over a file always, and over
//! PostgreSQL where that is installed (`postgres/`).

use fundstelle::{
    corpus::DocumentId,
    language::Language,
    store::{Forgotten, GapReports, Gaps, PagePictures, Settings, Store, Tallied, Vote, Votes},
};

const DAY: i64 = 24 * 60 * 60;
const YEAR: i64 = 365 * DAY;
const FOLLOWED: i64 = 30 * DAY;

type Promise = fn(&Store);

/// Each promise, with a name for the database in which it is tried.
pub(crate) const ALL: [(&str, Promise); 9] = [
    (
        "settings",
        settings_are_read_back_and_each_server_has_its_own,
    ),
    ("votes", a_user_has_one_vote_on_an_answer_and_may_change_it),
    ("tallies", questions_are_counted_by_server_day_and_document),
    ("gaps", texts_go_after_the_days_that_the_server_chose),
    ("less", what_a_server_no_longer_keeps_is_deleted_at_once),
    ("greeted", a_server_is_greeted_once),
    ("old", what_is_old_goes_and_what_is_young_stays),
    ("forget", what_names_a_user_is_forgotten),
    ("odd", odd_texts_and_numbers_are_kept_or_refused),
];

#[test]
fn every_promise_holds_in_a_file() {
    for (_, promise) in ALL {
        promise(&Store::in_memory().unwrap());
    }
}

fn settings_are_read_back_and_each_server_has_its_own(store: &Store) {
    let chosen = Settings {
        channels: vec![200, 1 << 60],
        is_private: true,
        document: Some(DocumentId("a/b".to_owned())),
        language: Some(Language::De),
        is_text: true,
        gaps: GapReports::All { days: 30 },
        pictures: PagePictures::On,
    };
    let kept = store.change_settings(1, 0, |settings| *settings = chosen.clone());
    assert_eq!(kept.unwrap(), chosen);
    assert_eq!(store.settings(1).unwrap(), chosen);
    assert_eq!(store.settings(2).unwrap(), Settings::default());
    let kept = store.change_settings(1, 0, |settings| settings.is_text = false);
    assert_eq!(kept.unwrap().channels, chosen.channels);
    let kept = store.change_settings(1, 0, |settings| settings.document = None);
    assert_eq!(kept.unwrap(), store.settings(1).unwrap());
}

fn a_user_has_one_vote_on_an_answer_and_may_change_it(store: &Store) {
    let vote = |user, is_up| store.vote(1, 900, user, is_up, 0).unwrap();
    assert_eq!(vote(11, true), Vote::New);
    assert_eq!(vote(11, true), Vote::Same);
    assert_eq!(vote(11, false), Vote::Changed);
    assert_eq!(vote(12, true), Vote::New);
    assert_eq!(store.votes(1).unwrap(), Votes { up: 1, down: 1 });
    assert_eq!(store.votes(2).unwrap(), Votes::default());
}

fn questions_are_counted_by_server_day_and_document(store: &Store) {
    let answered = |document: &str| Tallied::Answered {
        document: document.to_owned(),
    };
    store.tally(1, &answered("b"), 0).unwrap();
    for _ in 0..2 {
        store.tally(1, &answered("a"), 40 * DAY).unwrap();
    }
    store.tally(1, &answered("Z"), 0).unwrap();
    store.tally(1, &Tallied::Refused, 40 * DAY).unwrap();
    store.tally(2, &Tallied::Refused, 40 * DAY).unwrap();
    let all = store.tallies(1, None, 40 * DAY).unwrap();
    assert_eq!((all.answered, all.refused), (4, 1));
    let documents = [("a", 2), ("Z", 1), ("b", 1)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(all.documents, documents);
    let last = store.tallies(1, Some(30), 40 * DAY).unwrap();
    assert_eq!((last.answered, last.refused), (2, 1));
}

fn questions(store: &Store, now: i64) -> Vec<(String, u64)> {
    let gaps = store.gaps(1, now).unwrap().kept;
    gaps.into_iter()
        .map(|gap| (gap.question, gap.count))
        .collect()
}

fn choose(store: &Store, gaps: GapReports) {
    store
        .change_settings(1, 100, |settings| settings.gaps = gaps)
        .unwrap();
}

fn texts_go_after_the_days_that_the_server_chose(store: &Store) {
    choose(store, GapReports::All { days: 7 });
    store.keep_gap(1, 11, "Wo?", None, 100).unwrap();
    store.keep_gap(1, 12, "wo?", None, DAY).unwrap();
    store.keep_gap(2, 11, "Elsewhere", None, 100).unwrap();
    assert_eq!(questions(store, 7 * DAY), [("wo?".to_owned(), 2)]);
    assert_eq!(questions(store, 7 * DAY + 101), [("wo?".to_owned(), 1)]);
    assert_eq!(questions(store, 9 * DAY), []);
    assert_eq!(store.gaps(2, 9 * DAY).unwrap().kept.len(), 1);
    assert_eq!(store.gaps(2, YEAR + 101).unwrap().kept, []);
}

fn what_a_server_no_longer_keeps_is_deleted_at_once(store: &Store) {
    choose(store, GapReports::All { days: 7 });
    store.keep_gap(1, 11, "Wo?", None, 100).unwrap();
    store.keep_gap(1, 11, "Wann?", Some(900), 100).unwrap();
    store.keep_gap(1, 11, "Wann?", Some(900), 100).unwrap();
    choose(store, GapReports::Reported);
    assert_eq!(questions(store, 100), [("Wann?".to_owned(), 1)]);
    choose(store, GapReports::Counts);
    store.count_gap(1).unwrap();
    let gaps = store.gaps(1, 100).unwrap();
    assert_eq!((gaps.counted, gaps.kept.len()), (2, 0));
    choose(store, GapReports::Off);
    assert_eq!(store.gaps(1, 100).unwrap(), Gaps::default());
}

fn a_server_is_greeted_once(store: &Store) {
    assert!(store.greet(1, 0).unwrap() && store.greet(2, 0).unwrap());
    assert!(!store.greet(1, 9).unwrap());
}

fn what_is_old_goes_and_what_is_young_stays(store: &Store) {
    store.keep_reply(1, 2, 0).unwrap();
    store.keep_reply(3, 5, 0).unwrap();
    store.keep_reply(3, 4, 100).unwrap();
    store.vote(1, 900, 11, true, 0).unwrap();
    store.expire(FOLLOWED + 50).unwrap();
    assert_eq!(store.reply(1).unwrap(), None);
    assert_eq!(store.take_reply(3).unwrap(), Some(4));
    assert_eq!(store.reply(3).unwrap(), None);
    assert_eq!(store.take_reply(3).unwrap(), None);
    assert_eq!(store.votes(1).unwrap().up, 1);
    store.expire(YEAR + 1).unwrap();
    assert_eq!(store.votes(1).unwrap().up, 0);
}

fn what_names_a_user_is_forgotten(store: &Store) {
    store.vote(1, 900, 11, true, 0).unwrap();
    store.vote(1, 900, 12, true, 0).unwrap();
    store.keep_gap(2, 11, "Wo?", None, 0).unwrap();
    let forgotten = store.forget(11).unwrap();
    assert_eq!(forgotten, Forgotten { votes: 1, gaps: 1 });
    assert_eq!(store.forget(11).unwrap(), Forgotten::default());
    assert_eq!(store.votes(1).unwrap().up, 1);
}

fn odd_texts_and_numbers_are_kept_or_refused(store: &Store) {
    let odd = "'; DROP TABLE gaps; -- ?1 $1 \u{1f3f0} \"\\";
    store.keep_gap(1, 11, odd, None, 0).unwrap();
    store.keep_gap(1, 11, "a\0b", None, 0).unwrap();
    let asked = questions(store, 1);
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().any(|(question, _)| question == odd));
    assert!(store.vote(1, u64::MAX, 11, true, 0).is_err());
    assert_eq!(store.votes(1).unwrap(), Votes::default());
}
