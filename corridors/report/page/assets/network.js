// Links by mode, before and after; the route of a pair.

const HIDDEN_AT_FIRST = ["air"];
const MANY_CHANGES = 40;
const MODES = ["road", "rail", "inland", "sea", "air"];

function drawNetwork(map) {
  const { links } = data;
  const renderers = {};
  const rendererOf = (pane) => (renderers[pane] ??= L.svg({ pane, padding: 0.4 }));
  const lines = links.line.map(unpackLine);
  const groups = new Map();
  links.id.forEach((id, i) => {
    if ("ah".includes(links.status[i])) return;
    const style = links.kind[i] ? `kind.${links.kind[i]}` : `mode.${links.mode[i]}`;
    const key = `${links.mode[i]}|${style}`;
    groups.set(key, [...(groups.get(key) || []), lines[i]]);
  });
  for (const mode of ["sea", "air", "road", "rail", "inland"]) {
    for (const [key, shapes] of groups) {
      if (!key.startsWith(`${mode}|`)) continue;
      for (const stroke of strokesOf(key.split("|")[1])) {
        L.polyline(shapes, {
          ...stroke, pane: "standing", renderer: rendererOf("standing"), className: `mode-${mode}`,
        }).addTo(map);
      }
    }
  }
  const projectsOf = new Map();
  data.projects.forEach((project) => project.links.forEach((id) => {
    projectsOf.set(id, [...(projectsOf.get(id) || []), project.id]);
  }));
  links.id.forEach((id, i) => {
    const status = { a: "added", c: "changed", x: "closed" }[links.status[i]];
    if (status) drawChange(map, rendererOf, lines[i], links.mode[i], status, projectsOf.get(id) || [], i);
  });
  const route = L.layerGroup().addTo(map);
  const show = () => drawRoute(route, lines, rendererOf);
  watch((changed) => {
    if (["place", "pair", "profile", "mode", "direction", "view", "tab"].some((name) => changed.has(name))) show();
    if (changed.has("view")) showView(map);
  });
  watch((changed) => {
    if (changed.has("pair") && state.pair) showEnds(map);
  });
  show();
  showView(map);
  if (state.pair) showEnds(map);
  for (const mode of HIDDEN_AT_FIRST) {
    const hide = () => map.getContainer().classList.toggle(`hide-${mode}`, state.mode !== mode);
    watch((changed) => { if (changed.has("mode")) hide(); });
    hide();
  }
}

/** A changed link over the standing network; thin where it is a flight. */
function drawChange(map, rendererOf, line, mode, status, projects, i) {
  const pane = status === "closed" ? "closed" : "added";
  const many = data.links.status.replace(/[bh]/g, "").length > MANY_CHANGES;
  const thin = mode === "air" ? 0.45 : many ? 0.75 : 1;
  strokesOf(`status.${status}`).forEach((stroke) => {
    L.polyline(line, {
      ...stroke, weight: stroke.weight * thin, pane, renderer: rendererOf(pane), className: `mode-${mode} change`,
    }).addTo(map);
  });
  const touch = L.polyline(line, {
    pane, renderer: rendererOf(pane), color: "#000", opacity: 0, weight: 18, interactive: projects.length > 0,
    className: `mode-${mode} touch`, bubblingMouseEvents: false,
  }).addTo(map);
  const label = () => data.links[state.lang][i] || projectNames(projects);
  touch.bindTooltip(() => el("span", {}, label()), { sticky: true, className: "tip" });
  touch.on("click", (event) => openProjects(map, spotOn(touch, event.latlng), projects));
}

/** Where it was touched; the middle of the line where that is no place on it. */
function spotOn(line, point) {
  const bounds = line.getBounds().pad(0.3);
  return bounds.contains(point) ? point : line.getCenter();
}

function showView(map) {
  map.getContainer().classList.toggle("view-base", state.view === "base");
}

/** Links on the way of a pair in the state shown; nothing where the page does not know it. */
function wayOf(origin, destination) {
  const { ways, chosen } = data.routes;
  const pair = `${origin} ${destination}`;
  const after = state.view === "after" ? 1 : 0;
  let { mode } = state;
  if (mode === "best") mode = (((chosen[state.profile] || {})[pair]) || [])[after];
  const both = (((ways[state.profile] || {})[mode]) || {})[pair];
  if (!both) return [];
  const way = both.length > 1 ? both[after] : both[0];
  return way ? way.split(" ").map(Number) : [];
}

/** The way of the chosen pair where the page knows it, in the state shown. */
function drawRoute(group, lines, rendererOf) {
  group.clearLayers();
  if (!state.pair || state.tab !== "place") return;
  const way = wayOf(...ends(state.pair));
  if (!way.length) return;
  const shapes = way.map((i) => lines[i]);
  for (const [color, weight, opacity] of [["#fff", 9, 0.9], ["#5b2a86", 5, 0.85]]) {
    L.polyline(shapes, {
      color, weight, opacity, pane: "route", renderer: rendererOf("route"), interactive: false, className: "route",
    }).addTo(group);
  }
}

/** Both ends of the chosen pair come into view. */
function showEnds(map) {
  const both = L.latLngBounds(ends(state.pair).map((id) => at(placeOf(id).at)));
  if (!map.getBounds().pad(-0.06).contains(both)) map.fitBounds(both.pad(0.12), { ...margins(), maxZoom: map.getZoom(), animate: !calm() });
}
