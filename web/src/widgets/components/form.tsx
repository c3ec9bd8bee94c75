import type { RefObject } from 'preact';
import { InScope, useNewScope } from '../action_scope.tsx';
import { boxStyle } from '../layout.ts';
import type { NodeOf } from '../node.ts';
import { useAction } from '../use_action.ts';
import { WidgetChildren } from '../widget.tsx';

/** Fields whose values go out with every action inside. */
export function Form({ node }: { node: NodeOf<'Form'> }) {
  const { scope, busy } = useNewScope();
  return (
    <InScope scope={scope}>
      <FormElement node={node} busy={busy} formRef={scope.form} />
    </InScope>
  );
}

interface FormElementProps {
  node: NodeOf<'Form'>;
  busy: boolean;
  formRef: RefObject<HTMLFormElement | null>;
}

function FormElement({ node, busy, formRef }: FormElementProps) {
  const { run } = useAction(node.onSubmitAction, 'container');
  const send = (event: Event): void => {
    event.preventDefault();
    void run();
  };
  const style = boxStyle({ gap: 3, ...node }, node.direction ?? 'col');
  return (
    <form ref={formRef} class="w-form" style={style} data-busy={busy} inert={busy} onSubmit={send}>
      <WidgetChildren of={node.children} />
    </form>
  );
}
