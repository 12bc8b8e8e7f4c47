/**
 * The groups of the store that are written once for both databases. A new group is added here; each home adds only
 * what it prepares itself.
 */

import { accountsReader, accountsWriter } from "./accounts.ts";
import { activityWriter } from "./activity.ts";
import { apiKeysReader, apiKeysWriter } from "./api-keys.ts";
import { auditReader, auditWriter } from "./audit.ts";
import { autoAnswersReader, autoAnswersWriter } from "./auto-answers.ts";
import { botCommandsReader, botCommandsWriter } from "./bot-commands.ts";
import { codesReader, codesWriter } from "./codes.ts";
import { complaintsReader, complaintsWriter } from "./complaints.ts";
import { contactRequestsReader, contactRequestsWriter } from "./contact-requests.ts";
import { contactsReader, contactsWriter } from "./contacts.ts";
import { conversationsReader, conversationsWriter } from "./conversations.ts";
import { credentialsReader, credentialsWriter } from "./credentials.ts";
import { deliveryCursorsReader, deliveryCursorsWriter } from "./delivery-cursors.ts";
import { directoryReader, directoryWriter } from "./directory.ts";
import { draftsReader, draftsWriter } from "./drafts.ts";
import { dueMessagesReader, dueMessagesWriter } from "./due-messages.ts";
import { erasuresWriter } from "./erasures.ts";
import { expiringMessagesReader, expiringMessagesWriter } from "./expiring-messages.ts";
import { externalIdsReader, externalIdsWriter } from "./external-ids.ts";
import { facesReader, facesWriter } from "./faces.ts";
import { feedsWriter } from "./feeds.ts";
import { foldersReader, foldersWriter } from "./folders.ts";
import { followsReader, followsWriter } from "./follows.ts";
import { forwardedMessagesReader, forwardedMessagesWriter } from "./forwarded-messages.ts";
import { groupsReader, groupsWriter } from "./group-store.ts";
import { guestsReader, guestsWriter } from "./guests.ts";
import { identitiesReader, identitiesWriter } from "./identities.ts";
import { incomingWebhooksReader, incomingWebhooksWriter } from "./incoming-webhooks.ts";
import { invitesReader, invitesWriter } from "./invites.ts";
import { mediaReader, mediaWriter } from "./media.ts";
import { membersReader, membersWriter } from "./members.ts";
import { mentionsWriter } from "./mentions.ts";
import {
  messageEditsReader,
  messageEditsWriter,
  pinnedMessagesReader,
  pinnedMessagesWriter,
} from "./message-changes.ts";
import {
  hiddenMessagesReader,
  hiddenMessagesWriter,
  savedMessagesReader,
  savedMessagesWriter,
} from "./message-marks.ts";
import { oidcRequestsReader, oidcRequestsWriter } from "./oidc-requests.ts";
import { ownNamesReader } from "./own-names.ts";
import { ownRecordsReader } from "./own-records.ts";
import { ownStatesReader, ownStatesWriter } from "./own-states.ts";
import { picturesReader, picturesWriter } from "./pictures.ts";
import { pollVotesReader, pollVotesWriter } from "./poll-votes.ts";
import { profilesReader, profilesWriter } from "./profiles.ts";
import { receiptsReader, receiptsWriter } from "./receipts.ts";
import { registrationInvitesReader, registrationInvitesWriter } from "./registration-invites.ts";
import { retentionReader, retentionWriter } from "./retention.ts";
import { scheduledMessagesReader, scheduledMessagesWriter } from "./scheduled-messages.ts";
import { secondFactorsReader, secondFactorsWriter } from "./second-factors.ts";
import { sessionsReader, sessionsWriter } from "./sessions.ts";
import { settingsReader, settingsWriter } from "./settings.ts";
import { signInRequestsReader, signInRequestsWriter } from "./sign-in-requests.ts";
import type { Statements, WritingStatements } from "./statements.ts";
import { stickerPacksReader, stickerPacksWriter } from "./sticker-packs.ts";
import { streamsReader, streamsWriter } from "./streams.ts";
import { userSettingsReader, userSettingsWriter } from "./user-settings.ts";
import { userTokensReader, userTokensWriter } from "./user-tokens.ts";
import { usersReader, usersWriter } from "./users.ts";
import { webhooksReader, webhooksWriter } from "./webhooks.ts";

export function sharedReaders(statements: Statements) {
  return {
    users: usersReader(statements),
    credentials: credentialsReader(statements),
    codes: codesReader(statements),
    secondFactors: secondFactorsReader(statements),
    identities: identitiesReader(statements),
    oidcRequests: oidcRequestsReader(statements),
    registrationInvites: registrationInvitesReader(statements),
    ownNames: ownNamesReader(statements),
    ownRecords: ownRecordsReader(statements),
    accounts: accountsReader(statements),
    audit: auditReader(statements),
    apiKeys: apiKeysReader(statements),
    signInRequests: signInRequestsReader(statements),
    sessions: sessionsReader(statements),
    guests: guestsReader(statements),
    settings: settingsReader(statements),
    conversations: conversationsReader(statements),
    members: membersReader(statements),
    groups: groupsReader(statements),
    directory: directoryReader(statements),
    invites: invitesReader(statements),
    contacts: contactsReader(statements),
    contactRequests: contactRequestsReader(statements),
    follows: followsReader(statements),
    media: mediaReader(statements),
    stickerPacks: stickerPacksReader(statements),
    pictures: picturesReader(statements),
    faces: facesReader(statements),
    complaints: complaintsReader(statements),
    autoAnswers: autoAnswersReader(statements),
    dueMessages: dueMessagesReader(statements),
    webhooks: webhooksReader(statements),
    incomingWebhooks: incomingWebhooksReader(statements),
    botCommands: botCommandsReader(statements),
    retention: retentionReader(statements),
    expiringMessages: expiringMessagesReader(statements),
    scheduledMessages: scheduledMessagesReader(statements),
    userSettings: userSettingsReader(statements),
    userTokens: userTokensReader(statements),
    profiles: profilesReader(statements),
    messageEdits: messageEditsReader(statements),
    pinnedMessages: pinnedMessagesReader(statements),
    forwardedMessages: forwardedMessagesReader(statements),
    pollVotes: pollVotesReader(statements),
    streams: streamsReader(statements),
    hiddenMessages: hiddenMessagesReader(statements),
    savedMessages: savedMessagesReader(statements),
    ownStates: ownStatesReader(statements),
    folders: foldersReader(statements),
    drafts: draftsReader(statements),
    receipts: receiptsReader(statements),
    externalIds: externalIdsReader(statements),
    deliveryCursors: deliveryCursorsReader(statements),
  };
}

export function sharedWriters(statements: WritingStatements) {
  return {
    users: usersWriter(statements),
    credentials: credentialsWriter(statements),
    codes: codesWriter(statements),
    secondFactors: secondFactorsWriter(statements),
    identities: identitiesWriter(statements),
    oidcRequests: oidcRequestsWriter(statements),
    registrationInvites: registrationInvitesWriter(statements),
    ownNames: ownNamesReader(statements),
    ownRecords: ownRecordsReader(statements),
    erasures: erasuresWriter(statements),
    accounts: accountsWriter(statements),
    audit: auditWriter(statements),
    apiKeys: apiKeysWriter(statements),
    signInRequests: signInRequestsWriter(statements),
    sessions: sessionsWriter(statements),
    guests: guestsWriter(statements),
    activity: activityWriter(statements),
    settings: settingsWriter(statements),
    conversations: conversationsWriter(statements),
    members: membersWriter(statements),
    groups: groupsWriter(statements),
    directory: directoryWriter(statements),
    invites: invitesWriter(statements),
    contacts: contactsWriter(statements),
    contactRequests: contactRequestsWriter(statements),
    follows: followsWriter(statements),
    media: mediaWriter(statements),
    stickerPacks: stickerPacksWriter(statements),
    pictures: picturesWriter(statements),
    faces: facesWriter(statements),
    complaints: complaintsWriter(statements),
    autoAnswers: autoAnswersWriter(statements),
    dueMessages: dueMessagesWriter(statements),
    webhooks: webhooksWriter(statements),
    incomingWebhooks: incomingWebhooksWriter(statements),
    botCommands: botCommandsWriter(statements),
    retention: retentionWriter(statements),
    expiringMessages: expiringMessagesWriter(statements),
    scheduledMessages: scheduledMessagesWriter(statements),
    userSettings: userSettingsWriter(statements),
    userTokens: userTokensWriter(statements),
    profiles: profilesWriter(statements),
    messageEdits: messageEditsWriter(statements),
    pinnedMessages: pinnedMessagesWriter(statements),
    forwardedMessages: forwardedMessagesWriter(statements),
    pollVotes: pollVotesWriter(statements),
    streams: streamsWriter(statements),
    hiddenMessages: hiddenMessagesWriter(statements),
    savedMessages: savedMessagesWriter(statements),
    ownStates: ownStatesWriter(statements),
    folders: foldersWriter(statements),
    drafts: draftsWriter(statements),
    mentions: mentionsWriter(statements),
    receipts: receiptsWriter(statements),
    externalIds: externalIdsWriter(statements),
    deliveryCursors: deliveryCursorsWriter(statements),
    feeds: feedsWriter(statements),
  };
}
