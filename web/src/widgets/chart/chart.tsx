import type { CSSProperties } from 'preact';
import { useState } from 'preact/hooks';
import { useWidgetHost } from '../host.ts';
import { cssText } from '../css_values.ts';
import { blockStyle } from '../layout.ts';
import { Axes } from './axes.tsx';
import { axisOf, chartLayout } from './chart_layout.ts';
import type { ChartNode } from './chart_node.ts';
import { DataTable } from './data_table.tsx';
import { seriesColor } from './series_color.ts';
import { Shapes } from './shapes.tsx';
import { Tooltip } from './tooltip.tsx';
import { useSize } from './use_size.ts';

const HEIGHT_PX = 220;

/** Bars, areas and lines over categories; to a screen reader it is a table. */
export function Chart({ node: given }: { node: ChartNode }) {
  const node = { ...given, data: given.data ?? [], series: given.series ?? [] };
  const { locale } = useWidgetHost();
  const { ref, size } = useSize();
  const [hovered, setHovered] = useState<number | null>(null);
  const layout = chartLayout(node, size.width, size.height);
  const format = (value: unknown): string =>
    typeof value === 'number' ? value.toLocaleString(locale) : String(value ?? '–');
  const hover = (event: PointerEvent): void => {
    const x = event.clientX - (ref.current?.getBoundingClientRect().left ?? 0);
    const at = Math.floor((x - layout.plot.left) / layout.x.band);
    setHovered(at >= 0 && at < layout.labels.length ? at : null);
  };
  const tips = node.showTooltip !== false;
  return (
    <figure class="w-chart" part="widget-chart" style={chartStyle(node)}>
      <div
        ref={ref}
        class="w-chart-plot"
        onPointerMove={tips ? hover : undefined}
        onPointerLeave={tips ? () => setHovered(null) : undefined}
      >
        {size.width > 0 && (
          <svg width={size.width} height={size.height} aria-hidden="true">
            <Axes
              layout={layout}
              locale={locale}
              showX={!axisOf(node).hide}
              showY={!!node.showYAxis}
            />
            {hovered !== null && (
              <rect
                class="w-chart-hover"
                x={layout.x.center(hovered) - layout.x.band / 2}
                y={layout.plot.top}
                width={layout.x.band}
                height={layout.plot.bottom - layout.plot.top}
              />
            )}
            <Shapes shapes={layout.shapes} />
          </svg>
        )}
        {hovered !== null && <Tooltip node={node} layout={layout} at={hovered} format={format} />}
      </div>
      {node.showLegend !== false && <Legend node={node} />}
      <DataTable node={node} labels={layout.labels} format={format} />
    </figure>
  );
}

function chartStyle(node: ChartNode): CSSProperties {
  const style = blockStyle(node);
  const flex = typeof node.flex === 'number' ? node.flex : cssText(node.flex);
  return {
    ...style,
    flex,
    height: style.height ?? (style.aspectRatio ? 'auto' : `${HEIGHT_PX}px`),
  };
}

/** Which colour is which series; the table says the same to a screen reader. */
const Legend = ({ node }: { node: ChartNode }) => (
  <div class="w-chart-legend" aria-hidden="true">
    {node.series.map((series, at) => (
      <span key={series.dataKey}>
        <i class="w-chart-swatch" style={{ background: seriesColor(series, at) }} />
        {series.label || series.dataKey}
      </span>
    ))}
  </div>
);
