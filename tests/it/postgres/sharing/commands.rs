//! The commands of a machine that shares an index: `index` builds for all, `ask` uses what is published, `doctor`
//! says how it stands.

use super::{HIGH, NAME, TOWER, cluster};
use crate::{
    postgres::cluster::Cluster,
    program::{Program, Said},
};

fn run(cluster: &Cluster, program: &Program, args: &[&str], builds: bool) -> Said {
    let mut command = program.command(args);
    command
        .env("FUNDSTELLE_STORE__URL", cluster.url(NAME))
        .env("FUNDSTELLE_INDEX__SHARE", "postgres")
        .env("FUNDSTELLE_INDEX__BUILD", builds.to_string())
        .env("FUNDSTELLE_LIBRARY__ENABLED", "off")
        .env("FUNDSTELLE_DISCORD__API", "http://127.0.0.1:1");
    Said::of(command)
}

#[test]
fn index_builds_for_all_and_ask_uses_what_is_published() {
    let Some(cluster) = cluster() else {
        return;
    };
    let program = Program::with(&[("turm.md", TOWER)]);
    let other = Program::without_corpus();
    let said = run(&cluster, &other, &["ask", HIGH], false).code(2);
    drop(said.complains("builds one where the documents are"));
    let said = run(&cluster, &other, &["index"], false).code(2);
    drop(said.complains("index.build is false"));
    let said = run(&cluster, &other, &["doctor"], false);
    drop(said.says("nothing is published yet, no process builds"));

    drop(
        run(&cluster, &program, &["index"], true)
            .code(0)
            .says("generation 1: 1 document"),
    );
    drop(
        run(&cluster, &other, &["ask", HIGH], false)
            .code(0)
            .says("40 Meter"),
    );
    program.write("turm.md", TOWER.replace("40", "50"));
    // Asking builds nothing.
    drop(
        run(&cluster, &program, &["ask", HIGH], true)
            .code(0)
            .says("40 Meter"),
    );
    drop(
        run(&cluster, &program, &["index"], true)
            .code(0)
            .says("generation 2: 1 document"),
    );
    drop(
        run(&cluster, &other, &["ask", HIGH], false)
            .code(0)
            .says("50 Meter"),
    );
    let said = run(&cluster, &program, &["doctor"], true);
    drop(said.says("generation 2 is published, no process builds"));

    cluster.stop();
    let said = run(&cluster, &other, &["ask", HIGH], false).code(0);
    drop(said.says("50 Meter").complains("cannot be used now"));
    cluster.go_on();
}

#[test]
fn settings_that_do_not_go_together_are_told_with_their_place() {
    let program = Program::with(&[("turm.md", TOWER)]);
    let mut command = program.command(&["config", "check"]);
    command.env("FUNDSTELLE_INDEX__SHARE", "postgres");
    let said = Said::of(command).code(2);
    drop(
        said.complains("FUNDSTELLE_INDEX__SHARE: index.share needs PostgreSQL")
            .complains("set library.enabled to off"),
    );
}
