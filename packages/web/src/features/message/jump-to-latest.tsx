import { type JSX, Show } from "solid-js";
import { text } from "../../i18n/language.ts";
import { Icon } from "../../ui/icon.tsx";

export function JumpToLatest(props: { isShown: boolean; count: number; onJump: () => void }): JSX.Element {
  const label = () =>
    props.count > 0
      ? `${text().message.jumpToLatest} (${text().message.newBelow(props.count)})`
      : text().message.jumpToLatest;
  return (
    <Show when={props.isShown}>
      <button
        type="button"
        class="jump-button"
        title={label()}
        aria-label={label()}
        onClick={() => props.onJump()}
      >
        <Show when={props.count > 0}>
          <span class="jump-count">{props.count > 99 ? "99+" : props.count}</span>
        </Show>
        <Icon name="down" />
      </button>
    </Show>
  );
}
