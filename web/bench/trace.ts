import type { Browser, Page } from 'playwright-core';

const CATEGORIES = [
  '-*',
  'toplevel',
  'blink.user_timing',
  'disabled-by-default-display.framedisplayed',
];

/** An event of Chrome's trace format; times are microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** What of `dur` the thread was running; absent where that was nothing. */
  tdur?: number;
}

/** A task of the page's main thread: script, style, layout, paint, whatever it was for. */
interface Task {
  end: number;
  cpuMs: number;
}

/** What the page's main thread did, and the marks that the page set on it; in the order of time. */
export interface Trace {
  tasks: Task[];
  marks: { name: string; ts: number }[];
  /** When a frame was shown. */
  frames: number[];
}

/** The trace of `page` while `body` runs; the page sets one mark at least. */
export async function traced(
  browser: Browser,
  page: Page,
  body: () => Promise<void>,
): Promise<Trace> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await body();
  const file = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const events = file.traceEvents.sort((a, b) => a.ts - b.ts);
  const marks = events.filter(({ name }) => name.startsWith(MARK));
  const main = marks[0];
  if (!main) throw new Error('the page set no mark');
  return {
    tasks: outermost(events.filter((event) => isTask(event) && isOfThread(event, main))),
    marks: marks.map(({ name, ts }) => ({ name: name.slice(MARK.length), ts })),
    frames: events.filter(({ name }) => name === 'Display::FrameDisplayed').map(({ ts }) => ts),
  };
}

/** Whole tasks alone: one that the trace begins or ends in has no times. */
function isTask({ name, ph }: TraceEvent): boolean {
  return name === 'ThreadControllerImpl::RunTask' && ph === 'X';
}

function isOfThread(event: TraceEvent, { pid, tid }: TraceEvent): boolean {
  return event.pid === pid && event.tid === tid;
}

/** Marks of the benchmark begin with this: the element and its libraries might set others. */
export const MARK = 'bench:';

/** Tasks that run inside another one are part of it. */
function outermost(events: TraceEvent[]): Task[] {
  const tasks: Task[] = [];
  for (const { ts, dur = 0, tdur = 0 } of events) {
    if (ts >= (tasks.at(-1)?.end ?? 0)) tasks.push({ end: ts + dur, cpuMs: tdur / 1000 });
  }
  if (tasks.every(({ cpuMs }) => cpuMs === 0)) throw new Error('the trace tells no CPU time');
  return tasks;
}

/**
 * What each stretch from a mark `name` to the next mark cost the main thread, in milliseconds. A
 * task belongs to the last mark that was set before it ended; marks of one task are one.
 */
export function costs({ tasks, marks }: Trace, name: string): number[] {
  const spent = marks.map(() => 0);
  let at = -1;
  for (const { end, cpuMs } of tasks) {
    while (at + 1 < marks.length && (marks[at + 1]?.ts ?? 0) <= end) ++at;
    if (at >= 0) spent[at] = (spent[at] ?? 0) + cpuMs;
  }
  return spent.filter((cost, each) => marks[each]?.name === name && cost > 0);
}
