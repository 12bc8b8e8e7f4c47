import { type JSX, Show, Suspense } from "solid-js";
import { isDetailsShown, isSearchShown } from "../features/conversation/details-toggle.ts";
import { InboxPane } from "../features/conversation/inbox-pane.tsx";
import { text } from "../i18n/language.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { useApp } from "./app-context.ts";

// Most of the client is in it; it is on its way while the inbox is drawn.
const ConversationPane = lazyPart(
  async () => (await import("../features/conversation/conversation-pane.tsx")).ConversationPane,
);
const DetailsPane = lazyPart(
  async () => (await import("../features/conversation/details-pane.tsx")).DetailsPane,
);

const SearchPane = lazyPart(async () => (await import("../features/search/search-pane.tsx")).SearchPane);

/**
 * Inbox, conversation, details: three beside each other, two, or one at a time, as styles/layout.css decides by
 * width. All stay mounted where the style sheet hides them, so that going back shows the list as it was left.
 */
export function Panes(): JSX.Element {
  const app = useApp();
  const isBeside = () => isDetailsShown(app) || isSearchShown(app);
  const isOpen = () => app.openConversationId() !== null;
  return (
    <div
      class="panes"
      classList={{ "panes-open": isOpen(), "panes-details": isBeside() }}
      hidden={app.router.route().page !== "inbox"}
    >
      <InboxPane />
      <Suspense fallback={<main class="conversation" aria-busy="true" />}>
        <ConversationPane />
      </Suspense>
      <Show when={isDetailsShown(app)}>
        <Suspense
          fallback={<aside class="details" aria-label={text().conversation.details} aria-busy="true" />}
        >
          <DetailsPane />
        </Suspense>
      </Show>
      <Show when={isSearchShown(app) && app.openConversationId()} keyed>
        {(conversationId) => (
          <Suspense fallback={<aside class="details" aria-label={text().common.search} aria-busy="true" />}>
            <SearchPane conversationId={conversationId} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}
