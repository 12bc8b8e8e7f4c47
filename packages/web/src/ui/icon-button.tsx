import type { JSX } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

export interface IconButtonProps {
  icon: IconName;
  /** Name for assistive technology, and the tooltip. */
  label: string;
  onClick: (event: MouseEvent & { currentTarget: HTMLButtonElement }) => void;
  class?: string;
  isDisabled?: boolean;
  isPressed?: boolean;
  hasMenu?: boolean;
  isOutOfTabOrder?: boolean;
}

export function IconButton(props: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ""}`}
      title={props.label}
      aria-label={props.label}
      aria-pressed={props.isPressed}
      aria-haspopup={props.hasMenu ? "menu" : undefined}
      tabindex={props.isOutOfTabOrder ? -1 : undefined}
      disabled={props.isDisabled}
      onClick={(event) => props.onClick(event)}
    >
      <Icon name={props.icon} />
    </button>
  );
}
