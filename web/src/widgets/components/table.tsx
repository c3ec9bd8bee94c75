import type { CSSProperties } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { cssText, size } from '../css_values.ts';
import { sidesStyle } from '../layout.ts';
import { type NodeOf, childrenOf, keyed } from '../node.ts';
import { WidgetChildren, WidgetNode } from '../widget.tsx';

const COLUMN_PX = { xs: 48, sm: 80, md: 140, lg: 220, xl: 320 } as const;
const VERTICAL = { start: 'top', center: 'middle', end: 'bottom' } as const;

const InHeader = createContext(false);

/** Rows of cells; a table too wide for its place scrolls by itself. */
export function Table({ node }: { node: NodeOf<'Table'> }) {
  const rows = keyed(childrenOf(node.children));
  const firstPlain = rows.findIndex(({ child }) => !(child as NodeOf<'Table.Row'>).header);
  const headerCount = firstPlain === -1 ? rows.length : firstPlain;
  const draw = (part: typeof rows) =>
    part.map(({ key, child }) => <WidgetNode key={key} node={child} />);
  return (
    <div class="w-table" tabIndex={0}>
      <table>
        {headerCount > 0 && <thead>{draw(rows.slice(0, headerCount))}</thead>}
        <tbody>{draw(rows.slice(headerCount))}</tbody>
      </table>
    </div>
  );
}

/** A row of a table; the cells of a header name their columns. */
export const TableRow = ({ node }: { node: NodeOf<'Table.Row'> }) => (
  <InHeader.Provider value={node.header ?? false}>
    <tr>
      <WidgetChildren of={node.children} />
    </tr>
  </InHeader.Provider>
);

/** A cell; it may reach over several columns or rows. */
export function TableCell({ node }: { node: NodeOf<'Table.Cell'> }) {
  const isHeader = useContext(InHeader);
  const Cell = isHeader ? 'th' : 'td';
  return (
    <Cell
      scope={isHeader ? 'col' : undefined}
      colSpan={node.colSpan ?? undefined}
      rowSpan={node.rowSpan ?? undefined}
      style={cellStyle(node)}
    >
      <WidgetChildren of={node.children} />
    </Cell>
  );
}

function cellStyle(node: NodeOf<'Table.Cell'>): CSSProperties {
  const column = node.colSize && COLUMN_PX[node.colSize];
  return {
    width: size(node.width ?? column),
    minWidth: size(column),
    textAlign: cssText(node.align),
    verticalAlign: node.vAlign ? VERTICAL[node.vAlign] : undefined,
    ...sidesStyle('padding', node.padding),
  };
}
