// Numbers as they came: rounded texts. Nothing is rounded, added or averaged here.

const cache = new Map();
const MISSING = "~";
const OUTCOME = { g: "gain", l: "loss", n: "none", w: "new", x: "gone", "-": "never", t: "token" };

/** One measure of a profile and main mode as lists over all pairs. */
function cellsOf(profile, mode, measure) {
  const key = `${profile}|${mode}|${measure}`;
  if (!cache.has(key)) cache.set(key, unpack(data.results.blocks[profile][mode][measure], measure));
  return cache.get(key);
}

function unpack(block, measure) {
  const zero = data.results.zero[measure];
  const base = block.base.split("|");
  const after = block.after.split("|").map((text, i) => text || base[i]);
  const difference = block.difference.split("|").map((text) => text || zero);
  const pct = block.pct === undefined ? null : block.pct.split("|").map((text) => text || data.results.zero.pct);
  return { base, after, difference, pct, outcome: [...block.outcome].map((sign) => OUTCOME[sign]) };
}

/** The numbers of one pair: texts, empty where there is none, and what they mean. */
function numbersOf(profile, mode, measure, origin, destination) {
  const { origins, destinations, name_only: nameOnly } = data.results;
  const i = origins.indexOf(origin) * destinations.length + destinations.indexOf(destination);
  const cells = cellsOf(profile, mode, measure);
  const text = (list) => (list === null || list[i] === MISSING ? "" : list[i]);
  const token = Number(nameOnly[profile][mode][i]);
  return {
    base: text(cells.base), after: text(cells.after), difference: text(cells.difference),
    pct: text(cells.pct), outcome: cells.outcome[i], tokenBase: token % 2 === 1, tokenAfter: token > 1,
  };
}

/** The number that a text says, for sorting; missing ones last. */
function numberOf(text) {
  const plain = text.replace(/,/g, "").replace("−", "-");
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}

/** Ends of the pairs of a place: the other places, in the order of the comparison. */
function others(place, direction) {
  const { origins, destinations } = data.results;
  return (direction === "from" ? destinations : origins).filter((id) => id !== place);
}

function pairNumbers(other, measure = state.measure, mode = state.mode) {
  const [origin, destination] = ends(other);
  return numbersOf(state.profile, mode, measure, origin, destination);
}

function ends(other) {
  return state.direction === "from" ? [state.place, other] : [other, state.place];
}

/** How many pairs of a place gain, lose and so on: counts, by outcome. */
function tally(place) {
  const counts = { gain: 0, loss: 0, none: 0, new: 0, gone: 0, never: 0, token: 0 };
  const cells = cellsOf(state.profile, state.mode, state.measure);
  const { origins, destinations } = data.results;
  const isOrigin = origins.includes(place);
  origins.forEach((origin, i) => destinations.forEach((destination, j) => {
    if (origin === destination || (isOrigin ? origin !== place : destination !== place)) return;
    counts[cells.outcome[i * destinations.length + j]] += 1;
  }));
  return counts;
}
