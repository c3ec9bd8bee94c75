import type { Widgets } from '@openai/chatkit';

type Color = Widgets.TextComponent['color'];

/** One column of the data, drawn. Source: element contract, section 3, Chart; Python types only. */
export interface Series {
  type: 'bar' | 'area' | 'line';
  dataKey: string;
  label?: string | null;
  stack?: string | null;
  color?: Color | null;
  curveType?: string | null;
}

export interface XAxis {
  dataKey: string;
  hide?: boolean;
  labels?: Record<string, string> | null;
}

/** The chart as the wire has it; its sizes are those of any block. */
export type ChartNode = {
  type: 'Chart';
  key?: string;
  id?: string;
  data: Record<string, string | number>[];
  series: Series[];
  xAxis: string | XAxis;
  showYAxis?: boolean | null;
  showLegend?: boolean | null;
  showTooltip?: boolean | null;
  barGap?: number | null;
  barCategoryGap?: number | null;
  flex?: number | string;
} & Pick<Widgets.Image, 'width' | 'height' | 'size' | 'aspectRatio' | 'minHeight' | 'minWidth'> &
  Pick<Widgets.Image, 'minSize' | 'maxHeight' | 'maxWidth' | 'maxSize' | 'radius' | 'margin'>;
