// The parts of Apache ECharts that the page draws with, and nothing else.
import * as echarts from "echarts/core";
import { BarChart, CustomChart, HeatmapChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  BarChart, CustomChart, HeatmapChart, ScatterChart,
  AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent,
  SVGRenderer,
]);

export const { init, version, graphic } = echarts;
