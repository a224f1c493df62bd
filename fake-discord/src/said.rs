//! What the bot said, as a reader sees it.

use std::fmt;

use serde_json::Value;

/// A message of the bot.
#[derive(Clone, Debug)]
#[must_use = "look at what it says"]
pub struct Said {
    /// The message as Discord has it.
    pub value: Value,
}

const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;

impl Said {
    pub(crate) fn of(message: &Value) -> Self {
        let value = message.clone();
        Self { value }
    }

    /// Its id.
    pub fn id(&self) -> u64 {
        self.value["id"].as_str().unwrap().parse().unwrap()
    }

    /// Whether only the asker sees it.
    pub fn is_private(&self) -> bool {
        self.flags() & EPHEMERAL != 0
    }

    /// Whether links in it have no previews.
    pub fn has_no_previews(&self) -> bool {
        self.flags() & SUPPRESS_EMBEDS != 0
    }

    fn flags(&self) -> u64 {
        self.value["flags"].as_u64().unwrap_or(0)
    }

    /// The text of its embed.
    pub fn description(&self) -> &str {
        self.value["embeds"][0]["description"]
            .as_str()
            .unwrap_or_default()
    }

    /// The footer of its embed.
    pub fn footer(&self) -> &str {
        self.value["embeds"][0]["footer"]["text"]
            .as_str()
            .unwrap_or_default()
    }

    /// The title of its embed.
    pub fn title(&self) -> &str {
        self.value["embeds"][0]["title"]
            .as_str()
            .unwrap_or_default()
    }

    /// Where the title leads.
    pub fn title_link(&self) -> &str {
        self.value["embeds"][0]["url"].as_str().unwrap_or_default()
    }

    /// The colour of its embed.
    pub fn colour(&self) -> Option<u64> {
        self.value["embeds"][0]["color"].as_u64()
    }

    /// The names of attached files, each with what is said of it to those who do not see it.
    pub fn files(&self) -> Vec<(String, String)> {
        let files = self.value["attachments"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        files
            .map(|file| (text(&file["filename"]), text(&file["description"])))
            .collect()
    }

    /// The labels of each row.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let rows = self.value["components"].as_array().into_iter().flatten();
        let labels = |row: &Value| {
            let parts = row["components"].as_array().into_iter().flatten();
            let label = |part: &Value| part["label"].as_str().unwrap_or_default().to_owned();
            parts.map(label).collect()
        };
        rows.map(labels).collect()
    }

    /// Labels and ids of the buttons.
    pub fn buttons(&self) -> Vec<(String, String)> {
        let rows = self.value["components"].as_array().into_iter().flatten();
        let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        parts
            .map(|part| (text(&part["label"]), text(&part["custom_id"])))
            .collect()
    }

    /// The id of the button with this label.
    #[track_caller]
    pub fn button(&self, label: &str) -> String {
        let found = self.buttons().into_iter().find(|(of, _)| of == label);
        found
            .unwrap_or_else(|| panic!("there is no button {label}:\n{self}"))
            .1
    }

    /// The address that the button with this label opens.
    #[track_caller]
    pub fn link(&self, label: &str) -> &str {
        let rows = self.value["components"].as_array().into_iter().flatten();
        let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let part = parts.find(|part| part["label"] == label);
        part.and_then(|part| part["url"].as_str())
            .expect("there is no link")
    }

    /// Whether it has a button of this label.
    pub fn has_button(&self, label: &str) -> bool {
        self.buttons().iter().any(|(of, _)| of == label)
    }

    /// The menu with this placeholder.
    #[track_caller]
    pub fn picker(&self, placeholder: &str) -> Value {
        let rows = self.value["components"].as_array().into_iter().flatten();
        let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let found = parts.find(|part| part["placeholder"] == placeholder);
        found
            .unwrap_or_else(|| panic!("there is no menu {placeholder}:\n{self}"))
            .clone()
    }

    /// The id of the menu.
    #[track_caller]
    pub fn menu(&self) -> (String, Vec<(String, String)>) {
        let rows = self.value["components"].as_array().into_iter().flatten();
        let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let menu = parts
            .find(|part| part["type"] == 3)
            .expect("there is no menu");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let options = menu["options"].as_array().into_iter().flatten();
        let options = options.map(|option| (text(&option["label"]), text(&option["value"])));
        (text(&menu["custom_id"]), options.collect())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        if self.is_private() {
            lines.push("(private)".to_owned());
        }
        let content = self.value["content"].as_str().unwrap_or_default();
        if !content.is_empty() {
            lines.push(content.to_owned());
        }
        for embed in self.value["embeds"].as_array().into_iter().flatten() {
            let part =
                |value: &Value, mark: &str| value.as_str().map(|text| format!("{mark}{text}"));
            lines.extend(part(&embed["author"]["name"], "^ "));
            lines.extend(part(&embed["title"], "## "));
            lines.extend(part(&embed["description"], ""));
            lines.extend(part(&embed["footer"]["text"], "-- "));
        }
        for file in self.files() {
            lines.push(format!("({}: {})", file.0, file.1));
        }
        for row in self.value["components"].as_array().into_iter().flatten() {
            let parts = row["components"].as_array().into_iter().flatten();
            let labels = parts.map(|part| {
                let label = part["label"].as_str().or(part["placeholder"].as_str());
                let options = part["options"].as_array().into_iter().flatten();
                let chosen = |option: &Value| {
                    if option["default"] == true {
                        "✓ "
                    } else {
                        ""
                    }
                };
                let options =
                    options.filter_map(|o| Some(format!("{}{}", chosen(o), o["label"].as_str()?)));
                let values = part["default_values"].as_array().into_iter().flatten();
                let values = values.filter_map(|v| Some(format!("✓ <#{}>", v["id"].as_u64()?)));
                let options: Vec<_> = options.chain(values).collect();
                let menu = if options.is_empty() {
                    String::new()
                } else {
                    format!(": {}", options.join(" | "))
                };
                format!("[{}{menu}]", label.unwrap_or_default())
            });
            lines.push(labels.collect::<Vec<_>>().join(" "));
        }
        f.write_str(&lines.join("\n"))
    }
}
