/** Names that hold a hash of the content: such a file never changes, and is kept for ever. */

import { createHash } from 'node:crypto';
import { readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

const HASH_CHARACTERS = 8;

/** Renames every file of the folder; gives the new names by the old ones. */
export async function nameByContent(folder) {
  const names = {};
  for (const name of (await readdir(folder)).sort()) {
    const hash = createHash('sha256').update(await readFile(join(folder, name)));
    names[name] = name.replace(/\.\w+$/, `.${hash.digest('hex').slice(0, HASH_CHARACTERS)}$&`);
    await rename(join(folder, name), join(folder, names[name]));
  }
  return names;
}

/** The name without the hash. */
export function plainName(name) {
  return name.replace(/\.[0-9a-f]{8}(?=\.\w+$)/, '');
}
