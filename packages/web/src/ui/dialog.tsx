import { createUniqueId, type JSX, onCleanup, onMount, Suspense } from "solid-js";
import { text } from "../i18n/language.ts";
import { IconButton } from "./icon-button.tsx";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: JSX.Element;
  /** Without a heading bar: the content names itself. */
  isBare?: boolean;
  class?: string;
}

/**
 * A modal dialog on the browser's own `<dialog>`, which traps focus, makes the page behind inert, closes on Escape
 * or the phone's back gesture, and gives the focus back.
 */
export function Dialog(props: DialogProps): JSX.Element {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  onCleanup(() => element?.close());
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === element) props.onClose();
  };
  return (
    <dialog
      ref={element}
      class={`dialog ${props.class ?? ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onPointerDown={closeOnBackdrop}
    >
      <div class="dialog-content">
        <header class="dialog-header" classList={{ "visually-hidden": props.isBare }}>
          <h2 id={titleId} class="dialog-title">
            {props.title}
          </h2>
          <IconButton icon="close" label={text().common.close} onClick={() => props.onClose()} />
        </header>
        {/* What is asked of the server for the dialog keeps neither the dialog nor the page behind it back. */}
        <Suspense fallback={<p class="dialog-note">{text().app.loading}</p>}>{props.children}</Suspense>
      </div>
    </dialog>
  );
}
