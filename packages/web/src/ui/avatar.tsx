import { avatarColor, initials } from "@parley/protocol/initials";
import { type JSX, Show } from "solid-js";

export interface AvatarProps {
  id: number;
  name: string;
  /** Shown only when it comes from this server: reading a message must not call on anybody else. */
  image?: string | null;
  size?: "small" | "medium" | "large" | "huge";
  isOnline?: boolean;
}

/** Picture of a person or group, or coloured initials. Decorative: the name stands beside it. */
export function Avatar(props: AvatarProps): JSX.Element {
  const ownImage = () => (props.image?.startsWith("/") && !props.image.startsWith("//") ? props.image : null);
  return (
    <span class={`avatar avatar-${props.size ?? "medium"}`} aria-hidden="true">
      <Show
        when={ownImage()}
        fallback={
          <span class={`avatar-face avatar-color-${avatarColor(props.id)}`}>{initials(props.name)}</span>
        }
      >
        {(image) => <img class="avatar-face" src={image()} alt="" loading="lazy" />}
      </Show>
      <Show when={props.isOnline}>
        <span class="avatar-online" />
      </Show>
    </span>
  );
}
