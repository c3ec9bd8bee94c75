import type { ChartLayout } from './chart_layout.ts';

interface AxesProps {
  layout: ChartLayout;
  showX: boolean;
  showY: boolean;
  locale: string;
}

/** The lines across, and the labels of both axes. */
export function Axes({ layout, showX, showY, locale }: AxesProps) {
  const { plot, x, y, labels, labelEvery } = layout;
  const format = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
  return (
    <g class="w-chart-axes">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={y.at(tick)}
            y2={y.at(tick)}
            data-zero={tick === 0}
          />
          {showY && (
            <text x={plot.left - 8} y={y.at(tick)} dy="0.32em" text-anchor="end">
              {format.format(tick)}
            </text>
          )}
        </g>
      ))}
      {showX &&
        labels.map(
          (label, at) =>
            at % labelEvery === 0 && (
              <text key={at} x={x.center(at)} y={plot.bottom + 17} text-anchor="middle">
                {label}
              </text>
            ),
        )}
    </g>
  );
}
