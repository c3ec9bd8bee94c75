import { useState } from 'preact/hooks';
import type { ActionConfig } from '../chat/widget_actions.ts';
import { useScope } from './action_scope.tsx';
import { formValues, mergedPayload } from './form_values.ts';
import { useWidgetHost } from './host.ts';

/** What waits for an action where the action leaves it to the control. */
type Waiting = 'self' | 'container' | 'none';

interface ActionUse {
  /** The control waits for its action. */
  pending: boolean;
  /** The action cannot begin now. */
  blocked: boolean;
  /** Carries it out with the form around, and with `own` where the form does not have it. */
  run(own?: Record<string, unknown>): Promise<void>;
  /** The same, unless the form around is not valid: then the person is told. */
  submit(): Promise<void>;
}

/** An action of a control: it collects the form, and shows where it is waiting. */
export function useAction(action: ActionConfig | null | undefined, auto: Waiting): ActionUse {
  const host = useWidgetHost();
  const scope = useScope();
  const [pending, setPending] = useState(false);
  const streams = !!action && action.handler !== 'client' && action.streaming !== false;
  const loading =
    !action?.loadingBehavior || action.loadingBehavior === 'auto' ? auto : action.loadingBehavior;
  const blocked = streams && host.busy;

  async function run(own: Record<string, unknown> = {}): Promise<void> {
    if (!action || pending || blocked) return;
    const form = scope.form.current;
    const values = { ...own, ...(form && formValues(form)) };
    const { payload, collisions } = mergedPayload(values, action.payload ?? {});
    if (collisions.length > 0)
      host.warn(`form fields hidden by the payload: ${collisions.join(', ')}`);
    if (loading === 'self') setPending(true);
    if (loading === 'container') scope.setContainerBusy(true);
    try {
      await host.perform(action, payload);
    } catch {
      return;
    } finally {
      setPending(false);
      if (loading === 'container') scope.setContainerBusy(false);
    }
  }

  async function submit(): Promise<void> {
    if (scope.form.current?.reportValidity() ?? true) await run();
  }

  return { pending, blocked, run, submit };
}
