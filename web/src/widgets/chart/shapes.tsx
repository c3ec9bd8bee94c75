import type { ChartLayout } from './chart_layout.ts';
import { areaPath, linePath } from './curves.ts';
import { seriesColor } from './series_color.ts';

const DOT_PX = 3;
/** Up to here each point of a line is marked: beyond, the marks would hide the line. */
const DOTS_MAX = 24;

/** The bars, areas and lines of a chart, in the order of its series. */
export const Shapes = ({ shapes }: Pick<ChartLayout, 'shapes'>) => (
  <>
    {shapes.map((shape, at) => (
      <Shape key={at} shape={shape} color={seriesColor(shape.series, at)} />
    ))}
  </>
);

function Shape({ shape, color }: { shape: ChartLayout['shapes'][number]; color: string }) {
  const { series, points, bars } = shape;
  if (series.type === 'bar')
    return (
      <g class="w-chart-bars" style={{ fill: color }}>
        {bars.map((bar, at) => (
          <rect key={at} rx={Math.min(4, bar.width / 4)} {...bar} />
        ))}
      </g>
    );
  const alone = points.filter((point) => point !== null);
  return (
    <g class={`w-chart-${series.type}`} style={{ color }}>
      {series.type === 'area' && (
        <path class="w-chart-fill" d={areaPath(points, series.curveType)} />
      )}
      <path class="w-chart-stroke" d={linePath(points, series.curveType)} />
      {(series.type === 'line' || alone.length === 1) &&
        alone.length <= DOTS_MAX &&
        alone.map((point) => <circle key={point.x} cx={point.x} cy={point.top} r={DOT_PX} />)}
    </g>
  );
}
