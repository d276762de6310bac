// The briefing below the map: sections, findings, tables, charts.

function drawHead() {
  const show = () => {
    const told = brief();
    document.documentElement.lang = state.lang === "zh" ? "zh-CN" : state.lang;
    document.title = told.title;
    put(byId("kind"), word("page.kind_of_document"));
    put(byId("title"), told.title);
    put(byId("headline"), told.headline);
    put(byId("skip"), word("page.skip"));
    put(byId("explore-title"), word("page.explore"));
    byId("map").setAttribute("aria-label", word("page.map_label"));
    byId("tabs").setAttribute("aria-label", word("page.panel"));
    byId("langs").setAttribute("aria-label", word("page.language"));
    put(byId("langs"), data.langs.map((lang) => el("button", {
      type: "button", lang, "aria-pressed": String(lang === state.lang), onclick: () => choose({ lang }),
    }, { zh: "中文", en: "English" }[lang])));
    put(byId("nav"), el("ul", {}, [["explore", word("page.explore")], ...told.sections.filter((s) => s.level === 1).map((s) => [`section-${s.key}`, s.title])]
      .map(([id, title]) => el("li", {}, el("a", { href: `#${id}`, onclick: (event) => jump(event, id) }, title)))));
    put(byId("foot"), el("p", {}, told.stamp), el("p", {}, word("page.foot")),
      data.results.left_out.length ? el("p", {}, word("page.left_out", { what: data.results.left_out.map((one) => (one === "pct" ? "%" : word(`measure.${one}`))).join(", ") })) : null);
  };
  watch((changed) => { if (changed.has("lang")) show(); });
  show();
}

/** Go to a section and leave the address to the choices. */
function jump(event, id) {
  event.preventDefault();
  const target = byId(id);
  target.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
}

function drawBrief() {
  const show = () => {
    dropCharts();
    put(byId("brief"), brief().sections.map((section) => el("section", { id: `section-${section.key}`, class: `level-${section.level}` },
      el(section.level === 1 ? "h2" : "h3", {}, section.title), section.blocks.map(blockOf))));
    drawCharts();
  };
  watch((changed) => { if (changed.has("lang")) show(); });
  show();
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(resizeCharts, 120);
  });
}

function blockOf(block) {
  switch (block.type) {
    case "text": return el("p", {}, block.text);
    case "findings": return el("ul", { class: "findings" }, block.items.map(([text, tone]) => el("li", { class: `finding ${tone}` },
      ["gain", "loss", "none", "new"].includes(tone) ? symbol(tone, 18) : el("span", { class: "sign", "aria-hidden": "true" }, tone === "caution" ? "!" : "·"), el("span", {}, text))));
    case "table": return briefTable(block);
    case "chart": return chartFigure(block);
    case "words": return el("dl", { class: "words" }, block.items.flatMap(([name, meaning]) => [el("dt", {}, name), el("dd", {}, meaning)]));
    default: return el("p", { class: "map-note" }, `${block.caption}${block.message ? `${state.lang === "zh" ? "：" : ": "}${block.message}` : ""}`, " ",
      el("a", { href: "#explore", onclick: (event) => jump(event, "explore") }, word("page.see_map")));
  }
}
