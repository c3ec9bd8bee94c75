/** Builds dist/: the core as one classic script, and the parts that are loaded at need. */

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { nameByContent } from './hashed_names.mjs';
import { iconBodies, iconsPlugin } from './icons.mjs';
import { reportSizes } from './sizes.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, 'dist');
const localesFolder = join(web, 'src/i18n/locales');

async function localeNames() {
  const files = await readdir(localesFolder);
  return files.map((file) => file.replace(/\.json$/, '')).sort();
}

/** One script from one entry; nothing is shared between scripts. `define`: what it is told. */
async function script(entry, format, name, define = {}) {
  await build({
    root: web,
    configFile: false,
    logLevel: 'warn',
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    plugins: [iconsPlugin(web)],
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(web, entry),
        formats: [format],
        name: 'ChatKitElement',
        fileName: () => name,
      },
    },
  });
}

async function locales(names) {
  for (const name of names) {
    const catalogue = JSON.parse(await readFile(join(localesFolder, `${name}.json`), 'utf8'));
    await writeFile(join(dist, `chatkit-locale-${name}.json`), JSON.stringify(catalogue));
  }
}

async function demoPage(told) {
  await script('demo/demo.ts', 'iife', 'demo.js', told);
  for (const name of ['demo.html', 'demo.css']) {
    await copyFile(join(web, 'demo', name), join(dist, name));
  }
}

async function lucideSet() {
  const folder = join(web, 'node_modules/lucide-static/icons');
  const names = (await readdir(folder)).map((file) => file.replace(/\.svg$/, '')).sort();
  const bodies = await iconBodies(web, Object.fromEntries(names.map((name) => [name, name])));
  await writeFile(join(dist, 'chatkit-icons.json'), JSON.stringify(bodies));
}

const names = await localeNames();
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await script('src/markdown/math_entry.ts', 'es', 'chatkit-math.js');
await script('src/markdown/highlight_entry.ts', 'es', 'chatkit-highlight.js');
await locales(names);
await lucideSet();
const parts = await nameByContent(dist);
const localesTold = { CHATKIT_LOCALES: JSON.stringify(['en', ...names]) };
await script('src/main.ts', 'iife', 'chatkit.js', {
  ...localesTold,
  CHATKIT_PARTS: JSON.stringify(parts),
});
await demoPage(localesTold);
await reportSizes(dist);
