import { axisOf } from './chart_layout.ts';
import type { ChartNode } from './chart_node.ts';

interface DataTableProps {
  node: ChartNode;
  labels: readonly string[];
  format: (value: unknown) => string;
}

/** The numbers of a chart for those who do not see it. */
export const DataTable = ({ node, labels, format }: DataTableProps) => (
  <table class="visually-hidden">
    <thead>
      <tr>
        <th scope="col">{axisOf(node).dataKey}</th>
        {node.series.map((series) => (
          <th key={series.dataKey} scope="col">
            {series.label || series.dataKey}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {labels.map((label, at) => (
        <tr key={at}>
          <th scope="row">{label}</th>
          {node.series.map((series) => (
            <td key={series.dataKey}>{format(node.data[at]?.[series.dataKey])}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
