// The ground of the map: projection, provinces, coast, South China Sea.

// One unit of the data is 100 m of the Albers projection; a screen has its y axis downwards.
const ALBERS = L.extend({}, L.CRS.Simple, { transformation: new L.Transformation(1 / 256, 0, -1 / 256, 0) });
// Beijing, Tianjin, Shanghai, Hong Kong, Macao: too small for a name from afar.
const TINY = ["11", "12", "31", "81", "82"];
const NEAR_ZOOM = 2.5;
const FONT_PX_PER_PT = 4 / 3;

/** Coordinates of a packed line: first point, then steps. */
function unpackLine(packed) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < packed.length; i += 2) {
    x += packed[i];
    y += packed[i + 1];
    points.push([y, x]);
  }
  return points;
}

function at(packed) {
  return [packed[1], packed[0]];
}

/** Strokes of a style of the printed maps as options of Leaflet. */
function strokesOf(name) {
  return (data.map.style.strokes[name] || []).map(([color, width, dash, cap]) => ({
    color, weight: width * FONT_PX_PER_PT, dashArray: dash.length ? dash.map((d) => d * width * 1.3).join(" ") : null,
    lineCap: cap, opacity: 1, fill: false, interactive: false,
  }));
}

function makeMap() {
  const [west, south, east, north] = data.map.backdrop.china;
  const map = L.map("map", {
    crs: ALBERS, attributionControl: false, zoomControl: false, minZoom: -1.5, maxZoom: 7, zoomSnap: 0.25,
    zoomDelta: 0.75, wheelPxPerZoomLevel: 90, zoomAnimation: !calm(), fadeAnimation: !calm(), inertia: !calm(),
    maxBounds: [[south - 25000, west - 12000], [north + 9000, east + 12000]], maxBoundsViscosity: 0.8,
  });
  for (const [name, level] of [["land", 210], ["names", 230], ["standing", 300], ["added", 420],
    ["closed", 430], ["route", 450], ["focus", 460]]) {
    map.createPane(name).style.zIndex = level;
    map.getPane(name).classList.add("lines");
  }
  showStudyArea(map, false);
  drawGround(map);
  return map;
}

function showStudyArea(map, animate = !calm()) {
  const [low, high] = data.map.fit;
  map.fitBounds([[low[1], low[0]], [high[1], high[0]]], { ...margins(), animate });
}

/** The lines of text below the map change its height. */
function watchSize(map) {
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(map.getContainer());
}

/** Room around the first view, the legend's included where it stands open. */
function margins() {
  const wide = window.matchMedia("(min-width: 900px)").matches;
  return { paddingTopLeft: [wide ? 200 : 20, 20], paddingBottomRight: [wide ? 110 : 24, 40] };
}

function drawGround(map) {
  const { backdrop, style, provinces } = data.map;
  const renderer = L.svg({ pane: "land", padding: 0.4 });
  const line = style.strokes.province[0];
  const coast = style.strokes.coast[0];
  const dash = style.strokes.dash[0];
  const common = { renderer, pane: "land", interactive: false, smoothFactor: 0.7 };
  L.polygon(backdrop.land.map((ring) => [unpackLine(ring)]), {
    ...common, fillColor: style.foreign, fillOpacity: 1, color: coast[0], weight: coast[1] * FONT_PX_PER_PT,
  }).addTo(map);
  const drawn = backdrop.provinces.map(({ code, rings }) => {
    const shape = L.polygon(rings.map((ring) => [unpackLine(ring)]), {
      ...common, fillColor: style.land, fillOpacity: 1, color: line[0], weight: line[1] * FONT_PX_PER_PT,
    }).addTo(map);
    return { shape, code, ring: unpackLine(rings[0]) };
  });
  const [border] = strokesOf("border");
  for (const [shapes, stroke] of [[backdrop.seams, { color: line[0], weight: line[1] * FONT_PX_PER_PT }],
    [backdrop.border, border], [backdrop.dashes, { color: dash[0], weight: dash[1] * FONT_PX_PER_PT * 1.4 }]]) {
    L.polyline(shapes.map(unpackLine), { ...common, ...stroke }).addTo(map);
  }
  const names = drawn.map(({ code, ring }) => ({ texts: provinces[code], point: middle(ring), tiny: TINY.includes(code) }));
  const sea = { texts: {}, point: at(data.map.sea_name) };
  for (const lang of data.langs) sea.texts[lang] = data.words[lang]["map.south_china_sea"];
  const labels = [...names, sea].map(({ texts, point, tiny }) => {
    const text = el("span", { class: "province", "data-tiny": tiny });
    L.marker(point, {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "quiet", html: text, iconSize: [0, 0] }),
    }).addTo(map);
    return [text, texts];
  });
  const say = () => labels.forEach(([text, texts]) => { text.textContent = texts[state.lang] || ""; });
  watch((changed) => { if (changed.has("lang")) say(); });
  say();
}

/** A point well inside a ring: the middle of its widest crossing near its centre. */
function middle(ring) {
  const ys = ring.map((point) => point[0]);
  const low = Math.min(...ys);
  const high = Math.max(...ys);
  let best = { width: -1 };
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const y = low + share * (high - low);
    const crossings = [];
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length];
      if ((point[0] > y) !== (next[0] > y)) {
        crossings.push(point[1] + ((y - point[0]) / (next[0] - point[0])) * (next[1] - point[1]));
      }
    });
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const width = crossings[i + 1] - crossings[i];
      if (width > best.width * 1.15) best = { width, point: [y, (crossings[i] + crossings[i + 1]) / 2] };
    }
  }
  return best.point;
}
