import type { MessageState } from "@parley/sdk";
import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

/** How far an own message has come: a clock, one tick, two ticks, an exclamation mark. */
export function MessageStateIcon(props: { state: MessageState; isRead: boolean }): JSX.Element {
  const shown = (): { icon: IconName; label: string } => {
    const { message } = text();
    if (props.state === "sending") return { icon: "clock", label: message.sending };
    if (props.state === "failed") return { icon: "failed", label: message.failed };
    return props.isRead
      ? { icon: "check-double", label: message.read }
      : { icon: "check", label: message.sent };
  };
  return (
    <span
      class={`state-icon state-${shown().icon}`}
      role="img"
      aria-label={shown().label}
      title={shown().label}
    >
      <Icon name={shown().icon} size={15} />
    </span>
  );
}
