/** Every operation by its wire name. The type demands one for each declared method. */

import { logIn } from "./account/log-in.ts";
import { logOut } from "./account/log-out.ts";
import { readAccount } from "./account/read-account.ts";
import { refreshSession } from "./account/refresh-session.ts";
import { registerAccount } from "./account/register-account.ts";
import { createGroup } from "./conversation/create-group.ts";
import { listMembers } from "./conversation/list-members.ts";
import { openDirect } from "./conversation/open-direct.ts";
import { listDevices } from "./device/list-devices.ts";
import { signOutDevice } from "./device/sign-out-device.ts";
import { signOutOthers } from "./device/sign-out-others.ts";
import { listInbox } from "./inbox/list-inbox.ts";
import { markRead } from "./inbox/mark-read.ts";
import { listMessages } from "./message/list-messages.ts";
import { recallMessage } from "./message/recall-message.ts";
import { sendMessage } from "./message/send-message.ts";
import type { Operations } from "./operation.ts";
import { claimSetup } from "./setup/claim-setup.ts";
import { signalTyping } from "./signal/signal-typing.ts";
import { watchPresence } from "./signal/watch-presence.ts";
import { syncHeads } from "./sync/sync-heads.ts";
import { syncRange } from "./sync/sync-range.ts";
import { listUsers } from "./user/list-users.ts";
import { searchUsers } from "./user/search-users.ts";

export const operations = {
  "account.register": registerAccount,
  "account.login": logIn,
  "account.refresh": refreshSession,
  "account.logout": logOut,
  "account.me": readAccount,
  "setup.claim": claimSetup,
  "device.list": listDevices,
  "device.signOut": signOutDevice,
  "device.signOutOthers": signOutOthers,
  "user.search": searchUsers,
  "user.list": listUsers,
  "conversation.openDirect": openDirect,
  "group.create": createGroup,
  "member.list": listMembers,
  "message.send": sendMessage,
  "message.list": listMessages,
  "message.recall": recallMessage,
  "inbox.list": listInbox,
  "inbox.markRead": markRead,
  "sync.heads": syncHeads,
  "sync.range": syncRange,
  "signal.typing": signalTyping,
  "presence.watch": watchPresence,
} satisfies Operations;
