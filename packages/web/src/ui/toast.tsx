/** Short notices that go away by themselves; read out politely. The newest replaces the one before. */
import { createSignal, type JSX, Show } from "solid-js";

const shownForMs = 3500;
const [notice, setNotice] = createSignal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function showToast(message: string): void {
  clearTimeout(timer);
  setNotice(message);
  timer = setTimeout(() => setNotice(null), shownForMs);
}

export function ToastHost(): JSX.Element {
  return (
    <div class="toast-host" role="status">
      <Show when={notice()}>{(message) => <div class="toast">{message()}</div>}</Show>
    </div>
  );
}
