import { onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

/** Does something when a device, a key or the second factor came or went elsewhere. */
export function whenAccessChanges(app: App, run: () => void): void {
  onCleanup(app.client.on("access.changed", run));
}
