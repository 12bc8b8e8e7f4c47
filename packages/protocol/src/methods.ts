/** Every operation there is. A name that is not a key here does not exist. */

import type { Method, Params, Result } from "./define.ts";
import { claimSetup } from "./methods/claim-setup.ts";
import { createGroup } from "./methods/create-group.ts";
import { listDevices } from "./methods/list-devices.ts";
import { listInbox } from "./methods/list-inbox.ts";
import { listMembers } from "./methods/list-members.ts";
import { listMessages } from "./methods/list-messages.ts";
import { listUsers } from "./methods/list-users.ts";
import { logIn } from "./methods/log-in.ts";
import { logOut } from "./methods/log-out.ts";
import { markRead } from "./methods/mark-read.ts";
import { openDirect } from "./methods/open-direct.ts";
import { readAccount } from "./methods/read-account.ts";
import { recallMessage } from "./methods/recall-message.ts";
import { refreshSession } from "./methods/refresh-session.ts";
import { registerAccount } from "./methods/register-account.ts";
import { searchUsers } from "./methods/search-users.ts";
import { sendMessage } from "./methods/send-message.ts";
import { signOutDevice } from "./methods/sign-out-device.ts";
import { signOutOthers } from "./methods/sign-out-others.ts";
import { signalTyping } from "./methods/signal-typing.ts";
import { syncHeads } from "./methods/sync-heads.ts";
import { syncRange } from "./methods/sync-range.ts";
import { watchPresence } from "./methods/watch-presence.ts";

export const methods = {
  [registerAccount.name]: registerAccount,
  [logIn.name]: logIn,
  [refreshSession.name]: refreshSession,
  [logOut.name]: logOut,
  [readAccount.name]: readAccount,
  [claimSetup.name]: claimSetup,
  [listDevices.name]: listDevices,
  [signOutDevice.name]: signOutDevice,
  [signOutOthers.name]: signOutOthers,
  [searchUsers.name]: searchUsers,
  [listUsers.name]: listUsers,
  [openDirect.name]: openDirect,
  [createGroup.name]: createGroup,
  [listMembers.name]: listMembers,
  [sendMessage.name]: sendMessage,
  [listMessages.name]: listMessages,
  [recallMessage.name]: recallMessage,
  [listInbox.name]: listInbox,
  [markRead.name]: markRead,
  [syncHeads.name]: syncHeads,
  [syncRange.name]: syncRange,
  [signalTyping.name]: signalTyping,
  [watchPresence.name]: watchPresence,
} as const satisfies Record<string, Method>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type ParamsOf<N extends MethodName> = Params<Methods[N]>;
export type ResultOf<N extends MethodName> = Result<Methods[N]>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
