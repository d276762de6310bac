// Tables that sort by a click on a heading and can be filtered by a word.

const sortings = {};
const FILTER_FROM = 9;
const LONG_FROM = 16;

/**
 * A sortable table. A row has `cells` (elements), `values` (what to sort by, numbers or texts, null
 * for none) and `words` (what the filter looks in).
 */
function sortable(heads, rows, { key, label, numeric = [], widths = null, caption = null }) {
  const body = el("tbody");
  const memory = (sortings[key] ??= { column: -1, down: false, filter: "" });
  const headings = heads.map((head, i) => el("th", { scope: "col", class: numeric.includes(i) ? "number" : "" },
    el("button", { type: "button", onclick: () => turn(i) }, head, el("i", { "aria-hidden": "true" })),
    el("span", { class: "print-head", "aria-hidden": "true" }, head)));
  const table = el("table", { class: "numbers", "data-table": key, "aria-label": label },
    widths ? el("colgroup", {}, widths.map((width) => el("col", { class: `w${Math.min(12, Math.max(1, Math.round(width * 2)))}` }))) : null,
    el("thead", {}, el("tr", {}, headings)), body);
  const turn = (column) => {
    if (memory.column === column && memory.down) Object.assign(memory, { column: -1, down: false });
    else Object.assign(memory, { down: memory.column === column, column });
    show();
  };
  const show = () => {
    const wanted = memory.filter.trim().toLowerCase();
    const kept = rows.filter((row) => !wanted || row.words.includes(wanted));
    if (memory.column >= 0) kept.sort((a, b) => compareCells(a.values[memory.column], b.values[memory.column], memory.down));
    put(body, kept.length ? kept.map((row) => (row.line ??= el("tr", { "data-id": row.id, class: row.kind }, row.cells)))
      : el("tr", {}, el("td", { colspan: heads.length, class: "none" }, word("page.no_hit"))));
    headings.forEach((heading, i) => heading.setAttribute("aria-sort",
      i !== memory.column ? "none" : memory.down ? "descending" : "ascending"));
  };
  show();
  const scroll = el("div", { class: rows.length > LONG_FROM ? "scroll long" : "scroll", tabindex: 0, role: "group", "aria-label": label }, table);
  const input = rows.length < FILTER_FROM ? null : el("input", {
    type: "search", value: memory.filter, placeholder: word("page.filter"), "aria-label": word("page.filter"), oninput: () => {
      memory.filter = input.value;
      show();
    },
  });
  return el("div", { class: "sortable" }, caption || input ? el("div", { class: "above" },
    caption ? el("p", { class: "caption" }, caption) : null, input ? el("p", { class: "filter" }, input) : null) : null, scroll);
}

/** Numbers before texts, what is missing last in either direction. */
function compareCells(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" && typeof b === "number" ? a - b
    : typeof a === "number" ? -1 : typeof b === "number" ? 1 : a.localeCompare(b, state.lang === "zh" ? "zh-CN" : "en");
  return down ? -order : order;
}

/** A table of the briefing. */
function briefTable(table) {
  const numeric = table.columns.flatMap(([, , align], i) => (align === "right" ? [i] : []));
  const rows = table.rows.map((row) => ({
    values: row.map((cell) => (Array.isArray(cell) ? cell[1] : cell === "" || cell === "—" ? null : cell)),
    words: row.map((cell) => (Array.isArray(cell) ? cell[0] : cell)).join(" ").toLowerCase(),
    cells: row.map((cell, i) => el(i === 0 ? "th" : "td", {
      scope: i === 0 ? "row" : null, class: [Array.isArray(cell) ? `tone-${cell[2]}` : "", `align-${table.columns[i][2]}`].join(" ").trim(),
    }, Array.isArray(cell) ? cell[0] : cell)),
  }));
  return el("figure", { class: "table", id: `table-${table.key}` },
    sortable(table.columns.map(([heading]) => heading), rows, {
      key: table.key, label: table.caption, numeric, widths: table.columns.map(([, width]) => width), caption: table.caption,
    }), table.notes.map((note) => el("p", { class: "note" }, note)));
}
