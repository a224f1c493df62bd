//! How books are set: chapters in two lines, heads that name chapter and section, boxes with notes.

use super::{
    dump,
    paper::{Font, Paper},
    parse,
};

const TEXT: &str = "The pilots of the river bring ships in and out, by day and by night.";

/// A book whose heads name the chapter, and the section that stands on the page.
fn book() -> Paper {
    let heads = [
        "",
        "CHAPTER 1 PILOTS 1.2. WHO PAYS",
        "CHAPTER 1 PILOTS 1.3. WHO ASKS",
        "CHAPTER 1 PILOTS 1.4. WHO WAITS",
        "",
        "CHAPTER 2 SHIPS 2.2. SAILS",
    ];
    let mut paper = Paper::new();
    for (at, head) in (1_u8..).zip(heads) {
        let section = at % 4;
        paper = paper.page(|page| {
            if head.is_empty() {
                let (number, title) = if at == 1 { (1, "Pilots") } else { (2, "Ships") };
                page.line(50.0, 80.0, 20.0, Font::Bold, &format!("Chapter {number}"));
                page.line(50.0, 140.0, 24.0, Font::Bold, title);
            } else {
                page.line(50.0, 30.0, 10.0, Font::Plain, head);
            }
            let chapter = if at < 5 { 1 } else { 2 };
            let section = if at < 5 { at } else { section };
            let title = format!("{chapter}.{section}. Of the river");
            page.line(50.0, 200.0, 13.0, Font::Bold, &title);
            page.text(50.0, 230.0, &[TEXT, TEXT]);
            if at == 1 {
                page.line(70.0, 290.0, 10.0, Font::Bold, "Note");
                page.text(70.0, 310.0, &["They are paid by the ton."]);
            }
        });
    }
    paper
}

#[test]
fn heads_that_name_the_chapter_are_running_and_chapters_have_their_numbers() {
    let found = dump(&parse(book().bytes()).unwrap());
    let lines = found.lines();
    let lines: Vec<&str> = lines.filter(|line| !line.contains(TEXT)).collect();
    assert_eq!(
        lines,
        [
            "# Chapter 1 Pilots [Chapter 1]",
            "## 1.1. Of the river [§ 1.1]",
            "Text p. 1: Note",
            "Text p. 1: They are paid by the ton.",
            "## 1.2. Of the river [§ 1.2]",
            "-- running head or foot: CHAPTER 1 PILOTS 1.2. WHO PAYS",
            "## 1.3. Of the river [§ 1.3]",
            "-- running head or foot: CHAPTER 1 PILOTS 1.3. WHO ASKS",
            "## 1.4. Of the river [§ 1.4]",
            "-- running head or foot: CHAPTER 1 PILOTS 1.4. WHO WAITS",
            "# Chapter 2 Ships [Chapter 2]",
            "## 2.1. Of the river [§ 2.1]",
            "## 2.2. Of the river [§ 2.2]",
            "-- running head or foot: CHAPTER 2 SHIPS 2.2. SAILS",
        ]
    );
}

#[test]
fn the_word_for_a_chapter_may_stand_above_its_number() {
    let mut paper = Paper::new();
    for (number, title) in [
        ("ONE", "THE TIDES"),
        ("TWO", "THE WINDS"),
        ("THREE", "THE ICE"),
    ] {
        paper = paper.page(|page| {
            page.line(250.0, 60.0, 12.0, Font::Bold, "CHAPTER");
            page.line(250.0, 90.0, 20.0, Font::Bold, number);
            page.line(150.0, 140.0, 24.0, Font::Bold, title);
            page.text(50.0, 230.0, &[TEXT, TEXT, TEXT]);
        });
    }
    let found = dump(&parse(paper.bytes()).unwrap());
    let lines = found.lines();
    let lines: Vec<&str> = lines.filter(|line| !line.contains(TEXT)).collect();
    assert_eq!(
        lines,
        [
            "# CHAPTER ONE THE TIDES [CHAPTER ONE]",
            "# CHAPTER TWO THE WINDS [CHAPTER TWO]",
            "# CHAPTER THREE THE ICE [CHAPTER THREE]",
        ]
    );
}
