interface ControlProps {
  variant?: string | null;
  size?: string | null;
  gutterSize?: string | null;
  pill?: boolean | null;
  block?: boolean | null;
}

/** The class and the data of a control that looks like a field. */
export function controlLook(node: ControlProps) {
  const gutter = node.gutterSize ? ` w-gutter-${node.gutterSize}` : '';
  return {
    class: `w-field w-control-${node.size ?? 'md'} w-field-${node.variant ?? 'outline'}${gutter}`,
    'data-pill': node.pill ?? false,
    'data-block': node.block ?? false,
  };
}
