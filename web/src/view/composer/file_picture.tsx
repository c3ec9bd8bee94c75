import { useEffect, useRef } from 'preact/hooks';

const SIZE_PX = 60;

/**
 * A small picture of a file that was picked. Drawn, because a page's policy may forbid the address
 * that an image of it would need.
 */
export function FilePicture({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    createImageBitmap(file).then(
      (picture) => {
        const scale = SIZE_PX / Math.min(picture.width, picture.height);
        const [width, height] = [picture.width * scale, picture.height * scale];
        const [left, top] = [(SIZE_PX - width) / 2, (SIZE_PX - height) / 2];
        canvas.current?.getContext('2d')?.drawImage(picture, left, top, width, height);
        picture.close();
      },
      () => undefined,
    );
  }, [file]);
  return <canvas ref={canvas} width={SIZE_PX} height={SIZE_PX} aria-hidden="true" />;
}
