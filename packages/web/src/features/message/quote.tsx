import { avatarColor } from "@parley/protocol/initials";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { mediaUrl } from "../media/media-links.ts";
import { userName } from "../user/user-name.ts";
import { contentWords } from "./content-words.ts";
import type { Quoted } from "./quoted-messages.ts";

export interface QuoteProps {
  /** Undefined while it is not known yet; null where it cannot be seen. */
  quoted: Quoted | null | undefined;
  onOpen?: () => void;
}

const thumbnailWidthPx = 160;

/** What a small picture of a content is made of; null where it has none. */
function pictureOf(content: Quoted["content"]): string | null {
  if (content?.type === "image") return content.images[0]?.mediaId ?? null;
  if (content?.type === "sticker") return "mediaId" in content ? content.mediaId : null;
  return content?.type === "video" ? (content.posterId ?? null) : null;
}

/** The message that another one answers, in a line or two: as it is now, not as it was. */
export function Quote(props: QuoteProps): JSX.Element {
  const app = useApp();
  const words = () => {
    const { quoted } = props;
    if (quoted === undefined) return "…";
    if (quoted === null) return talkText().quoteGone;
    return quoted.content === null ? talkText().quoteRecalled : contentWords(quoted.content);
  };
  const thumbnail = () => {
    const id = pictureOf(props.quoted?.content ?? null);
    return id === null ? null : mediaUrl(app, id, thumbnailWidthPx);
  };
  const isGone = () => !props.quoted?.content;
  return (
    <button
      type="button"
      class="quote"
      classList={{ "quote-gone": isGone() }}
      tabindex="-1"
      disabled={props.quoted == null}
      onClick={() => props.onOpen?.()}
    >
      <Show when={props.quoted}>
        {(quoted) => (
          <span class={`quote-author author-color-${avatarColor(quoted().senderId)}`}>
            {userName(app, quoted().senderId)}
          </span>
        )}
      </Show>
      <span class="quote-line">
        <Show when={thumbnail()}>{(url) => <img class="quote-picture" src={url()} alt="" />}</Show>
        <span class="quote-words" dir="auto">
          {words()}
        </span>
      </span>
    </button>
  );
}
