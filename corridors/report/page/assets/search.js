// Search for places and projects: Chinese, English, pinyin or id.

const MOST_HITS = 8;

function searchBox() {
  const input = el("input", {
    type: "search", id: "search", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "hits",
    "aria-autocomplete": "list", placeholder: word("page.search_hint"), oninput: () => showHits(input, list), onkeydown: (event) => walkHits(event, list, input),
  });
  const list = el("ul", { id: "hits", role: "listbox", "aria-label": word("page.search"), hidden: true });
  const box = el("label", { class: "search" }, el("span", {}, word("page.search")), input, list);
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) closeHits(input, list);
  });
  return box;
}

function findHits(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const score = (words) => {
    const found = words.findIndex((one) => one.includes(wanted));
    if (found < 0) return null;
    return words.some((one) => one === wanted) ? 0 : words.some((one) => one.startsWith(wanted)) ? 1 : 2;
  };
  const places = data.places.map((place) => [score(place.words.split(" ").concat(place.words)), "place", place.id, nameOf(place),
    state.lang === "zh" ? place.en : place.zh]);
  const projects = data.projects.map((project) => [score(data.langs.map((lang) => project[lang].name.toLowerCase()).concat(project.id)),
    "project", project.id, nameOf(project).name, word("page.tab_project")]);
  return [...places, ...projects].filter((hit) => hit[0] !== null).sort((a, b) => a[0] - b[0]).slice(0, MOST_HITS);
}

function showHits(input, list) {
  const hits = findHits(input.value);
  put(list, hits.map(([, kind, id, name, more], i) => el("li", {
    role: "option", id: `hit-${i}`, "aria-selected": String(i === 0), tabindex: -1, onmousedown: (event) => event.preventDefault(),
    onclick: () => takeHit(kind, id, input, list),
  }, el("b", {}, name), el("small", {}, more))));
  if (!hits.length && input.value.trim()) put(list, el("li", { class: "none" }, word("page.no_hit")));
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.setAttribute("aria-activedescendant", hits.length ? "hit-0" : "");
}

function walkHits(event, list, input) {
  const items = [...list.querySelectorAll("[role=option]")];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") closeHits(input, list);
  if (event.key === "Enter") {
    event.preventDefault();
    if (items[now]) items[now].click();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !items.length) return;
  event.preventDefault();
  const next = (now + step + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
  input.setAttribute("aria-activedescendant", items[next].id);
}

function takeHit(kind, id, input, list) {
  input.value = "";
  closeHits(input, list);
  if (kind === "place") {
    choosePlace(id);
    theMap.panTo(at(placeOf(id).at), { animate: !calm() });
  } else {
    showProject(theMap, id);
  }
}

function closeHits(input, list) {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
}
