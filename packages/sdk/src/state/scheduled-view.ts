/** The user's messages that wait to be sent, as they are shown: in the order in which they will be. */
import type { ScheduledMessage } from "@parley/protocol";
import { DerivedCell } from "./cell.ts";
import type { OwnState } from "./own-state.ts";

export function scheduledView(kept: () => OwnState): DerivedCell<readonly ScheduledMessage[]> {
  let before: OwnState["scheduled"] | null = null;
  return new DerivedCell<readonly ScheduledMessage[]>([], (shown) => {
    const { scheduled } = kept();
    if (scheduled === before) return shown;
    before = scheduled;
    return [...scheduled.values()].sort((left, right) => left.sendAt - right.sendAt);
  });
}
