// Legend, modes on and off, zoom buttons, credit.

function drawLegend(map) {
  const open = window.matchMedia("(min-width: 900px)").matches;
  const box = el("details", open ? { open: true } : {});
  put(byId("legend"), box);
  L.DomEvent.disableClickPropagation(byId("legend"));
  L.DomEvent.disableScrollPropagation(byId("legend"));
  const show = () => put(box, el("summary", {}, word("map.legend.title")), layerList(map), statusList(), pointList(), outcomeList(), lineList());
  watch((changed) => {
    if (["lang", "view", "mode"].some((name) => changed.has(name))) show();
  });
  show();
  drawButtons(map);
  const credit = () => put(byId("credit"), `${brief().attribution}${state.lang === "zh" ? "。" : "."} `,
    el("span", { class: "approval" }, word("map.approval_number")));
  watch((changed) => { if (changed.has("lang")) credit(); });
  credit();
  const told = () => put(byId("shows"), word("page.map_shows", {
    place: word(`page.${state.direction}_place`, { place: placeName(state.place) }), profile: word(`profile.${state.profile}`),
    mode: word(`mode.${state.mode}`), measure: word(`measure.${state.measure}`), view: word(`page.${state.view}`),
  }));
  watch(told);
  told();
}

/** Modes with a box to switch each off. */
function layerList(map) {
  const container = map.getContainer();
  const present = MODES.filter((mode) => data.links.mode.includes(mode));
  return el("ul", { class: "layers", "aria-label": word("page.layers") }, present.map((mode) => {
    const input = el("input", {
      type: "checkbox", id: `layer-${mode}`, onchange: () => container.classList.toggle(`hide-${mode}`, !input.checked),
    });
    input.checked = !container.classList.contains(`hide-${mode}`);
    return el("li", {}, el("label", {}, input, sample(strokesOf(`mode.${mode}`)), word(`map.mode.${mode}`)));
  }));
}

function statusList() {
  const present = [["a", "added"], ["c", "changed"], ["x", "closed"]].filter(([sign]) => data.links.status.includes(sign));
  return el("ul", {}, present.map(([, status]) => el("li", {}, sample(strokesOf(`status.${status}`)), word(`map.status.${status}`))));
}

/** Sites of the projects, which only the later state shows. */
function pointList() {
  const kinds = new Set(data.projects.flatMap((project) => project.points.map((point) => point.kind)));
  if (state.view === "base" || !kinds.size) return null;
  const sites = [["lock", "map.marker.lock"], ["port", "map.marker.port"], ["airport", "map.marker.airport"]].filter(([kind]) => kinds.has(kind));
  const other = [...kinds].some((kind) => !sites.some(([known]) => known === kind)) ? [["", "page.site"]] : [];
  return el("ul", {}, [...sites, ...other].map(([kind, key]) => (
    el("li", {}, el("span", { class: "point-icon sample", "aria-hidden": "true" }, el("i", { class: kind })), word(key)))));
}

function outcomeList() {
  if (state.view === "base") return el("ul", {}, el("li", {}, symbol("plain", 16), word("page.place")), el("li", {}, symbol("never", 16), word("page.never")));
  return el("ul", {}, ["gain", "loss", "none", "new"].map((outcome) => (
    el("li", {}, symbol(outcome, 16), word(`map.outcome.${outcome}`)))),
  el("li", {}, symbol("never", 16), word("page.never")));
}

function lineList() {
  return el("ul", {}, [["border", "map.legend.border"], ["province", "map.legend.boundary"]].map(([name, key]) => (
    el("li", {}, sample(strokesOf(name)), word(key)))));
}

function sample(strokes) {
  return svg("svg", { width: 30, height: 12, "aria-hidden": "true" }, strokes.map((stroke) => svg("line", {
    x1: 1, y1: 6, x2: 29, y2: 6, stroke: stroke.color, "stroke-width": Math.min(stroke.weight, 6),
    "stroke-dasharray": stroke.dashArray, "stroke-linecap": stroke.lineCap,
  })));
}

function drawButtons(map) {
  const box = el("div", { class: "zoom", role: "group" });
  byId("map").parentElement.append(box);
  const [west, south, east, north] = data.map.backdrop.china;
  const home = () => showStudyArea(map.closePopup());
  const china = () => map.closePopup().fitBounds([[south, west], [north, east]], { padding: [4, 4] });
  const show = () => put(box, [["+", "page.zoom_in", () => map.zoomIn()], ["−", "page.zoom_out", () => map.zoomOut()],
    ["⌂", "page.zoom_home", home], [state.lang === "zh" ? "全国" : "CN", "page.zoom_china", china]]
    .map(([sign, key, act]) => el("button", { type: "button", title: word(key), "aria-label": word(key), onclick: act }, sign)));
  watch((changed) => { if (changed.has("lang")) show(); });
  show();
}
