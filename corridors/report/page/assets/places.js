// Places on the map: symbols, names, values; names give way to each other.

const SHAPES = {
  gain: "M0,-7 L6.6,5 L-6.6,5 Z", loss: "M0,7 L6.6,-5 L-6.6,-5 Z", none: "M-5,0 a5,5 0 1,0 10,0 a5,5 0 1,0 -10,0 Z",
  new: "M0,-8 L2.2,-2.6 L8,-2.4 L3.5,1.3 L5,7 L0,3.8 L-5,7 L-3.5,1.3 L-8,-2.4 L-2.2,-2.6 Z",
  gone: "M-5,-5 L5,5 M5,-5 L-5,5", never: "M-4,0 a4,4 0 1,0 8,0 a4,4 0 1,0 -8,0 Z",
  plain: "M-4.6,0 a4.6,4.6 0 1,0 9.2,0 a4.6,4.6 0 1,0 -9.2,0 Z",
};
const SIDES = ["right", "left", "above", "below"];

function colourOf(outcome) {
  const known = data.map.style.outcomes[outcome];
  return known ? known[1] : { gone: "#8b2252", never: "#9a9a9a" }[outcome] || "#444";
}

/** The symbol of an outcome, for the map, the legend and the tables. */
function symbol(outcome, size = 20) {
  const kind = outcome === "token" ? "never" : outcome;
  const hollow = kind === "never";
  return svg("svg", { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true", class: "symbol" },
    svg("path", {
      d: SHAPES[kind] || SHAPES.plain, fill: hollow ? "#fff" : colourOf(kind), stroke: hollow || kind === "gone" ? colourOf(kind) : "#fff",
      "stroke-width": kind === "gone" ? 2.6 : hollow ? 1.8 : 1.4, "stroke-linejoin": "round", "paint-order": "stroke",
    }));
}

function drawPlaces(map) {
  const marks = data.places.map((place) => {
    const node = el("div", { class: "place" });
    const marker = L.marker(at(place.at), {
      icon: L.divIcon({ className: "place-icon", html: node, iconSize: [22, 22], iconAnchor: [11, 11] }),
      keyboard: true, riseOnHover: true, bubblingMouseEvents: false,
    }).addTo(map);
    marker.getElement().dataset.place = place.id;
    onPress(marker, () => choosePlace(place.id));
    return { place, node, marker };
  });
  const refresh = () => {
    marks.forEach(showMark);
    settleNames(map, marks);
  };
  watch(refresh);
  map.on("zoomend moveend resize", () => settleNames(map, marks));
  refresh();
}

/** A click, Enter or the space bar. */
function onPress(marker, act) {
  marker.on("click", act);
  marker.on("keydown", ({ originalEvent: event }) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
}

function choosePlace(id) {
  choose({ place: id, pair: "", tab: "place" });
}

/** What a place shows now: its outcome, name and value. */
function showMark({ place, node, marker }) {
  const chosen = place.id === state.place;
  const facing = !chosen && others(state.place, state.direction).includes(place.id);
  let outcome = "plain";
  let value = "";
  let change = "";
  if (facing) {
    const numbers = pairNumbers(place.id);
    outcome = state.view === "base" ? (numbers.base ? "plain" : "never") : numbers.outcome;
    value = state.view === "base" ? numbers.base : numbers.after;
    if (state.view === "after") {
      change = numbers.outcome === "new" ? word("map.outcome.new") : ["gain", "loss"].includes(numbers.outcome) ? numbers.difference : "";
    }
  }
  const name = nameOf(place);
  const element = marker.getElement();
  node.className = `place ${outcome} ${chosen ? "chosen" : ""} ${facing ? "facing" : ""}`;
  const label = el("span", { class: "label" }, el("b", {}, name));
  if (value) label.append(el("span", { class: "value" }, value));
  if (change) label.append(el("span", { class: `change tone-${outcome}` }, change));
  put(node, symbol(chosen ? "plain" : outcome, chosen ? 24 : 20), label);
  element.setAttribute("aria-label", [name, value && `${word(`measure.${state.measure}`)} ${value}`, change].filter(Boolean).join(", "));
  element.setAttribute("aria-pressed", String(chosen));
  element.removeAttribute("title");
  marker.setZIndexOffset(chosen ? 4000 : place.rank === 0 ? 2000 : place.rank === 1 ? 1000 : 0);
}

/** Names take the first free side of their symbol, important ones first; without room they go. */
function settleNames(map, marks) {
  const size = map.getSize();
  const taken = [];
  const order = [...marks].sort((a, b) => weight(a.place) - weight(b.place));
  const spots = order.map(({ place }) => map.latLngToContainerPoint(at(place.at)));
  spots.forEach((spot) => taken.push([spot.x - 6, spot.y - 6, spot.x + 6, spot.y + 6]));
  const sizes = order.map(({ node }) => {
    const label = node.querySelector(".label");
    return [label.offsetWidth, label.offsetHeight];
  });
  order.forEach(({ node, place }, i) => {
    const spot = spots[i];
    const [width, height] = sizes[i];
    const outside = spot.x < -20 || spot.y < -20 || spot.x > size.x + 20 || spot.y > size.y + 20;
    const boxes = {
      right: [spot.x + 10, spot.y - height / 2], left: [spot.x - 10 - width, spot.y - height / 2],
      above: [spot.x - width / 2, spot.y - 10 - height], below: [spot.x - width / 2, spot.y + 10],
    };
    const side = outside ? undefined : SIDES.find((one) => {
      const [x, y] = boxes[one];
      const box = [x, y, x + width, y + height];
      return x > 2 && y > 2 && box[2] < size.x - 2 && box[3] < size.y - 2
        && !taken.some((other, j) => j !== i && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    });
    node.dataset.side = side || (place.id === state.place ? "right" : "none");
    if (side) {
      const [x, y] = boxes[side];
      taken.push([x, y, x + width, y + height]);
    }
  });
  hideProvinces(map, taken);
}

/** Names of provinces stand back where anything else is written. */
function hideProvinces(map, taken) {
  const frame = map.getContainer().getBoundingClientRect();
  for (const name of map.getPane("names").querySelectorAll(".province")) {
    const box = name.getBoundingClientRect();
    const [left, top, right, bottom] = [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    const away = ("tiny" in name.dataset && map.getZoom() < NEAR_ZOOM) || taken.some((other) => left < other[2] && right > other[0] && top < other[3] && bottom > other[1]);
    name.classList.toggle("away", away);
    if (!away) taken.push([left, top, right, bottom]);
  }
}

function weight(place) {
  if (place.id === state.place) return -10;
  const headline = data.results.headline.some((pair) => pair.includes(place.id));
  const facing = others(state.place, state.direction).includes(place.id);
  return place.rank - (headline ? 2 : 0) - (facing ? 3 : 0);
}
