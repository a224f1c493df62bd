//! Front matter that is long, deep, or refers to itself.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("front-matter-title", |n| {
        format!(
            "---\ntitle: \"{}\"\n---\n\nText.\n",
            repeated("Sehr lang ", n)
        )
    }),
    Kind::markdown("front-matter-keys", |n| {
        format!(
            "---\n{}---\n\nText.\n",
            counted(n, |i| format!("k{i}: 1.10\n"))
        )
    }),
    Kind::markdown("front-matter-list", |n| {
        format!("---\na: {}\n---\n\nText.\n", repeated("[", n.min(90_000)))
    }),
    Kind::markdown("front-matter-map", |n| {
        format!(
            "---\na: {}\n---\n\nText.\n",
            repeated("{a: ", n.min(90_000))
        )
    }),
    Kind::markdown("front-matter-steps", |n| {
        let depth = n.min(90_000).isqrt();
        let steps: String = (0..depth).map(|i| " ".repeat(i) + "a:\n").collect();
        format!("---\n{steps}---\n\nText.\n")
    }),
    Kind::markdown("front-matter-references", |n| {
        let lists = counted(n.min(90_000), |i| {
            format!("k{}: &a{} [*a{i}, *a{i}]\n", i + 1, i + 1)
        });
        format!("---\nk0: &a0 [x]\n{lists}---\n\nText.\n")
    }),
    Kind::markdown("front-matter-open", |n| {
        "---\n".to_owned() + &repeated("a: b\n", n)
    }),
    Kind::markdown("front-matter-toml", |n| {
        format!(
            "+++\n{}+++\n\nText.\n",
            counted(n, |i| format!("k{i} = 1.10\n"))
        )
    }),
    Kind::markdown("front-matter-toml-list", |n| {
        format!("+++\na = {}\n+++\n\nText.\n", repeated("[", n.min(90_000)))
    }),
    Kind::markdown("front-matter-toml-keys", |n| {
        format!(
            "+++\n{} = 1\n+++\n\nText.\n",
            repeated("a.", n.min(90_000)) + "b"
        )
    }),
];
