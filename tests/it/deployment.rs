//! What starts several processes at once: compose.cluster.yaml and deploy/kubernetes.yaml restrict each as
//! compose.yaml does, set nothing that is no setting, and give secrets by files alone.

use std::{collections::BTreeMap, fs, path::Path};

use fundstelle::config::Config;
use serde_json::Value;

/// What is not a setting of the program: the names that `Config::load` takes as they are.
const TAKEN_AS_THEY_ARE: [&str; 1] = ["DISCORD_TOKEN_FILE"];

/// The parts that are ours; the others are what they stand on.
const PARTS: [&str; 3] = ["builder", "bot", "pages"];

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn service(file: &str, name: &str) -> Value {
    read(file)["services"][name].clone()
}

/// The pod of a deployment.
fn pod(name: &str) -> Value {
    let list = read("deploy/kubernetes.yaml");
    let items = list["items"].as_array().unwrap();
    let is_named = |item: &&Value| item["kind"] == "Deployment" && item["metadata"]["name"] == name;
    items.iter().find(is_named).unwrap()["spec"]["template"]["spec"].clone()
}

/// The environment of a part, as compose and as Kubernetes say it.
fn environments(part: &str) -> [BTreeMap<String, String>; 2] {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let service = service("compose.cluster.yaml", part);
    let of_compose = service["environment"].as_object().unwrap().iter();
    let variables = pod(part)["containers"][0]["env"].clone();
    let of_pod = variables.as_array().unwrap().iter();
    [
        of_compose
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        of_pod
            .map(|variable| (text(&variable["name"]), text(&variable["value"])))
            .collect(),
    ]
}

#[test]
fn each_part_may_do_as_little_as_the_one_container() {
    let alone = service("compose.yaml", "fundstelle");
    for part in PARTS {
        let service = service("compose.cluster.yaml", part);
        for what in [
            "read_only",
            "cap_drop",
            "security_opt",
            "mem_limit",
            "memswap_limit",
            "cpus",
            "pids_limit",
            "ulimits",
            "stop_grace_period",
            "logging",
        ] {
            assert_eq!(service[what], alone[what], "{part}: {what}");
        }
        let pod = pod(part);
        assert_eq!(pod["securityContext"]["runAsNonRoot"], true, "{part}");
        let container = &pod["containers"][0];
        let may = &container["securityContext"];
        assert_eq!(may["readOnlyRootFilesystem"], true, "{part}");
        assert_eq!(may["allowPrivilegeEscalation"], false, "{part}");
        assert_eq!(may["capabilities"]["drop"][0], "ALL", "{part}");
        assert_eq!(
            container["resources"]["limits"]["memory"], "256Mi",
            "{part}"
        );
    }
}

#[test]
fn what_is_set_for_the_parts_is_a_setting_and_the_same_in_both_files() {
    let settings = toml::Value::try_from(Config::default()).unwrap();
    for part in PARTS {
        let [of_compose, of_pod] = environments(part);
        for name in of_compose.keys().chain(of_pod.keys()) {
            let Some(path) = name.strip_prefix("FUNDSTELLE_") else {
                assert!(TAKEN_AS_THEY_ARE.contains(&name.as_str()), "{part}: {name}");
                continue;
            };
            let path = path.to_lowercase();
            let found = path.split("__").try_fold(&settings, |at, key| at.get(key));
            assert!(found.is_some(), "{part}: {name}");
        }
        let said = |of: &BTreeMap<String, String>| {
            let is_place = |name: &str| name.ends_with("_FILE") || name.ends_with("__LISTEN");
            let said = of.iter().filter(|(name, _)| !is_place(name));
            said.map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(said(&of_compose), said(&of_pod), "{part}");
    }
}

#[test]
fn one_part_builds_and_the_others_take_what_it_built() {
    for part in PARTS {
        for environment in environments(part) {
            let set = |name: &str| environment.get(name).map(String::as_str);
            assert_eq!(set("FUNDSTELLE_INDEX__SHARE"), Some("postgres"), "{part}");
            let builds = set("FUNDSTELLE_INDEX__BUILD") != Some("false");
            assert_eq!(builds, part == "builder", "{part}");
            let is_bot = set("FUNDSTELLE_DISCORD__ENABLED") != Some("false");
            assert_eq!(is_bot, part == "bot", "{part}");
            let has_pages = set("FUNDSTELLE_WEB__ENABLED") != Some("false");
            assert_eq!(has_pages, part == "pages", "{part}");
        }
    }
}

#[test]
fn no_secret_stands_in_a_file_of_the_repository() {
    let compose = read("compose.cluster.yaml");
    for (name, secret) in compose["secrets"].as_object().unwrap() {
        let file = secret["file"].as_str().unwrap();
        assert!(file.starts_with("./secrets/"), "{name}: {file}");
    }
    for (name, service) in compose["services"].as_object().unwrap() {
        let environment = service["environment"].as_object();
        for (variable, value) in environment.into_iter().flatten() {
            let is_secret = ["PASSWORD", "TOKEN", "URL"]
                .iter()
                .any(|of| variable.contains(of));
            let is_file = value
                .as_str()
                .is_some_and(|value| value.starts_with("/run/secrets/"));
            assert!(!is_secret || is_file, "{name}: {variable}");
        }
        for used in service["secrets"].as_array().into_iter().flatten() {
            assert!(
                compose["secrets"].get(used.as_str().unwrap()).is_some(),
                "{name}: {used}"
            );
        }
    }
    // Each bot has a volume of its own: one without a name.
    let bot = &compose["services"]["bot"]["volumes"];
    assert!(
        bot.as_array().unwrap().contains(&Value::from("/data")),
        "{bot}"
    );
    // Only this machine reaches the pages.
    assert_eq!(
        compose["services"]["proxy"]["ports"][0],
        "127.0.0.1:8080:8080"
    );
}
