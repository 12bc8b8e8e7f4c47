/**
 * Keeps the app shell: the page and the hashed files of one build, in one cache named after that build.
 * It owns nothing else: data stays in the SDK's store, and a call to the server is never answered from here.
 * Invariant: a page is only ever given the files of the build it came from.
 */
import { isAppPath } from "./app-paths.ts";

declare const __PRECACHE_FILES__: readonly string[];
declare const __BUILD_VERSION__: string;

interface LifecycleEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LifecycleEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface NotificationPress extends LifecycleEvent {
  readonly notification: { readonly data: { readonly path: string }; close(): void };
}
interface OpenPage {
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<unknown>;
  postMessage(message: { readonly openPath: string }): void;
}
interface Worker extends EventTarget {
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window" }): Promise<readonly OpenPage[]>;
    openWindow(path: string): Promise<unknown>;
  };
  readonly location: Location;
}

const worker = self as unknown as Worker;
const cachePrefix = "parley-shell-";
const cacheName = cachePrefix + __BUILD_VERSION__;
/** Where the first page is; whoever registers the worker says so. */
const home = new URL(worker.location.href).searchParams.get("home") ?? "/";
const files = __PRECACHE_FILES__.map((file) => (file === "/" ? home : file));

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(cachePrefix) && name !== cacheName) await caches.delete(name);
  }
  await worker.clients.claim();
}

async function answerFromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}

worker.addEventListener("install", (event) => (event as LifecycleEvent).waitUntil(install()));
worker.addEventListener("activate", (event) => (event as LifecycleEvent).waitUntil(activate()));

worker.addEventListener("message", (event) => {
  if ((event as MessageEvent).data === "apply-update") void worker.skipWaiting();
});

/** Shows the page there is, or a new one. */
async function openPath(path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window" });
  const page = pages.find(({ visibilityState }) => visibilityState === "visible") ?? pages[0];
  if (page === undefined) return void (await worker.clients.openWindow(path));
  page.postMessage({ openPath: path });
  await page.focus();
}

worker.addEventListener("notificationclick", (event) => {
  const { notification } = event as NotificationPress;
  notification.close();
  (event as NotificationPress).waitUntil(openPath(notification.data.path));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event as RequestEvent;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (isAppPath(url.pathname, home)) (event as RequestEvent).respondWith(answerFromShell(home, request));
    return;
  }
  if (files.includes(url.pathname)) {
    (event as RequestEvent).respondWith(answerFromShell(url.pathname, request));
  }
});
