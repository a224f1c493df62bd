// Suggestions while somebody types a question, and places of long documents. Every page works
// without this file.
"use strict";

(() => {
  const PATIENCE_MS = 150;

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
      timer = setTimeout(ask, PATIENCE_MS);
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
   * leads there with a second step. */
  function openRightPart() {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const query = new URLSearchParams(location.search);
    const isPlace = /^(s\S+|p\d+|fn\d+)$/.test(anchor);
    const isParted = document.querySelector("article .pager") !== null;
    if (isParted && isPlace && !document.getElementById(anchor) && query.get("at") !== anchor) {
      query.delete("quote");
      query.set("at", anchor);
      location.replace(`?${query}#${encodeURIComponent(anchor)}`);
    }
  }

  document.querySelectorAll("[data-suggest]").forEach(suggestBelow);
  openRightPart();
  addEventListener("hashchange", openRightPart);

  // On a small screen the text is what one came for.
  if (matchMedia("(max-width: 62rem)").matches) {
    document.querySelector("details.contents")?.removeAttribute("open");
  }
})();
