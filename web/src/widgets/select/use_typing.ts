import { useRef } from 'preact/hooks';

const PAUSE_MS = 700;

/** Joins the letters that are typed without a pause: gives all of them after each. */
export function useTyping(): (letter: string) => string {
  const typed = useRef({ text: '', at: -Infinity });
  return (letter) => {
    const now = performance.now();
    const before = now - typed.current.at < PAUSE_MS ? typed.current.text : '';
    typed.current = { text: before + letter, at: now };
    return typed.current.text;
  };
}
