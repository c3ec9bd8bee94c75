/** The address of the script itself; it must be read while the script runs, and is gone later. */
const scriptUrl = (document.currentScript as HTMLScriptElement | null)?.src || document.baseURI;

/** The origin that served the script: the hosted API is there. */
export const scriptOrigin = new URL(scriptUrl).origin;

/** The files of the parts by their plain names: the build puts a hash of the content into each. */
declare const CHATKIT_PARTS: Readonly<Record<string, string>>;

/** The address of a part that is loaded when it is first needed. Parts lie beside the script. */
export function assetUrl(name: string): string {
  return new URL(CHATKIT_PARTS[name] ?? name, scriptUrl).href;
}
