import type { MessageState } from "@parley/sdk";
import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

/** How far an own message has come: to the server, to somebody's device, to their eyes. */
export type Reached = "server" | "delivered" | "read";

/** A clock, one tick, two ticks, two coloured ticks, an exclamation mark. */
export function MessageStateIcon(props: { state: MessageState; reached: Reached }): JSX.Element {
  const shown = (): { icon: IconName; label: string } => {
    const { message } = text();
    if (props.state === "sending" || props.state === "uploading") {
      return { icon: "clock", label: message.sending };
    }
    if (props.state === "failed") return { icon: "failed", label: message.failed };
    if (props.reached === "server") return { icon: "check", label: message.sent };
    return { icon: "check-double", label: props.reached === "read" ? message.read : message.delivered };
  };
  return (
    <span
      class={`state-icon state-${shown().icon}`}
      classList={{ "state-read": props.state === "sent" && props.reached === "read" }}
      role="img"
      aria-label={shown().label}
      title={shown().label}
    >
      <Icon name={shown().icon} size={15} />
    </span>
  );
}
