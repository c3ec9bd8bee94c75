import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const sources = new URL('../react/', import.meta.url).pathname;

/** React's package names, by version: both versions are installed, one under other names. */
const ALIASES = {
  react18: { react: 'react18', 'react-dom': 'react-dom18' },
  react19: {},
};

export type ReactVersion = keyof typeof ALIASES;
export const REACT_VERSIONS = Object.keys(ALIASES) as ReactVersion[];

/**
 * The page of tests/react as an application builds it, once for each React, in a folder that
 * `remove` takes away. Development builds: only they run effects twice in strict mode.
 */
export class ReactPages {
  readonly url: URL;
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.url = pathToFileURL(`${folder}/`);
  }

  static async build(): Promise<ReactPages> {
    const folder = await mkdtemp(join(tmpdir(), 'chatkit-react-'));
    for (const version of REACT_VERSIONS) await buildPage(version, join(folder, version));
    return new ReactPages(folder);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function buildPage(version: ReactVersion, outDir: string): Promise<void> {
  await build({
    root: sources,
    base: './',
    configFile: false,
    logLevel: 'warn',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: ALIASES[version] },
    build: { outDir, emptyOutDir: false, minify: false, target: 'es2022' },
  });
}
