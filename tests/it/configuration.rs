//! Settings from outside: each layer wins over the one before, everything that is wrong is told with
//! its place, and secrets are never shown.

use std::{fs, os::unix::fs::PermissionsExt as _};

use crate::program::{Program, Said};

/// Written like a token, and one that nobody has.
const SECRET: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz_0123456789AB";

/// `config check` with a settings file and variables.
struct Check {
    program: Program,
    args: Vec<String>,
    variables: Vec<(String, String)>,
}

fn check() -> Check {
    Check {
        program: Program::without_corpus(),
        args: Vec::new(),
        variables: Vec::new(),
    }
}

impl Check {
    fn file(self, text: impl AsRef<[u8]>) -> Self {
        self.write("config/fundstelle.toml", text, 0o600)
    }

    fn write(self, name: &str, text: impl AsRef<[u8]>, mode: u32) -> Self {
        let path = self.program.folder().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    fn args(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|arg| (*arg).to_owned()));
        self
    }

    /// Runs a command. Whatever it says, no secret is in it.
    #[track_caller]
    fn command(&self, command: &[&str]) -> Said {
        let mut command = self.program.command(command);
        for name in [
            "FUNDSTELLE_EMBEDDING__ENABLED",
            "DISCORD_TOKEN",
            "DISCORD_TOKEN_FILE",
        ] {
            command.env_remove(name);
        }
        command.args(&self.args).envs(self.variables.clone());
        let said = Said::of(command);
        for text in [&said.stdout, &said.stderr] {
            assert!(!text.contains("MTIz") && !text.contains("Gabcde"), "{text}");
        }
        said
    }

    #[track_caller]
    fn run(&self) -> Said {
        self.command(&["config", "check"])
    }

    /// Why the settings cannot be used.
    #[track_caller]
    fn wrong(&self) -> String {
        let said = self.run().code(2);
        assert_eq!(said.stdout, "");
        said.stderr
    }

    /// The line about a setting.
    #[track_caller]
    fn line(&self, name: &str) -> String {
        let said = self.run().code(0);
        let mut lines = said.stdout.lines();
        let line = lines.find(|line| line.trim_start_matches("# ").starts_with(name));
        let words: Vec<_> = line.unwrap().split_whitespace().collect();
        words.join(" ")
    }
}

#[test]
fn each_layer_wins_over_the_one_before() {
    let name = "max_citations";
    assert_eq!(check().line(name), "max_citations = 3 # default");
    let file = || check().file("[answer]\n# More.\nmax_citations = 5\n");
    let of_file = "max_citations = 5 # config/fundstelle.toml:3";
    assert_eq!(file().line(name), of_file);
    let both = file().variable("FUNDSTELLE_ANSWER__MAX_CITATIONS", "7");
    let of_variable = "max_citations = 7 # FUNDSTELLE_ANSWER__MAX_CITATIONS";
    assert_eq!(both.line(name), of_variable);

    let folder = || check().variable("FUNDSTELLE_CORPUS__FOLDER", "42");
    assert_eq!(
        folder().line("folder"),
        "folder = \"42\" # FUNDSTELLE_CORPUS__FOLDER"
    );
    let flag = folder().args(&["--corpus", "berichte"]);
    assert_eq!(flag.line("folder"), "folder = \"berichte\" # --corpus");
    let data = check().variable("FUNDSTELLE_DATA", "/srv");
    assert_eq!(data.line("data"), "data = \"/srv\" # FUNDSTELLE_DATA");
    let data = data.args(&["--data", "here"]);
    assert_eq!(data.line("data"), "data = \"here\" # --data");
}

#[test]
fn another_file_is_named_by_a_flag_or_by_a_variable() {
    let two = || {
        let check = check().file("data = \"a\"");
        check.write("b.toml", "data = \"b\"", 0o600)
    };
    assert_eq!(
        two().line("data"),
        "data = \"a\" # config/fundstelle.toml:1"
    );
    let named = two().variable("FUNDSTELLE_CONFIG", "b.toml");
    assert_eq!(named.line("data"), "data = \"b\" # b.toml:1");
    let flag = named.args(&["--config", "config/fundstelle.toml"]);
    assert_eq!(flag.line("data"), "data = \"a\" # config/fundstelle.toml:1");
    let gone = check().args(&["--config", "none.toml"]);
    insta::assert_snapshot!(gone.wrong(), @"fundstelle: none.toml: there is no such settings file; `fundstelle config default` prints one to start from");
    let folder = check().args(&["--config", "."]);
    insta::assert_snapshot!(folder.wrong(), @"fundstelle: .: is a folder, not a settings file");
}

#[test]
fn the_default_file_can_be_started_from() {
    let text = check().command(&["config", "default"]).code(0).stdout;
    let said = check().file(text).run().code(0);
    assert_eq!(said.stderr, "");
    assert!(!said.stdout.contains("# default"), "{}", said.stdout);
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let check = check()
        .file(
            "dta = \"x\"\n\n[answer]\nmax_quotes = 3\n\"höchstens\" = 3\nshards = \"auto\"\n\n[anwser]\n\
             at_once = 2\n\n[\"völlig\"]\nanders = 1\n",
        )
        .variable("FUNDSTELLE_ANSWER_MAX_CITATIONS", "3")
        .variable("FUNDSTELLE_DISCORD__TOKN", SECRET)
        .variable("FUNDSTELLE_CORPUS", "berichte")
        .variable("FUNDSTELLE_GRÖSSE__ÜBER", "1");
    insta::assert_snapshot!(check.wrong(), @r"
    fundstelle: config/fundstelle.toml:1: there is no setting dta; did you mean data?
    fundstelle: config/fundstelle.toml:4: there is no setting answer.max_quotes; did you mean answer.max_quote_chars?
    fundstelle: config/fundstelle.toml:5: there is no setting answer.höchstens; available here: answer.max_citations, answer.max_quote_chars, answer.min_confidence, answer.sure_confidence, answer.reranker, answer.at_once, answer.waiting
    fundstelle: config/fundstelle.toml:6: there is no setting answer.shards; did you mean discord.shards?
    fundstelle: config/fundstelle.toml:8: there is no section [anwser]; did you mean [answer]?
    fundstelle: config/fundstelle.toml:11: there is no section [völlig]; `fundstelle config default` lists them all
    fundstelle: FUNDSTELLE_ANSWER_MAX_CITATIONS: there is no such setting; did you mean FUNDSTELLE_ANSWER__MAX_CITATIONS?
    fundstelle: FUNDSTELLE_CORPUS: there is no such setting; available here: FUNDSTELLE_CORPUS__FOLDER, FUNDSTELLE_CORPUS__MAX_FILE_MB, FUNDSTELLE_CORPUS__READ_MEMORY_MB, FUNDSTELLE_CORPUS__READ_SECONDS, FUNDSTELLE_CORPUS__WATCH, FUNDSTELLE_CORPUS__REFRESH_SECONDS, FUNDSTELLE_CORPUS__SETTLE_SECONDS
    fundstelle: FUNDSTELLE_DISCORD__TOKN: there is no such setting; did you mean FUNDSTELLE_DISCORD__TOKEN?
    fundstelle: FUNDSTELLE_GRÖSSE__ÜBER: there is no such setting; `fundstelle config default` lists them all
    ");
}

#[test]
fn settings_that_were_renamed_are_told_by_their_new_name() {
    let check = check()
        .file("[discord]\nreader_url = \"https://a.example\"\nat_once = 2\nwaiting = 3\n")
        .variable("FUNDSTELLE_DISCORD__REFRESH_SECONDS", "3");
    insta::assert_snapshot!(check.wrong(), @"
    fundstelle: config/fundstelle.toml:2: there is no setting discord.reader_url; it is now web.url
    fundstelle: config/fundstelle.toml:3: there is no setting discord.at_once; it is now answer.at_once
    fundstelle: config/fundstelle.toml:4: there is no setting discord.waiting; it is now answer.waiting
    fundstelle: FUNDSTELLE_DISCORD__REFRESH_SECONDS: there is no such setting; it is now FUNDSTELLE_CORPUS__REFRESH_SECONDS
    ");
}

#[test]
fn variables_of_others_are_only_told() {
    let check = check()
        .variable("FUNDSTELLE_SERVICE_HOST", "10.0.0.1")
        .variable("FUNDSTELLE_WEB_PORT_8080_TCP_ADDR", "10.0.0.1");
    let said = check.run().code(0);
    insta::assert_snapshot!(said.stderr, @r"
    note: FUNDSTELLE_SERVICE_HOST is not a setting and is ignored
    note: FUNDSTELLE_WEB_PORT_8080_TCP_ADDR is not a setting and is ignored
    ");
}

#[test]
fn all_values_that_are_wrong_are_told_at_once() {
    let check = check()
        .file(
            "answer = 3\n[embedding]\nenabled = \"ja\"\n[discord]\ntoken = 12345\nshards = \"4\"\n\
             [web]\nurl = \"example.org\"\nlisten = \"8080\"\n[health]\nlisten = { port = 8081 }\n",
        )
        .variable("FUNDSTELLE_ANSWER__MAX_CITATIONS", "viele")
        .variable("FUNDSTELLE_ANSWER__MIN_CONFIDENCE", "1,5")
        .variable("FUNDSTELLE_ANSWER__WAITING", "-1");
    insta::assert_snapshot!(check.wrong(), @r#"
    fundstelle: config/fundstelle.toml:1: answer is a section; write [answer] on a line of its own
    fundstelle: config/fundstelle.toml:3: embedding.enabled is "ja"; it must be true or false
    fundstelle: config/fundstelle.toml:5: discord.token must be text
    fundstelle: config/fundstelle.toml:6: discord.shards is "4"; it must be auto, or a range such as 0..4/16
    fundstelle: config/fundstelle.toml:8: web.url is "example.org"; it must be empty, or an address that begins with https:// or http://
    fundstelle: config/fundstelle.toml:9: web.listen is "8080"; it must be an address with a port, such as 127.0.0.1:8080
    fundstelle: config/fundstelle.toml:11: health.listen is a section; it must be an address with a port, such as 127.0.0.1:8080
    fundstelle: FUNDSTELLE_ANSWER__MAX_CITATIONS: answer.max_citations is "viele"; it must be 1 to 25
    fundstelle: FUNDSTELLE_ANSWER__MIN_CONFIDENCE: answer.min_confidence is "1,5"; it must be a number from 0 to 1
    fundstelle: FUNDSTELLE_ANSWER__WAITING: answer.waiting is -1; it must be 1 to 100000
    "#);
}

#[test]
fn a_file_that_is_no_toml_is_told_line_by_line_without_what_stands_there() {
    let text = format!("[discord]\ntoken = {SECRET}\n\n[answer\nmax_citations = \n");
    insta::assert_snapshot!(check().file(text).wrong(), @r"
    fundstelle: config/fundstelle.toml:2: this is not valid TOML: string values must be quoted, expected literal string
    fundstelle: config/fundstelle.toml:4: this is not valid TOML: unclosed table, expected `]`
    ");
    let text = format!("[discord]\ntoken = \"{SECRET}\n[web]\n");
    insta::assert_snapshot!(check().file(text).wrong(), @r#"fundstelle: config/fundstelle.toml:2: this is not valid TOML: invalid basic string, expected `"`"#);
    let text = format!("[discord]\ntoken = \"{SECRET}\"\ntoken = \"{SECRET}\"\n");
    insta::assert_snapshot!(check().file(text).wrong(), @"fundstelle: config/fundstelle.toml:3: this is not valid TOML: duplicate key");
    insta::assert_snapshot!(check().file(b"data = \"x\"\n# gr\xfc\xdfe\n").wrong(), @"fundstelle: config/fundstelle.toml: line 2 is not UTF-8; save the file with that encoding");
}

#[test]
fn files_of_every_editor_are_read() {
    let line = "max_citations = 5 # config/fundstelle.toml:2";
    for text in [
        "[answer]\r\nmax_citations = 5\r\n",
        "\u{feff}[answer]\nmax_citations = 5",
        "\u{feff}[answer]\r\nmax_citations = 5 # fünf\r\n",
    ] {
        assert_eq!(check().file(text).line("max_citations"), line, "{text:?}");
    }
    assert_eq!(check().file("").line("data"), "data = \"data\" # default");
}

#[test]
fn secrets_are_hidden_and_where_they_come_from_is_said() {
    assert_eq!(check().line("token"), "# token is not set # default");
    let set = format!("[discord]\ntoken = \"{SECRET}\"\n");
    let file = check().file(&set);
    assert_eq!(
        file.line("token"),
        "# token is set, and hidden # config/fundstelle.toml:2"
    );
    let variable = file.variable("DISCORD_TOKEN", SECRET);
    let of_variable = "# token is set, and hidden # DISCORD_TOKEN";
    assert_eq!(variable.line("token"), of_variable);
    let json = variable.args(&["--json"]).run().code(0).json();
    let settings = json["settings"].as_array().unwrap();
    let token = settings
        .iter()
        .find(|setting| setting["key"] == "discord.token");
    insta::assert_json_snapshot!(token, @r#"
    {
      "is_set": true,
      "key": "discord.token",
      "source": "DISCORD_TOKEN"
    }
    "#);
}

#[test]
fn of_a_secret_and_its_file_the_later_layer_wins() {
    let set = format!("[discord]\ntoken = \"{SECRET}\"\n");
    let both = || check().file(&set).write("token", SECRET, 0o600);
    let file = both().variable("DISCORD_TOKEN_FILE", "token");
    assert_eq!(file.line("token"), "# token is not set # default");
    assert_eq!(
        file.line("token_file"),
        "token_file = \"token\" # DISCORD_TOKEN_FILE"
    );
    let ours = both().variable("FUNDSTELLE_DISCORD__TOKEN_FILE", "token");
    assert_eq!(
        ours.line("token_file"),
        "token_file = \"token\" # FUNDSTELLE_DISCORD__TOKEN_FILE"
    );
    // Docker's compose hands over what nobody has set.
    let empty = file.variable("DISCORD_TOKEN", "");
    assert_eq!(empty.line("token"), "# token is not set # default");
    let same = both()
        .variable("DISCORD_TOKEN_FILE", "token")
        .variable("DISCORD_TOKEN", SECRET);
    insta::assert_snapshot!(same.run().code(0).stderr, @"note: discord.token is set by DISCORD_TOKEN, and discord.token_file by DISCORD_TOKEN_FILE; DISCORD_TOKEN wins, remove one of them");
}

#[test]
fn a_file_with_a_secret_must_be_there_and_should_be_closed() {
    let named = |mode| {
        check()
            .write("token", SECRET, mode)
            .variable("DISCORD_TOKEN_FILE", "token")
    };
    assert_eq!(named(0o600).run().code(0).stderr, "");
    insta::assert_snapshot!(named(0o644).run().code(0).stderr, @"note: everyone on this machine can read token, which contains discord.token; run chmod 600 token");
    let doctor = named(0o644).command(&["doctor"]);
    drop(doctor.says("note settings everyone on this machine can read token"));
    let open = check().write(
        "config/fundstelle.toml",
        format!("[discord]\ntoken = \"{SECRET}\""),
        0o644,
    );
    insta::assert_snapshot!(open.run().code(0).stderr, @"note: everyone on this machine can read config/fundstelle.toml, which contains discord.token; run chmod 600 config/fundstelle.toml");
    let gone = check().variable("DISCORD_TOKEN_FILE", "none");
    insta::assert_snapshot!(gone.run().code(2).stderr, @"fundstelle: none, set as discord.token_file, cannot be read: No such file or directory (os error 2); the file must be readable by the program and contain only the secret");
    let mistaken = check().variable("DISCORD_TOKEN_FILE", SECRET);
    insta::assert_snapshot!(mistaken.run().code(2).stderr, @"fundstelle: discord.token_file looks like the secret itself; it must be the path of a file that contains it");
    // What needs no token does not look for it.
    drop(
        gone.command(&["outline"])
            .code(2)
            .complains("the corpus folder"),
    );
}

#[test]
fn errors_as_json_are_all_there() {
    let check = check()
        .file("[answer]\nmax_citations = 0\nwaiting = 0\n")
        .args(&["--json"]);
    let json = check.run().code(2).json();
    assert_eq!(json["errors"].as_array().unwrap().len(), 2);
}

#[test]
fn collections_are_read_and_their_tokens_are_never_shown() {
    let check = check().file(format!(
        "[[collection]]\nname = \"board\"\nfolders = [\"board/\", \"./minutes//closed\"]\nservers = [123, \"456\"]\n\
         roles = [42]\ntoken = \"{SECRET}\"\n\n[[collection]]\nname = \"all\"\nfolders = [\".\"]\n"
    ));
    let said = check.run().code(0);
    let shown = said.stdout.split_once("\n[[collection]]").unwrap().1;
    insta::assert_snapshot!(shown, @r#"

    name = "board"
    folders = ["board", "minutes/closed"]
    servers = [123, 456]
    channels = []
    roles = [42]
    # token is set, and hidden

    [[collection]]
    name = "all"
    folders = ["."]
    servers = []
    channels = []
    roles = []
    # token is not set
    "#);
    insta::assert_snapshot!(said.stderr, @"note: collection all names neither servers nor a token, so that only the command line sees it");
    let json = check.args(&["--json"]).run().code(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    insta::assert_snapshot!(json["collections"][0], @r#"{"channels":[],"folders":["board","minutes/closed"],"has_token":true,"name":"board","roles":[42],"servers":[123,456]}"#);
}

#[test]
fn collections_that_would_not_hold_are_refused() {
    let folders = |check: Check| {
        let check = check.write("corpus/board/a.md", "# A", 0o600);
        check.write("corpus/rules.md", "# B", 0o600)
    };
    let check = folders(check()).file(
        "[[collection]]\nname = \"\"\nfolder = [\"board\"]\ncolour = 3\n[[collection]]\nname = \"a\"\n\
         folders = [\"../other\"]\nservers = [\"general\"]\n[[collection]]\nname = \"b\"\nfolders = [\"/board\"]\n\
         channels = 7\n[[collection]]\nname = \"c\"\nfolders = [\"board\"]\nroles = [1]\ntoken = 12345\n",
    );
    insta::assert_snapshot!(check.wrong(), @r#"
    fundstelle: config/fundstelle.toml:2: collection.name must be a text that is not empty
    fundstelle: config/fundstelle.toml:3: there is no setting collection.folder; did you mean folders?
    fundstelle: config/fundstelle.toml:4: there is no setting collection.colour; available here: name, folders, servers, channels, roles, token, token_file
    fundstelle: config/fundstelle.toml:1: a collection needs a name; write name = "…" below [[collection]]
    fundstelle: config/fundstelle.toml:7: collection.folders must be a list of folders inside the corpus, written from the corpus folder on, such as ["board", "minutes/closed"]
    fundstelle: config/fundstelle.toml:8: collection.servers must be a list of ids as Discord copies them, which are whole numbers
    fundstelle: config/fundstelle.toml:5: collection a has no folders; name at least one, such as folders = ["board"]
    fundstelle: config/fundstelle.toml:11: collection.folders must be a list of folders inside the corpus, written from the corpus folder on, such as ["board", "minutes/closed"]
    fundstelle: config/fundstelle.toml:12: collection.channels must be a list of ids as Discord copies them, which are whole numbers
    fundstelle: config/fundstelle.toml:9: collection b has no folders; name at least one, such as folders = ["board"]
    fundstelle: config/fundstelle.toml:17: collection.token must be text
    fundstelle: config/fundstelle.toml:13: collection c names roles and no servers; add the ids of their servers as servers
    "#);
    let check = folders(self::check()).file(
        "[[collection]]\nname = \"a\"\nfolders = [\"bord\"]\n[[collection]]\nname = \"a\"\n\
         folders = [\"Board\", \"rules.md\", \"board\"]\n[[collection]]\nname = \"b\"\nfolders = [\"board\", \"none/at/all\"]\n",
    );
    insta::assert_snapshot!(check.wrong(), @r"
    fundstelle: config/fundstelle.toml:1: collection.folders: there is no folder corpus/bord, the nearest is board; create it, or write the name as it is spelt on disk, or its documents would be open to all
    fundstelle: config/fundstelle.toml:4: collection.name: config/fundstelle.toml:1 has a collection of the name a already; give each a name of its own
    fundstelle: config/fundstelle.toml:4: collection.folders: there is no folder corpus/Board, the nearest is board; create it, or write the name as it is spelt on disk, or its documents would be open to all
    fundstelle: config/fundstelle.toml:4: collection.folders: corpus/rules.md is not a folder; put the document into a folder of its own, and name that
    fundstelle: config/fundstelle.toml:7: collection.folders: the folder board is named by a already; take it out of b, and name more servers there
    fundstelle: config/fundstelle.toml:7: collection.folders: there is no folder corpus/none/at/all; create it, or write the name as it is spelt on disk, or its documents would be open to all
    ");
    let check = self::check().file("[collection]\nname = \"a\"\n");
    insta::assert_snapshot!(check.wrong(), @"fundstelle: config/fundstelle.toml:1: there may be several; write [[collection]] for each");
}
