import { clientLimits } from "./client-limits.ts";

/**
 * Every limit of the wire, named with its unit, in one place; those of clients are in client-limits.ts. Tests probe each at its edge.
 * Values a server may raise or lower by its configuration say so.
 */
export const limits = {
  ...clientLimits,
  /** Bytes of one frame before `hello` was accepted: enough for a token, too little to be a burden. */
  helloFrameBytesMax: 1024,
  /** Time a new socket has to say `hello`. */
  helloTimeoutMs: 10_000,
  /** Calls of one connection that may be waiting for their reply; one more is answered `busy`. */
  callsInFlightMax: 64,
  /** Nesting of any JSON that is accepted. */
  jsonDepthMax: 16,
  /** Bytes of one HTTP request body of an operation: a value of 64 KB, and what a call needs besides. */
  bodyBytesMax: 65 * 1024,
  /** Bytes of an access token. */
  tokenBytesMax: 2 * 1024,

  usernameCharsMin: 3,
  usernameCharsMax: 32,
  passwordCharsMin: 8,
  passwordCharsMax: 128,
  emailCharsMin: 6,
  emailCharsMax: 254,
  inviteCodeCharsMax: 100,
  inviteNoteCharsMax: 200,
  inviteUsesMax: 10_000,
  invitePageMax: 200,
  invitePageDefault: 50,
  /** Invitations to register that have not ended. */
  openInvitesMax: 10_000,
  nicknameCharsMax: 50,
  languageTagCharsMax: 35,
  guestSecretCharsMax: 100,
  guestDeviceIdCharsMax: 64,
  avatarCharsMax: 1_000,
  /** Of an uploaded picture of a person or a group. */
  avatarBytesMax: 5 * 1024 * 1024,
  websiteCharsMax: 200,
  bioCharsMax: 500,
  locationCharsMax: 100,
  phoneCharsMin: 5,
  phoneCharsMax: 30,
  /** Of the code in a link to a person. */
  linkCodeCharsMax: 40,
  deviceNameCharsMax: 100,

  textCharsMax: 8_000,
  captionCharsMax: 2_000,
  imagesPerMessageMax: 20,
  waveformPointsMax: 100,
  /** Width and height, where the sender says them. */
  mediaPixelsMax: 100_000,
  placeNameCharsMax: 100,
  placeAddressCharsMax: 300,
  customKindCharsMax: 50,
  /** Bytes of the data of a custom content, as JSON. */
  customDataBytesMax: 16 * 1024,
  customFallbackCharsMax: 500,
  linkPreviewUrlCharsMax: 2_000,
  linkPreviewTitleCharsMax: 200,
  linkPreviewDescriptionCharsMax: 300,
  linkPreviewSiteCharsMax: 60,
  /** Of what clients of one kind tell each other with a message. */
  clientNoteCharsMax: 20_000,
  encryptedPayloadCharsMax: 32 * 1024,
  groupNameCharsMax: 50,
  groupDescriptionCharsMax: 500,
  groupAnnouncementCharsMax: 2_000,
  /** Members whose pictures make the picture of a group. */
  groupFacesMax: 9,
  /** Members one `member.add` names. */
  memberAddMax: 100,
  slowModeMsMax: 24 * 3_600_000,
  /** Invitations into one group that hold. */
  groupInvitesMax: 100,
  /** How long an invitation into a group may hold. */
  groupInviteTtlMsMax: 366 * 24 * 3_600_000,
  /** People who wait to be let into one group. */
  joinRequestsPendingMax: 1_000,
  /** Of what a group says how many it may have at most. */
  groupMembersMaxOwn: 1_000_000,
  conversationNumberCharsMin: 3,
  conversationNumberCharsMax: 32,
  conversationCategoryMax: 4,
  directoryPageMax: 50,
  directoryPageDefault: 20,
  directoryCursorCharsMax: 40,
  /** Members named in one `group.create`. */
  groupCreateMembersMax: 10_000,

  searchQueryCharsMax: 50,
  searchResultsMax: 50,
  messageSearchMax: 50,
  messageSearchDefault: 20,
  searchCursorCharsMax: 40,
  /** How long after sending its author may edit a message, judged by the stored time. */
  editWindowMs: 15 * 60_000,
  /** Edits of one message. */
  editsMax: 50,
  emojiCharsMax: 32,
  /** Emoji with which one user reacts to one message. */
  reactionsOfUserMax: 5,
  /** Reactions to one message, of all users. */
  reactionsMax: 500,
  /** Messages pinned in one conversation. */
  pinnedMessagesMax: 50,
  /** Texts one bot writes at a time. */
  openStreamsMax: 20,
  /** How long nobody writes to a text before it ends by itself. */
  streamIdleMs: 60_000,
  pollQuestionCharsMax: 300,
  pollOptionCharsMax: 100,
  pollOptionsMin: 2,
  pollOptionsMax: 20,
  /** Messages one `message.forward` names. */
  messagesPerForwardMax: 100,
  forwardTitleCharsMax: 100,
  /** Members one message mentions by name. */
  mentionsMax: 50,
  /** Messages one `message.hide` names. */
  messagesPerHideMax: 100,
  /** Messages one user hides of one conversation. */
  hiddenMessagesMax: 10_000,
  /** Messages one user saves. */
  savedMessagesMax: 5_000,
  /** Messages of one user that wait to be sent, those included that could not be. */
  scheduledMessagesMax: 100,
  /** How far ahead a message may be scheduled. */
  scheduleAheadMsMax: 366 * 24 * 3_600_000,
  scheduleCursorCharsMax: 100,
  expireAfterMsMin: 1_000,
  expireAfterMsMax: 366 * 24 * 3_600_000,
  /** A message that expires after being read is erased that long after its sending at the latest. */
  unreadExpiryMs: 7 * 24 * 3_600_000,
  /** How long a group keeps messages, where it does not keep them for ever. */
  retentionMsMin: 60_000,
  retentionMsMax: 10 * 366 * 24 * 3_600_000,
  savedPageMax: 100,
  savedPageDefault: 50,
  eventPageDefault: 200,
  /** Conversations one user pins. */
  pinnedConversationsMax: 100,
  /** The time until which a conversation is muted that is muted for ever: in the year 2286. */
  mutedForever: 9_999_999_999_999,
  /** Folders of one user. */
  foldersMax: 20,
  folderNameCharsMax: 30,
  inboxPageDefault: 100,
  memberPageMax: 500,
  adminPageMax: 200,
  outboxMailPageMax: 50,
  signInSecretCharsMax: 100,
  /** How long a request to be signed in by another device can be approved and completed. */
  signInRequestTtlMs: 2 * 60_000,
  redirectUriCharsMax: 500,
  oidcCodeCharsMax: 2_048,
  /** How long somebody may take at the OpenID provider. */
  oidcRequestTtlMs: 10 * 60_000,
  secondFactorCharsMax: 40,
  /** Recovery codes of one account. */
  recoveryCodes: 10,
  /** Wrong codes of a second factor that one account takes within the time after the first of them. */
  secondFactorTriesMax: 5,
  secondFactorTriesWindowMs: 15 * 60_000,
  apiKeyNameCharsMax: 100,
  apiKeyScopeCharsMax: 100,
  apiKeyScopesMax: 100,
  /** API keys of one user that were not revoked. */
  apiKeysPerUserMax: 50,

  remarkCharsMax: 50,
  tagCharsMax: 20,
  contactTagsMax: 20,
  requestMessageCharsMax: 200,
  contactQuestionCharsMax: 100,
  contactAnswerCharsMax: 100,
  contactCursorCharsMax: 500,
  contactPageDefault: 200,
  contactRequestPageDefault: 50,
  followPageMax: 200,
  followPageDefault: 50,
  /** People one user keeps something about: contacts, remarks, blocks. */
  contactsMax: 5_000,
  /** Requests of one user that wait for an answer. */
  contactRequestsPendingMax: 500,
  followingMax: 5_000,

  /** Bytes of the section `client` of the settings, as JSON. Over a socket the frame is the bound, which holds a little less. */
  clientSettingsBytesMax: 64 * 1024,
  /** Bytes of a section that its event tells; a greater one is fetched. */
  settingsEventBytesMax: 4 * 1024,

  mediaNameCharsMax: 255,
  mediaDurationMsMax: 24 * 3_600_000,
  mediaReceiptCharsMax: 2_500,
  mediaPlaceholderCharsMax: 1_000,
  mediaSignatureCharsMax: 64,
  mediaPageMax: 100,
  mediaPageDefault: 50,
  stickerPackNameCharsMax: 50,
  /** Sticker packs one user owns. */
  ownStickerPacksMax: 20,
  /** Sticker packs of others one user has installed. */
  installedStickerPacksMax: 50,
  /** Sticker packs of the server. */
  serverStickerPacksMax: 50,
  stickersPerPackMax: 60,
  /** Bytes of the image of a sticker, as it is kept. */
  stickerBytesMax: 512 * 1024,
  /** Width and height of the image of a sticker. */
  stickerPixelsMax: 512,

  webhookUrlCharsMax: 2_000,
  webhookNameCharsMax: 50,
  /** Webhooks of one group, and those of everything. */
  webhooksMax: 10,
  /** Events a webhook was told in vain that are kept; with one more it is stopped. */
  failedDeliveriesMax: 10_000,
  failedDeliveryPageMax: 100,
  /** How long deliveries are also signed with the secret before the newest. */
  oldWebhookSecretMs: 24 * 3_600_000,
  /** Incoming webhooks of one group. */
  incomingWebhooksMax: 20,
  incomingSecretCharsMax: 100,
  incomingIdCharsMax: 200,
  filteredWordCharsMax: 50,
  /** Words of one list of the word filter. */
  filteredWordsMax: 5_000,
  botCommandNameCharsMax: 32,
  botCommandDescriptionCharsMax: 200,
  botCommandsMax: 100,

  complaintReasonCharsMax: 500,
  complaintTextCharsMax: 2_000,
  complaintImagesMax: 9,
  complaintQuotesMax: 20,
  complaintPageMax: 100,
  /** Complaints of one user that nobody has answered. */
  openComplaintsMax: 50,
  autoQuestionCharsMax: 100,
  autoAnswerCharsMax: 2_000,
  autoAnswersMax: 200,
  /** How long after a question its automatic answer is sent. */
  autoAnswerDelayMs: 1_200,

  /** How long the refresh token before the newest still answers, for a client whose answer was lost. */
  refreshGraceMs: 30_000,
  /** How long after sending its author may recall a message, judged by the stored time. */
  recallWindowMs: 5 * 60_000,

  /** Events sent to a connection and not yet confirmed by it, before it is switched to "behind". */
  pushUnconfirmedEventsMax: 2_048,
  /** Bytes a connection may hold in the server's own buffers. */
  pushBufferedBytesMax: 64 * 1024,
  /** Bytes of replies that wait for their reader, before further calls are answered `busy`. */
  replyBufferedBytesMax: 256 * 1024,
  /** Bytes after which a page of events or messages ends, whatever `limit` says; it holds one at least. */
  pageBytesMax: 256 * 1024,
  /** Connections of one user: devices and tabs. */
  connectionsPerUserMax: 200,
  /** A connection that was pushed something hears its position at least this often. */
  positionIntervalMs: 3_000,
} as const;
