const FALLBACK_MS = 500;

/**
 * Calls `ready` once the page had its chance to listen: after a frame and a task, which is what
 * React needs on every path; in a tab without frames after half a second. Source: element contract,
 * 0.3.
 */
export function whenListening(ready: () => void): void {
  let called = false;
  const call = (): void => {
    if (called) return;
    called = true;
    ready();
  };
  requestAnimationFrame(() => setTimeout(call));
  setTimeout(call, FALLBACK_MS);
}
