import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeWindow {
  axe: {
    run(): Promise<{
      violations: {
        id: string;
        impact: string;
        nodes: { target: unknown; failureSummary: string }[];
      }[];
    }>;
  };
}

/** What axe-core calls serious or critical in the page; its context must bypass the CSP. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => (globalThis as unknown as AxeWindow).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.failureSummary).join(' | ')}`);
}
