import { type ComponentChildren, createContext, type RefObject } from 'preact';
import { useContext, useId, useMemo, useRef, useState } from 'preact/hooks';

/** The form, card or list around a control. */
export interface ActionScope {
  readonly id: string;
  /** Whose fields go out with every action inside. */
  readonly form: RefObject<HTMLFormElement | null>;
  setContainerBusy(busy: boolean): void;
}

const ActionScopeContext = createContext<ActionScope>({
  id: '',
  form: { current: null },
  setContainerBusy: () => undefined,
});

/** A scope of one's own, and whether an action holds all of it up. */
export function useNewScope(): { scope: ActionScope; busy: boolean } {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setContainerBusy] = useState(false);
  const scope = useMemo(() => ({ id, form, setContainerBusy }), [id]);
  return { scope, busy };
}

/** Gives `scope` to what is inside. */
export const InScope = (props: { scope: ActionScope; children: ComponentChildren }) => (
  <ActionScopeContext.Provider value={props.scope}>{props.children}</ActionScopeContext.Provider>
);

export function useScope(): ActionScope {
  return useContext(ActionScopeContext);
}

/** The id of the field `name` in the scope around: a label finds it by this. */
export function useFieldId(name: string): string {
  return `${useScope().id}-${name}`;
}
