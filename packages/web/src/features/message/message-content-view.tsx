import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Match, Show, Switch } from "solid-js";
import { mediaText } from "../../i18n/media/media-text.ts";
import { CardView, FallbackView, LocationView } from "../media/card-contents.tsx";
import { FileContentView } from "../media/file-content.tsx";
import { ImageContentView } from "../media/image-content.tsx";
import { VideoContentView } from "../media/video-content.tsx";
import { VoiceContentView } from "../media/voice-content.tsx";
import { StickerContentView } from "../sticker/sticker-content.tsx";
import { contentWords } from "./content-words.ts";
import { ForwardContentView } from "./forward-content.tsx";
import { MessageText } from "./message-text.tsx";
import { PollContentView } from "./poll-content.tsx";
import { StreamContentView } from "./stream-content.tsx";

type Content = NonNullable<TimelineMessage["content"]>;

/** The content of a message, whatever kind it is. */
export function MessageContentView(props: { message: TimelineMessage }): JSX.Element {
  const of = <T extends Content["type"]>(type: T) => {
    const { content } = props.message;
    return content?.type === type ? (content as Extract<Content, { type: T }>) : undefined;
  };
  const caption = () => {
    const { content } = props.message;
    return content !== null && content.type !== "text" && "text" in content ? content.text : undefined;
  };
  return (
    <>
      <Switch fallback={<FallbackView words={contentWords(props.message.content)} note="" />}>
        <Match when={of("text")}>
          {(content) => <MessageText content={content()} message={props.message} />}
        </Match>
        <Match when={of("image")}>{(content) => <ImageContentView content={content()} />}</Match>
        <Match when={of("sticker")}>{(content) => <StickerContentView content={content()} />}</Match>
        <Match when={of("video")}>{(content) => <VideoContentView content={content()} />}</Match>
        <Match when={of("voice")}>
          {(content) => <VoiceContentView content={content()} isMine={props.message.isMine} />}
        </Match>
        <Match when={of("file")}>
          {(content) => <FileContentView content={content()} file={props.message.files?.[0]} />}
        </Match>
        <Match when={of("location")}>{(content) => <LocationView content={content()} />}</Match>
        <Match when={of("contact")}>{(content) => <CardView content={content()} />}</Match>
        <Match when={of("forward")}>
          {(content) => <ForwardContentView content={content()} message={props.message} />}
        </Match>
        <Match when={of("poll")}>
          {(content) => <PollContentView content={content()} message={props.message} />}
        </Match>
        <Match when={of("stream")}>
          {(content) => <StreamContentView content={content()} message={props.message} />}
        </Match>
        <Match when={of("custom")}>
          {(content) => <FallbackView words={content().fallback} note={mediaText().unknownKind} />}
        </Match>
        <Match when={of("encrypted")}>
          <FallbackView words={mediaText().encrypted} note="" />
        </Match>
      </Switch>
      <Show when={caption()}>
        {(text) => <MessageText content={{ text: text() }} message={props.message} />}
      </Show>
    </>
  );
}
