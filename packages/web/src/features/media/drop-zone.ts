/** Takes files that are dragged over an element; says whether some are. */
import { createSignal } from "solid-js";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;

export function createDropZone(onFiles: (files: readonly File[]) => void) {
  // Entering a child comes before leaving its parent.
  const [depth, setDepth] = createSignal(0);
  return {
    isOver: () => depth() > 0,
    onDragEnter: (event: DragEvent) => {
      if (hasFiles(event)) setDepth(depth() + 1);
    },
    onDragOver: (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    },
    onDragLeave: (event: DragEvent) => {
      if (hasFiles(event)) setDepth(Math.max(0, depth() - 1));
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
