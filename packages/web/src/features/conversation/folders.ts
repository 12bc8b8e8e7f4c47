/** The user's folders of conversations: fetched once, kept true by what is done here and by the feed. */
import type { ResultOf } from "@parley/sdk";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";

export type Folder = ResultOf<"folder.list">["folders"][number];

const [folders, setFolders] = createSignal<readonly Folder[]>([]);

export { folders, setFolders };

export function followFolders(app: App): void {
  const load = () =>
    void app.client.folders.list().then(
      (answer) => setFolders(answer.folders),
      // Without connection: asked again when there is one.
      () => undefined,
    );
  createEffect(
    on(
      () => app.connection().status === "online" && !app.isGuest(),
      (isReady) => {
        if (isReady) load();
      },
    ),
  );
  onCleanup(app.client.on("folder.changed", (event) => setFolders(event.folders)));
}
