import "../../styles/features/link-preview.css";
import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { mediaUrl } from "../media/media-links.ts";

type Preview = NonNullable<TimelineMessage["linkPreview"]>;
type Image = NonNullable<Preview["image"]>;

/** Wider ones stand above the words, the others beside them. */
const wideRatio = 1.4;
const widePixelsMin = 300;

/** What the page that a message links to says of itself; a click opens it, and its sender may take it away. */
export function LinkPreviewCard(props: { preview: Preview; message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const isWide = () => {
    const { image } = props.preview;
    return image !== undefined && image.width >= widePixelsMin && image.width / image.height >= wideRatio;
  };
  const dismiss = () => {
    const { conversationId, id } = props.message;
    app.client.messages
      .dismissPreview({ conversationId, id })
      .catch((error: unknown) => showToast(errorText(error)));
  };
  return (
    <div class="link-preview" classList={{ "link-preview-wide": isWide() }}>
      <a
        class="link-preview-page"
        href={props.preview.url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        tabindex="-1"
      >
        <Show when={props.preview.image}>{(image) => <Picture image={image()} />}</Show>
        <span class="link-preview-words" dir="auto">
          <span class="link-preview-site">{siteOf(props.preview)}</span>
          <strong class="link-preview-title">{props.preview.title}</strong>
          <Show when={props.preview.description}>
            <span class="link-preview-about">{props.preview.description}</span>
          </Show>
        </span>
      </a>
      <Show when={props.message.isMine}>
        <IconButton
          icon="close"
          class="link-preview-dismiss"
          label={talkText().dismissPreview}
          isOutOfTabOrder
          onClick={dismiss}
        />
      </Show>
    </div>
  );
}

/** What the page calls its site is its own word, so where it leads stands beside it. */
function siteOf({ siteName, url }: Preview): string {
  const host = URL.parse(url)?.host.replace(/^www\./, "") ?? url;
  return siteName === undefined || siteName.toLowerCase() === host ? host : `${siteName} · ${host}`;
}

function Picture(props: { image: Image }): JSX.Element {
  const app = useApp();
  const url = () => mediaUrl(app, props.image.mediaId);
  const style = (): JSX.CSSProperties => {
    const { placeholder } = props.image;
    return placeholder === undefined
      ? {}
      : { "background-image": `url("data:image/webp;base64,${placeholder}")` };
  };
  return (
    <span class="link-preview-picture" style={style()}>
      <Show when={url()}>{(address) => <img src={address()} alt="" loading="lazy" decoding="async" />}</Show>
    </span>
  );
}
