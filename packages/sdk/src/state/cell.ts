import type { Readable } from "../api.ts";

type Listener<T> = (value: T) => void;

/** Runs every listener, so that one that throws keeps nothing from the others; the first failure is thrown at the end. */
export function notifyAll<T>(listeners: Iterable<Listener<T>>, value: T): void {
  const failures: unknown[] = [];
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) queueMicrotask(() => Promise.reject(failures[0]));
}

/** A value that is set. Setting the same value again tells nobody. */
export class Cell<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<Listener<T>>();

  constructor(value: T) {
    this.#value = value;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    notifyAll(this.#listeners, value);
  }

  subscribe(listener: Listener<T>): () => void {
    const own: Listener<T> = (value) => listener(value);
    this.#listeners.add(own);
    listener(this.#value);
    return () => this.#listeners.delete(own);
  }
}

/**
 * A value computed from others. `invalidate` costs nothing until somebody looks: with listeners it is computed once at
 * the end of the turn, however many changes met in it.
 */
export class DerivedCell<T> implements Readable<T> {
  #value: T;
  #isStale = false;
  #isScheduled = false;
  readonly #compute: (previous: T) => T;
  readonly #listeners = new Set<Listener<T>>();

  constructor(initial: T, compute: (previous: T) => T) {
    this.#value = initial;
    this.#compute = compute;
    this.#isStale = true;
  }

  get(): T {
    if (this.#isStale) {
      this.#isStale = false;
      this.#value = this.#compute(this.#value);
    }
    return this.#value;
  }

  invalidate(): void {
    this.#isStale = true;
    if (this.#listeners.size === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    const before = this.#value;
    queueMicrotask(() => {
      this.#isScheduled = false;
      const value = this.get();
      if (!Object.is(value, before)) notifyAll(this.#listeners, value);
    });
  }

  subscribe(listener: Listener<T>): () => void {
    const own: Listener<T> = (value) => listener(value);
    this.#listeners.add(own);
    listener(this.get());
    return () => this.#listeners.delete(own);
  }
}
