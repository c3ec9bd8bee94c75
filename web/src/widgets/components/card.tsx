import { useRef, useState } from 'preact/hooks';
import type { ActionConfig } from '../../chat/widget_actions.ts';
import { Icon } from '../../icons/icon.tsx';
import { color } from '../css_values.ts';
import { borderStyle, sidesStyle } from '../layout.ts';
import type { NodeOf } from '../node.ts';
import { ActionScopeContext, useAction } from '../use_action.ts';
import { WidgetChildren } from '../widget.tsx';

/** A framed root with optional status, form and footer buttons. */
export function Card({ node }: { node: NodeOf<'Card'> }) {
  const [busy, setContainerBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const style = {
    backgroundColor: color(node.background),
    ...borderStyle(node.border),
    ...sidesStyle('padding', node.padding),
  };
  const body = node.collapsed ? null : <WidgetChildren of={node.children} />;
  return (
    <ActionScopeContext.Provider value={{ form: node.asForm ? form : null, setContainerBusy }}>
      <div
        class={`w-card w-card-${node.size ?? 'md'}`}
        part="widget-card"
        style={style}
        data-busy={busy}
        inert={busy}
      >
        {node.status && <CardStatus status={node.status} />}
        {node.asForm ? (
          <form ref={form} class="w-card-body" onSubmit={(event) => event.preventDefault()}>
            {body}
          </form>
        ) : (
          <div class="w-card-body">{body}</div>
        )}
        {(node.confirm || node.cancel) && (
          <footer class="w-card-footer">
            {node.cancel && <FooterButton action={node.cancel.action} label={node.cancel.label} />}
            {node.confirm && (
              <FooterButton action={node.confirm.action} label={node.confirm.label} main />
            )}
          </footer>
        )}
      </div>
    </ActionScopeContext.Provider>
  );
}

function CardStatus({ status }: { status: NonNullable<NodeOf<'Card'>['status']> }) {
  return (
    <div class="w-card-status">
      {'icon' in status && status.icon && <Icon name={status.icon} />}
      <span>{status.text}</span>
    </div>
  );
}

function FooterButton({
  action,
  label,
  main,
}: {
  action: ActionConfig;
  label: string;
  main?: boolean;
}) {
  const { run, blocked } = useAction(action, 'container');
  const look = main ? 'w-solid w-color-primary' : 'w-outline w-color-secondary';
  return (
    <button
      type="button"
      class={`w-button w-control-md ${look}`}
      data-pill
      disabled={blocked}
      onClick={() => void run()}
    >
      {label}
    </button>
  );
}
