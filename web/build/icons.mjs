/** Icons from lucide-static: the inside of each SVG, on one line. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MODULE = 'virtual:chatkit-icons';

/** `names` maps a public name to lucide's; fails on a name that lucide does not have. */
export async function iconBodies(web, names) {
  const folder = join(web, 'node_modules/lucide-static/icons');
  const entries = Object.entries(names).map(async ([name, lucide]) => [
    name,
    bodyOf(await readFile(join(folder, `${lucide}.svg`), 'utf8')),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Gives the bundled icons of src/icons/names.json as a module. */
export function iconsPlugin(web) {
  return {
    name: 'chatkit-icons',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const names = JSON.parse(await readFile(join(web, 'src/icons/names.json'), 'utf8'));
      return `export default ${JSON.stringify(await iconBodies(web, names))};`;
    },
  };
}

function bodyOf(svg) {
  const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return inside
    .replace(/\s*\n\s*/g, '')
    .replace(/ \/>/g, '/>')
    .trim();
}
