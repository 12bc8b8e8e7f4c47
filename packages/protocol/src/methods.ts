/** Every operation there is. A name that is not a key here does not exist. */

import type { Method, Params, Result } from "./define.ts";
import { acceptInvite } from "./methods/accept-invite.ts";
import { addMembers } from "./methods/add-members.ts";
import { addStickers } from "./methods/add-stickers.ts";
import { answerComplaint } from "./methods/answer-complaint.ts";
import { answerContact } from "./methods/answer-contact.ts";
import { answerJoinRequest } from "./methods/answer-join-request.ts";
import { appendStream } from "./methods/append-stream.ts";
import { approveSignIn } from "./methods/approve-sign-in.ts";
import { archiveConversation } from "./methods/archive-conversation.ts";
import { assignComplaint } from "./methods/assign-complaint.ts";
import { assignFolders } from "./methods/assign-folders.ts";
import { beginOidc } from "./methods/begin-oidc.ts";
import { beginOidcLink } from "./methods/begin-oidc-link.ts";
import { beginTwoFactor } from "./methods/begin-two-factor.ts";
import { bindEmail } from "./methods/bind-email.ts";
import { blockContact } from "./methods/block-contact.ts";
import { cancelScheduledMessage } from "./methods/cancel-scheduled-message.ts";
import { changePassword } from "./methods/change-password.ts";
import { changeUsername } from "./methods/change-username.ts";
import { claimSetup } from "./methods/claim-setup.ts";
import { clearConversation } from "./methods/clear-conversation.ts";
import { closeComplaint } from "./methods/close-complaint.ts";
import { closePoll } from "./methods/close-poll.ts";
import { completeMedia } from "./methods/complete-media.ts";
import { completeOidc } from "./methods/complete-oidc.ts";
import { completeSignIn } from "./methods/complete-sign-in.ts";
import { confirmTwoFactor } from "./methods/confirm-two-factor.ts";
import { createAnyUser } from "./methods/create-any-user.ts";
import { createApiKey } from "./methods/create-api-key.ts";
import { createAutoAnswer } from "./methods/create-auto-answer.ts";
import { createComplaint } from "./methods/create-complaint.ts";
import { createFolder } from "./methods/create-folder.ts";
import { createGroup } from "./methods/create-group.ts";
import { createGroupFromDirect } from "./methods/create-group-from-direct.ts";
import { createGuest } from "./methods/create-guest.ts";
import { createIncomingWebhook } from "./methods/create-incoming-webhook.ts";
import { createInvite } from "./methods/create-invite.ts";
import { createMedia } from "./methods/create-media.ts";
import { createRegistrationInvite } from "./methods/create-registration-invite.ts";
import { createStickerPack } from "./methods/create-sticker-pack.ts";
import { createWebhook } from "./methods/create-webhook.ts";
import { deleteAccount } from "./methods/delete-account.ts";
import { deleteAnyUser } from "./methods/delete-any-user.ts";
import { deleteAutoAnswer } from "./methods/delete-auto-answer.ts";
import { deleteMedia } from "./methods/delete-media.ts";
import { deleteStickerPack } from "./methods/delete-sticker-pack.ts";
import { disableTwoFactor } from "./methods/disable-two-factor.ts";
import { disableUser } from "./methods/disable-user.ts";
import { dismissPreview } from "./methods/dismiss-preview.ts";
import { dissolveGroup } from "./methods/dissolve-group.ts";
import { editMessage } from "./methods/edit-message.ts";
import { editScheduledMessage } from "./methods/edit-scheduled-message.ts";
import { enableUser } from "./methods/enable-user.ts";
import { exportAccount } from "./methods/export-account.ts";
import { findAnything } from "./methods/find-anything.ts";
import { followUser } from "./methods/follow-user.ts";
import { forwardMessages } from "./methods/forward-messages.ts";
import { getAnyUser } from "./methods/get-any-user.ts";
import { getContact } from "./methods/get-contact.ts";
import { getConversation } from "./methods/get-conversation.ts";
import { getGroup } from "./methods/get-group.ts";
import { getMedia } from "./methods/get-media.ts";
import { getPoll } from "./methods/get-poll.ts";
import { getSettings } from "./methods/get-settings.ts";
import { getStickerPack } from "./methods/get-sticker-pack.ts";
import { getStream } from "./methods/get-stream.ts";
import { getUser } from "./methods/get-user.ts";
import { getWordFilter } from "./methods/get-word-filter.ts";
import { hideConversation } from "./methods/hide-conversation.ts";
import { hideMessage } from "./methods/hide-message.ts";
import { installStickerPack } from "./methods/install-sticker-pack.ts";
import { isContact } from "./methods/is-contact.ts";
import { joinGroup } from "./methods/join-group.ts";
import { leaveGroup } from "./methods/leave-group.ts";
import { linkMedia } from "./methods/link-media.ts";
import { linkOidc } from "./methods/link-oidc.ts";
import { listAllComplaints } from "./methods/list-all-complaints.ts";
import { listAllUsers } from "./methods/list-all-users.ts";
import { listApiKeys } from "./methods/list-api-keys.ts";
import { listAudit } from "./methods/list-audit.ts";
import { listAutoAnswers } from "./methods/list-auto-answers.ts";
import { listBotCommands } from "./methods/list-bot-commands.ts";
import { listComplaints } from "./methods/list-complaints.ts";
import { listContactRequests } from "./methods/list-contact-requests.ts";
import { listContacts } from "./methods/list-contacts.ts";
import { listDevices } from "./methods/list-devices.ts";
import { listFailedDeliveries } from "./methods/list-failed-deliveries.ts";
import { listFolders } from "./methods/list-folders.ts";
import { listFollowers } from "./methods/list-followers.ts";
import { listFollowing } from "./methods/list-following.ts";
import { listForwardedMessages } from "./methods/list-forwarded-messages.ts";
import { listInbox } from "./methods/list-inbox.ts";
import { listIncomingWebhooks } from "./methods/list-incoming-webhooks.ts";
import { listInvites } from "./methods/list-invites.ts";
import { listJoinRequests } from "./methods/list-join-requests.ts";
import { listMails } from "./methods/list-mails.ts";
import { listMedia } from "./methods/list-media.ts";
import { listMembers } from "./methods/list-members.ts";
import { listMessageContext } from "./methods/list-message-context.ts";
import { listMessageEdits } from "./methods/list-message-edits.ts";
import { listMessages } from "./methods/list-messages.ts";
import { listOidc } from "./methods/list-oidc.ts";
import { listPinnedMessages } from "./methods/list-pinned-messages.ts";
import { listReaders } from "./methods/list-readers.ts";
import { listRegistrationInvites } from "./methods/list-registration-invites.ts";
import { listSavedMessages } from "./methods/list-saved-messages.ts";
import { listScheduledMessages } from "./methods/list-scheduled-messages.ts";
import { listStickerPacks } from "./methods/list-sticker-packs.ts";
import { listUsers } from "./methods/list-users.ts";
import { listVoters } from "./methods/list-voters.ts";
import { listWebhooks } from "./methods/list-webhooks.ts";
import { lockGroup } from "./methods/lock-group.ts";
import { lockMember } from "./methods/lock-member.ts";
import { logIn } from "./methods/log-in.ts";
import { logOut } from "./methods/log-out.ts";
import { makeUserQr } from "./methods/make-user-qr.ts";
import { markDelivered } from "./methods/mark-delivered.ts";
import { markRead } from "./methods/mark-read.ts";
import { markUnread } from "./methods/mark-unread.ts";
import { mergeGuestInto } from "./methods/merge-guest-into.ts";
import { muteAll } from "./methods/mute-all.ts";
import { muteConversation } from "./methods/mute-conversation.ts";
import { muteMember } from "./methods/mute-member.ts";
import { openDirect } from "./methods/open-direct.ts";
import { openLobby } from "./methods/open-lobby.ts";
import { openMedia } from "./methods/open-media.ts";
import { openNotes } from "./methods/open-notes.ts";
import { pinConversation } from "./methods/pin-conversation.ts";
import { pinMessage } from "./methods/pin-message.ts";
import { postIncomingWebhook } from "./methods/post-incoming-webhook.ts";
import { previewGroup } from "./methods/preview-group.ts";
import { previewUser } from "./methods/preview-user.ts";
import { reactMessage } from "./methods/react-message.ts";
import { readAccount } from "./methods/read-account.ts";
import { readServer } from "./methods/read-server.ts";
import { readSignIn } from "./methods/read-sign-in.ts";
import { readTwoFactor } from "./methods/read-two-factor.ts";
import { recallMessage } from "./methods/recall-message.ts";
import { refreshSession } from "./methods/refresh-session.ts";
import { refuseSignIn } from "./methods/refuse-sign-in.ts";
import { registerAccount } from "./methods/register-account.ts";
import { removeContact } from "./methods/remove-contact.ts";
import { removeFolder } from "./methods/remove-folder.ts";
import { removeIncomingWebhook } from "./methods/remove-incoming-webhook.ts";
import { removeMember } from "./methods/remove-member.ts";
import { removeSecondFactor } from "./methods/remove-second-factor.ts";
import { removeStickers } from "./methods/remove-stickers.ts";
import { removeWebhook } from "./methods/remove-webhook.ts";
import { renameFolder } from "./methods/rename-folder.ts";
import { renewRecoveryCodes } from "./methods/renew-recovery-codes.ts";
import { renewUserQr } from "./methods/renew-user-qr.ts";
import { reorderFolders } from "./methods/reorder-folders.ts";
import { reportMessage } from "./methods/report-message.ts";
import { requestContact } from "./methods/request-contact.ts";
import { requestSignIn } from "./methods/request-sign-in.ts";
import { resetAnyPassword } from "./methods/reset-any-password.ts";
import { resetPassword } from "./methods/reset-password.ts";
import { resolveUser } from "./methods/resolve-user.ts";
import { resumeGuest } from "./methods/resume-guest.ts";
import { retryDelivery } from "./methods/retry-delivery.ts";
import { revokeApiKey } from "./methods/revoke-api-key.ts";
import { revokeInvite } from "./methods/revoke-invite.ts";
import { revokeRegistrationInvite } from "./methods/revoke-registration-invite.ts";
import { rotateWebhookSecret } from "./methods/rotate-webhook-secret.ts";
import { saveDraft } from "./methods/save-draft.ts";
import { saveMessage } from "./methods/save-message.ts";
import { scheduleMessage } from "./methods/schedule-message.ts";
import { searchGroups } from "./methods/search-groups.ts";
import { searchMessages } from "./methods/search-messages.ts";
import { searchUsers } from "./methods/search-users.ts";
import { sendCode } from "./methods/send-code.ts";
import { sendMessage } from "./methods/send-message.ts";
import { setBotCommands } from "./methods/set-bot-commands.ts";
import { setContactTags } from "./methods/set-contact-tags.ts";
import { setContactVisibility } from "./methods/set-contact-visibility.ts";
import { setLevel } from "./methods/set-level.ts";
import { setMemberProfile } from "./methods/set-member-profile.ts";
import { setMemberRole } from "./methods/set-member-role.ts";
import { setRemark } from "./methods/set-remark.ts";
import { setRole } from "./methods/set-role.ts";
import { setSettings } from "./methods/set-settings.ts";
import { setWordFilter } from "./methods/set-word-filter.ts";
import { signOutDevice } from "./methods/sign-out-device.ts";
import { signOutOthers } from "./methods/sign-out-others.ts";
import { signalRecording } from "./methods/signal-recording.ts";
import { signalTyping } from "./methods/signal-typing.ts";
import { starContact } from "./methods/star-contact.ts";
import { syncHeads } from "./methods/sync-heads.ts";
import { syncRange } from "./methods/sync-range.ts";
import { transferGroup } from "./methods/transfer-group.ts";
import { unarchiveConversation } from "./methods/unarchive-conversation.ts";
import { unfollowUser } from "./methods/unfollow-user.ts";
import { unhideConversation } from "./methods/unhide-conversation.ts";
import { uninstallStickerPack } from "./methods/uninstall-sticker-pack.ts";
import { unlinkOidc } from "./methods/unlink-oidc.ts";
import { unmuteConversation } from "./methods/unmute-conversation.ts";
import { unpinConversation } from "./methods/unpin-conversation.ts";
import { unpinMessage } from "./methods/unpin-message.ts";
import { unsaveMessage } from "./methods/unsave-message.ts";
import { updateAccount } from "./methods/update-account.ts";
import { updateAnyUser } from "./methods/update-any-user.ts";
import { updateAutoAnswer } from "./methods/update-auto-answer.ts";
import { updateComplaint } from "./methods/update-complaint.ts";
import { updateGroup } from "./methods/update-group.ts";
import { updateStickerPack } from "./methods/update-sticker-pack.ts";
import { updateWebhook } from "./methods/update-webhook.ts";
import { upgradeGuest } from "./methods/upgrade-guest.ts";
import { votePoll } from "./methods/vote-poll.ts";
import { watchPresence } from "./methods/watch-presence.ts";
import { withdrawComplaint } from "./methods/withdraw-complaint.ts";

export const methods = {
  [registerAccount.name]: registerAccount,
  [logIn.name]: logIn,
  [refreshSession.name]: refreshSession,
  [logOut.name]: logOut,
  [readAccount.name]: readAccount,
  [updateAccount.name]: updateAccount,
  [sendCode.name]: sendCode,
  [changePassword.name]: changePassword,
  [resetPassword.name]: resetPassword,
  [bindEmail.name]: bindEmail,
  [changeUsername.name]: changeUsername,
  [deleteAccount.name]: deleteAccount,
  [exportAccount.name]: exportAccount,
  [createRegistrationInvite.name]: createRegistrationInvite,
  [listRegistrationInvites.name]: listRegistrationInvites,
  [revokeRegistrationInvite.name]: revokeRegistrationInvite,
  [createGuest.name]: createGuest,
  [resumeGuest.name]: resumeGuest,
  [upgradeGuest.name]: upgradeGuest,
  [mergeGuestInto.name]: mergeGuestInto,
  [claimSetup.name]: claimSetup,
  [listDevices.name]: listDevices,
  [signOutDevice.name]: signOutDevice,
  [signOutOthers.name]: signOutOthers,
  [approveSignIn.name]: approveSignIn,
  [completeSignIn.name]: completeSignIn,
  [readSignIn.name]: readSignIn,
  [refuseSignIn.name]: refuseSignIn,
  [requestSignIn.name]: requestSignIn,
  [readServer.name]: readServer,
  [beginOidc.name]: beginOidc,
  [completeOidc.name]: completeOidc,
  [beginOidcLink.name]: beginOidcLink,
  [linkOidc.name]: linkOidc,
  [unlinkOidc.name]: unlinkOidc,
  [listOidc.name]: listOidc,
  [beginTwoFactor.name]: beginTwoFactor,
  [confirmTwoFactor.name]: confirmTwoFactor,
  [disableTwoFactor.name]: disableTwoFactor,
  [renewRecoveryCodes.name]: renewRecoveryCodes,
  [readTwoFactor.name]: readTwoFactor,
  [createApiKey.name]: createApiKey,
  [listApiKeys.name]: listApiKeys,
  [revokeApiKey.name]: revokeApiKey,
  [createAnyUser.name]: createAnyUser,
  [deleteAnyUser.name]: deleteAnyUser,
  [disableUser.name]: disableUser,
  [enableUser.name]: enableUser,
  [getAnyUser.name]: getAnyUser,
  [listAllUsers.name]: listAllUsers,
  [listAudit.name]: listAudit,
  [listMails.name]: listMails,
  [removeSecondFactor.name]: removeSecondFactor,
  [resetAnyPassword.name]: resetAnyPassword,
  [setRole.name]: setRole,
  [updateAnyUser.name]: updateAnyUser,
  [searchUsers.name]: searchUsers,
  [searchMessages.name]: searchMessages,
  [findAnything.name]: findAnything,
  [listUsers.name]: listUsers,
  [getUser.name]: getUser,
  [makeUserQr.name]: makeUserQr,
  [renewUserQr.name]: renewUserQr,
  [resolveUser.name]: resolveUser,
  [previewUser.name]: previewUser,
  [openDirect.name]: openDirect,
  [openNotes.name]: openNotes,
  [openLobby.name]: openLobby,
  [getConversation.name]: getConversation,
  [createGroup.name]: createGroup,
  [createGroupFromDirect.name]: createGroupFromDirect,
  [searchGroups.name]: searchGroups,
  [previewGroup.name]: previewGroup,
  [listMembers.name]: listMembers,
  [answerJoinRequest.name]: answerJoinRequest,
  [listJoinRequests.name]: listJoinRequests,
  [joinGroup.name]: joinGroup,
  [acceptInvite.name]: acceptInvite,
  [revokeInvite.name]: revokeInvite,
  [listInvites.name]: listInvites,
  [createInvite.name]: createInvite,
  [setMemberProfile.name]: setMemberProfile,
  [muteMember.name]: muteMember,
  [lockMember.name]: lockMember,
  [setMemberRole.name]: setMemberRole,
  [transferGroup.name]: transferGroup,
  [muteAll.name]: muteAll,
  [lockGroup.name]: lockGroup,
  [dissolveGroup.name]: dissolveGroup,
  [updateGroup.name]: updateGroup,
  [getGroup.name]: getGroup,
  [leaveGroup.name]: leaveGroup,
  [removeMember.name]: removeMember,
  [addMembers.name]: addMembers,
  [sendMessage.name]: sendMessage,
  [listMessages.name]: listMessages,
  [recallMessage.name]: recallMessage,
  [reportMessage.name]: reportMessage,
  [appendStream.name]: appendStream,
  [getStream.name]: getStream,
  [votePoll.name]: votePoll,
  [closePoll.name]: closePoll,
  [getPoll.name]: getPoll,
  [listVoters.name]: listVoters,
  [forwardMessages.name]: forwardMessages,
  [listForwardedMessages.name]: listForwardedMessages,
  [editMessage.name]: editMessage,
  [listMessageEdits.name]: listMessageEdits,
  [reactMessage.name]: reactMessage,
  [pinMessage.name]: pinMessage,
  [unpinMessage.name]: unpinMessage,
  [dismissPreview.name]: dismissPreview,
  [listPinnedMessages.name]: listPinnedMessages,
  [listMessageContext.name]: listMessageContext,
  [hideMessage.name]: hideMessage,
  [saveMessage.name]: saveMessage,
  [unsaveMessage.name]: unsaveMessage,
  [scheduleMessage.name]: scheduleMessage,
  [listScheduledMessages.name]: listScheduledMessages,
  [editScheduledMessage.name]: editScheduledMessage,
  [cancelScheduledMessage.name]: cancelScheduledMessage,
  [listSavedMessages.name]: listSavedMessages,
  [listReaders.name]: listReaders,
  [listInbox.name]: listInbox,
  [markRead.name]: markRead,
  [markDelivered.name]: markDelivered,
  [markUnread.name]: markUnread,
  [pinConversation.name]: pinConversation,
  [unpinConversation.name]: unpinConversation,
  [muteConversation.name]: muteConversation,
  [unmuteConversation.name]: unmuteConversation,
  [setLevel.name]: setLevel,
  [archiveConversation.name]: archiveConversation,
  [unarchiveConversation.name]: unarchiveConversation,
  [hideConversation.name]: hideConversation,
  [unhideConversation.name]: unhideConversation,
  [clearConversation.name]: clearConversation,
  [saveDraft.name]: saveDraft,
  [createFolder.name]: createFolder,
  [renameFolder.name]: renameFolder,
  [removeFolder.name]: removeFolder,
  [reorderFolders.name]: reorderFolders,
  [listFolders.name]: listFolders,
  [assignFolders.name]: assignFolders,
  [syncHeads.name]: syncHeads,
  [syncRange.name]: syncRange,
  [signalTyping.name]: signalTyping,
  [signalRecording.name]: signalRecording,
  [watchPresence.name]: watchPresence,
  [requestContact.name]: requestContact,
  [listContactRequests.name]: listContactRequests,
  [answerContact.name]: answerContact,
  [listContacts.name]: listContacts,
  [getContact.name]: getContact,
  [isContact.name]: isContact,
  [setRemark.name]: setRemark,
  [setContactTags.name]: setContactTags,
  [starContact.name]: starContact,
  [blockContact.name]: blockContact,
  [setContactVisibility.name]: setContactVisibility,
  [removeContact.name]: removeContact,
  [followUser.name]: followUser,
  [unfollowUser.name]: unfollowUser,
  [listFollowers.name]: listFollowers,
  [listFollowing.name]: listFollowing,
  [getSettings.name]: getSettings,
  [setSettings.name]: setSettings,
  [createMedia.name]: createMedia,
  [completeMedia.name]: completeMedia,
  [getMedia.name]: getMedia,
  [deleteMedia.name]: deleteMedia,
  [listMedia.name]: listMedia,
  [linkMedia.name]: linkMedia,
  [openMedia.name]: openMedia,
  [createComplaint.name]: createComplaint,
  [listComplaints.name]: listComplaints,
  [updateComplaint.name]: updateComplaint,
  [withdrawComplaint.name]: withdrawComplaint,
  [listAllComplaints.name]: listAllComplaints,
  [assignComplaint.name]: assignComplaint,
  [answerComplaint.name]: answerComplaint,
  [closeComplaint.name]: closeComplaint,
  [createAutoAnswer.name]: createAutoAnswer,
  [updateAutoAnswer.name]: updateAutoAnswer,
  [deleteAutoAnswer.name]: deleteAutoAnswer,
  [listAutoAnswers.name]: listAutoAnswers,
  [createStickerPack.name]: createStickerPack,
  [updateStickerPack.name]: updateStickerPack,
  [deleteStickerPack.name]: deleteStickerPack,
  [getStickerPack.name]: getStickerPack,
  [listStickerPacks.name]: listStickerPacks,
  [installStickerPack.name]: installStickerPack,
  [uninstallStickerPack.name]: uninstallStickerPack,
  [addStickers.name]: addStickers,
  [removeStickers.name]: removeStickers,
  [createWebhook.name]: createWebhook,
  [listWebhooks.name]: listWebhooks,
  [updateWebhook.name]: updateWebhook,
  [removeWebhook.name]: removeWebhook,
  [rotateWebhookSecret.name]: rotateWebhookSecret,
  [listFailedDeliveries.name]: listFailedDeliveries,
  [retryDelivery.name]: retryDelivery,
  [createIncomingWebhook.name]: createIncomingWebhook,
  [listIncomingWebhooks.name]: listIncomingWebhooks,
  [removeIncomingWebhook.name]: removeIncomingWebhook,
  [postIncomingWebhook.name]: postIncomingWebhook,
  [setBotCommands.name]: setBotCommands,
  [listBotCommands.name]: listBotCommands,
  [setWordFilter.name]: setWordFilter,
  [getWordFilter.name]: getWordFilter,
} as const satisfies Record<string, Method>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type ParamsOf<N extends MethodName> = Params<Methods[N]>;
export type ResultOf<N extends MethodName> = Result<Methods[N]>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
