// Start: what the address asks for, then everything once, then whatever changes.

Object.assign(state, sound({ ...state, ...asked() }));
drawHead();
const theMap = makeMap();
drawNetwork(theMap);
drawProjects(theMap);
drawPlaces(theMap);
drawLegend(theMap);
drawControls();
drawPanel(theMap);
drawBrief();
watchPrint(theMap);
theMap.invalidateSize({ animate: false, pan: false });
if (!state.pair) showStudyArea(theMap, false);
watchSize(theMap);
if (state.project) showProject(theMap, state.project);
watch((changed) => {
  if (changed.has("place") && !theMap.getBounds().contains(at(placeOf(state.place).at))) {
    theMap.panTo(at(placeOf(state.place).at), { animate: !calm() });
  }
});
window.addEventListener("hashchange", () => {
  if (/^#(section-|explore|brief)/.test(location.hash)) return;
  choose({ ...DEFAULTS, ...asked() });
});
document.documentElement.dataset.ready = "true";
