import { type ReadonlySignal, useSignal } from '@preact/signals';

interface DropTarget {
  over: ReadonlySignal<boolean>;
  handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(): void;
    onDrop(event: DragEvent): void;
    onPaste(event: ClipboardEvent): void;
  };
}

/** Takes files that are dropped or pasted; null takes none and leaves both to the browser. */
export function useDropTarget(take: ((files: Iterable<File>) => void) | null): DropTarget {
  const over = useSignal(false);
  const accept = (event: Event, data: DataTransfer | null): void => {
    over.value = false;
    if (!take || !data || data.files.length === 0) return;
    event.preventDefault();
    take([...data.files]);
  };
  return {
    over,
    handlers: {
      onDragOver(event) {
        if (!take || !event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        over.value = true;
      },
      onDragLeave: () => (over.value = false),
      onDrop: (event) => accept(event, event.dataTransfer),
      onPaste: (event) => accept(event, event.clipboardData),
    },
  };
}
