// Projects: their marks on the map, their plan wording in a popup and in the list.

const MARK_LIMIT = 40;

function projectOf(id) {
  return data.projects.find((project) => project.id === id);
}

function projectNames(ids) {
  return ids.map((id) => nameOf(projectOf(id)).name).join(state.lang === "zh" ? "、" : ", ");
}

function drawProjects(map) {
  const points = data.projects.flatMap((project) => project.points.map((point) => [project, point]));
  const always = points.length <= MARK_LIMIT;
  const layer = L.layerGroup().addTo(map);
  const show = () => {
    layer.clearLayers();
    points.forEach(([project, point]) => {
      if (always || project.id === state.project) drawPoint(map, layer, project, point);
    });
    drawFocus(map, layer);
  };
  watch((changed) => {
    if (changed.has("project") || changed.has("lang")) show();
  });
  show();
}

function drawPoint(map, layer, project, point) {
  const marker = L.marker(at(point.at), {
    icon: L.divIcon({ className: "point-icon", html: el("i", { class: point.kind }), iconSize: [14, 14] }),
    keyboard: true, bubblingMouseEvents: false, zIndexOffset: 500,
  }).addTo(layer);
  marker.getElement().setAttribute("aria-label", `${point[state.lang]} — ${nameOf(project).name}`);
  marker.bindTooltip(() => el("span", {}, point[state.lang]), { className: "tip", direction: "top" });
  onPress(marker, () => openProjects(map, marker.getLatLng(), [project.id]));
}

/** A halo around the links of the chosen project. */
function drawFocus(map, layer) {
  const project = projectOf(state.project);
  if (!project) return;
  const lines = linesOf(project);
  if (lines.length) {
    L.polyline(lines, { pane: "focus", color: "#f0b400", weight: 13, opacity: 0.45, interactive: false, className: "halo" }).addTo(layer);
  }
}

function linesOf(project) {
  const wanted = new Set(project.links);
  return data.links.id.flatMap((id, i) => (wanted.has(id) ? [unpackLine(data.links.line[i])] : []));
}

function showProject(map, id) {
  const project = projectOf(id);
  const points = [...linesOf(project).flat(), ...project.points.map((point) => at(point.at))];
  choose({ project: id, tab: "projects" });
  if (!points.length) return;
  map.fitBounds(L.latLngBounds(points).pad(0.35), { maxZoom: 4.5, animate: !calm() });
}

function openProjects(map, point, ids) {
  if (!ids.length) return;
  const size = map.getSize();
  const { paddingTopLeft } = margins();
  L.popup({
    maxWidth: Math.min(380, size.x - 60), maxHeight: Math.max(180, size.y - 120), className: "project-popup",
    autoPanPaddingTopLeft: size.x > 700 ? paddingTopLeft : [8, 8], autoPanPaddingBottomRight: size.x > 700 ? [60, 12] : [8, 8],
  })
    .setLatLng(point).setContent(el("div", {}, ids.map((id) => projectCard(projectOf(id))))).openOn(map);
}

/** All that is told about a project: plan wording, status, opening, sources. */
function projectCard(project, level = "h3") {
  const told = nameOf(project);
  const card = el("article", { class: "project", "data-project": project.id }, el(level, {}, told.name));
  const facts = el("dl");
  const fact = (key, ...text) => facts.append(el("dt", {}, word(key)), el("dd", {}, ...text));
  fact("page.kind", told.kind);
  fact("page.status", word("page.as_of", { status: told.status, date: told.as_of }));
  fact("page.opening", told.opening || word("page.no_opening"));
  card.append(facts);
  told.mentions.forEach((mention) => card.append(
    el("blockquote", { lang: "zh" }, el("p", {}, `“${mention.words}”`)),
    el("p", { class: "from" }, word("page.from", mention)),
    mention.units ? el("p", { class: "from" }, word("page.units", mention)) : ""));
  if (project.background) card.append(el("p", { class: "from" }, word("page.background")));
  if (told.note) card.append(el("p", { class: "note" }, told.note));
  if (told.reason) card.append(el("p", { class: "note" }, told.reason));
  if (!project.links.length && !project.points.length) card.append(el("p", { class: "note" }, word("page.not_on_map")));
  if (project.sources.length) card.append(el("details", { class: "sources" }, el("summary", {}, word("page.sources", { count: project.sources.length })),
    el("ul", {}, project.sources.map((id) => el("li", {}, sourceText(id))))));
  return card;
}

function sourceText(id) {
  const source = data.sources[id];
  if (!source) return id;
  return [source.publisher, source.title, source.date, source.address].filter(Boolean).join(state.lang === "zh" ? "，" : ", ");
}
