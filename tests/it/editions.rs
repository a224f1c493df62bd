//! Editions: a document in several languages is one document. A question is answered from the edition
//! in the asker's language, and the others neither answer beside it nor change what is found.

use serde_json::{Value, json};

use crate::program::{Program, Said};

pub(crate) const AMT: &str = "---\ntitle: Das Hafenamt\nlanguage: de\nedition: 2. Auflage\n---

## Leitung

Das Hafenamt wird von einer Präsidentin geleitet. Sie wird für vier Jahre gewählt.

Im Hafenamt arbeiten 320 Menschen.

## Gebühren

Die Gebühr für einen Liegeplatz beträgt 40 Euro am Tag.[^1]

[^1]: Seit dem 1. Mai 2019.
";

pub(crate) const OFFICE: &str =
    "---\ntitle: The Port Office\nlanguage: en\ntranslation_of: amt\nedition: 2nd edition\n---

## Leadership

The port office is led by a president. She is elected for four years.

The port office employs 320 people.

## Fees

The fee for a berth is 40 euros a day.[^1]

[^1]: Since 1 May 2019.
";

const BUREAU: &str = "---\ntitle: Le bureau du port\nlanguage: fr\ntranslation_of: amt.md\n---

## Direction

Le bureau du port est dirigé par une présidente. Elle est élue pour quatre ans. Le bureau du port emploie \
320 personnes.

## Tarifs

Le tarif d'un poste est de 40 euros par jour.
";

fn both() -> Program {
    Program::with(&[("amt.md", AMT), ("office.md", OFFICE)])
}

/// Asks as somebody whose system is in a language.
fn ask_in(program: &Program, language: &str, question: &str) -> Said {
    let mut command = program.command(&["ask", question]);
    command.env("LANG", language);
    Said::of(command)
}

#[test]
fn a_question_is_answered_from_the_edition_in_its_language() {
    let program = both();
    for (question, answer, other) in [
        ("What is the fee for a berth?", "40 euros a day", "Hafenamt"),
        (
            "How many people does the port office employ?",
            "employs 320 people",
            "Menschen",
        ),
        ("Wie hoch ist die Gebühr?", "40 Euro am Tag", "Port Office"),
        (
            "Wie viele Menschen arbeiten im Hafenamt?",
            "arbeiten 320 Menschen",
            "people",
        ),
    ] {
        let said = program.ask(question).never_says(other);
        said.answers(answer);
    }
}

#[test]
fn what_tells_no_language_is_answered_in_that_of_the_system_or_from_the_original() {
    let program = both();
    program.ask("320").answers("320 Menschen");
    ask_in(&program, "en_GB.UTF-8", "320").answers("320 people");
    ask_in(&program, "pl_PL.UTF-8", "320").answers("320 Menschen");
    ask_in(&program, "C.UTF-8", "320").answers("320 Menschen");
    // The words of the question say more than the system.
    ask_in(&program, "en_GB.UTF-8", "Wie hoch ist die Gebühr?").answers("40 Euro am Tag");
}

#[test]
fn a_place_is_shown_in_the_edition_of_the_asker() {
    let program = both();
    let shows = |said: Said, heading: &str| {
        assert_eq!(said.stdout.matches('§').count(), 1, "{said:#?}");
        said.answers(heading);
    };
    shows(program.ask("§ 2"), "Gebühren");
    shows(ask_in(&program, "en_US.UTF-8", "§ 2"), "Fees");
    shows(program.ask("section two"), "Fees");
    shows(ask_in(&program, "en_US.UTF-8", "Abschnitt 2"), "Gebühren");
    ask_in(&program, "en_US.UTF-8", "fn. 1").answers("Since 1 May 2019.");
    let nowhere = ask_in(&program, "en_US.UTF-8", "§ 9").code(1);
    drop(nowhere.never_says("Hafenamt").says("The Port Office"));
}

#[test]
fn where_there_is_no_edition_in_the_language_of_the_question_the_nearest_answers() {
    let program = Program::with(&[
        ("amt.md", AMT),
        ("office.md", OFFICE),
        ("bureau.md", BUREAU),
    ]);
    let question = "Quel est le tarif d'un poste ?";
    program.ask(question).answers("40 euros par jour");
    program.remove("bureau.md");
    let question = "¿Cuánto cuesta un puesto al día?";
    let program = program.with_meaning();
    ask_in(&program, "en_GB.UTF-8", question).answers("40 euros a day");
    ask_in(&program, "de_DE.UTF-8", question).answers("40 Euro am Tag");
}

#[test]
fn an_edition_that_is_chosen_is_obeyed() {
    let program = both();
    let chosen = |question: &str, id: &str| program.run(&["ask", question, "--document", id]);
    chosen("What is 40 euros a day?", "amt").answers("40 Euro am Tag");
    chosen("§ 1", "office").answers("Leadership");
    chosen("Was kostet es, 40 Euro?", "office").answers("40 euros");
}

#[test]
fn a_citation_names_the_same_place_in_the_other_editions() {
    let program = Program::with(&[
        ("amt.md", AMT),
        ("office.md", OFFICE),
        ("bureau.md", BUREAU),
    ]);
    let editions = |question: &str| -> Value {
        let json = program.run(&["ask", question, "--json"]).code(0).json();
        json["citations"][0]["editions"].clone()
    };
    let edition = |document: &str, language: &str, locator: &str| json!({ "document": document, "language": language, "locator": locator });
    // The French edition has another number of paragraphs there: it is the section.
    assert_eq!(
        editions("How many people does the port office employ?"),
        json!([
            edition("amt", "de", "§ ≈1 „Leitung“ ¶ 2"),
            edition("bureau", "fr", "§ ≈1 «Direction»"),
        ])
    );
    // A whole section is a whole section, and a footnote a footnote where there is one.
    assert_eq!(
        editions("section one"),
        json!([
            edition("amt", "de", "§ ≈1 „Leitung“"),
            edition("bureau", "fr", "§ ≈1 «Direction»"),
        ])
    );
    assert_eq!(
        editions("Since 1 May 2019."),
        json!([edition("amt", "de", "fn. 1"), edition("bureau", "fr", "")])
    );
}

/// An answer without what only several editions have.
fn alone(mut answer: Value) -> Value {
    let citations = answer.get_mut("citations").and_then(Value::as_array_mut);
    for citation in citations.into_iter().flatten() {
        citation.as_object_mut().unwrap().remove("editions");
    }
    answer
}

#[test]
fn translations_change_nothing_about_an_answer() {
    let all = Program::with(&[
        ("amt.md", AMT),
        ("office.md", OFFICE),
        ("bureau.md", BUREAU),
    ]);
    for (file, text, questions) in [
        (
            "office.md",
            OFFICE,
            ["What is the fee for a berth?", "Who leads the port office?"],
        ),
        (
            "amt.md",
            AMT,
            [
                "Wie hoch ist die Gebühr für einen Liegeplatz?",
                "Wer spielt im Hafenamt Schach?",
            ],
        ),
    ] {
        let one = Program::with(&[(file, text)]);
        for question in questions {
            let with = all.run(&["ask", question, "--json"]).json();
            let without = one.run(&["ask", question, "--json"]).json();
            assert_eq!(alone(with), without, "{question}");
        }
    }
}

#[test]
fn a_sidecar_and_a_page_name_their_original_too() {
    let html = "<html lang=\"en\"><head><meta name=\"translation_of\" content=\"amt\"><title>Port</title></head>\
                <body><h1>Port</h1><p>The fee for a berth is 40 euros a day, says the port office.</p></body></html>";
    let program = Program::with(&[
        ("amt.md", AMT),
        ("port.html", html),
        ("bureau.txt", "Le bureau du port emploie 320 personnes.\n"),
        (
            "bureau.outline.toml",
            "language = \"fr\"\ntranslation_of = \"amt\"\n",
        ),
    ]);
    let check = program.check().code(0).never_says("warning");
    drop(check);
    let json = program.run(&["ask", "§ 1", "--json"]).code(0).json();
    let editions = &json["citations"][0]["editions"];
    assert_eq!(editions[0]["document"], "bureau", "{editions}");
    assert_eq!(editions[1]["document"], "port", "{editions}");
}

#[test]
fn check_says_what_is_wrong_with_editions_and_how_to_mend_it() {
    let program = both();
    drop(program.check().code(0).never_says("warning"));
    program.write(
        "office.md",
        OFFICE.replace("translation_of: amt", "translation_of: amd"),
    );
    let missing = program.check().code(0);
    drop(missing.says(
        "warning: office.md: `translation_of` names `amd`, and there is no such document; the nearest is `amt`; \
         write the path of the original in the corpus, without the ending, or remove the line",
    ));
    // It stands by itself until then.
    program
        .ask("What is the fee for a berth?")
        .answers("40 euros a day");
    program.write("office.md", OFFICE);
    drop(program.check().code(0).never_says("warning"));
    program.write(
        "amt.md",
        AMT.replace("language: de", "language: de\ntranslation_of: office"),
    );
    let circle = "goes in a circle: amt → office → amt; remove the line from the original";
    drop(program.check().code(0).says(circle));
    program
        .ask("What is the fee for a berth?")
        .answers("40 euros a day");
}

const WITH_EXAMPLES: [(&str, &str); 2] = [
    (
        "amt.md",
        "---\ntitle: Das Hafenamt\nlanguage: de\nexamples:\n  - Wer leitet das Hafenamt?\n  - Wie hoch ist die Gebühr?\n---\n\n## Zusammenfassung\n\nDas Hafenamt leitet den Hafen.\n\n## Fazit\n\nDer Hafen wächst.\n",
    ),
    (
        "office.md",
        "---\ntitle: The Port Office\nlanguage: en\ntranslation_of: amt\nexamples:\n  - Who leads the port office?\n  - How high is the fee?\n---\n\n## Summary\n\nThe port office runs the port.\n\n## Conclusion\n\nThe port is growing.\n",
    ),
];

#[test]
fn editions_of_one_document_are_one_to_a_newcomer_and_examples_are_in_the_language_of_the_reply() {
    let program = Program::with(&WITH_EXAMPLES);
    let english = ["Who leads the port office?", "How high is the fee?"];
    let german = ["Wer leitet das Hafenamt?", "Wie hoch ist die Gebühr?"];
    for (language, message, greets, shown, others) in [
        ("", "hi", "about the report", english, german),
        ("de_DE.UTF-8", "hi", "über den Bericht", german, english),
        (
            "de_DE.UTF-8",
            "good morning",
            "about the report",
            english,
            german,
        ),
        ("", "Guten Morgen", "über den Bericht", german, english),
        ("", "hola", "about the report", english, german),
        ("de_DE.UTF-8", "hola", "über den Bericht", german, english),
    ] {
        let mut said = ask_in(&program, language, message).code(1).says(greets);
        for example in shown {
            said = said.says(example);
        }
        for example in others {
            said = said.never_says(example);
        }
    }
}

#[test]
fn a_short_request_gets_the_edition_in_the_language_of_its_list() {
    let french = "---\ntitle: Le bureau du port\nlanguage: fr\ntranslation_of: amt\n---\n\n## Résumé\n\nLe bureau dirige le port.\n\n## Conclusion\n\nLe port grandit.\n";
    let polish = "---\ntitle: Urząd portu\nlanguage: pl\ntranslation_of: amt\n---\n\n## Streszczenie\n\nUrząd kieruje portem.\n\n## Wnioski\n\nPort rośnie.\n";
    let program = Program::with(&WITH_EXAMPLES);
    program.write("bureau.md", french).write("urzad.md", polish);
    for (language, request, shown) in [
        ("", "summarise", "runs the port"),
        ("", "tl;dr", "runs the port"),
        ("de_DE.UTF-8", "main points", "runs the port"),
        ("", "conclusions", "The port is growing"),
        ("fr_FR.UTF-8", "conclusions", "Le port grandit"),
        ("", "points clés", "dirige le port"),
        ("en_GB.UTF-8", "resümee", "Der Hafen wächst"),
        ("en_GB.UTF-8", "podsumowanie", "kieruje portem"),
    ] {
        let said = ask_in(&program, language, request).code(0);
        drop(said.says(shown));
    }
}
