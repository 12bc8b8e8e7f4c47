import "../../styles/features/selection.css";
import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { text } from "../../i18n/language.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ForwardDialog } from "../message/forward-dialog.tsx";
import { endSelection, followSelected, selectedMessages } from "./selection.ts";
import { copySelected, hideSelected, saveSelected } from "./selection-actions.ts";

interface SelectionAction {
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
  readonly isDanger?: boolean;
}

/** In the place of the message box: how many messages are picked, and what can be done with all of them. */
export function SelectionBar(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const [isForwarding, setForwarding] = createSignal(false);
  followSelected(app, props.conversationId);
  const actions = (): SelectionAction[] => {
    const forward: SelectionAction = {
      label: talkText().forward,
      icon: "forward",
      run: () => setForwarding(true),
    };
    const copy: SelectionAction = {
      label: text().message.copy,
      icon: "copy",
      run: () => void copySelected(app),
    };
    if (app.isGuest()) return [forward, copy];
    return [
      ...[forward, copy],
      { label: talkText().save, icon: "bookmark", run: () => void saveSelected(app) },
      { label: talkText().hide, icon: "trash", run: () => void hideSelected(app), isDanger: true },
    ];
  };
  // Before the page's own Escape, which leaves the conversation; a dialog or menu above takes its own.
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.key !== "Escape" ||
      document.querySelector("dialog[open], [popover=auto]:popover-open") !== null
    )
      return;
    event.preventDefault();
    endSelection();
  };
  onMount(() => document.addEventListener("keydown", onKeyDown));
  onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  return (
    <div class="selection-bar" role="toolbar" aria-label={inboxText().forward.toolbar}>
      <IconButton icon="close" label={inboxText().forward.cancel} onClick={endSelection} />
      <span class="selection-count" role="status">
        {inboxText().forward.picked(selectedMessages().length)}
      </span>
      <For each={actions()}>
        {({ label, icon, run, isDanger }) => (
          <button
            type="button"
            class="selection-action"
            classList={{ "selection-danger": isDanger }}
            title={label}
            aria-label={label}
            onClick={run}
          >
            <Icon name={icon} />
            <span class="selection-action-label">{label}</span>
          </button>
        )}
      </For>
      <Show when={isForwarding()}>
        <ForwardDialog
          messages={selectedMessages()}
          onClose={() => setForwarding(false)}
          onSent={endSelection}
        />
      </Show>
    </div>
  );
}
