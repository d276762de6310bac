// What is chosen now, in one object; whoever shows it is told when it changes.

const data = JSON.parse(byId("data").textContent);
const DEFAULTS = {
  lang: data.lang, place: data.start.place, direction: "from", profile: data.start.profile,
  mode: data.start.mode, measure: data.start.measure || data.results.measures[0], view: "after", tab: "place",
  pair: "", project: "",
};
const SHARED = ["lang", "place", "direction", "profile", "mode", "measure", "view", "pair", "project"];
const state = { ...DEFAULTS };
const watchers = [];

/** Call f(changed) after every change; changed is the set of names that differ. */
function watch(f) {
  watchers.push(f);
}

function choose(patch) {
  const wanted = sound({ ...state, ...patch });
  const changed = new Set(Object.keys(wanted).filter((name) => wanted[name] !== state[name]));
  if (!changed.size) return;
  Object.assign(state, wanted);
  remember();
  watchers.forEach((f) => f(changed));
}

/** Only what exists may be chosen, whatever an address says. */
function sound(wanted) {
  const { results } = data;
  const place = placeOf(wanted.place);
  if (!data.langs.includes(wanted.lang)) wanted.lang = DEFAULTS.lang;
  if (!place) wanted.place = DEFAULTS.place;
  if (!results.profiles.includes(wanted.profile)) wanted.profile = DEFAULTS.profile;
  const modes = results.modes.filter((mode) => results.blocks[wanted.profile][mode]);
  if (!modes.includes(wanted.mode)) wanted.mode = modes[0];
  if (!results.measures.includes(wanted.measure)) wanted.measure = DEFAULTS.measure;
  if (wanted.view !== "base") wanted.view = "after";
  const isOrigin = results.origins.includes(wanted.place);
  const isDestination = results.destinations.includes(wanted.place);
  if (wanted.direction !== "to") wanted.direction = "from";
  if (wanted.direction === "from" && !isOrigin) wanted.direction = "to";
  if (wanted.direction === "to" && !isDestination) wanted.direction = "from";
  if (wanted.pair && !placeOf(wanted.pair)) wanted.pair = "";
  if (wanted.project && !data.projects.some((project) => project.id === wanted.project)) {
    wanted.project = "";
  }
  return wanted;
}

function placeOf(id) {
  return data.places.find((place) => place.id === id);
}

/** Keep the choice in the address, so that it can be sent on or bookmarked. */
function remember() {
  const kept = SHARED.filter((name) => state[name] !== DEFAULTS[name])
    .map((name) => `${name}=${encodeURIComponent(state[name])}`);
  try {
    history.replaceState(null, "", kept.length ? `#${kept.join("&")}` : location.pathname);
  } catch {
    // Some readers of local files forbid it; the page works without.
  }
}

/** What an address asks for: #place=nanning&lang=en. */
function asked() {
  const wanted = {};
  for (const part of location.hash.slice(1).split("&")) {
    const [name, value] = part.split("=");
    if (!SHARED.includes(name) || value === undefined) continue;
    try {
      wanted[name] = decodeURIComponent(value);
    } catch {
      // A broken address asks for nothing.
    }
  }
  if (wanted.project) wanted.tab = "projects";
  return wanted;
}
