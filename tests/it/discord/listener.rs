//! The lines of the log, heard while the program runs: tests count them, wait in them, or panic in them,
//! where nothing else shows from outside that work has begun. A line that is worded otherwise fails the test,
//! which then counts none. Only lines of the test's own thread are heard.

use std::{cell::RefCell, rc::Rc, sync::Once};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

type Hear = Rc<dyn Fn(&str)>;

thread_local! {
    static HEARD_BY: RefCell<Option<Hear>> = const { RefCell::new(None) };
}

/// Hears all lines of the bot on this thread as long as the guard is kept.
///
/// One subscriber hears all threads. With one for each test, a line that another test says first
/// is taken for one that nobody wants, and is never heard.
pub(super) fn listen(hear: impl Fn(&str) + 'static) -> Listening {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| {
        let set = tracing::subscriber::set_global_default(Listener);
        set.expect("somebody else listens");
    });
    Listening {
        before: HEARD_BY.replace(Some(Rc::new(hear))),
    }
}

/// Ends the listening when it is dropped.
pub(super) struct Listening {
    before: Option<Hear>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        HEARD_BY.set(self.before.take());
    }
}

/// Gives each line to who listens on its thread.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("fundstelle::")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let hear = HEARD_BY.try_with(|by| by.borrow().clone());
        if let Ok(Some(hear)) = hear {
            let mut line = Line(String::new());
            event.record(&mut line);
            hear(&line.0);
        }
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, _: &Field, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        write!(self.0, "{value:?} ").unwrap();
    }
}
