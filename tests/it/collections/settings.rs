//! What the managers of a server are told: which documents it sees, and nothing that only some of its members may see.

use fake_discord::{BOT, CHANNEL, GUILD, HALL, OTHER_GUILD, Person};
use serde_json::json;

use super::{STAFF, has_no_other, named, names_in, start};

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_shows_what_the_whole_server_sees() {
    let (discord, bot, _folder) = start().await;
    for (server, channel, seen) in [
        (GUILD, HALL, "zolbrin quarnel brenzuli"),
        // Not all managers may be there.
        (GUILD, CHANNEL, "zolbrin quarnel brenzuli"),
        (OTHER_GUILD, HALL, "zolbrin vexolin mockatrel"),
        (77, HALL, "zolbrin"),
    ] {
        let ben = Person::new(&discord, 12, "ben", "en-US").administrator();
        let ben = ben
            .in_guild(server)
            .in_channel(channel)
            .with_roles(&[STAFF]);
        let panel = ben.slash("settings", &[]).await;
        assert_eq!(names_in(&panel.value.to_string()), seen);
        has_no_other(&panel.value.to_string(), seen, "");
        let count = seen.split(' ').count();
        let line = panel
            .description()
            .lines()
            .find(|line| line.contains("this server sees"));
        let line = line.expect("there is a line about it");
        assert!(
            line.contains(if count == 1 { "one" } else { "3:" }),
            "{line}"
        );
        // Only what all see can be chosen for all.
        for name in [
            "dranukel",
            "mirtopal",
            "thrumbik",
            "vexolin",
            "quarnel",
            "brenzuli",
            "mockatrel",
        ] {
            let id = json!(named(name).id());
            let named = ben.slash("settings", &[("document", id)]).await;
            let is_refused = !seen.contains(name);
            assert_eq!(named.title().is_empty(), is_refused, "{named}");
            has_no_other(&named.value.to_string(), seen, name);
        }
    }
    bot.stop().await;
    discord.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_to_documents_of_some_are_no_gaps_of_all() {
    let (discord, bot, _folder) = start().await;
    let manager = Person::new(&discord, 12, "ben", "en-US")
        .administrator()
        .in_channel(HALL);
    let panel = manager.slash("settings", &[]).await;
    let kept = "all are stored with their text for 30 days";
    let _panel = manager
        .pick(&panel, "Questions without an answer", kept)
        .await;
    let member = Person::new(&discord, 13, "cleo", "en-US");
    let staff = member.clone().in_channel(HALL).with_roles(&[STAFF]);
    let _refused = staff.ask("Does the wipsalto sing in Bergamo?").await;
    let at_desk = member.clone().in_channel(CHANNEL);
    let _refused = at_desk.ask("Does the lurvandi sing in Bergamo?").await;
    let id = at_desk.write(&format!("<@{BOT}> Does the cestoriv sing in Bergamo?"));
    let _refused = at_desk.reply_to(id).await;
    let in_hall = member.in_channel(HALL);
    let _refused = in_hall.ask("Does the dimtober sing in Cremona?").await;
    // Answers count, and documents that only some see are not named.
    let _answer = staff.ask("What is the dranukel fee?").await;
    let _answer = in_hall.ask("What is the quarnel fee?").await;

    let gaps = manager.slash("gaps", &[]).await.value.to_string();
    has_no_other(&gaps, "zolbrin quarnel", "");
    assert!(
        gaps.contains("Cremona") && !gaps.contains("Bergamo"),
        "{gaps}"
    );
    let stats = manager.slash("stats", &[]).await.value.to_string();
    has_no_other(&stats, "zolbrin quarnel", "");
    assert!(stats.contains("quarnel"), "{stats}");
    bot.stop().await;
    discord.end();
}
