//! The numbers, in one registry that is passed along. `docs/metrics.md` says what each means.

use std::{fmt, sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::prometheus_text::encode,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
        info::Info,
    },
    registry::{Registry, Unit},
};

use super::{
    FrontEnd, Gateway, QuestionOutcome, QuestionStage, ShardState,
    labels::{QuestionLabels, RequestLabels, RouteLabels, ShardLabels, StageLabels},
    now, process,
};

/// From a millisecond to half a minute; a question takes some ten milliseconds.
const FIRST_BUCKET: f64 = 0.001;
const BUCKETS: u16 = 16;

/// In front of the name of every number but those that all programs have.
const PREFIX: &str = "fundstelle";

type Real = Gauge<f64, AtomicU64>;

/// Everything that is counted and measured. The parts that are only known when somebody asks are
/// filled in by [`Metrics::text`].
pub struct Metrics {
    registry: Registry,
    questions: Family<QuestionLabels, Counter>,
    stages: Family<StageLabels, Histogram>,
    web_requests: Family<RequestLabels, Counter>,
    web_seconds: Family<RouteLabels, Histogram>,
    index: IndexNumbers,
    gateway: Gateway,
    shard_connected: Family<ShardLabels, Gauge>,
    shard_heartbeat_age: Family<ShardLabels, Real>,
    shards: Gauge,
    shards_unserved: Gauge,
    shard_processes: Gauge,
    rate_limits: Counter,
    store_is_usable: Gauge,
    resident: Gauge,
}

#[derive(Default)]
struct IndexNumbers {
    generation: Gauge,
    built: Real,
    documents: Gauge,
    with_warnings: Gauge,
    with_errors: Gauge,
    build_seconds: Real,
    published: Gauge,
    is_builder: Gauge,
    refreshed: Real,
    failures: Counter,
}

/// The corpus that serves when somebody asks for the numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Corpus {
    /// The generation of the index.
    pub generation: u64,
    /// The time at which it was built, in seconds since 1970.
    pub built: u64,
    /// The number of its documents.
    pub documents: usize,
    /// Of how many something is odd.
    pub with_warnings: usize,
    /// The number of files that cannot be read, whether or not an earlier version of them is served.
    pub with_errors: usize,
}

impl Metrics {
    /// All at zero, from now on.
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::default(),
            questions: Family::default(),
            stages: Family::new_with_constructor(histogram),
            web_requests: Family::default(),
            web_seconds: Family::new_with_constructor(histogram),
            index: IndexNumbers::default(),
            gateway: Gateway::default(),
            shard_connected: Family::default(),
            shard_heartbeat_age: Family::default(),
            shards: Gauge::default(),
            shards_unserved: Gauge::default(),
            shard_processes: Gauge::default(),
            rate_limits: Counter::default(),
            store_is_usable: Gauge::default(),
            resident: Gauge::default(),
        };
        metrics.register_answers();
        metrics.register_corpus();
        metrics.register_discord();
        metrics.register_process();
        metrics.store_is_usable.set(1);
        metrics
    }

    fn register_answers(&mut self) {
        let registry = self.registry.sub_registry_with_prefix(PREFIX);
        let help = "Questions by front end and by what became of them";
        registry.register("questions", help, self.questions.clone());
        let help = "What questions spend their time on";
        registry.register_with_unit("stage", help, Unit::Seconds, self.stages.clone());
        let help = "Requests to the reader by route and status";
        registry.register("web_requests", help, self.web_requests.clone());
        let help = "How long requests to the reader take";
        let seconds = self.web_seconds.clone();
        registry.register_with_unit("web_request", help, Unit::Seconds, seconds);
        // A series that begins at its first event hides that event from rates.
        for front_end in FrontEnd::ALL {
            for outcome in QuestionOutcome::ALL {
                let labels = QuestionLabels { front_end, outcome };
                drop(self.questions.get_or_create(&labels));
            }
        }
        for stage in QuestionStage::ALL {
            drop(self.stages.get_or_create(&StageLabels { stage }));
        }
    }

    fn register_corpus(&mut self) {
        let registry = self.registry.sub_registry_with_prefix(PREFIX);
        let index = &self.index;
        let help = "The generation of the index that serves";
        registry.register("index_generation", help, index.generation.clone());
        let help = "When the index that serves was built, in seconds since 1970";
        registry.register("index_built_timestamp_seconds", help, index.built.clone());
        let help = "Documents in the index";
        registry.register("documents", help, index.documents.clone());
        let help = "Documents about which something is odd";
        registry.register("documents_with_warnings", help, index.with_warnings.clone());
        let help = "Files that cannot be read; an earlier version may be served";
        registry.register("files_with_errors", help, index.with_errors.clone());
        let help = "How long the last build of the index took";
        registry.register("index_build_seconds", help, index.build_seconds.clone());
        let help = "The newest generation that is published to those who share the index";
        registry.register("index_published_generation", help, index.published.clone());
        let help = "Whether this process builds the index that several share";
        registry.register("index_builder", help, index.is_builder.clone());
        let help = "When the corpus was last looked at without a failure, in seconds since 1970";
        let refreshed = index.refreshed.clone();
        registry.register("index_refresh_timestamp_seconds", help, refreshed);
        let help = "How often the index could not be brought up to date";
        registry.register("index_refresh_failures", help, index.failures.clone());
    }

    fn register_discord(&mut self) {
        let registry = self.registry.sub_registry_with_prefix(PREFIX);
        let help = "Whether a shard is connected to Discord";
        registry.register("gateway_connected", help, self.shard_connected.clone());
        let help = "How long ago Discord last answered a shard";
        let age = self.shard_heartbeat_age.clone();
        registry.register("gateway_heartbeat_age_seconds", help, age);
        let help = "The shards that processes share; 0 where they do not";
        registry.register("shards", help, self.shards.clone());
        let help = "Those of them that no process serves";
        registry.register("shards_unserved", help, self.shards_unserved.clone());
        let help = "The processes that share shards";
        registry.register("shard_processes", help, self.shard_processes.clone());
        let help = "How often Discord told the bot to wait";
        registry.register("discord_rate_limits", help, self.rate_limits.clone());
        let help = "Whether settings and votes can be read and written";
        registry.register("store_usable", help, self.store_is_usable.clone());
    }

    fn register_process(&mut self) {
        let registry = self.registry.sub_registry_with_prefix(PREFIX);
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version of the program", version);
        let registry = &mut self.registry;
        let help = "Memory of the process";
        let resident = self.resident.clone();
        registry.register("process_resident_memory_bytes", help, resident);
        let start = Real::default();
        start.set(now().as_secs_f64());
        let help = "When the program was started, in seconds since 1970";
        registry.register("process_start_time_seconds", help, start);
    }

    /// Counts a question.
    pub fn question(&self, front_end: FrontEnd, outcome: QuestionOutcome) {
        let labels = QuestionLabels { front_end, outcome };
        self.questions.get_or_create(&labels).inc();
    }

    /// Notes how long a question spent on something.
    pub fn stage(&self, stage: QuestionStage, took: Duration) {
        let stages = self.stages.get_or_create(&StageLabels { stage });
        stages.observe(took.as_secs_f64());
    }

    /// Counts a request to the reader; `route` is the template, never the path that was asked for.
    pub fn web_request(&self, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        let labels = RequestLabels {
            route: route.clone(),
            status,
        };
        self.web_requests.get_or_create(&labels).inc();
        let seconds = self.web_seconds.get_or_create(&RouteLabels { route });
        seconds.observe(took.as_secs_f64());
    }

    /// Notes that an index was built.
    pub fn built(&self, took: Duration) {
        self.index.build_seconds.set(took.as_secs_f64());
    }

    /// Notes that the corpus was looked at, and what serves is what stands there.
    pub fn refreshed(&self) {
        self.index.refreshed.set(now().as_secs_f64());
    }

    /// Notes what is known of an index that several processes share.
    pub fn shares(&self, published: Option<u64>, is_builder: bool) {
        self.index.published.set(signed(published.unwrap_or(0)));
        self.index.is_builder.set(i64::from(is_builder));
    }

    /// Counts a failure to bring the index up to date.
    pub fn refresh_failed(&self) {
        self.index.failures.inc();
    }

    /// Counts that Discord told the bot to wait.
    pub fn rate_limited(&self) {
        self.rate_limits.inc();
    }

    /// Notes whether settings and votes can be read and written.
    pub fn store_is(&self, is_usable: bool) {
        self.store_is_usable.set(i64::from(is_usable));
    }

    /// Whether settings and votes can be read and written, as far as is known.
    pub fn is_store_usable(&self) -> bool {
        self.store_is_usable.get() == 1
    }

    /// The connections to Discord.
    pub fn gateway(&self) -> &Gateway {
        &self.gateway
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self, corpus: Corpus) -> Result<String, fmt::Error> {
        self.index.generation.set(signed(corpus.generation));
        self.index.built.set(corpus.built as f64);
        self.index.documents.set(signed(corpus.documents as u64));
        let with_warnings = signed(corpus.with_warnings as u64);
        self.index.with_warnings.set(with_warnings);
        let with_errors = signed(corpus.with_errors as u64);
        self.index.with_errors.set(with_errors);
        let share = self.gateway.shared().unwrap_or_default();
        self.shards.set(signed(share.total as u64));
        self.shards_unserved.set(signed(share.unserved as u64));
        self.shard_processes.set(signed(share.processes as u64));
        // A shard that is no more must not be told of.
        self.shard_connected.clear();
        self.shard_heartbeat_age.clear();
        for shard in self.gateway.shards() {
            let label = ShardLabels {
                shard: shard.number,
            };
            let is_connected = shard.state == ShardState::Connected;
            let connected = self.shard_connected.get_or_create(&label);
            connected.set(i64::from(is_connected));
            let age = self.shard_heartbeat_age.get_or_create(&label);
            age.set(shard.heartbeat_age.as_secs_f64());
        }
        self.resident
            .set(signed(process::resident_bytes().unwrap_or(0)));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(FIRST_BUCKET, 2.0, BUCKETS))
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
