/**
 * Registers the service worker and says when a newer build waits. Nothing is replaced under a person's hands:
 * the newer one takes over when asked to, or when the last page is closed (UX-46, UX-48).
 */
import { createSignal } from "solid-js";
import { homePath } from "./home-path.ts";

const [updateReady, setUpdateReady] = createSignal(false);
let waiting: ServiceWorker | null = null;
/** Another tab let the newer build take over: the files of the one shown here are gone. */
let isReplaced = false;
const checkEveryMs = 30 * 60_000;

export { updateReady };

export function startUpdates(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.register(`/service-worker.js?home=${homePath}`).then(watch, () => {
    // Not a secure context, or storage is off: the app then simply needs the network to open.
  });
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first installation, not an update.
    if (worker === null || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    setUpdateReady(true);
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const installing = registration.installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") offer(installing);
    });
  });
  let isFirst = navigator.serviceWorker.controller === null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    isReplaced = !isFirst;
    if (isReplaced) setUpdateReady(true);
    isFirst = false;
  });
  setInterval(() => registration.update().catch(() => undefined), checkEveryMs);
}

/** Lets the newer build take over and opens it. Drafts and the outbox are in storage already. */
export function applyUpdate(): void {
  if (isReplaced) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("apply-update");
}

export function postponeUpdate(): void {
  setUpdateReady(false);
}
