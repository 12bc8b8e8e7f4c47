/**
 * Notifications of the browser: whether they may be shown, showing and taking them away. Those of one tag replace each
 * other, so that several tabs, or several messages, make one. Where there is a service worker it shows them: a press
 * then opens the right place even when the page was closed since.
 */
import { createSignal } from "solid-js";

export type NotificationPermit = NotificationPermission | "unsupported";

const isSupported = "Notification" in globalThis;
const [permit, setPermit] = createSignal<NotificationPermit>(
  isSupported ? Notification.permission : "unsupported",
);

/** Whether this browser may show notifications. */
export { permit as notificationPermit };

/** Only from a press: browsers refuse to ask otherwise, and people dislike being asked. */
export async function askForNotifications(): Promise<void> {
  if (isSupported) setPermit(await Notification.requestPermission());
}

export interface ShownNotification {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** What a press opens. */
  readonly path: string;
  readonly isSilent: boolean;
}

const icon = "/icons/icon-192.png";
const ofThisPage = new Map<string, Notification>();

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return "serviceWorker" in navigator ? navigator.serviceWorker.getRegistration() : undefined;
}

export async function showNotification(
  { tag, title, body, path, isSilent }: ShownNotification,
  open: (path: string) => void,
): Promise<void> {
  if (!isSupported || Notification.permission !== "granted") return;
  const options = { tag, body, icon, silent: isSilent, data: { path } };
  const worker = await registration();
  if (worker?.active != null) return worker.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
    open(path);
  });
  ofThisPage.set(tag, shown);
}

export async function closeNotification(tag: string): Promise<void> {
  ofThisPage.get(tag)?.close();
  ofThisPage.delete(tag);
  const shown = (await (await registration())?.getNotifications({ tag })) ?? [];
  for (const notification of shown) notification.close();
}

/** A press on a notification of the service worker, which shows this page and tells it where to go. */
export function onNotificationPressed(open: (path: string) => void): () => void {
  if (!("serviceWorker" in navigator)) return () => undefined;
  const listen = ({ data }: MessageEvent) => {
    if (typeof data === "object" && data !== null && typeof data.openPath === "string") open(data.openPath);
  };
  navigator.serviceWorker.addEventListener("message", listen);
  return () => navigator.serviceWorker.removeEventListener("message", listen);
}
