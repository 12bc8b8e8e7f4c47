import { type JSX, Match, onCleanup, Show, Suspense, Switch } from "solid-js";
import { messageDialog } from "../features/message/message-dialogs.ts";
import { text } from "../i18n/language.ts";
import { askedQuestion } from "../ui/confirm.ts";
import { emojiRequest } from "../ui/emoji-request.ts";
import { errorText } from "../ui/error-text.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { showToast } from "../ui/toast.tsx";
import { useApp } from "./app-context.ts";

const CreateGroupDialog = lazyPart(
  async () => (await import("../features/group/create-group-dialog.tsx")).CreateGroupDialog,
);
const FindPersonDialog = lazyPart(
  async () => (await import("../features/user/find-person-dialog.tsx")).FindPersonDialog,
);
const QuickSwitcher = lazyPart(
  async () => (await import("../features/switcher/quick-switcher.tsx")).QuickSwitcher,
);
const ShortcutsDialog = lazyPart(
  async () => (await import("../features/settings/shortcuts-dialog.tsx")).ShortcutsDialog,
);
const preloadAfterMs = 1_000;

const PersonDialog = lazyPart(async () => (await import("../features/user/person-dialog.tsx")).PersonDialog);

const FoldersDialog = lazyPart(
  async () => (await import("../features/conversation/folders-dialog.tsx")).FoldersDialog,
);
const MessageDialogHost = lazyPart(
  async () => (await import("../features/message/message-dialog-host.tsx")).MessageDialogHost,
);
const Notifier = lazyPart(async () => (await import("../features/notification/notifier.ts")).Notifier);
const EmojiPicker = lazyPart(async () => (await import("../ui/emoji-picker.tsx")).EmojiPicker);
const ConfirmDialog = lazyPart(async () => (await import("../ui/confirm-dialog.tsx")).ConfirmDialog);

/** The dialogs that belong to the whole page, one at a time. */
export function Overlays(): JSX.Element {
  const app = useApp();
  // What a key opens is there when the next keys are typed into it, and a question when it is to be answered.
  const timer = setTimeout(() => {
    void QuickSwitcher.preload();
    void ConfirmDialog.preload();
  }, preloadAfterMs);
  onCleanup(() => {
    clearTimeout(timer);
    // Nobody is asked any more.
    askedQuestion()?.answer(false);
  });
  return (
    <>
      <Show when={app.shownPersonId()} keyed>
        {(userId) => (
          <Suspense>
            <PersonDialog userId={userId} />
          </Suspense>
        )}
      </Show>
      <Show when={app.foldersOfId()} keyed>
        {(conversationId) => (
          <Suspense>
            <FoldersDialog conversationId={conversationId} onClose={() => app.showFoldersOf(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={messageDialog()} keyed>
        {(dialog) => (
          <Suspense>
            <MessageDialogHost dialog={dialog} />
          </Suspense>
        )}
      </Show>
      <Show when={emojiRequest()} keyed>
        {(request) => (
          <Suspense>
            <EmojiPicker request={request} />
          </Suspense>
        )}
      </Show>
      <Show when={askedQuestion()} keyed>
        {(question) => (
          <Suspense>
            <ConfirmDialog question={question} />
          </Suspense>
        )}
      </Show>
      <Suspense>
        <Notifier />
      </Suspense>
      <Suspense>
        <PageOverlays />
      </Suspense>
    </>
  );
}

function PageOverlays(): JSX.Element {
  const app = useApp();
  return (
    <Switch>
      <Match when={app.overlay() === "find-person"}>
        <FindPersonDialog
          title={text().user.findTitle}
          onPick={(userId) =>
            void app.openDirect(userId).catch((error: unknown) => showToast(errorText(error)))
          }
        />
      </Match>
      <Match when={app.overlay() === "find-contact"}>
        <FindPersonDialog
          title={text().contacts.add}
          onPick={(userId) => {
            app.setOverlay(null);
            app.showPerson(userId);
          }}
        />
      </Match>
      <Match when={app.overlay() === "new-group"}>
        <CreateGroupDialog />
      </Match>
      <Match when={app.overlay() === "shortcuts"}>
        <ShortcutsDialog />
      </Match>
      <Match when={app.overlay() === "switcher"}>
        <QuickSwitcher />
      </Match>
    </Switch>
  );
}
