// Charts of the briefing, drawn as vectors; every number is the rounded one that came along.

const INK = "#1a1a1a";
const QUIET = "#5a5a5a";
const GRID = "#e3e3e0";
const FONT = { fontFamily: "PingFang SC, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, sans-serif", color: INK, fontSize: 12 };
const drawn = [];

/** A chart with its caption and message. */
function chartFigure(block) {
  const make = { Dumbbell: dumbbell, Heatmap: heatmap, StackedBars: stackedBars, TradeOff: tradeOff, Distribution: distribution }[block.kind];
  const { option, height } = make(block.chart, block.texts);
  const canvas = el("div", { class: "chart", role: "img", "aria-label": `${block.caption}. ${block.message}` });
  canvas.style.height = `${height}px`;
  const figure = el("figure", { class: "chart-figure", id: `chart-${block.key}` },
    el("figcaption", {}, block.caption), block.message ? el("p", { class: "message" }, block.message) : null, canvas);
  drawn.push({ canvas, option, chart: null });
  return figure;
}

/** Charts are drawn once they have a width. */
function drawCharts() {
  for (const one of drawn) {
    if (one.chart) continue;
    one.chart = echarts.init(one.canvas, null, { renderer: "svg" });
    one.chart.setOption({ animation: false, textStyle: FONT, ...one.option });
  }
}

function dropCharts() {
  drawn.forEach((one) => one.chart && one.chart.dispose());
  drawn.length = 0;
}

function resizeCharts() {
  drawn.forEach((one) => {
    if (!one.chart) return;
    one.chart.resize();
    one.chart.getZr().refreshImmediately(); // paper does not wait for the next frame
  });
}

function tooltip(formatter) {
  // Text, not HTML: nothing in a name can become markup.
  return { renderMode: "richText", confine: true, formatter, textStyle: { ...FONT, color: INK }, backgroundColor: "#fff", borderColor: "#bbb" };
}

function valueAxis(name, more = {}) {
  return {
    type: "value", name, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: QUIET, fontSize: 12 },
    axisLabel: { color: QUIET, hideOverlap: true }, splitLine: { lineStyle: { color: GRID } }, axisLine: { show: false }, ...more,
  };
}

function categoryAxis(names, more = {}) {
  return { type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: "#aaa" } }, axisLabel: { color: INK, interval: 0 }, ...more };
}

function narrow() {
  return document.documentElement.clientWidth < 640;
}

function cut(text, length) {
  return [...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text;
}

/** A pair on two lines where it is long: two that begin alike would look the same when cut. */
function broken(pair) {
  return [...pair].length > 12 ? pair.replace(/([–—])/, "$1\n") : pair;
}

function dumbbell(chart, texts) {
  const rows = chart.rows;
  const told = ({ dataIndex: i }) => {
    const row = rows[i];
    return `${row.label}\n${chart.labels[0]} ${texts[i][0] || "—"}\n${chart.labels[1]} ${texts[i][1] || "—"}\n${texts[i][2]}`;
  };
  const line = (params, api) => {
    const [a, b] = [api.value(0), api.value(1)].map((v) => api.coord([v, api.value(2)]));
    return { type: "line", shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: colourOf(rows[params.dataIndex].outcome), lineWidth: 3 } };
  };
  const both = (row) => row.base !== null && row.after !== null;
  const dot = (name, key, fill) => ({
    name, type: "scatter", symbolSize: 13, z: 3, data: rows.map((row, i) => ({
      value: [row[key], i], label: { position: row.after < row.base ? "left" : "right" }, itemStyle: { color: fill ? colourOf(row.outcome) : "#fff", borderColor: fill ? "#fff" : QUIET, borderWidth: fill ? 1 : 2 },
    })), itemStyle: { color: fill ? "#007a5a" : "#fff", borderColor: fill ? "#fff" : QUIET, borderWidth: fill ? 1 : 2 },
  });
  return {
    height: 90 + (narrow() ? 36 : 30) * rows.length,
    option: {
      grid: { left: 8, right: 70, top: 34, bottom: 44, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: { top: 0, right: 8, data: chart.labels, textStyle: { color: INK } }, tooltip: tooltip(told),
      xAxis: valueAxis(chart.axis, { scale: true, boundaryGap: [narrow() ? "30%" : "12%", "10%"] }),
      yAxis: categoryAxis(rows.map((row) => row.label), { inverse: true, axisLabel: { color: INK, interval: 0, formatter: (t) => (narrow() ? broken(t) : cut(t, 26)), lineHeight: 14 } }),
      series: [{ type: "custom", renderItem: line, encode: { x: [0, 1], y: 2 }, silent: true,
        data: rows.map((row, i) => (both(row) ? [row.base, row.after, i] : [null, null, i])) },
      dot(chart.labels[0], "base", false),
      { ...dot(chart.labels[1], "after", true), label: { show: true, distance: 6, color: INK, fontSize: 11,
        formatter: ({ dataIndex: i }) => texts[i][2] } }],
    },
  };
}

function heatmap(chart, ends) {
  const cells = chart.values.flatMap((row, i) => row.map((value, j) => [j, i, value]));
  const known = cells.map((cell) => cell[2]).filter((value) => value !== null);
  const most = Math.max(1e-9, ...known.map(Math.abs));
  const good = "#007a5a";
  const bad = "#8b2252";
  const colours = chart.diverging ? (chart.less_is_better ? [good, "#f7f7f5", bad] : [bad, "#f7f7f5", good]) : ["#f3f7fa", "#0b4f7d"];
  const text = (params) => chart.texts[params.value[1]][params.value[0]];
  const small = chart.columns.length > 12 || narrow();
  const dark = (value) => value !== null && (chart.diverging ? Math.abs(value) > most * 0.62 : value > most * 0.6);
  return {
    height: 130 + (small ? 24 : 30) * chart.rows.length,
    option: {
      grid: { left: 8, right: 8, top: 8, bottom: 62, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: tooltip((params) => `${chart.rows[params.value[1]]} → ${chart.columns[params.value[0]]}\n${text(params) || "—"}`),
      xAxis: categoryAxis(chart.columns, { position: "top", axisLabel: { color: INK, interval: 0, rotate: narrow() ? 90 : small ? 60 : chart.columns.length > 8 ? 35 : 0, fontSize: small ? 10 : 12 } }),
      yAxis: categoryAxis(chart.rows, { inverse: true }),
      visualMap: {
        min: chart.diverging ? -most : Math.min(0, ...known), max: most, orient: "horizontal", left: "center", bottom: 0, itemHeight: 150, itemWidth: 12,
        inRange: { color: colours }, text: [ends[1], ends[0]], calculable: false, hoverLink: false,
        formatter: "", textStyle: { color: QUIET },
      },
      series: [{
        type: "heatmap", itemStyle: { borderColor: "#fff", borderWidth: 1 }, label: { show: !(narrow() && chart.columns.length > 6), formatter: text, fontSize: small ? 9 : 11 },
        data: cells.map((value) => ({ value: [value[0], value[1], value[2] === null ? "-" : value[2]], label: { color: dark(value[2]) ? "#fff" : INK } })),
      }, {
        // Words such as "new", where there is no number to colour.
        type: "scatter", symbolSize: 0, silent: true, label: { show: true, formatter: text, fontSize: small ? 9 : 11, color: QUIET },
        data: cells.filter((cell) => cell[2] === null && chart.texts[cell[1]][cell[0]]).map((cell) => [cell[0], cell[1]]),
      }],
    },
  };
}

function stackedBars(chart, texts) {
  const names = chart.bars.map((bar) => [bar.group, bar.label]);
  const rows = names.map(([group, label]) => `${group}|${label}`);
  const heads = rows.map((row, i) => {
    const [group, label] = names[i];
    return i > 0 && names[i - 1][0] === group ? `{s|${label}}` : `{g|${cut(group, narrow() ? 20 : 30)}}\n{s|${label}}`;
  });
  return {
    height: 110 + 40 * rows.length + (narrow() ? 40 : 0),
    option: {
      grid: { left: 8, right: 64, top: narrow() ? 84 : 52, bottom: 44, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: INK, fontSize: 11 }, data: chart.parts },
      tooltip: tooltip(({ seriesIndex: part, dataIndex: i }) => `${names[i].join(" ")}\n${chart.parts[part] ?? ""} ${(texts[i] || [])[part] ?? ""}`),
      xAxis: valueAxis(chart.axis),
      yAxis: categoryAxis(rows, { inverse: true, axisLabel: { interval: 0, align: "right", formatter: (_, i) => heads[i],
        rich: { g: { color: INK, fontWeight: 600, fontSize: 11, lineHeight: 15, align: "right" }, s: { color: QUIET, fontSize: 11, lineHeight: 15, align: "right" } } } }),
      series: [...chart.parts.map((part, k) => ({
        name: part, type: "bar", stack: "all", barWidth: 17, itemStyle: { color: chart.colours[k], borderColor: "#fff", borderWidth: 0.6 },
        data: chart.bars.map((bar) => bar.values[k]),
      })), {
        type: "bar", stack: "all", silent: true, data: chart.bars.map(() => 0), tooltip: { show: false },
        label: { show: true, position: "right", color: INK, fontSize: 11, formatter: ({ dataIndex: i }) => texts[i][texts[i].length - 1] },
      }],
    },
  };
}

const SIGNS = { road: "circle", rail: "rect", air: "triangle", waterway: "diamond", river_sea: "diamond", barge_sea: "roundRect", rail_sea: "pin", sea: "arrow" };

function tradeOff(chart, texts) {
  const most = Math.max(1e-9, ...chart.points.map((point) => point.co2_kg));
  const size = (point) => 12 + 26 * Math.sqrt(point.co2_kg / most);
  const of = (name, which, fill) => ({
    name, type: "scatter", data: chart.points.flatMap((point, i) => (point.state !== which ? [] : [{
      value: [point.time_h, point.cost_cny], index: i, symbol: SIGNS[point.mode] || "circle", symbolSize: size(point),
    }])), itemStyle: fill ? { color: "#0072b2", opacity: 0.75 } : { color: "rgba(255,255,255,0.6)", borderColor: QUIET, borderWidth: 1.6 },
    label: { show: fill, formatter: ({ data: one }) => chart.points[one.index].label, position: "right", color: INK, fontSize: 11 },
    labelLayout: { moveOverlap: "shiftY" },
  });
  return {
    height: 420,
    option: {
      grid: { left: 14, right: 70, top: 40, bottom: 48, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: { top: 0, right: 8, data: chart.labels, textStyle: { color: INK } },
      tooltip: tooltip(({ data: one, seriesName }) => [`${chart.points[one.index].label} · ${seriesName}`,
        ...chart.axes.map((axis, k) => `${axis} ${texts[one.index][k]}`)].join("\n")),
      xAxis: valueAxis(chart.axes[0]),
      yAxis: valueAxis(chart.axes[1], { nameLocation: "end", nameGap: 14, nameTextStyle: { color: QUIET, fontSize: 12, align: "left" } }),
      series: [of(chart.labels[0], "base", false), of(chart.labels[1], "after", true)],
    },
  };
}

function distribution(chart, texts) {
  const middles = chart.counts.map((_, i) => (chart.edges[i] + chart.edges[i + 1]) / 2);
  const better = (value) => (value < 0) === chart.less_is_better;
  const names = chart.counts.map((_, i) => `${texts[i]} – ${texts[i + 1]}`);
  return {
    height: 320,
    option: {
      grid: { left: 14, right: 14, top: 34, bottom: 50, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: tooltip(({ dataIndex: i }) => `${names[i]}\n${chart.counts[i]}`),
      xAxis: categoryAxis(names, { name: chart.axis, nameLocation: "middle", nameGap: 34, nameTextStyle: { color: QUIET },
        axisLabel: { color: INK, fontSize: 10, hideOverlap: true, interval: "auto" } }),
      yAxis: valueAxis(chart.count_axis, { minInterval: 1, nameLocation: "end", nameGap: 12, nameTextStyle: { color: QUIET, align: "left" } }),
      series: [{ type: "bar", barCategoryGap: "6%", data: chart.counts.map((value, i) => ({ value, itemStyle: { color: better(middles[i]) ? colourOf("gain") : colourOf("loss") } })),
        label: { show: true, position: "top", color: INK, formatter: ({ value }) => value || "" } }],
    },
  };
}
