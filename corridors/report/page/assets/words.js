// Texts of the page in the language chosen.

/** A text by its key, with {names} filled in. */
function word(key, values = {}) {
  const text = data.words[state.lang][key];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function nameOf(thing) {
  return thing[state.lang];
}

function placeName(id) {
  return nameOf(placeOf(id));
}

function brief() {
  return data.briefs[state.lang];
}
