import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { InScope, useNewScope } from '../action_scope.tsx';
import { color } from '../css_values.ts';
import { borderStyle, sidesStyle } from '../layout.ts';
import type { NodeOf } from '../node.ts';
import { useAction } from '../use_action.ts';
import { WidgetChildren } from '../widget.tsx';
import { Status } from './status.tsx';

type CardNode = NodeOf<'Card'>;

/** A framed root with optional status, form and footer buttons. */
export function Card({ node }: { node: CardNode }) {
  const { scope, busy } = useNewScope();
  const style = {
    backgroundColor: color(node.background),
    ...borderStyle(node.border),
    ...sidesStyle('padding', node.padding),
  };
  return (
    <InScope scope={scope}>
      <div
        class={`w-card w-card-${node.size ?? 'md'}`}
        part="widget-card"
        style={style}
        data-busy={busy}
        inert={busy}
      >
        {node.status && <Status status={node.status} />}
        <CardContent node={node} formRef={scope.form} />
      </div>
    </InScope>
  );
}

interface CardContentProps {
  node: CardNode;
  formRef: RefObject<HTMLFormElement | null>;
}

/** The body and the footer, which a collapsed card hides once its main action is done. */
function CardContent({ node, formRef }: CardContentProps) {
  const [isDone, setDone] = useState(false);
  const confirm = useAction(node.confirm?.action, 'container');
  const isHidden = node.collapsed === true && (isDone || !node.confirm);
  const send = async (): Promise<void> => {
    if (await confirm.run()) setDone(true);
  };
  const content = (
    <>
      <div class="w-card-body">
        <WidgetChildren of={node.children} />
      </div>
      {(node.confirm || node.cancel) && (
        <footer class="w-card-footer">
          {node.cancel && <CancelButton cancel={node.cancel} />}
          {node.confirm && (
            <button
              type={node.asForm ? 'submit' : 'button'}
              class="w-button w-control-md w-solid w-color-primary"
              data-pill
              aria-disabled={confirm.blocked || confirm.pending}
              aria-busy={confirm.pending}
              onClick={node.asForm ? undefined : () => void send()}
            >
              {node.confirm.label}
            </button>
          )}
        </footer>
      )}
    </>
  );
  if (!node.asForm) return <div hidden={isHidden}>{content}</div>;
  const submit = (event: Event): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form ref={formRef} hidden={isHidden} onSubmit={submit}>
      {content}
    </form>
  );
}

function CancelButton({ cancel }: { cancel: NonNullable<CardNode['cancel']> }) {
  const { run, blocked, pending } = useAction(cancel.action, 'container');
  return (
    <button
      type="button"
      class="w-button w-control-md w-outline w-color-secondary"
      data-pill
      aria-disabled={blocked || pending}
      onClick={() => void run()}
    >
      {cancel.label}
    </button>
  );
}
