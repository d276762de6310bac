// On paper the map and the charts take the width of the sheet.

function watchPrint(map) {
  let before = null;
  const fit = () => {
    if (before) return;
    before = map.getBounds();
    document.body.classList.add("printing");
    byId("legend").firstChild.open = true;
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(before, { animate: false });
    resizeCharts();
  };
  const restore = () => {
    if (!before) return;
    document.body.classList.remove("printing");
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(before, { animate: false });
    before = null;
    resizeCharts();
  };
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", restore);
}
