import { createEffect, createMemo, on } from "solid-js";
import type { App } from "../../app/app-context.ts";

/**
 * Does it each time the connection is there again, for as long as the component is: a call that waited for it too long
 * has failed, and what nobody tells of may be another by now.
 */
export function whenOnline(app: Pick<App, "connection">, ask: () => void): void {
  const isOnline = createMemo(() => app.connection().status === "online");
  createEffect(
    on(
      isOnline,
      (isThere) => {
        if (isThere) ask();
      },
      { defer: true },
    ),
  );
}
