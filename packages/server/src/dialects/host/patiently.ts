import { ParleyError } from "@parley/protocol";

const triesMax = 20;
const waitMs = 500;

/** Tries again what was refused for now alone: an event must not be lost because there was too much at once. */
export async function patiently<T>(ask: () => Promise<T> | T, firstError: unknown = null): Promise<T> {
  let error = firstError;
  for (let tried = 0; tried < triesMax; tried += 1) {
    if (error !== null) {
      if (!(error instanceof ParleyError && isForNow(error))) throw error;
      await Bun.sleep(error.retryAfterMs ?? waitMs);
    }
    try {
      return await ask();
    } catch (failure) {
      error = failure;
    }
  }
  throw error;
}

function isForNow({ code }: ParleyError): boolean {
  return code === "rate_limited" || code === "busy" || code === "unavailable";
}
