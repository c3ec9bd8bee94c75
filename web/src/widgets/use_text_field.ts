import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useFieldId } from './action_scope.tsx';
import { fieldName } from './field_name.ts';
import { useAccessibleName } from './use_accessible_name.ts';

interface TextFieldProps {
  name: string;
  placeholder?: string | null;
  autoFocus?: boolean | null;
  autoSelect?: boolean | null;
  autoComplete?: string | null;
  allowAutofillExtensions?: boolean | null;
}

/** What password managers read to leave a field alone. */
const NO_EXTENSIONS = { 'data-1p-ignore': '', 'data-lpignore': 'true', 'data-bwignore': '' };

/** The attributes that every field for text has. */
export function useTextField<Field extends HTMLInputElement | HTMLTextAreaElement>(
  node: TextFieldProps,
) {
  const ref: RefObject<Field | null> = useRef<Field>(null);
  const id = useFieldId(node.name);
  useAccessibleName(ref, node.placeholder || node.name);
  useEffect(() => {
    if (node.autoFocus) ref.current?.focus({ preventScroll: true });
  }, []);
  return {
    ref,
    id,
    name: fieldName(node.name),
    dir: 'auto' as const,
    placeholder: node.placeholder ?? undefined,
    autoComplete: node.autoComplete ?? (node.allowAutofillExtensions ? undefined : 'off'),
    onFocus: node.autoSelect ? () => ref.current?.select() : undefined,
    ...(!node.allowAutofillExtensions && NO_EXTENSIONS),
  };
}
