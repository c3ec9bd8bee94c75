/** The size report of the build; it fails the build when a part outgrows its limit. */

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { plainName } from './hashed_names.mjs';

const KB = 1000;
const GZIP_MAX = {
  'chatkit.js': 120 * KB,
  'chatkit-highlight.js': 45 * KB,
  'chatkit-math.js': 70 * KB,
  'chatkit-icons.json': 130 * KB,
  'demo.html': 4 * KB,
  'demo.css': 4 * KB,
  'demo.js': 4 * KB,
};
const GZIP_MAX_LOCALE = 4 * KB;

export async function reportSizes(dist) {
  let failed = false;
  for (const name of (await readdir(dist)).sort()) {
    const bytes = await readFile(join(dist, name));
    const gzip = gzipSync(bytes, { level: 9 }).length;
    const limit = GZIP_MAX[plainName(name)] ?? GZIP_MAX_LOCALE;
    const verdict = gzip > limit ? `above ${limit / KB} kB` : 'ok';
    failed ||= gzip > limit;
    console.log(`${name.padEnd(36)} ${kb(bytes.length)} kB  ${kb(gzip)} kB gzip  ${verdict}`);
  }
  if (failed) process.exitCode = 1;
}

function kb(bytes) {
  return (bytes / KB).toFixed(1).padStart(7);
}
