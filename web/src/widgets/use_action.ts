import { useState } from 'preact/hooks';
import type { ActionConfig } from '../chat/widget_actions.ts';
import { useScope } from './action_scope.tsx';
import { formValues, mergedPayload, put } from './form_values.ts';
import { useWidgetHost } from './host.ts';

/** What waits for an action where the action leaves it to the control. */
type Waiting = 'self' | 'container' | 'none';

interface ActionUse {
  /** The control waits for its action. */
  pending: boolean;
  /** The action cannot begin now. */
  blocked: boolean;
  /**
   * Carries it out with the form around and the control's `own` values; false if it did not end
   * well.
   */
  run(own?: Record<string, unknown>): Promise<boolean>;
  /** The same, unless the form around is not valid: then the person is told. */
  submit(): Promise<boolean>;
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

  async function run(own: Record<string, unknown> = {}): Promise<boolean> {
    if (!action || pending || blocked) return false;
    const form = scope.form.current;
    const values = form ? formValues(form) : {};
    for (const [name, value] of Object.entries(own)) put(values, name, value);
    const { payload, collisions } = mergedPayload(values, action.payload ?? {});
    if (collisions.length > 0)
      host.warn(`form fields hidden by the payload: ${collisions.join(', ')}`);
    if (loading === 'self') setPending(true);
    if (loading === 'container') scope.setContainerBusy(true);
    try {
      await host.perform(action, payload);
      return true;
    } catch {
      return false;
    } finally {
      setPending(false);
      if (loading === 'container') scope.setContainerBusy(false);
    }
  }

  async function submit(): Promise<boolean> {
    return (scope.form.current?.reportValidity() ?? true) && run();
  }

  return { pending, blocked, run, submit };
}
