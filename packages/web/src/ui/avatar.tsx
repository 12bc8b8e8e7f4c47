import { avatarColor, initials } from "@parley/protocol/initials";
import { createSignal, type JSX, Show, useContext } from "solid-js";
import { AppContext } from "../app/app-context.ts";
import { pictureUrl } from "../features/media/picture-url.ts";

export interface AvatarProps {
  id: number;
  name: string;
  /** Shown only when it comes from this server. */
  image?: string | null;
  /** Made of several faces, so that a circle would cut into those in the corners. */
  isComposed?: boolean;
  size?: "small" | "medium" | "large" | "huge";
  isOnline?: boolean;
}

/** Picture of a person or group, or coloured initials. Decorative: the name stands beside it. */
export function Avatar(props: AvatarProps): JSX.Element {
  const app = useContext(AppContext);
  const [broken, setBroken] = createSignal<string | null>(null);
  const shown = () => {
    const url = pictureUrl(app, props.image);
    return url === broken() ? null : url;
  };
  return (
    <span
      class={`avatar avatar-${props.size ?? "medium"}`}
      classList={{ "avatar-composed": props.isComposed === true && shown() !== null }}
      aria-hidden="true"
    >
      <Show
        when={shown()}
        fallback={
          <span class={`avatar-face avatar-color-${avatarColor(props.id)}`}>{initials(props.name)}</span>
        }
      >
        {(url) => (
          <img class="avatar-face" src={url()} alt="" loading="lazy" onError={() => setBroken(url())} />
        )}
      </Show>
      <Show when={props.isOnline}>
        <span class="avatar-online" />
      </Show>
    </span>
  );
}
