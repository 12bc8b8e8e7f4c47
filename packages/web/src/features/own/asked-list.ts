/** A list that is the server's alone: asked for when its page opens, after each change made here, and when back online. */
import { createSignal, onMount } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { whenOnline } from "../connection/when-online.ts";

export interface AskedList<T> {
  readonly items: () => readonly T[];
  readonly isLoaded: () => boolean;
  load(): Promise<void>;
  /** Does something, then asks anew; what went wrong is shown. */
  change(work: Promise<unknown>): Promise<void>;
}

export function createAskedList<T>(ask: () => Promise<readonly T[]>): AskedList<T> {
  const [items, setItems] = createSignal<readonly T[]>([]);
  const [isLoaded, setLoaded] = createSignal(false);
  const load = async () => {
    try {
      const found = await ask();
      setItems(() => found);
      setLoaded(true);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const change = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      showToast(errorText(error));
    }
    await load();
  };
  onMount(() => void load());
  whenOnline(useApp(), () => void load());
  return { items, isLoaded, load, change };
}
