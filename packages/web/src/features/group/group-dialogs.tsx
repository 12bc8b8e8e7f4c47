import type { InboxItem } from "@parley/sdk";
import { type JSX, Match, Switch } from "solid-js";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { conversationTitle } from "../conversation/conversation-title.ts";
import { ComplaintDialog } from "../user/complaint-dialog.tsx";
import { AddMembersDialog } from "./add-members-dialog.tsx";
import { EditGroupDialog } from "./edit-group-dialog.tsx";
import type { GroupDialogName } from "./group-menu.ts";
import { GroupSettingsDialog } from "./group-settings-dialog.tsx";
import { InvitesDialog } from "./invites-dialog.tsx";
import { JoinRequestsDialog } from "./join-requests-dialog.tsx";
import { OwnNameDialog } from "./own-name-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

export interface GroupDialogsProps {
  item: InboxItem;
  name: GroupDialogName | null;
  onClose: () => void;
}

/** The dialog of a group that is open. */
export function GroupDialogs(props: GroupDialogsProps): JSX.Element {
  const conversationId = () => props.item.conversation.id;
  const close = () => props.onClose();
  return (
    <Switch>
      <Match when={props.name === "add"}>
        <AddMembersDialog conversationId={conversationId()} onClose={close} />
      </Match>
      <Match when={props.name === "edit"}>
        <EditGroupDialog item={props.item} onClose={close} />
      </Match>
      <Match when={props.name === "settings"}>
        <GroupSettingsDialog item={props.item} onClose={close} />
      </Match>
      <Match when={props.name === "invites"}>
        <InvitesDialog conversationId={conversationId()} onClose={close} />
      </Match>
      <Match when={props.name === "requests"}>
        <JoinRequestsDialog conversationId={conversationId()} onClose={close} />
      </Match>
      <Match when={props.name === "own-name"}>
        <OwnNameDialog conversationId={conversationId()} onClose={close} />
      </Match>
      <Match when={props.name === "transfer"}>
        <TransferDialog conversationId={conversationId()} onClose={close} />
      </Match>
      <Match when={props.name === "report"}>
        <ComplaintDialog
          title={`${groupsText().leave.report}: ${conversationTitle(props.item)}`}
          target={{ kind: "group", conversationId: conversationId() }}
          onClose={close}
        />
      </Match>
    </Switch>
  );
}
