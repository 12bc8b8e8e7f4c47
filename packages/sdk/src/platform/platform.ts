/**
 * What the SDK needs from where it runs: clock, randomness, timers, sockets, HTTP, locks between tabs.
 * Owns the ports; `default-platform.ts` is the one place that implements them. Nothing else here may touch a global.
 */

import type { Storage } from "../storage/storage.ts";

/** A running timer; only good for `clearTimer`. */
export type Timer = unknown;

/** The part of the WebSocket interface that is used. Handlers may be called only after the constructor returned. */
export interface SocketPort {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** Messages between the tabs of one browser. Delivered in order, at most once, never to the sender itself. */
export interface ChannelPort {
  post(message: unknown): void;
  /** Set once, right after opening. */
  onmessage: ((message: unknown) => void) | null;
  close(): void;
}

/** A lock that one tab at a time can hold, released when the tab ends in whatever way. */
export interface LockPort {
  /**
   * Waits for the lock and holds it until the promise that `whileHeld` answers settles. `cancel` aborted before:
   * resolves without having called it.
   */
  hold(name: string, whileHeld: () => Promise<void>, cancel: AbortSignal): Promise<void>;
}

/**
 * Texts by name, kept before the call returns, shared by the tabs of one browser and still there when the page ends in
 * the next moment. Any call may throw: it may be forbidden, or full.
 */
export interface JournalPort {
  names(): readonly string[];
  read(name: string): string | null;
  /** Null removes it. */
  write(name: string, text: string | null): void;
}

export interface HttpReply {
  readonly status: number;
  /** The parsed body; undefined when it was no JSON. */
  readonly body: unknown;
}

/** A body: a form with one file, JSON, or bytes as they are. */
export type HttpBody =
  | { readonly fields: Readonly<Record<string, string>>; readonly file: Blob; readonly name: string }
  | { readonly json: unknown }
  | { readonly bytes: Blob };

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody | null;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer extends HttpReply {
  header(name: string): string | null;
}

export interface Platform {
  /** Milliseconds since 1970, by the local clock. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Cryptographically strong bytes. */
  randomBytes(count: number): Uint8Array;
  setTimer(run: () => void, afterMs: number): Timer;
  clearTimer(timer: Timer): void;
  openSocket(url: string): SocketPort;
  /** Posts JSON. Rejects when there was no answer. */
  post(url: string, body: unknown, token: string | null, timeoutMs: number): Promise<HttpReply>;
  /** Sends what is no call, such as a file, which takes as long as it takes. Rejects when there was no answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Calls `wake` when the network came, the page became visible or the machine woke up. Answers the way to stop. */
  onWake(wake: () => void): () => void;
  /** Calls `lost` when the machine has no network any more. Answers the way to stop. */
  onNetworkLost(lost: () => void): () => void;
  /** Where the page came from; null outside a browser. */
  readonly origin: string | null;
  /** Null where there are none: then every tab has a connection of its own. */
  readonly locks: LockPort | null;
  readonly openChannel: ((name: string) => ChannelPort) | null;
  /** A store that survives a reload; null where there is none. */
  readonly openStorage: ((name: string) => Storage) | null;
  /** Beside a store that survives a reload: what survives a page that ends before its store has written. */
  openJournal(name: string): JournalPort;
  /** Something failed that concerns nobody but the developer. */
  warn(text: string, cause: unknown): void;
}
