import type { ChartLayout } from './chart_layout.ts';
import type { ChartNode } from './chart_node.ts';
import { seriesColor } from './series_color.ts';

interface TooltipProps {
  node: ChartNode;
  layout: ChartLayout;
  at: number;
  format: (value: unknown) => string;
}

/** The values of one category, beside where the pointer is. */
export function Tooltip({ node, layout, at, format }: TooltipProps) {
  const x = layout.x.center(at);
  const isLate = x > (layout.plot.left + layout.plot.right) / 2;
  const style = {
    left: `${x}px`,
    transform: `translateX(${isLate ? 'calc(-100% - 10px)' : '10px'})`,
  };
  return (
    <div class="w-chart-tooltip" style={style}>
      <strong>{layout.labels[at]}</strong>
      {node.series.map((series, index) => (
        <div key={series.dataKey} class="w-chart-tooltip-row">
          <i class="w-chart-swatch" style={{ background: seriesColor(series, index) }} />
          <span>{series.label || series.dataKey}</span>
          <b>{format(node.data[at]?.[series.dataKey])}</b>
        </div>
      ))}
    </div>
  );
}
