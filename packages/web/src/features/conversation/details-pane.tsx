import type { InboxItem } from "@parley/sdk";
import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { isNarrow } from "../../platform/media.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { GroupDetails } from "../group/group-details.tsx";
import { PersonProfile } from "../user/person-profile.tsx";
import { toggleDetails } from "./details-toggle.ts";

const GalleryDialog = lazyPart(async () => (await import("../media/gallery-dialog.tsx")).GalleryDialog);

/** About the open conversation: the person or the group, its members. */
export function DetailsPane(): JSX.Element {
  const app = useApp();
  return (
    <aside class="details" aria-label={text().conversation.details}>
      <header class="pane-header">
        <Show when={isNarrow()}>
          <IconButton icon="back" label={text().common.back} onClick={() => toggleDetails(app)} />
        </Show>
        <h2 class="pane-title">{text().conversation.details}</h2>
        <Show when={!isNarrow()}>
          <IconButton
            icon="close"
            label={text().conversation.hideDetails}
            onClick={() => toggleDetails(app)}
          />
        </Show>
      </header>
      <div class="details-content">
        <Show when={app.openItem()}>{(item) => <Details item={item()} />}</Show>
      </div>
    </aside>
  );
}

function Details(props: { item: InboxItem }): JSX.Element {
  const [isGalleryOpen, setGalleryOpen] = createSignal(false);
  return (
    <>
      <Show
        when={props.item.peer}
        fallback={<GroupDetails item={props.item} onGallery={() => setGalleryOpen(true)} />}
      >
        {(peer) => (
          <PersonProfile userId={peer().id} hasMessage={false} onGallery={() => setGalleryOpen(true)} />
        )}
      </Show>
      <Show when={isGalleryOpen()}>
        <Suspense>
          <GalleryDialog conversationId={props.item.conversation.id} onClose={() => setGalleryOpen(false)} />
        </Suspense>
      </Show>
    </>
  );
}
