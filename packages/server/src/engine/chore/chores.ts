/** Every chore there is; the writer does each at its start and then in its own interval. */
import { collectGuests } from "../guest/collect-guests.ts";
import { followLinks } from "../link-preview/follow-links.ts";
import { createPreviewMaker } from "../link-preview/make-previews.ts";
import { reloadWords } from "../screening/reload-words.ts";
import { createWebhookDeliveries } from "../webhook/deliver-webhooks.ts";
import { followLog, forgetQuietLanes } from "../webhook/follow-log.ts";
import type { Chore } from "./chore.ts";
import { collectMedia } from "./collect-media.ts";
import { endExpiredKeys } from "./end-expired-keys.ts";
import { endStreams } from "./end-streams.ts";
import { eraseTraces } from "./erase-traces.ts";
import { expireMessages } from "./expire-messages.ts";
import { forgetCodes } from "./forget-codes.ts";
import { forgetOidcRequests } from "./forget-oidc-requests.ts";
import { forgetSearchNotes } from "./forget-search-notes.ts";
import { forgetSignInRequests } from "./forget-sign-in-requests.ts";
import { handOverGroups } from "./hand-over-groups.ts";
import { indexUsers } from "./index-users.ts";
import { purgeAll, purgeGroups } from "./purge-conversations.ts";
import { renewFaces } from "./renew-faces.ts";
import { sendDueMessages } from "./send-due-messages.ts";
import { sendScheduledMessages } from "./send-scheduled-messages.ts";
import { shortenAddresses } from "./shorten-addresses.ts";

const previewMaker = createPreviewMaker();

export const chores: readonly Chore[] = [
  eraseTraces,
  handOverGroups,
  forgetCodes,
  shortenAddresses,
  collectGuests,
  endExpiredKeys,
  endStreams,
  forgetSignInRequests,
  forgetOidcRequests,
  forgetSearchNotes,
  indexUsers,
  collectMedia,
  renewFaces,
  sendDueMessages,
  followLog,
  forgetQuietLanes,
  createWebhookDeliveries(),
  followLinks(previewMaker.add),
  previewMaker.chore,
  reloadWords,
  sendScheduledMessages,
  expireMessages,
  purgeGroups,
  purgeAll,
];
