/**
 * The contract of Parley as data: methods, pushes, errors, limits, frames. Server, SDK, documents and tests are
 * derived from it; nothing here knows how anything is done. It depends on the schema library alone.
 */
export * from "./api-key-scopes.ts";
export * from "./close-codes.ts";
export * from "./define.ts";
export * from "./errors.ts";
export * from "./frames.ts";
export * from "./json.ts";
export * from "./limits.ts";
export * from "./methods.ts";
export * from "./model/admin.ts";
export * from "./model/api-key.ts";
export * from "./model/auto-answer.ts";
export * from "./model/bot-command.ts";
export * from "./model/complaint.ts";
export * from "./model/contact.ts";
export * from "./model/content.ts";
export * from "./model/contents/card-contents.ts";
export * from "./model/contents/media-contents.ts";
export * from "./model/contents/notice-content.ts";
export * from "./model/contents/text-content.ts";
export * from "./model/conversation.ts";
export * from "./model/credentials.ts";
export * from "./model/device.ts";
export * from "./model/directory.ts";
export * from "./model/export.ts";
export * from "./model/group.ts";
export * from "./model/guest.ts";
export * from "./model/inbox.ts";
export * from "./model/invite.ts";
export * from "./model/media.ts";
export * from "./model/message.ts";
export * from "./model/message-extras.ts";
export * from "./model/oidc.ts";
export * from "./model/profile.ts";
export * from "./model/scheduled-message.ts";
export * from "./model/second-factor.ts";
export * from "./model/session.ts";
export * from "./model/settings.ts";
export * from "./model/user.ts";
export * from "./model/user-link.ts";
export * from "./model/webhook.ts";
export * from "./preview.ts";
export * from "./pushes.ts";
export * from "./text-tree.ts";
export * from "./version.ts";
