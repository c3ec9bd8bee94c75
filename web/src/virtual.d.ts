declare module 'virtual:chatkit-icons' {
  /** The inside of each bundled SVG, by the API's name. */
  const bodies: Record<string, string>;
  export default bodies;
}

declare module '*.css?inline' {
  const css: string;
  export default css;
}
