import { type JSX, Show } from "solid-js";
import { Awaited } from "../connection/awaited.tsx";
import type { AskedList } from "./asked-list.ts";

/** What stands in a list without lines. That there are none is said only where it is known. */
export function AskedNone(props: { list: Pick<AskedList<unknown>, "isLoaded">; words: string }): JSX.Element {
  return (
    <Show when={props.list.isLoaded()} fallback={<Awaited />}>
      <p class="settings-note">{props.words}</p>
    </Show>
  );
}
