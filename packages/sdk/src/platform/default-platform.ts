/** The ports of platform.ts as browsers, Bun and Node have them: the one place of the SDK that touches globals. */
import { indexedDbStorage } from "../storage/indexed-db-storage.ts";
import type {
  ChannelPort,
  HttpAnswer,
  HttpBody,
  HttpReply,
  HttpRequest,
  JournalPort,
  LockPort,
  Platform,
  SocketPort,
} from "./platform.ts";

/** A clock that jumped further than this between two ticks means that the machine slept. */
const sleepTickMs = 10_000;
const sleepJumpMs = 30_000;

export function defaultPlatform(): Platform {
  const isBrowser = typeof document !== "undefined";
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    setTimer: (run, afterMs) => setTimeout(run, afterMs),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    openSocket,
    post,
    send,
    onWake,
    onNetworkLost,
    origin: isBrowser ? location.origin : null,
    locks: isBrowser && navigator.locks !== undefined ? webLocks(navigator.locks) : null,
    openChannel: isBrowser && typeof BroadcastChannel !== "undefined" ? openChannel : null,
    openStorage: typeof indexedDB === "undefined" ? null : indexedDbStorage,
    openJournal,
    warn: (text, cause) => console.warn(`parley: ${text}`, cause),
  };
}

function openSocket(url: string): SocketPort {
  if (typeof WebSocket === "undefined") throw new Error("no WebSocket here: give platform.openSocket");
  const socket = new WebSocket(url);
  const port: SocketPort = {
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (text) => socket.send(text),
    close: (code) => socket.close(code),
  };
  socket.onopen = () => port.onopen?.();
  socket.onmessage = (event) => port.onmessage?.({ data: event.data });
  socket.onclose = (event) => port.onclose?.({ code: event.code });
  socket.onerror = () => port.onerror?.();
  return port;
}

async function post(url: string, body: unknown, token: string | null, timeoutMs: number): Promise<HttpReply> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const parsed: unknown = await response.json().catch(() => undefined);
  return { status: response.status, body: parsed };
}

async function send({ body, headers, method, signal, url }: HttpRequest): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === null ? {} : { body: bodyOf(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const parsed: unknown = await response.json().catch(() => undefined);
  return { status: response.status, body: parsed, header: (name) => response.headers.get(name) };
}

function bodyOf(body: HttpBody): string | Blob | FormData {
  if ("json" in body) return JSON.stringify(body.json);
  if ("bytes" in body) return body.bytes;
  const form = new FormData();
  for (const [name, value] of Object.entries(body.fields)) form.append(name, value);
  form.append("file", body.file, body.name);
  return form;
}

function onWake(wake: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > sleepJumpMs) wake();
    last = now;
  }, sleepTickMs);
  if (typeof document === "undefined") {
    timer.unref?.();
    return () => clearInterval(timer);
  }
  const onVisible = () => {
    if (document.visibilityState === "visible") wake();
  };
  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    clearInterval(timer);
    removeEventListener("online", wake);
    removeEventListener("pageshow", wake);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

function onNetworkLost(lost: () => void): () => void {
  if (typeof document === "undefined") return () => undefined;
  addEventListener("offline", lost);
  return () => removeEventListener("offline", lost);
}

function webLocks(locks: LockManager): LockPort {
  return {
    async hold(name, whileHeld, cancel) {
      try {
        await locks.request(name, { signal: cancel }, () => (cancel.aborted ? undefined : whileHeld()));
      } catch (failure) {
        if (!cancel.aborted) throw failure;
      }
    },
  };
}

function openChannel(name: string): ChannelPort {
  const channel = new BroadcastChannel(name);
  const port: ChannelPort = {
    onmessage: null,
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
  channel.onmessage = (event) => port.onmessage?.(event.data);
  return port;
}

function openJournal(journal: string): JournalPort {
  const prefix = `${journal}:journal:`;
  return {
    names: () => Object.keys(localStorage).flatMap((key) => key.split(prefix)[1] ?? []),
    read: (name) => localStorage.getItem(prefix + name),
    write: (name, text) =>
      text === null ? localStorage.removeItem(prefix + name) : localStorage.setItem(prefix + name, text),
  };
}
