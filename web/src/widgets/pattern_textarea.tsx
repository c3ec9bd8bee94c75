import type { ComponentProps, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

type TextareaProps = Omit<ComponentProps<'textarea'>, 'ref' | 'pattern'> & {
  ref: RefObject<HTMLTextAreaElement | null>;
  pattern?: string;
  maxRows?: number;
};

/** A textarea that knows `pattern`, which HTML gives to inputs only, and is as high as its text. */
export function PatternTextarea({ ref, pattern, maxRows, ...attributes }: TextareaProps) {
  const update = (): void => {
    const field = ref.current;
    if (!field) return;
    field.setCustomValidity(patternMessage(field.value, pattern));
    fitHeight(field, maxRows);
  };
  useLayoutEffect(update, [pattern, maxRows, attributes.defaultValue]);
  return <textarea ref={ref} {...attributes} onInput={update} />;
}

/** What the browser says in its language to a text that does not match; nothing if it does. */
function patternMessage(value: string, pattern: string | undefined): string {
  if (pattern === undefined) return '';
  const probe = document.createElement('input');
  probe.pattern = pattern;
  probe.value = value.replace(/\n/g, ' ');
  return probe.validationMessage;
}

function fitHeight(field: HTMLTextAreaElement, maxRows: number | undefined): void {
  const style = getComputedStyle(field);
  const frame = field.offsetHeight - field.clientHeight;
  const padding = parseFloat(style.paddingBlockStart) + parseFloat(style.paddingBlockEnd);
  const limit = maxRows === undefined ? Infinity : maxRows * parseFloat(style.lineHeight) + padding;
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, limit) + frame}px`;
}
