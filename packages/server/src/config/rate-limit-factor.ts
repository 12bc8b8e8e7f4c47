/** Apart from the table of options, which no engine thread needs. */
import type { Config } from "./options.ts";

/** What `relaxed` limits are more than normal ones. */
const relaxedFactor = 100;

/** The factor of every rate limit (RUN-12). */
export function rateLimitFactor(config: Pick<Config, "limits" | "rateLimitFactor">): number {
  return config.limits === "relaxed" ? config.rateLimitFactor * relaxedFactor : config.rateLimitFactor;
}
