/**
 * Composition root of the thread that talks to the OpenID provider. It is a thread of its own because TLS, the checking
 * of signatures and the reading of the module would stall the commits of everybody. It begins with the first call and
 * ends after a pause, so that a server without a provider pays nothing.
 */
import { createOpenIdProvider, openIdFailure } from "./open-id/open-id-provider.ts";
import type { OpenIdSettings } from "./open-id/open-id-settings.ts";
import { systemClock } from "./platform.ts";
import type { FromOpenIdThread, ToOpenIdThread } from "./threads/open-id-client.ts";

declare const self: Worker;

self.onmessage = ({ data: settings }: MessageEvent<OpenIdSettings>) => {
  const provider = createOpenIdProvider(settings, systemClock.elapsedMs);
  self.onmessage = async ({ data: { reference, task } }: MessageEvent<ToOpenIdThread>) => {
    let message: FromOpenIdThread;
    try {
      const value =
        task.kind === "url"
          ? await provider.signInUrl(task.request)
          : await provider.identify(task.request, task.answer);
      message = { reference, ok: true, value };
    } catch (error) {
      message = { reference, ok: false, ...openIdFailure(error) };
    }
    self.postMessage(message);
  };
};
