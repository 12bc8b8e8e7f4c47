import { type JSX, Show, Suspense } from "solid-js";
import { ConversationPane } from "../features/conversation/conversation-pane.tsx";
import { isDetailsShown } from "../features/conversation/details-toggle.ts";
import { InboxPane } from "../features/conversation/inbox-pane.tsx";
import { text } from "../i18n/language.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { useApp } from "./app-context.ts";

const DetailsPane = lazyPart(
  async () => (await import("../features/conversation/details-pane.tsx")).DetailsPane,
);

/**
 * Inbox, conversation, details: three beside each other, two, or one at a time, as styles/layout.css decides by
 * width. All stay mounted where the style sheet hides them, so that going back shows the list as it was left.
 */
export function Panes(): JSX.Element {
  const app = useApp();
  const isOpen = () => app.openConversationId() !== null;
  return (
    <div
      class="panes"
      classList={{ "panes-open": isOpen(), "panes-details": isDetailsShown(app) }}
      hidden={app.router.route().page !== "inbox"}
    >
      <InboxPane />
      <ConversationPane />
      <Show when={isDetailsShown(app)}>
        <Suspense
          fallback={<aside class="details" aria-label={text().conversation.details} aria-busy="true" />}
        >
          <DetailsPane />
        </Suspense>
      </Show>
    </div>
  );
}
