// Beside the map: what is chosen, the numbers of a place or a pair, the list of projects.

function drawControls() {
  const form = byId("controls");
  form.addEventListener("submit", (event) => event.preventDefault());
  const { results } = data;
  const select = (name, options, key) => {
    const list = el("select", { id: `choose-${name}`, onchange: () => choose({ [name]: list.value, pair: name === "profile" ? "" : state.pair }) },
      options.map((option) => el("option", { value: option }, word(`${name}.${option}`))));
    list.value = state[name];
    return el("label", {}, el("span", {}, word(key)), list);
  };
  const show = () => {
    const modes = results.modes.filter((mode) => results.blocks[state.profile][mode]);
    put(form, searchBox(), select("profile", results.profiles, "page.profile"), select("mode", modes, "page.mode"),
      select("measure", results.measures, "page.measure"), viewSlider());
  };
  watch((changed) => {
    if (changed.has("view")) markView();
    if (!["lang", "profile", "mode", "measure"].some((name) => changed.has(name))) return;
    const focus = document.activeElement && document.activeElement.id;
    show();
    if (focus && focus.startsWith("choose-")) byId(focus).focus();
  });
  show();
}

/** Two positions: before and after. */
function viewSlider() {
  const range = el("input", {
    type: "range", id: "view", min: 0, max: 1, step: 1, "aria-label": word("page.view"),
    oninput: () => choose({ view: range.value === "1" ? "after" : "base" }),
  });
  const side = (view) => el("button", { type: "button", class: `view-${view}`, onclick: () => choose({ view }) }, word(`page.${view}`));
  const box = el("div", { class: "view", role: "group", "aria-label": word("page.view") }, side("base"), range, side("after"));
  queueMicrotask(markView);
  range.value = state.view === "after" ? 1 : 0;
  return box;
}

function markView() {
  const range = byId("view");
  if (!range) return;
  range.value = state.view === "after" ? 1 : 0;
  range.setAttribute("aria-valuetext", word(`page.${state.view}`));
  for (const view of ["base", "after"]) {
    document.querySelector(`button.view-${view}`).setAttribute("aria-pressed", String(state.view === view));
  }
}

function drawPanel(map) {
  const show = () => {
    put(byId("tabs"), ["place", "projects"].map((tab) => el("button", {
      type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(state.tab === tab), "aria-controls": "pane",
      tabindex: state.tab === tab ? 0 : -1, onclick: () => choose({ tab }), onkeydown: turnTabs,
    }, word(`page.tab_${tab}`, { count: data.projects.length }))));
    byId("pane").setAttribute("aria-labelledby", `tab-${state.tab}`);
    put(byId("pane"), state.tab === "projects" ? projectList(map) : state.pair ? pairCard() : placeCard());
  };
  watch((changed) => {
    show();
    if (changed.has("pair") || changed.has("place") || changed.has("tab")) {
      const current = byId("pane").querySelector("tbody.current");
      byId("pane").scrollTop = current ? Math.max(0, current.offsetTop - 48) : 0;
    }
    if (changed.has("project") && state.project && state.tab === "projects") {
      const card = byId("pane").querySelector(`[data-project="${CSS.escape(state.project)}"]`);
      if (card) card.scrollIntoView({ block: "nearest" });
    }
  });
  show();
}

function turnTabs(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  choose({ tab: state.tab === "place" ? "projects" : "place" });
  byId(`tab-${state.tab}`).focus();
}

/** All pairs of the chosen place, before and after. */
function placeCard() {
  const place = placeOf(state.place);
  const { origins, destinations } = data.results;
  const both = origins.includes(place.id) && destinations.includes(place.id);
  const counts = tally(place.id);
  const known = (id) => (["never", "token"].includes(pairNumbers(id).outcome) ? 1 : 0);
  const sorted = others(place.id, state.direction).sort((a, b) => known(a) - known(b));
  const heading = el("div", { class: "card-head" }, el("h3", {}, word(`page.${state.direction}_place`, { place: nameOf(place) })),
    both ? el("button", { type: "button", class: "plain", onclick: () => choose({ direction: state.direction === "from" ? "to" : "from" }) },
      word("page.turn")) : null);
  const rows = sorted.map((id) => {
    const numbers = pairNumbers(id);
    const name = el("button", { type: "button", class: "link", onclick: () => choose({ pair: id }) }, placeName(id));
    return { values: [placeName(id), ...["base", "after", "difference"].map((key) => numberOf(numbers[key]))],
      cells: [el("th", { scope: "row" }, symbol(numbers.outcome, 15), name, token(numbers)), ...numberCells(numbers)],
      words: placeOf(id).words, id, kind: numbers.outcome === "never" ? "never" : null };
  });
  const heads = [word("page.place_name"), word("page.base"), word("page.after"), word("page.difference")];
  return el("div", { class: "card" }, heading,
    el("p", { class: "unit" }, word("page.showing", {
      profile: word(`profile.${state.profile}`), mode: word(`mode.${state.mode}`), measure: word(`measure.${state.measure}`),
      unit: word(`unit.${state.profile}`) })),
    el("p", { class: "counts" }, countText(counts)),
    sortable(heads, rows, { key: "place", label: word("page.table_of", { place: nameOf(place) }), numeric: [1, 2, 3] }),
    el("p", { class: "note" }, word("page.sign_note")));
}

function countText(counts) {
  return ["gain", "loss", "none", "new", "gone", "never", "token"].filter((name) => counts[name])
    .map((name) => word(`page.count_${name}`, { count: counts[name] })).join(state.lang === "zh" ? "，" : ", ");
}

function token(numbers) {
  return numbers.tokenAfter || numbers.tokenBase ? el("small", { class: "token", title: word("page.token_note") }, word("page.token")) : null;
}

function numberCells({ base, after, difference, pct, outcome }, withPct = false) {
  const text = (value) => value || "—";
  const shown = outcome === "new" ? word("map.outcome.new") : outcome === "gone" ? word("page.gone") : text(difference);
  const cells = [el("td", { class: "base" }, text(base)), el("td", { class: "after" }, text(after)),
    el("td", { class: `tone-${outcome}` }, shown)];
  if (withPct) cells.push(el("td", {}, ["gain", "loss", "none"].includes(outcome) ? text(pct) : "—"));
  return cells;
}

/** One pair by every main mode and measure. */
function pairCard() {
  const { results } = data;
  const [origin, destination] = ends(state.pair);
  const withPct = !results.left_out.includes("pct");
  const heads = ["page.measure", "page.base", "page.after", "page.difference"].map((key) => word(key));
  if (withPct) heads.push("%");
  const bodies = results.modes.filter((mode) => results.blocks[state.profile][mode]).map((mode) => {
    const numbers = numbersOf(state.profile, mode, results.measures[0], origin, destination);
    const head = el("tr", { class: "group" }, el("th", { scope: "colgroup", colspan: heads.length },
      el("button", { type: "button", class: "link", "aria-pressed": String(mode === state.mode), onclick: () => choose({ mode }) }, word(`mode.${mode}`)),
      token(numbers)));
    if (!numbers.base && !numbers.after) {
      return el("tbody", {}, head, el("tr", {}, el("td", { colspan: heads.length, class: "none" }, word("page.never"))));
    }
    return el("tbody", { class: mode === state.mode ? "current" : "" }, head, results.measures.map((measure) => el("tr", {},
      el("th", { scope: "row" }, word(`measure.${measure}`)),
      ...numberCells(numbersOf(state.profile, mode, measure, origin, destination), withPct))));
  });
  const known = wayOf(origin, destination).length > 0;
  return el("div", { class: "card" },
    el("div", { class: "card-head" }, el("h3", {}, word("page.pair", { origin: placeName(origin), destination: placeName(destination) })),
      el("button", { type: "button", class: "plain", onclick: () => choose({ pair: "" }) }, word("page.back"))),
    el("p", { class: "unit" }, word("page.per", { profile: word(`profile.${state.profile}`), unit: word(`unit.${state.profile}`) })),
    el("div", { class: "scroll" }, el("table", { class: "numbers pair" }, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), bodies)),
    known || !data.routes.all ? el("p", { class: "note" }, word(known ? "page.route_shown" : "page.route_unknown")) : null, el("p", { class: "note" }, word("page.sign_note")));
}

function projectList(map) {
  return el("div", { class: "card" }, data.projects.length ? null : el("p", { class: "note" }, word("page.no_projects")),
    data.projects.map((project) => {
      const card = projectCard(project);
      card.classList.toggle("chosen", project.id === state.project);
      if (project.links.length || project.points.length) {
        card.querySelector("h3").append(" ", el("button", { type: "button", class: "plain", onclick: () => showProject(map, project.id) }, word("page.show")));
      }
      return card;
    }));
}
