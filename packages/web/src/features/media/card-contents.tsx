/** Contents that name something: a place, a person, or what only some clients know. */
import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { userName } from "../user/user-name.ts";

type ContentOf<T extends string> = Extract<NonNullable<TimelineMessage["content"]>, { type: T }>;

/** No map is loaded, since that would tell somebody else; the device opens one where the reader wants it. */
export function LocationView(props: { content: ContentOf<"location"> }): JSX.Element {
  const point = () => `${props.content.latitude.toFixed(5)}, ${props.content.longitude.toFixed(5)}`;
  const address = () => {
    const { latitude, longitude } = props.content;
    return `geo:${latitude},${longitude}?q=${latitude},${longitude}`;
  };
  return (
    <a class="file-card" href={address()} title={mediaText().openMap}>
      <span class="file-icon">
        <Icon name="place" size={22} />
      </span>
      <span class="file-text">
        <span class="file-name" dir="auto">
          {props.content.name ?? mediaText().location}
        </span>
        <span class="file-note" dir="auto">
          {props.content.address ?? point()}
        </span>
      </span>
    </a>
  );
}

export function CardView(props: { content: ContentOf<"contact"> }): JSX.Element {
  const app = useApp();
  const id = () => props.content.userId;
  return (
    <button type="button" class="file-card" onClick={() => app.showPerson(id())}>
      <Avatar
        id={id()}
        name={userName(app, id())}
        image={app.users().get(id())?.avatar ?? null}
        size="small"
      />
      <span class="file-text">
        <span class="file-name" dir="auto">
          {userName(app, id())}
        </span>
        <span class="file-note">{mediaText().card}</span>
      </span>
    </button>
  );
}

/** What this client does not know says so in its own words. */
export function FallbackView(props: { words: string; note: string }): JSX.Element {
  return (
    <span class="message-text" dir="auto">
      {props.words}
      <Show when={props.note}>
        <span class="fallback-note">{props.note}</span>
      </Show>
    </span>
  );
}
