//! `/library`: documents that a server keeps for itself, from the file that somebody attaches to the answer that quotes
//! it, and what becomes of them when they are removed or the bot leaves.

use std::{fs, path::PathBuf, time::Duration};

use fake_discord::{
    AttachedFile, Bot, DIRECT, Discord, GUILD, HALL, OTHER_GUILD, Person, Said, Server,
};
use fundstelle::{
    app::document_key,
    config::{Config, LibraryUse},
    corpus::DocumentId,
};
use serde_json::{Value, json};

use super::{corpus, end};

const BOOK: &str = "# Book of the pier\n\n## 1. Moorings\n\nA mooring at the pier costs ninety guilders a day.\n\n\
                    ## 2. Lanterns\n\nThe lantern of the pier burns until the last boat is in.\n";

/// Words of the last answer to `/library add`, whatever came of it.
const DONE: [&str; 6] = [
    "ask about",
    "Fragen stellen",
    "not added",
    "“",
    "cannot be",
    "less than a minute",
];

async fn start() -> (Discord, Bot) {
    start_with(|_| {}).await
}

async fn start_with(change: impl FnOnce(&mut Config)) -> (Discord, Bot) {
    let discord = Discord::start().await;
    let mut config = corpus::own_config(&discord);
    change(&mut config);
    let bot = discord.bot(&config).await;
    (discord, bot)
}

/// The settings for a bot on several servers.
fn on_all_servers(config: &mut Config) {
    config.library.enabled = LibraryUse::AllServers;
}

fn ben(discord: &Discord) -> Person {
    discord.ben().administrator().in_channel(HALL)
}

async fn add(person: &Person, name: &str, bytes: &[u8]) -> Said {
    add_with(person, person.attaches(name, bytes), &[]).await
}

async fn add_with(person: &Person, file: Value, options: &[(&str, Value)]) -> Said {
    let mut all = vec![("file", file)];
    all.extend_from_slice(options);
    person.slash_below(("library", "add"), &all, &DONE).await
}

async fn list(person: &Person) -> Said {
    let words = ["MB"];
    person.slash_below(("library", "list"), &[], &words).await
}

async fn remove(person: &Person, document: &str) -> Said {
    let options = [("document", json!(document))];
    let words = [" "];
    person
        .slash_below(("library", "remove"), &options, &words)
        .await
}

/// A list without the times at which documents were added, which are those of the disk.
fn timeless(said: &Said) -> String {
    let text = said.to_string();
    let time = regex::Regex::new(r"<t:\d+:R>").unwrap();
    time.replace_all(&text, "(then)").into_owned()
}

/// The files of a server on disk, the hidden ones too.
fn files(discord: &Discord, server: u64) -> Vec<String> {
    let folder = discord.data().join(format!("library/{server}"));
    let entries = walkdir::WalkDir::new(&folder).sort_by_file_name();
    let entries = entries.into_iter().filter_map(Result::ok);
    let entries = entries.filter(|entry| entry.file_type().is_file());
    let path = |path: PathBuf| path.strip_prefix(&folder).unwrap().display().to_string();
    entries.map(|entry| path(entry.into_path())).collect()
}

async fn until(holds: impl Fn() -> bool) {
    for _ in 0..400 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain");
}

const QUESTION: &str = "What does a mooring at the pier cost?";

async fn quotes_it(person: &Person) -> bool {
    let said = person.ask(QUESTION).await.to_string();
    let quotes = said.contains("ninety guilders");
    if !quotes {
        eprintln!("not quoted: {said}");
    }
    quotes
}

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::too_many_lines, reason = "one conversation")]
async fn a_document_is_added_asked_listed_removed_and_put_back() {
    let (discord, bot) = start().await;
    let ben = ben(&discord);
    insta::assert_snapshot!(list(&ben).await, @"
    (private)
    This server has no documents of its own yet. **/library add** adds one.
    -# 0 of 100 documents, 0 KB of 100 MB; a file may have 10 MB. Only this server sees them. What is removed can be put back for 7 days. If the bot leaves the server, all of them are deleted after that time.
    ");
    discord.sent();
    let added = add(&ben, "pier_book.md", BOOK.as_bytes()).await;
    let sent = discord.sent().join("\n");
    for stage in ["is being fetched", "is being read"] {
        assert!(sent.contains(stage), "{stage}: {sent}");
    }
    insta::assert_snapshot!(added, @r#"
    (private)
    You can now ask about **pier\_book.md** (“Book of the pier”).
    1 KB, 2 sections, 2 passages that questions can find.
    Only this server sees it. If it is removed, or if the bot leaves the server, it is kept for another 7 days, then deleted.
    [Remove it again]
    "#);
    insta::assert_snapshot!(ben.ask(QUESTION).await, @"
    ## What does a mooring at the pier cost?
    A mooring at the pier costs ninety guilders a day.

    — § 1 “Moorings” ¶ 1
    -- Book of the pier
    [§ ▶] [Other places (1)] [Follow-up]
    [👍] [👎] [✕]
    ");
    // All members ask it, and see no folder of a server.
    let choices = discord.anna().type_into("ask", "document", "pier").await;
    assert_eq!(choices[0].0, "Book of the pier", "{choices:?}");
    let options = [("document", json!("pier_book"))];
    let outline = discord.anna().slash("outline", &options).await.to_string();
    assert!(
        outline.contains("Lanterns") && !outline.contains("library"),
        "{outline}"
    );
    insta::assert_snapshot!(timeless(&list(&ben).await), @r#"
    (private)
    • **Book of the pier** · pier\_book.md, 1 KB, added (then)
    -# 1 of 100 documents, 1 KB of 100 MB; a file may have 10 MB. Only this server sees them. What is removed can be put back for 7 days. If the bot leaves the server, all of them are deleted after that time.
    "#);
    let choices = ben
        .type_below(("library", "remove"), "document", "book")
        .await;
    assert_eq!(choices[0].0, "Book of the pier · pier_book.md");
    let removed = remove(&ben, &choices[0].1).await;
    insta::assert_snapshot!(removed, @r#"
    (private)
    **pier\_book.md** has been removed and is no longer quoted. It can be put back for 7 days.
    [Undo]
    "#);
    assert!(!quotes_it(&ben).await);
    let back = ben.press(&removed, "Undo").await;
    insta::assert_snapshot!(back, @r#"
    (private)
    **pier\_book.md** is back. You can ask about it again.
    [Remove it again]
    "#);
    assert!(quotes_it(&ben).await);
    let gone = ben.press(&back, "Remove it again").await;
    assert!(gone.to_string().contains("has been removed"), "{gone}");
    let listed = list(&ben).await;
    let back = ben.press(&listed, "Put back pier_book.md").await;
    assert!(back.to_string().contains("is back"), "{back}");
    assert!(quotes_it(&ben).await);
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_is_said_in_german() {
    let (discord, bot) = start().await;
    let anna = discord.anna().administrator();
    insta::assert_snapshot!(list(&anna).await, @"
    (private)
    Dieser Server hat noch keine eigenen Dokumente. **/bibliothek hinzufügen** fügt eines hinzu.
    -# 0 von 100 Dokumenten, 0 KB von 100 MB; eine Datei darf 10 MB haben. Nur dieser Server sieht sie. Was entfernt wird, kann 7 Tage lang zurückgeholt werden. Verlässt der Bot den Server, werden alle nach dieser Zeit gelöscht.
    ");
    let added = add(&anna, "pier_book.md", BOOK.as_bytes()).await;
    insta::assert_snapshot!(added, @r#"
    (private)
    Zu **pier\_book.md** („Book of the pier“) kannst du jetzt Fragen stellen.
    1 KB, 2 Abschnitte, 2 Passagen, die Fragen finden können.
    Nur dieser Server sieht es. Wird es entfernt oder verlässt der Bot den Server, bleibt es noch 7 Tage und wird dann gelöscht.
    [Wieder entfernen]
    "#);
    insta::assert_snapshot!(add(&anna, "pier_book.md", BOOK.as_bytes()).await, @r#"
    (private)
    Es gibt schon ein Dokument namens „pier\_book.md“. Um es zu ersetzen, nimm noch einmal **/bibliothek hinzufügen** mit der Option „ersetzen“; sonst benenne die Datei um.
    "#);
    let removed = remove(&anna, "pier_book.md").await;
    insta::assert_snapshot!(removed, @r#"
    (private)
    **pier\_book.md** ist entfernt und wird nicht mehr zitiert. Es kann 7 Tage lang zurückgeholt werden.
    [Rückgängig]
    "#);
    let back = anna.press(&removed, "Rückgängig").await;
    insta::assert_snapshot!(back, @r#"
    (private)
    **pier\_book.md** ist zurück. Du kannst wieder Fragen dazu stellen.
    [Wieder entfernen]
    "#);
    insta::assert_snapshot!(remove(&anna, "nothing.md").await, @"
    (private)
    Dieses Dokument gibt es nicht oder nicht mehr. **/bibliothek liste** zeigt, welche es gibt.
    ");
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_replaced_is_put_back() {
    let (discord, bot) = start().await;
    let ben = ben(&discord);
    let _added = add(&ben, "book.md", BOOK.as_bytes()).await;
    let taken = add(&ben, "book.md", b"# Other\n\nNothing of the kind.\n").await;
    insta::assert_snapshot!(taken, @"
    (private)
    There is already a document called “book.md”. To replace it, use **/library add** again with the option “replace”; otherwise rename the file.
    ");
    let newer = BOOK.replace("ninety", "forty");
    let replace = [("replace", json!(true))];
    let file = ben.attaches("book.md", newer.as_bytes());
    let replaced = add_with(&ben, file, &replace).await;
    insta::assert_snapshot!(replaced, @"
    (private)
    You can now ask about **book.md** (“Book of the pier”).
    1 KB, 2 sections, 2 passages that questions can find.
    Only this server sees it. If it is removed, or if the bot leaves the server, it is kept for another 7 days, then deleted.
    [Put the old one back]
    ");
    assert!(!quotes_it(&ben).await);
    let back = ben.press(&replaced, "Put the old one back").await;
    assert!(back.to_string().contains("is back"), "{back}");
    assert!(quotes_it(&ben).await);
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::too_many_lines, reason = "one conversation")]
async fn what_cannot_be_kept_is_refused_with_what_to_do() {
    let (discord, bot) = start_with(|config| {
        config.library.max_file_mb = 1;
        config.library.max_total_mb = 1;
        config.library.max_documents = 2;
    })
    .await;
    let ben = ben(&discord);
    let big = vec![b'x'; 1024 * 1024 + 1];
    let long = "A mooring costs ninety guilders a day. ".repeat(26_886);
    let mut said = Vec::new();
    for (name, bytes) in [
        ("program.exe", BOOK.as_bytes()),
        ("noending", BOOK.as_bytes()),
        ("con.md", BOOK.as_bytes()),
        ("...", BOOK.as_bytes()),
        ("large.md", &big),
        ("broken.pdf", b"no PDF at all"),
        ("empty.txt", b""),
        ("book.outline.toml", b"title = \"x\""),
        ("../../one\u{202e}.md", BOOK.as_bytes()),
        ("ONE.txt", BOOK.as_bytes()),
        ("room.md", long.as_bytes()),
        ("two.md", BOOK.as_bytes()),
        ("three.md", BOOK.as_bytes()),
    ] {
        said.push(add(&ben, name, bytes).await.to_string());
    }
    // Discord says less than there is; the address leads elsewhere; nothing is there.
    for (size, file) in [
        (5, AttachedFile::Unsized(big.clone())),
        (5, AttachedFile::Bytes(big.clone())),
        (
            5,
            AttachedFile::Elsewhere(format!("{}/files/1/x", discord.url())),
        ),
    ] {
        let _two = remove(&ben, "two.md").await;
        let file = ben.attaches_file("late.md", size, file);
        said.push(add_with(&ben, file, &[]).await.to_string());
    }
    let mut file = ben.attaches("elsewhere.md", b"x");
    for address in [
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "https://example.org/x",
    ] {
        file["url"] = json!(address);
        said.push(add_with(&ben, file.clone(), &[]).await.to_string());
    }
    insta::assert_snapshot!(said.join("\n\n"), @"
    (private)
    “program.exe” is in no format that I read. I read .md, .markdown, .txt, .text, .html, .htm, .xhtml, .pdf, .docx and .epub; export it to one of these.

    (private)
    “noending” is in no format that I read. I read .md, .markdown, .txt, .text, .html, .htm, .xhtml, .pdf, .docx and .epub; export it to one of these.

    (private)
    A file called “con.md” cannot be kept. Rename it and try again.

    (private)
    A file called “...” cannot be kept. Rename it and try again.

    (private)
    “large.md” has 1.1 MB; at most 1 MB are allowed. Split it, or ask whoever runs the bot to raise the limit.

    (private)
    **broken.pdf** was not added: it cannot be read, or nothing in it can be quoted.
    • it is damaged, not whole, or no PDF; open it in a viewer and save or print it anew

    (private)
    **empty.txt** was not added: it cannot be read, or nothing in it can be quoted.
    • the file is empty; write something into it, or remove it

    (private)
    “book.outline.toml” is in no format that I read. I read .md, .markdown, .txt, .text, .html, .htm, .xhtml, .pdf, .docx and .epub; export it to one of these.

    (private)
    You can now ask about **one.md** (“Book of the pier”).
    1 KB, 2 sections, 2 passages that questions can find.
    Only this server sees it. If it is removed, or if the bot leaves the server, it is kept for another 7 days, then deleted.
    [Remove it again]

    (private)
    “ONE.txt” is too much like “one.md”, which is already there. Rename the file, or remove the other document first.

    (private)
    There is no room for “room.md”: the documents of this server take 1 KB of 1 MB. Remove one first with **/library remove**.

    (private)
    You can now ask about **two.md** (“Book of the pier”).
    1 KB, 2 sections, 2 passages that questions can find.
    Only this server sees it. If it is removed, or if the bot leaves the server, it is kept for another 7 days, then deleted.
    [Remove it again]

    (private)
    “three.md” was not added: this server may keep 2 documents. Remove one first with **/library remove**.

    (private)
    “late.md” could not be fetched from Discord. Try again.

    (private)
    “late.md” could not be fetched from Discord. Try again.

    (private)
    “late.md” could not be fetched from Discord. Try again.

    (private)
    “elsewhere.md” could not be fetched from Discord. Try again.

    (private)
    “elsewhere.md” could not be fetched from Discord. Try again.

    (private)
    “elsewhere.md” could not be fetched from Discord. Try again.
    ");
    assert_eq!(files(&discord, GUILD)[1..], ["one.md"]);
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_manage_the_server_may() {
    let (discord, bot) = start().await;
    let ben = ben(&discord);
    let added = add(&ben, "book.md", BOOK.as_bytes()).await;
    let commands = discord.commands();
    let mut commands = commands.as_array().unwrap().iter();
    let library = commands
        .find(|command| command["name"] == "library")
        .unwrap();
    assert_eq!(library["default_member_permissions"], "32");
    assert_eq!(library["contexts"], json!([0]));
    let direct = ben.clone().in_channel(DIRECT);
    let along = ben.clone().bringing_the_bot_along();
    for other in [discord.ben(), discord.anna(), direct, along] {
        let file = other.attaches("other.md", BOOK.as_bytes());
        let words = [" "];
        let options = [("file", file)];
        let said = [
            other
                .slash_below(("library", "add"), &options, &words)
                .await,
            other.slash_below(("library", "list"), &[], &words).await,
            remove(&other, "book.md").await,
        ];
        for said in said {
            assert!(said.is_private(), "{said}");
            assert!(!said.to_string().contains("book.md"), "{said}");
        }
        let choices = other
            .type_below(("library", "remove"), "document", "")
            .await;
        assert!(choices.is_empty(), "{choices:?}");
    }
    let refused = discord.ben().press(&added, "Remove it again").await;
    assert!(
        refused.to_string().contains("only if you can manage it"),
        "{refused}"
    );
    assert!(quotes_it(&ben).await);
    end(discord, bot).await;
}

fn server(id: u64) -> Server {
    Server {
        id,
        locale: "en-US",
        days: 9,
        system: None,
        channels: Vec::new(),
        everyone: 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_on_several_servers_takes_documents_only_where_that_is_switched_on() {
    let (discord, bot) = start().await;
    let ben = ben(&discord);
    let _added = add(&ben, "book.md", BOOK.as_bytes()).await;
    discord.adds_bot(server(OTHER_GUILD));
    let mut refused = add(&ben, "other.md", BOOK.as_bytes()).await;
    while refused.to_string().contains("You can now ask about") {
        let _other = remove(&ben, "other.md").await;
        refused = add(&ben, "other.md", BOOK.as_bytes()).await;
    }
    insta::assert_snapshot!(refused, @"
    (private)
    Documents cannot be added here: whoever runs the bot has not switched this on, or only for a bot on a single server (`library.enabled`).
    ");
    // What is there stays, and can be removed.
    assert!(quotes_it(&ben).await);
    let removed = remove(&ben, "book.md").await;
    assert!(
        removed.to_string().contains("has been removed"),
        "{removed}"
    );
    bot.stop().await;
    let mut config = corpus::own_config(&discord);
    config.library.enabled = LibraryUse::Off;
    let bot = discord.bot(&config).await;
    let has_library = || {
        let commands = discord.commands();
        let mut commands = commands.as_array().unwrap().iter();
        commands.any(|command| command["name"] == "library")
    };
    until(|| !has_library()).await;
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_one_server_is_nowhere_else_not_even_by_its_keys() {
    let (discord, bot) = start_with(on_all_servers).await;
    let ben = ben(&discord);
    let other = ben.clone().in_guild(OTHER_GUILD);
    let added = add(&ben, "book.md", BOOK.as_bytes()).await;
    assert!(quotes_it(&ben).await);
    for stranger in [
        other.clone(),
        ben.clone().in_guild(77),
        ben.clone().in_channel(DIRECT),
    ] {
        assert!(!quotes_it(&stranger).await);
        let key = |name: &str| document_key(&DocumentId(name.to_owned()));
        for id in [
            format!("1l.c.r.{}", key("book.md")),
            format!("1l.c.b.{}", key("book.md")),
            format!("1l.c.s.{}", key("book.md")),
            format!("1l.c.r.{}", key(".library/100/book")),
            added.button("Remove it again"),
        ] {
            let data = json!({ "component_type": 2, "custom_id": id });
            let token = stranger.forges(3, data, "§ 1");
            stranger.has_answer(&token).await;
        }
    }
    let listed = list(&other).await.to_string();
    assert!(!listed.contains("book.md"), "{listed}");
    for name in ["book.md", "../100/book.md", ".library/100/book.md", ".."] {
        let missing = remove(&other, name).await;
        assert!(missing.to_string().contains("not there"), "{missing}");
    }
    assert!(quotes_it(&ben).await);
    // The same name, there: two documents.
    let newer = BOOK.replace("ninety", "forty");
    let _added = add(&other, "book.md", newer.as_bytes()).await;
    assert!(!quotes_it(&other).await && quotes_it(&ben).await);
    let _removed = remove(&other, "book.md").await;
    assert!(quotes_it(&ben).await);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_go_a_while_after_the_bot_left_and_stay_where_it_comes_back() {
    let (discord, bot) = start_with(on_all_servers).await;
    let ben = ben(&discord);
    let _added = add(&ben, "book.md", BOOK.as_bytes()).await;
    // The server is away for a while.
    discord.removes_bot(GUILD, true);
    discord.pass(30);
    assert!(quotes_it(&ben).await);
    discord.removes_bot(GUILD, false);
    let has_left = || files(&discord, GUILD).contains(&".left".to_owned());
    until(has_left).await;
    // Whoever brought the bot along sees nothing of it.
    assert!(!quotes_it(&ben).await);
    discord.pass(6);
    discord.adds_bot(server(GUILD));
    until(|| !has_left()).await;
    assert!(quotes_it(&ben).await);
    // It leaves while the program does not run.
    bot.stop().await;
    discord.bot_is_on(&[OTHER_GUILD]);
    let mut config = corpus::own_config(&discord);
    on_all_servers(&mut config);
    let bot = discord.bot(&config).await;
    until(has_left).await;
    discord.pass(8);
    until(|| files(&discord, GUILD).is_empty()).await;
    discord.adds_bot(server(GUILD));
    assert!(!quotes_it(&ben).await);
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_is_deleted_after_a_while() {
    let (discord, bot) = start().await;
    let ben = ben(&discord);
    let _added = add(&ben, "book.md", BOOK.as_bytes()).await;
    let removed = remove(&ben, "book.md").await;
    discord.pass(6);
    assert_eq!(files(&discord, GUILD).len(), 1);
    discord.pass(2);
    until(|| files(&discord, GUILD).is_empty()).await;
    let gone = ben.press(&removed, "Undo").await;
    assert!(gone.to_string().contains("not any more"), "{gone}");
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_without_a_corpus_says_what_to_do_and_serves_what_is_added() {
    let folder = tempfile::TempDir::new().unwrap();
    let (discord, bot) = start_with(|config| config.corpus.folder = folder.path().to_owned()).await;
    let ben = ben(&discord);
    insta::assert_snapshot!(ben.ask(QUESTION).await, @"
    ## What does a mooring at the pier cost?
    There are no documents that you can see here. Those who manage this server add some with **/library add**.
    ");
    let documents = ben.slash("documents", &[]).await;
    assert!(
        documents.to_string().contains("no documents"),
        "{documents}"
    );
    let _added = add(&ben, "book.md", BOOK.as_bytes()).await;
    assert!(quotes_it(&ben).await);
    let removed = remove(&ben, "book.md").await;
    assert!(!quotes_it(&ben).await);
    let _back = ben.press(&removed, "Undo").await;
    assert!(quotes_it(&ben).await);
    // A corpus that had documents and has none is one that is not there.
    let other = BOOK.replace("mooring", "boathouse");
    fs::write(folder.path().join("own.md"), other).unwrap();
    let boathouse = "What does a boathouse at the pier cost?";
    while !ben.ask(boathouse).await.to_string().contains("A boathouse") {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    fs::remove_file(folder.path().join("own.md")).unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(ben.ask(boathouse).await.to_string().contains("A boathouse"));
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_add_the_same_name_at_once_one_is_told_so() {
    let (discord, bot) = start().await;
    let (anna, ben) = (discord.anna().administrator(), ben(&discord));
    let anna = anna.with_locale("en-US");
    let (one, other) = tokio::join!(
        add(&anna, "book.md", BOOK.as_bytes()),
        add(&ben, "book.md", BOOK.as_bytes())
    );
    let both = [one.to_string(), other.to_string()];
    let count = |words: &str| both.iter().filter(|said| said.contains(words)).count();
    assert_eq!(count("You can now ask about"), 1, "{both:#?}");
    assert_eq!(count("There is already a document"), 1, "{both:#?}");
    assert_eq!(files(&discord, GUILD), ["book.md"]);
    end(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_takes_nothing_is_told_and_nothing_is_left() {
    let discord = Discord::start().await;
    fs::write(discord.data().join("library"), "in the way").unwrap();
    let bot = discord.bot(&corpus::own_config(&discord)).await;
    let ben = ben(&discord);
    let said = add(&ben, "book.md", BOOK.as_bytes()).await;
    insta::assert_snapshot!(said, @"
    (private)
    “book.md” cannot be stored.
    ");
    end(discord, bot).await;
}
