/** Short notices that go away by themselves; read out politely. The newest replaces the one before. */
import { createEffect, createSignal, type JSX, Show } from "solid-js";

export interface ToastAction {
  readonly label: string;
  run(): void;
}

interface Toast {
  readonly message: string;
  readonly action: ToastAction | null;
}

const shownForMs = 3500;
/** Who is to press something has to read and reach it first. */
const pressableForMs = 12_000;
const [notice, setNotice] = createSignal<Toast | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function showToast(message: string, action: ToastAction | null = null): void {
  clearTimeout(timer);
  setNotice({ message, action });
  timer = setTimeout(() => setNotice(null), action === null ? shownForMs : pressableForMs);
}

export function ToastHost(): JSX.Element {
  let host: HTMLDivElement | undefined;
  // Shown anew it lies above the dialogs that were opened since.
  createEffect(() => {
    host?.hidePopover();
    if (notice() !== null) host?.showPopover();
  });
  return (
    <div ref={host} class="toast-host" role="status" popover="manual">
      <Show when={notice()}>
        {(toast) => (
          <div class="toast" classList={{ "toast-pressable": toast().action !== null }}>
            {toast().message}
            <Show when={toast().action}>
              {(action) => (
                <button type="button" class="toast-button" onClick={() => action().run()}>
                  {action().label}
                </button>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
