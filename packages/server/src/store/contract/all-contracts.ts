/** The whole suite, for the test file of each home. */
import { accessContract } from "./access-contract.ts";
import { administrationContract } from "./administration-contract.ts";
import { contactsContract } from "./contacts-contract.ts";
import { contentsContract } from "./contents-contract.ts";
import { conversationsContract } from "./conversations-contract.ts";
import { credentialsContract } from "./credentials-contract.ts";
import { dialectsContract } from "./dialects-contract.ts";
import { directoryContract } from "./directory-contract.ts";
import { dueMessagesContract } from "./due-messages-contract.ts";
import { feedsContract } from "./feeds-contract.ts";
import { groupsContract } from "./groups-contract.ts";
import { guestsContract } from "./guests-contract.ts";
import { identitiesContract } from "./identities-contract.ts";
import { inboxContract } from "./inbox-contract.ts";
import { logContract } from "./log-contract.ts";
import { mediaContract } from "./media-contract.ts";
import { memberNamesContract } from "./member-names-contract.ts";
import { messageChangesContract } from "./message-changes-contract.ts";
import { messageExtrasContract } from "./message-extras-contract.ts";
import { messageIndexContract } from "./message-index-contract.ts";
import { messageMarksContract } from "./message-marks-contract.ts";
import { messageSearchContract } from "./message-search-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { picturesContract } from "./pictures-contract.ts";
import { profilesContract } from "./profiles-contract.ts";
import { searchContract } from "./search-contract.ts";
import { secondFactorsContract } from "./second-factors-contract.ts";
import { stickersContract } from "./stickers-contract.ts";
import type { Fixture } from "./store-contract.ts";
import { timedContract } from "./timed-contract.ts";
import { webhooksContract } from "./webhooks-contract.ts";

export const allContracts: readonly ((fixture: Fixture) => void)[] = [
  logContract,
  peopleContract,
  credentialsContract,
  secondFactorsContract,
  identitiesContract,
  administrationContract,
  accessContract,
  contactsContract,
  conversationsContract,
  feedsContract,
  inboxContract,
  dueMessagesContract,
  profilesContract,
  searchContract,
  mediaContract,
  stickersContract,
  picturesContract,
  messageIndexContract,
  messageSearchContract,
  groupsContract,
  memberNamesContract,
  directoryContract,
  guestsContract,
  messageExtrasContract,
  messageChangesContract,
  contentsContract,
  messageMarksContract,
  webhooksContract,
  dialectsContract,
  timedContract,
];
