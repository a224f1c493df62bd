// What makes reading easier: suggestions while somebody types, contents that follow the reader,
// footnotes in place, citations that are copied. Every page works without this file.
"use strict";

(() => {
  const SUGGEST_DELAY_MS = 150;

  /** Shows the suggestions of the server below the field, as a combobox with a list. */
  function suggestBelow(combo) {
    const field = combo.querySelector("input");
    const form = field.form;
    const list = document.createElement("ul");
    const said = document.createElement("p");
    let timer = 0;
    let asked = null;
    let paths = [];
    let chosen = -1;

    list.id = `${field.id}-suggestions`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", combo.dataset.label);
    list.hidden = true;
    said.className = "unseen";
    said.setAttribute("role", "status");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    combo.append(list, said);

    function close() {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(index) {
      list.children[chosen]?.setAttribute("aria-selected", "false");
      chosen = index;
      const option = list.children[chosen];
      if (!option) {
        field.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    }

    function show(answer) {
      paths = answer.suggestions.map((suggestion) => suggestion.href);
      const options = answer.suggestions.map((suggestion, index) => {
        const option = document.createElement("li");
        const text = document.createElement("bdi");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        text.textContent = suggestion.text;
        text.lang = suggestion.lang;
        option.append(text);
        if (suggestion.place) {
          const place = document.createElement("small");
          place.textContent = suggestion.place;
          option.append(place);
        }
        return option;
      });
      list.replaceChildren(...options);
      said.textContent = answer.said;
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
      list.hidden = options.length === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
    }

    async function ask() {
      asked?.abort();
      asked = new AbortController();
      const query = new URLSearchParams(new FormData(form));
      const [path, lang] = combo.dataset.suggest.split("?");
      new URLSearchParams(lang).forEach((value, name) => query.set(name, value));
      try {
        const answer = await fetch(`${path}?${query}`, { signal: asked.signal });
        if (answer.ok) {
          show(await answer.json());
        }
      } catch {
        // Whoever types on asks again, and without suggestions the form still asks.
      }
    }

    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim().length < 2) {
        close();
        return;
      }
      timer = setTimeout(ask, SUGGEST_DELAY_MS);
    });

    field.addEventListener("keydown", (event) => {
      const count = list.hidden ? 0 : list.children.length;
      if (event.key === "Escape" && count > 0) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" && count > 0) {
        event.preventDefault();
        choose(chosen + 1 < count ? chosen + 1 : 0);
      } else if (event.key === "ArrowUp" && count > 0) {
        event.preventDefault();
        choose(chosen > 0 ? chosen - 1 : count - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(paths[chosen]);
      }
    });

    field.addEventListener("blur", close);
    // The field keeps the focus, so that choosing does not close the list first.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const index = [...list.children].indexOf(event.target.closest("li"));
      if (index >= 0) {
        location.assign(paths[index]);
      }
    });
  }

  /** A long document opens in parts. A link that names a place of another part only behind its `#`
   * leads there with a second step. What is in no part is said to be nowhere. */
  function openRightPart() {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const query = new URLSearchParams(location.search);
    const isPlace = /^(s\S+|p\d+|fn\d+)$/.test(anchor);
    const isUnknown = isPlace && !document.getElementById(anchor);
    const isParted = document.querySelector("article .pager") !== null;
    const mayBeElsewhere = isParted && query.get("at") !== anchor;
    const said = document.getElementById("place-unknown");
    if (said) {
      said.hidden = !isUnknown || mayBeElsewhere;
    }
    if (isUnknown && mayBeElsewhere) {
      query.delete("quote");
      query.set("at", anchor);
      location.replace(`?${query}#${encodeURIComponent(anchor)}`);
    }
  }

  /** Marks the section that is being read in the contents, and names it above them where they are
   * folded. */
  function followReader(contents) {
    const beside = contents.closest(".beside");
    const links = [...contents.querySelectorAll('a[href^="#"]')];
    const places = links.flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [{ link, heading }] : [];
    });
    const wide = matchMedia("(min-width: 62rem)");
    const named = document.createElement("span");
    let current = null;
    let isDue = false;

    named.className = "here";
    named.setAttribute("aria-hidden", "true");
    contents.querySelector("summary").append(" ", named);

    /** The last section that begins above where a link to a section would put it; at the end of the page
     * the last one. */
    function find() {
      const isEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      if (isEnd && places.length > 0) {
        return places.at(-1).link;
      }
      const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 24;
      let [low, high] = [0, places.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (places[middle].heading.getBoundingClientRect().top <= line) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return places[low - 1]?.link ?? null;
    }

    function follow() {
      isDue = false;
      const link = find();
      if (link === current) {
        return;
      }
      current?.removeAttribute("aria-current");
      current = link;
      current?.setAttribute("aria-current", "location");
      named.textContent = current?.textContent.replace(/\s+/g, " ") ?? "";
      if (current && wide.matches) {
        const [box, at] = [beside.getBoundingClientRect(), current.getBoundingClientRect()];
        if (at.top < box.top || at.bottom > box.bottom) {
          beside.scrollTop += at.top - box.top - box.height / 3;
        }
      }
    }

    function fold() {
      contents.open = wide.matches;
    }

    fold();
    follow();
    wide.addEventListener("change", fold);
    addEventListener("resize", follow);
    addEventListener(
      "scroll",
      () => {
        if (!isDue) {
          isDue = true;
          requestAnimationFrame(follow);
        }
      },
      { passive: true },
    );
    contents.addEventListener("click", (event) => {
      if (!wide.matches && event.target.closest("a")) {
        contents.open = false;
      }
    });
  }

  /** Opening a citation copies it. */
  function copyOnOpening(citation) {
    const text = citation.querySelector("textarea");
    const said = citation.querySelector("[role=status]");
    if (text.dataset.path) {
      // The server may not know under which address the reader is seen.
      const lines = text.value.split("\n").slice(0, -1);
      text.value = [...lines, new URL(text.dataset.path, location.href).href].join("\n");
    }
    citation.addEventListener("toggle", async () => {
      said.textContent = "";
      if (!citation.open) {
        return;
      }
      text.select();
      let isCopied = true;
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        isCopied = document.execCommand("copy");
      }
      if (isCopied) {
        said.textContent = citation.dataset.copied;
      }
    });
  }

  /** Shows the text of a footnote below its mark. */
  function openNotesInPlace(article) {
    let open = null;

    function close() {
      open?.mark.setAttribute("aria-expanded", "false");
      open?.box.remove();
      open = null;
    }

    function show(mark, said) {
      const home = mark.closest(".para, li, h2, h3, h4, h5, h6");
      const box = document.createElement("div");
      const text = said.cloneNode(true);
      text.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      box.className = "note-here";
      box.id = "note-here";
      box.setAttribute("role", "note");
      box.append(text);
      home.append(box);
      const below = mark.getBoundingClientRect().bottom - home.getBoundingClientRect().top;
      box.style.top = `${below + 6}px`;
      mark.setAttribute("aria-expanded", "true");
      mark.setAttribute("aria-controls", box.id);
      open = { mark, box };
    }

    article.addEventListener("click", (event) => {
      const mark = event.target.closest("sup.note a");
      const said = mark && document.getElementById(mark.hash.slice(1))?.querySelector(".said");
      if (!said || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      const isOpen = open?.mark === mark;
      close();
      if (!isOpen) {
        show(mark, said);
      }
    });
    document.addEventListener("click", (event) => {
      if (open && !open.box.contains(event.target) && !open.mark.contains(event.target)) {
        close();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && open) {
        open.mark.focus();
        close();
      }
    });
  }

  /** Turns pages with the arrow keys, unless they scroll a large picture or move in a text. */
  function turnPages(sheet) {
    document.addEventListener("keydown", (event) => {
      const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
      const isOther = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      const isTyping = event.target.closest("input, textarea, select") !== null;
      const scrolls = sheet.scrollWidth > sheet.clientWidth + 1;
      if (rel && !isOther && !isTyping && !scrolls) {
        document.querySelector(`.pager a[rel=${rel}]`)?.click();
      }
    });
  }

  /** Says below a table that it goes on where the screen ends. */
  function hintAtWidth() {
    document.querySelectorAll(".scrolls").forEach((table) => {
      table.nextElementSibling.hidden = table.scrollWidth <= table.clientWidth + 1;
    });
  }

  document.querySelectorAll("[data-suggest]").forEach(suggestBelow);
  document.querySelectorAll("details.contents").forEach(followReader);
  document.querySelectorAll("details.copy").forEach(copyOnOpening);
  document.querySelectorAll("article.text").forEach(openNotesInPlace);
  document.querySelectorAll(".sheet").forEach(turnPages);
  hintAtWidth();
  addEventListener("resize", hintAtWidth);
  openRightPart();
  addEventListener("hashchange", openRightPart);
})();
