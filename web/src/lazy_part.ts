import { assetUrl } from './assets.ts';

/**
 * A script of its own that is fetched when it is first wanted; after a failure the next call tries
 * again.
 */
export class LazyPart<Module> {
  /** The part, once it is here. */
  current: Module | null = null;
  private readonly file: string;
  private pending: Promise<Module> | null = null;

  constructor(file: string) {
    this.file = file;
  }

  /** Errors: whatever the browser says when the script cannot be had. */
  async load(): Promise<Module> {
    this.pending ??= import(/* @vite-ignore */ assetUrl(this.file)) as Promise<Module>;
    try {
      this.current = await this.pending;
      return this.current;
    } catch (cause) {
      this.pending = null;
      throw cause;
    }
  }
}
