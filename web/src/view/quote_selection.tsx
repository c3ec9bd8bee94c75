import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { composedRange } from './composed_range.ts';
import { useView } from './context.ts';
import { besides } from './place.ts';

/** Offers to quote what is selected in a message. */
export function QuoteSelection({ focusComposer }: { focusComposer: () => void }) {
  const { chat, t } = useView();
  const selected = useSignal<{ text: string; box: DOMRect } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const marker = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const follow = (): void => {
      const root = marker.current?.getRootNode();
      selected.value = root instanceof ShadowRoot ? selectedText(root) : null;
    };
    document.addEventListener('selectionchange', follow);
    return () => document.removeEventListener('selectionchange', follow);
  }, [selected]);
  useLayoutEffect(() => {
    if (button.current && selected.value) besides(button.current, selected.value.box);
  }, [selected.value]);
  const quote = (): void => {
    chat.state.quote.value = selected.peek()?.text ?? null;
    getSelection()?.removeAllRanges();
    focusComposer();
  };
  return (
    <>
      <span ref={marker} hidden />
      {selected.value && (
        <button
          ref={button}
          type="button"
          class="text-button quote-button"
          part="quote-button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={quote}
        >
          <Icon name="ui-quote" />
          {t('quote')}
        </button>
      )}
    </>
  );
}

/** The selection of the root, if all of it is in one message of either side. */
function selectedText(root: ShadowRoot): { text: string; box: DOMRect } | null {
  const composed = composedRange(root);
  if (!composed || composed.collapsed) return null;
  const range = document.createRange();
  range.setStart(composed.startContainer, composed.startOffset);
  range.setEnd(composed.endContainer, composed.endOffset);
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  const text = range.toString().trim();
  if (text === '' || !element?.closest('.assistant, .user .bubble')) return null;
  return { text, box: range.getBoundingClientRect() };
}
