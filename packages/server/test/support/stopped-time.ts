/** Stops the time that the server of this process measures by (pauses, rates), so that a slow machine changes nothing. */
import { spyOn } from "bun:test";

/** Answers what lets it go on. */
export function stopTime(): () => void {
  const stopped = spyOn(performance, "now").mockReturnValue(performance.now());
  return () => stopped.mockRestore();
}
