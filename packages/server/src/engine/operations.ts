/** Every operation by its wire name. The type demands one for each declared method. */

import { bindEmail } from "./account/bind-email.ts";
import { changePassword } from "./account/change-password.ts";
import { changeUsername } from "./account/change-username.ts";
import { deleteAccount } from "./account/delete-account.ts";
import { exportAccount } from "./account/export-account.ts";
import { logIn } from "./account/log-in.ts";
import { logOut } from "./account/log-out.ts";
import { readAccount } from "./account/read-account.ts";
import { refreshSession } from "./account/refresh-session.ts";
import { registerAccount } from "./account/register-account.ts";
import { resetPassword } from "./account/reset-password.ts";
import { sendCode } from "./account/send-code.ts";
import { updateAccount } from "./account/update-account.ts";
import { createAnyUser } from "./admin/create-any-user.ts";
import { deleteAnyUser } from "./admin/delete-any-user.ts";
import { disableUser } from "./admin/disable-user.ts";
import { enableUser } from "./admin/enable-user.ts";
import { getAnyUser } from "./admin/get-any-user.ts";
import { listAllUsers } from "./admin/list-all-users.ts";
import { listAudit } from "./admin/list-audit.ts";
import { listMails } from "./admin/list-mails.ts";
import { removeSecondFactor } from "./admin/remove-second-factor.ts";
import { resetAnyPassword } from "./admin/reset-any-password.ts";
import { setRole } from "./admin/set-role.ts";
import { updateAnyUser } from "./admin/update-any-user.ts";
import { createApiKey } from "./api-key/create-api-key.ts";
import { listApiKeys } from "./api-key/list-api-keys.ts";
import { revokeApiKey } from "./api-key/revoke-api-key.ts";
import { createAutoAnswer } from "./auto-answer/create-auto-answer.ts";
import { deleteAutoAnswer } from "./auto-answer/delete-auto-answer.ts";
import { listAutoAnswers } from "./auto-answer/list-auto-answers.ts";
import { updateAutoAnswer } from "./auto-answer/update-auto-answer.ts";
import { listBotCommands } from "./bot/list-bot-commands.ts";
import { setBotCommands } from "./bot/set-bot-commands.ts";
import { answerComplaint } from "./complaint/answer-complaint.ts";
import { assignComplaint } from "./complaint/assign-complaint.ts";
import { closeComplaint } from "./complaint/close-complaint.ts";
import { createComplaint } from "./complaint/create-complaint.ts";
import { listAllComplaints } from "./complaint/list-all-complaints.ts";
import { listComplaints } from "./complaint/list-complaints.ts";
import { updateComplaint } from "./complaint/update-complaint.ts";
import { withdrawComplaint } from "./complaint/withdraw-complaint.ts";
import { answerContact } from "./contact/answer-contact.ts";
import { blockContact } from "./contact/block-contact.ts";
import { getContact } from "./contact/get-contact.ts";
import { isContact } from "./contact/is-contact.ts";
import { listContactRequests } from "./contact/list-contact-requests.ts";
import { listContacts } from "./contact/list-contacts.ts";
import { removeContact } from "./contact/remove-contact.ts";
import { requestContact } from "./contact/request-contact.ts";
import { setContactTags } from "./contact/set-contact-tags.ts";
import { setContactVisibility } from "./contact/set-contact-visibility.ts";
import { setRemark } from "./contact/set-remark.ts";
import { starContact } from "./contact/star-contact.ts";
import { createGroup } from "./conversation/create-group.ts";
import { getConversation } from "./conversation/get-conversation.ts";
import { listMembers } from "./conversation/list-members.ts";
import { openDirect } from "./conversation/open-direct.ts";
import { openLobby } from "./conversation/open-lobby.ts";
import { openNotes } from "./conversation/open-notes.ts";
import { listDevices } from "./device/list-devices.ts";
import { signOutDevice } from "./device/sign-out-device.ts";
import { signOutOthers } from "./device/sign-out-others.ts";
import { assignFolders } from "./folder/assign-folders.ts";
import { createFolder } from "./folder/create-folder.ts";
import { listFolders } from "./folder/list-folders.ts";
import { removeFolder } from "./folder/remove-folder.ts";
import { renameFolder } from "./folder/rename-folder.ts";
import { reorderFolders } from "./folder/reorder-folders.ts";
import { answerJoinRequest } from "./group/answer-join-request.ts";
import { createGroupFromDirect } from "./group/create-group-from-direct.ts";
import { dissolveGroup } from "./group/dissolve-group.ts";
import { getGroup } from "./group/get-group.ts";
import { joinGroup } from "./group/join-group.ts";
import { leaveGroup } from "./group/leave-group.ts";
import { listJoinRequests } from "./group/list-join-requests.ts";
import { lockGroup } from "./group/lock-group.ts";
import { muteAll } from "./group/mute-all.ts";
import { previewGroup } from "./group/preview-group.ts";
import { searchGroups } from "./group/search-groups.ts";
import { transferGroup } from "./group/transfer-group.ts";
import { updateGroup } from "./group/update-group.ts";
import { createGuest } from "./guest/create-guest.ts";
import { mergeGuestInto } from "./guest/merge-guest-into.ts";
import { resumeGuest } from "./guest/resume-guest.ts";
import { upgradeGuest } from "./guest/upgrade-guest.ts";
import { archiveConversation } from "./inbox/archive-conversation.ts";
import { clearConversation } from "./inbox/clear-conversation.ts";
import { hideConversation } from "./inbox/hide-conversation.ts";
import { listInbox } from "./inbox/list-inbox.ts";
import { markDelivered } from "./inbox/mark-delivered.ts";
import { markRead } from "./inbox/mark-read.ts";
import { markUnread } from "./inbox/mark-unread.ts";
import { muteConversation } from "./inbox/mute-conversation.ts";
import { pinConversation } from "./inbox/pin-conversation.ts";
import { saveDraft } from "./inbox/save-draft.ts";
import { setLevel } from "./inbox/set-level.ts";
import { unarchiveConversation } from "./inbox/unarchive-conversation.ts";
import { unhideConversation } from "./inbox/unhide-conversation.ts";
import { unmuteConversation } from "./inbox/unmute-conversation.ts";
import { unpinConversation } from "./inbox/unpin-conversation.ts";
import { createIncomingWebhook } from "./incoming-webhook/create-incoming-webhook.ts";
import { listIncomingWebhooks } from "./incoming-webhook/list-incoming-webhooks.ts";
import { postIncomingWebhook } from "./incoming-webhook/post-incoming-webhook.ts";
import { removeIncomingWebhook } from "./incoming-webhook/remove-incoming-webhook.ts";
import { acceptInvite } from "./invite/accept-invite.ts";
import { createInvite } from "./invite/create-invite.ts";
import { listInvites } from "./invite/list-invites.ts";
import { revokeInvite } from "./invite/revoke-invite.ts";
import { dismissPreview } from "./link-preview/dismiss-preview.ts";
import { completeMedia } from "./media/complete-media.ts";
import { createMedia } from "./media/create-media.ts";
import { deleteMedia } from "./media/delete-media.ts";
import { getMedia } from "./media/get-media.ts";
import { linkMedia } from "./media/link-media.ts";
import { listMedia } from "./media/list-media.ts";
import { openMedia } from "./media/open-media.ts";
import { addMembers } from "./member/add-members.ts";
import { lockMember } from "./member/lock-member.ts";
import { muteMember } from "./member/mute-member.ts";
import { removeMember } from "./member/remove-member.ts";
import { setMemberProfile } from "./member/set-member-profile.ts";
import { setMemberRole } from "./member/set-member-role.ts";
import { cancelScheduledMessage } from "./message/cancel-scheduled-message.ts";
import { editMessage } from "./message/edit-message.ts";
import { editScheduledMessage } from "./message/edit-scheduled-message.ts";
import { forwardMessages } from "./message/forward-messages.ts";
import { hideMessage } from "./message/hide-message.ts";
import { listForwardedMessages } from "./message/list-forwarded-messages.ts";
import { listMessageContext } from "./message/list-message-context.ts";
import { listMessageEdits } from "./message/list-message-edits.ts";
import { listMessages } from "./message/list-messages.ts";
import { listPinnedMessages } from "./message/list-pinned-messages.ts";
import { listReaders } from "./message/list-readers.ts";
import { listSavedMessages } from "./message/list-saved-messages.ts";
import { listScheduledMessages } from "./message/list-scheduled-messages.ts";
import { pinMessage } from "./message/pin-message.ts";
import { reactMessage } from "./message/react-message.ts";
import { recallMessage } from "./message/recall-message.ts";
import { reportMessage } from "./message/report-message.ts";
import { saveMessage } from "./message/save-message.ts";
import { scheduleMessage } from "./message/schedule-message.ts";
import { sendMessage } from "./message/send-message.ts";
import { unpinMessage } from "./message/unpin-message.ts";
import { unsaveMessage } from "./message/unsave-message.ts";
import { beginOidc } from "./oidc/begin-oidc.ts";
import { beginOidcLink } from "./oidc/begin-oidc-link.ts";
import { completeOidc } from "./oidc/complete-oidc.ts";
import { linkOidc } from "./oidc/link-oidc.ts";
import { listOidc } from "./oidc/list-oidc.ts";
import { unlinkOidc } from "./oidc/unlink-oidc.ts";
import type { Operations } from "./operation.ts";
import { closePoll } from "./poll/close-poll.ts";
import { getPoll } from "./poll/get-poll.ts";
import { listVoters } from "./poll/list-voters.ts";
import { votePoll } from "./poll/vote-poll.ts";
import { createRegistrationInvite } from "./registration-invite/create-registration-invite.ts";
import { listRegistrationInvites } from "./registration-invite/list-registration-invites.ts";
import { revokeRegistrationInvite } from "./registration-invite/revoke-registration-invite.ts";
import { getWordFilter } from "./screening/get-word-filter.ts";
import { setWordFilter } from "./screening/set-word-filter.ts";
import { findAnything } from "./search/find-anything.ts";
import { searchMessages } from "./search/search-messages.ts";
import { readServer } from "./server/read-server.ts";
import { getSettings } from "./settings/get-settings.ts";
import { setSettings } from "./settings/set-settings.ts";
import { claimSetup } from "./setup/claim-setup.ts";
import { approveSignIn } from "./sign-in/approve-sign-in.ts";
import { completeSignIn } from "./sign-in/complete-sign-in.ts";
import { readSignIn } from "./sign-in/read-sign-in.ts";
import { refuseSignIn } from "./sign-in/refuse-sign-in.ts";
import { requestSignIn } from "./sign-in/request-sign-in.ts";
import { signalRecording } from "./signal/signal-recording.ts";
import { signalTyping } from "./signal/signal-typing.ts";
import { watchPresence } from "./signal/watch-presence.ts";
import { addStickers } from "./sticker/add-stickers.ts";
import { createStickerPack } from "./sticker/create-sticker-pack.ts";
import { deleteStickerPack } from "./sticker/delete-sticker-pack.ts";
import { getStickerPack } from "./sticker/get-sticker-pack.ts";
import { installStickerPack } from "./sticker/install-sticker-pack.ts";
import { listStickerPacks } from "./sticker/list-sticker-packs.ts";
import { removeStickers } from "./sticker/remove-stickers.ts";
import { uninstallStickerPack } from "./sticker/uninstall-sticker-pack.ts";
import { updateStickerPack } from "./sticker/update-sticker-pack.ts";
import { appendStream } from "./stream/append-stream.ts";
import { getStream } from "./stream/get-stream.ts";
import { syncHeads } from "./sync/sync-heads.ts";
import { syncRange } from "./sync/sync-range.ts";
import { beginTwoFactor } from "./two-factor/begin-two-factor.ts";
import { confirmTwoFactor } from "./two-factor/confirm-two-factor.ts";
import { disableTwoFactor } from "./two-factor/disable-two-factor.ts";
import { readTwoFactor } from "./two-factor/read-two-factor.ts";
import { renewRecoveryCodes } from "./two-factor/renew-recovery-codes.ts";
import { followUser } from "./user/follow-user.ts";
import { getUser } from "./user/get-user.ts";
import { listFollowers } from "./user/list-followers.ts";
import { listFollowing } from "./user/list-following.ts";
import { listUsers } from "./user/list-users.ts";
import { makeUserQr } from "./user/make-user-qr.ts";
import { previewUser } from "./user/preview-user.ts";
import { renewUserQr } from "./user/renew-user-qr.ts";
import { resolveUser } from "./user/resolve-user.ts";
import { searchUsers } from "./user/search-users.ts";
import { unfollowUser } from "./user/unfollow-user.ts";
import { createWebhook } from "./webhook/create-webhook.ts";
import { listFailedDeliveries } from "./webhook/list-failed-deliveries.ts";
import { listWebhooks } from "./webhook/list-webhooks.ts";
import { removeWebhook } from "./webhook/remove-webhook.ts";
import { retryDelivery } from "./webhook/retry-delivery.ts";
import { rotateWebhookSecret } from "./webhook/rotate-webhook-secret.ts";
import { updateWebhook } from "./webhook/update-webhook.ts";

export const operations = {
  "account.register": registerAccount,
  "account.login": logIn,
  "account.refresh": refreshSession,
  "account.logout": logOut,
  "account.me": readAccount,
  "account.update": updateAccount,
  "account.sendCode": sendCode,
  "account.changePassword": changePassword,
  "account.resetPassword": resetPassword,
  "account.bindEmail": bindEmail,
  "account.changeUsername": changeUsername,
  "account.delete": deleteAccount,
  "account.export": exportAccount,
  "registrationInvite.create": createRegistrationInvite,
  "registrationInvite.list": listRegistrationInvites,
  "registrationInvite.revoke": revokeRegistrationInvite,
  "guest.create": createGuest,
  "guest.resume": resumeGuest,
  "guest.upgrade": upgradeGuest,
  "guest.mergeInto": mergeGuestInto,
  "setup.claim": claimSetup,
  "device.list": listDevices,
  "device.signOut": signOutDevice,
  "device.signOutOthers": signOutOthers,
  "signIn.approve": approveSignIn,
  "signIn.complete": completeSignIn,
  "signIn.read": readSignIn,
  "signIn.refuse": refuseSignIn,
  "signIn.request": requestSignIn,
  "server.info": readServer,
  "oidc.begin": beginOidc,
  "oidc.complete": completeOidc,
  "oidc.beginLink": beginOidcLink,
  "oidc.link": linkOidc,
  "oidc.unlink": unlinkOidc,
  "oidc.list": listOidc,
  "twoFactor.begin": beginTwoFactor,
  "twoFactor.confirm": confirmTwoFactor,
  "twoFactor.disable": disableTwoFactor,
  "twoFactor.renewCodes": renewRecoveryCodes,
  "twoFactor.status": readTwoFactor,
  "apiKey.create": createApiKey,
  "apiKey.list": listApiKeys,
  "apiKey.revoke": revokeApiKey,
  "admin.createUser": createAnyUser,
  "admin.deleteUser": deleteAnyUser,
  "admin.disableUser": disableUser,
  "admin.enableUser": enableUser,
  "admin.getUser": getAnyUser,
  "admin.listUsers": listAllUsers,
  "admin.listAudit": listAudit,
  "admin.listMails": listMails,
  "admin.removeSecondFactor": removeSecondFactor,
  "admin.resetPassword": resetAnyPassword,
  "admin.setRole": setRole,
  "admin.updateUser": updateAnyUser,
  "user.search": searchUsers,
  "user.list": listUsers,
  "user.get": getUser,
  "user.qr": makeUserQr,
  "user.renewQr": renewUserQr,
  "user.resolve": resolveUser,
  "user.preview": previewUser,
  "conversation.openDirect": openDirect,
  "conversation.openNotes": openNotes,
  "conversation.openLobby": openLobby,
  "conversation.get": getConversation,
  "group.create": createGroup,
  "group.createFromDirect": createGroupFromDirect,
  "group.search": searchGroups,
  "group.preview": previewGroup,
  "member.list": listMembers,
  "group.requests.answer": answerJoinRequest,
  "group.requests.list": listJoinRequests,
  "group.join": joinGroup,
  "invite.accept": acceptInvite,
  "invite.revoke": revokeInvite,
  "invite.list": listInvites,
  "invite.create": createInvite,
  "member.setProfile": setMemberProfile,
  "member.mute": muteMember,
  "member.lock": lockMember,
  "member.setRole": setMemberRole,
  "group.transfer": transferGroup,
  "group.muteAll": muteAll,
  "group.lock": lockGroup,
  "group.dissolve": dissolveGroup,
  "group.update": updateGroup,
  "group.get": getGroup,
  "group.leave": leaveGroup,
  "member.remove": removeMember,
  "member.add": addMembers,
  "message.send": sendMessage,
  "message.list": listMessages,
  "message.recall": recallMessage,
  "message.report": reportMessage,
  "stream.append": appendStream,
  "stream.get": getStream,
  "poll.vote": votePoll,
  "poll.close": closePoll,
  "poll.get": getPoll,
  "poll.listVoters": listVoters,
  "message.forward": forwardMessages,
  "message.listForwarded": listForwardedMessages,
  "message.search": searchMessages,
  "search.find": findAnything,
  "message.edit": editMessage,
  "message.listEdits": listMessageEdits,
  "message.react": reactMessage,
  "message.pin": pinMessage,
  "message.unpin": unpinMessage,
  "message.dismissPreview": dismissPreview,
  "message.listPinned": listPinnedMessages,
  "message.context": listMessageContext,
  "message.hide": hideMessage,
  "message.save": saveMessage,
  "message.unsave": unsaveMessage,
  "message.schedule": scheduleMessage,
  "message.listScheduled": listScheduledMessages,
  "message.editScheduled": editScheduledMessage,
  "message.cancelScheduled": cancelScheduledMessage,
  "message.listSaved": listSavedMessages,
  "inbox.list": listInbox,
  "inbox.markRead": markRead,
  "inbox.archive": archiveConversation,
  "folder.assign": assignFolders,
  "inbox.clear": clearConversation,
  "folder.create": createFolder,
  "inbox.hide": hideConversation,
  "folder.list": listFolders,
  "message.listReaders": listReaders,
  "inbox.markDelivered": markDelivered,
  "inbox.markUnread": markUnread,
  "inbox.mute": muteConversation,
  "inbox.pin": pinConversation,
  "folder.remove": removeFolder,
  "folder.rename": renameFolder,
  "folder.reorder": reorderFolders,
  "inbox.saveDraft": saveDraft,
  "inbox.setLevel": setLevel,
  "signal.recording": signalRecording,
  "inbox.unarchive": unarchiveConversation,
  "inbox.unhide": unhideConversation,
  "inbox.unmute": unmuteConversation,
  "inbox.unpin": unpinConversation,
  "sync.heads": syncHeads,
  "sync.range": syncRange,
  "signal.typing": signalTyping,
  "presence.watch": watchPresence,
  "contact.request": requestContact,
  "contact.requests.list": listContactRequests,
  "contact.answer": answerContact,
  "contact.list": listContacts,
  "contact.get": getContact,
  "contact.isContact": isContact,
  "contact.setRemark": setRemark,
  "contact.setTags": setContactTags,
  "contact.star": starContact,
  "contact.block": blockContact,
  "contact.setVisibility": setContactVisibility,
  "contact.remove": removeContact,
  "user.follow": followUser,
  "user.unfollow": unfollowUser,
  "user.followers": listFollowers,
  "user.following": listFollowing,
  "settings.get": getSettings,
  "settings.set": setSettings,
  "media.create": createMedia,
  "media.complete": completeMedia,
  "media.get": getMedia,
  "media.delete": deleteMedia,
  "media.list": listMedia,
  "media.link": linkMedia,
  "media.open": openMedia,
  "complaint.create": createComplaint,
  "complaint.list": listComplaints,
  "complaint.update": updateComplaint,
  "complaint.withdraw": withdrawComplaint,
  "admin.listComplaints": listAllComplaints,
  "admin.assignComplaint": assignComplaint,
  "admin.answerComplaint": answerComplaint,
  "admin.closeComplaint": closeComplaint,
  "stickerPack.create": createStickerPack,
  "stickerPack.update": updateStickerPack,
  "stickerPack.delete": deleteStickerPack,
  "stickerPack.get": getStickerPack,
  "stickerPack.list": listStickerPacks,
  "stickerPack.install": installStickerPack,
  "stickerPack.uninstall": uninstallStickerPack,
  "sticker.add": addStickers,
  "sticker.remove": removeStickers,
  "autoAnswer.create": createAutoAnswer,
  "autoAnswer.update": updateAutoAnswer,
  "autoAnswer.delete": deleteAutoAnswer,
  "webhook.create": createWebhook,
  "webhook.list": listWebhooks,
  "webhook.update": updateWebhook,
  "webhook.remove": removeWebhook,
  "webhook.rotateSecret": rotateWebhookSecret,
  "webhook.listFailed": listFailedDeliveries,
  "webhook.retry": retryDelivery,
  "incomingWebhook.create": createIncomingWebhook,
  "incomingWebhook.list": listIncomingWebhooks,
  "incomingWebhook.remove": removeIncomingWebhook,
  "incomingWebhook.post": postIncomingWebhook,
  "bot.setCommands": setBotCommands,
  "bot.listCommands": listBotCommands,
  "admin.setWordFilter": setWordFilter,
  "admin.getWordFilter": getWordFilter,
  "autoAnswer.list": listAutoAnswers,
} satisfies Operations;
