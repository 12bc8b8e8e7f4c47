/** Arguments made from the declarations: right ones of every operation, and each of them wrong in one field. */
import type { MethodName } from "@parley/protocol";
import type { TSchema } from "typebox";

type Arguments = Readonly<Record<string, unknown>>;

const uuid = "0190b6a5-7c5e-7d35-8a3b-1f0e2d3c4b5a";
const mediaId = "0123456789abcdef0123456789abcdef";
const device = { id: uuid, name: "a device", platform: "web" };
const newcomer = { username: "somebody_new", password: "correct horse", nickname: "Somebody", device };

/** Arguments every field of which is there and right in form; nothing need exist. */
export function validArguments(method: MethodName, conversationId: number): Arguments {
  const byMethod: Record<MethodName, Arguments> = {
    "account.register": newcomer,
    "account.sendCode": { email: "nobody@example.test", purpose: "reset", language: "en" },
    "account.changePassword": { oldPassword: "wrong horse", newPassword: "correct horses" },
    "account.resetPassword": { email: "nobody@example.test", code: "000000", newPassword: "correct horses" },
    "account.bindEmail": { email: "nobody@example.test", code: "000000", password: "wrong horse" },
    "account.changeUsername": { username: "somebody_else" },
    "account.delete": { password: "wrong horse" },
    "account.export": { cursor: "sessions" },
    "registrationInvite.create": { note: "a note", uses: 2, expiresAt: 4_000_000_000_000 },
    "registrationInvite.list": { before: uuid, limit: 5 },
    "registrationInvite.revoke": { id: uuid },
    "account.login": { username: "nobody_at_all", password: "correct horse", secondFactor: "000000", device },
    "account.refresh": { refreshToken: "x" },
    "account.logout": {},
    "account.me": {},
    "account.update": {
      ...{ nickname: "New", avatar: "/a.png", gender: "other", birthday: "1990-01-31", bio: "me" },
      ...{ location: "here", website: "https://example.test", language: "en", phone: "+123456789" },
    },
    "guest.create": { deviceId: uuid, platform: "web", nickname: "Visitor", language: "en", device },
    "guest.resume": { guestSecret: "wrong", device },
    "guest.mergeInto": { guestSecret: "wrong" },
    "guest.upgrade": { ...newcomer, email: "nobody@example.test", code: "000000", inviteCode: "ABC" },
    "setup.claim": { code: "AAAA-AAAA", ...newcomer },
    "device.list": {},
    "device.signOut": { sessionId: uuid },
    "device.signOutOthers": {},
    "signIn.request": { device },
    "signIn.read": { id: uuid },
    "signIn.approve": { id: uuid },
    "signIn.refuse": { id: uuid },
    "signIn.complete": { id: uuid, secret: "secret" },
    "webhook.create": {
      name: "hook",
      url: "https://hook.example/in",
      events: ["message.sent"],
      conversationId,
      includesDirect: true,
    },
    "webhook.list": { conversationId },
    "webhook.update": {
      ...{ id: uuid, name: "hook", url: "https://hook.example/in", events: ["message.sent"] },
      ...{ includesDirect: true, isEnabled: true },
    },
    "webhook.remove": { id: uuid },
    "webhook.rotateSecret": { id: uuid },
    "webhook.listFailed": { id: uuid, before: 5, limit: 5 },
    "webhook.retry": { id: uuid, failedId: 5 },
    "incomingWebhook.create": { conversationId, name: "hook" },
    "incomingWebhook.list": { conversationId },
    "incomingWebhook.remove": { id: uuid },
    "incomingWebhook.post": { secret: "wrong", text: "hi", id: "1" },
    "bot.setCommands": { commands: [{ name: "help", description: "Helps." }] },
    "bot.listCommands": { conversationId },
    "admin.setWordFilter": { mask: ["a"], refuse: ["b"], flag: ["c"] },
    "admin.getWordFilter": {},
    "server.info": {},
    "oidc.begin": { redirectUri: "http://localhost/oidc" },
    "oidc.complete": { state: "state", secret: "secret", code: "code", issuer: "https://x.test", device },
    "oidc.beginLink": {
      redirectUri: "http://localhost/oidc",
      password: "wrong horse",
      secondFactor: "000000",
    },
    "oidc.link": { state: "state", secret: "secret", code: "code", issuer: "https://x.test" },
    "oidc.unlink": { issuer: "https://x.test", password: "wrong horse", secondFactor: "000000" },
    "oidc.list": {},
    "twoFactor.begin": { password: "wrong horse" },
    "twoFactor.confirm": { code: "000000" },
    "twoFactor.disable": { password: "wrong horse", code: "000000" },
    "twoFactor.renewCodes": { password: "wrong horse", code: "000000" },
    "twoFactor.status": {},
    "admin.removeSecondFactor": { userId: 999_999_999 },
    "apiKey.create": { userId: 999_999_999, name: "key", scopes: ["message"], expiresAt: 4_000_000_000_000 },
    "apiKey.list": { userId: 999_999_999 },
    "apiKey.revoke": { id: uuid },
    "admin.listUsers": { query: "zzzz", role: "user", isEnabled: true, cursor: 0, limit: 5 },
    "admin.getUser": { userId: 999_999_999 },
    "admin.createUser": {
      username: "somebody_new",
      password: "correct horse",
      role: "user",
      nickname: "New",
    },
    "admin.disableUser": { userId: 999_999_999 },
    "admin.enableUser": { userId: 999_999_999 },
    "admin.deleteUser": { userId: 999_999_999 },
    "admin.resetPassword": { userId: 999_999_999, password: "correct horse" },
    "admin.setRole": { userId: 999_999_999, role: "user" },
    "admin.updateUser": {
      ...{ userId: 999_999_999, username: "somebody_new", nickname: "New", avatar: "/new.png" },
      email: "new@example.com",
    },
    "admin.listMails": { before: "0190b6a5", limit: 5 },
    "admin.listAudit": {
      ...{ actorId: 1, action: "admin.setRole", targetKind: "user", targetId: "1", beforeId: 9, limit: 5 },
    },
    "message.search": {
      ...{ query: "zzzz", conversationId, senderId: 999_999_999, after: 1, before: 2, kind: "text" },
      ...{ limit: 5, cursor: "1.2.3" },
    },
    "search.find": { query: "zzzz", limit: 5 },
    "user.search": { query: "zzzz", limit: 5 },
    "user.list": { userIds: [1] },
    "user.get": { id: 999_999_999, uuid, username: "nobody_at_all" },
    "user.qr": {},
    "user.renewQr": {},
    "user.resolve": { code: "nothing" },
    "user.preview": { uuid: "00000000-0000-4000-8000-000000000000" },
    "user.follow": { userId: 999_999_999 },
    "user.unfollow": { userId: 999_999_999 },
    "user.followers": { afterUserId: 1, limit: 5 },
    "user.following": { afterUserId: 1, limit: 5 },
    "contact.request": { userId: 999_999_999, message: "hi", remark: "them", answer: "blue" },
    "contact.requests.list": { direction: "incoming", before: 5, limit: 5 },
    "contact.answer": { requestId: 999_999_999, answer: "accept", remark: "them" },
    "contact.list": { of: "contacts", after: "1 a", limit: 5 },
    "contact.get": { userId: 999_999_999 },
    "contact.isContact": { userId: 999_999_999 },
    "contact.setRemark": { userId: 999_999_999, remark: "them" },
    "contact.setTags": { userId: 999_999_999, tags: ["work"] },
    "contact.star": { userId: 999_999_999, isStarred: true },
    "contact.block": { userId: 999_999_999, isBlocked: true },
    "contact.setVisibility": { userId: 999_999_999, canSeeMe: true, iSee: true },
    "contact.remove": { userId: 999_999_999 },
    "settings.get": { sections: ["privacy"] },
    "settings.set": { section: "language", value: { language: "en" } },
    "conversation.openDirect": { userId: 999_999_999 },
    "conversation.openNotes": {},
    "conversation.openLobby": {},
    "conversation.get": { conversationId, uuid, number: "none-such" },
    "group.create": {
      ...{ name: "a group", memberIds: [999_999_999], avatar: "/a.png", description: "of us" },
      ...{ number: "none-such", category: 1 },
    },
    "group.createFromDirect": { conversationId: 999_999_999, memberIds: [999_999_999], name: "a group" },
    "group.search": { query: "a", category: 1, cursor: "1", limit: 5 },
    "group.preview": { conversationId, number: "none-such", name: "a group" },
    "member.add": { conversationId, userIds: [999_999_999] },
    "member.remove": { conversationId, userId: 999_999_999 },
    "group.get": { conversationId },
    "group.join": { conversationId: 999_999_999, number: "none-such", name: "a", message: "let me in" },
    "group.requests.list": { conversationId, afterUserId: 0, limit: 5 },
    "group.requests.answer": { conversationId, userId: 999_999_999, answer: "refuse" },
    "invite.create": { conversationId: 999_999_999, uses: 2, expiresAt: 4_000_000_000_000 },
    "invite.list": { conversationId },
    "invite.revoke": { id: uuid },
    "invite.accept": { code: "wrong" },
    "group.update": {
      ...{ conversationId: 999_999_999, name: "New", avatar: "/a.png", description: "of us" },
      ...{ announcement: "news", number: "none-such", category: 1, settings: { slowModeMs: 5 } },
    },
    "group.dissolve": { conversationId: 999_999_999 },
    "group.lock": { conversationId: 999_999_999, isLocked: true },
    "group.muteAll": { conversationId: 999_999_999, isMuted: true },
    "group.transfer": { conversationId: 999_999_999, userId: 999_999_999 },
    "member.setRole": { conversationId: 999_999_999, userId: 999_999_999, role: "admin" },
    "member.mute": { conversationId: 999_999_999, userId: 999_999_999, until: 4_000_000_000_000 },
    "member.lock": { conversationId: 999_999_999, userId: 999_999_999, isLocked: true },
    "member.setProfile": { conversationId: 999_999_999, nickname: "N", avatar: "/a.png" },
    "group.leave": { conversationId: 999_999_999 },
    "member.list": { conversationId, query: "a", afterUserId: 0, limit: 5 },
    "message.send": {
      ...{ conversationId, id: uuid, content: { type: "text", text: "hi" } },
      ...{ replyTo: uuid, mentions: [999_999_999], mentionsAll: true, isSilent: true },
      expire: { afterMs: 5_000, from: "sent" },
    },
    "message.list": { conversationId, beforeSeq: 5, afterSeq: 1, limit: 5 },
    "message.recall": { conversationId, id: uuid },
    "message.report": { conversationId, id: uuid, reason: "spam", text: "again and again" },
    "stream.append": { conversationId, id: uuid, position: 0, text: "hi", isFinal: false },
    "stream.get": { conversationId, id: uuid },
    "poll.vote": { conversationId, id: uuid, choice: [0] },
    "poll.close": { conversationId, id: uuid },
    "poll.get": { conversationId, id: uuid },
    "poll.listVoters": { conversationId, id: uuid, option: 0, after: 1, limit: 5 },
    "message.forward": {
      ...{ conversationId, ids: [uuid], toConversationId: conversationId, newIds: [uuid] },
      ...{ isMerged: false, title: "a title" },
    },
    "message.listForwarded": { conversationId, id: uuid, after: 0, limit: 5 },
    "message.edit": {
      ...{ conversationId, id: uuid },
      content: {
        ...{ type: "text", text: "hi", format: "markdown" },
        entities: [{ type: "mention", start: 0, length: 2, userId: 1 }],
      },
    },
    "message.listEdits": { conversationId, id: uuid },
    "message.react": { conversationId, id: uuid, emojis: ["👍"] },
    "message.pin": { conversationId, id: uuid },
    "message.unpin": { conversationId, id: uuid },
    "message.dismissPreview": { conversationId, id: uuid },
    "message.listPinned": { conversationId, before: 5, limit: 5 },
    "message.context": { conversationId, seq: 1, id: uuid, limit: 5 },
    "message.hide": { conversationId, ids: [uuid] },
    "message.save": { conversationId, id: uuid },
    "message.unsave": { conversationId, id: uuid },
    "message.listSaved": { before: 5, limit: 5 },
    "inbox.list": { before: "1.1.1", limit: 5, filter: "unread", folderId: 1 },
    "message.schedule": {
      conversationId,
      id: uuid,
      content: { type: "text", text: "hi" },
      ...{ replyTo: uuid, mentions: [999_999_999], mentionsAll: true, isSilent: true },
      expire: { afterMs: 5_000, from: "read" },
      sendAt: 1_900_000_000_000,
    },
    "message.listScheduled": { after: `5.5.${uuid}`, limit: 5 },
    "message.editScheduled": {
      conversationId,
      id: uuid,
      content: { type: "text", text: "hi" },
      sendAt: 1_900_000_000_000,
    },
    "message.cancelScheduled": { conversationId, id: uuid },
    "inbox.markRead": { conversationId, seq: 0 },
    "inbox.markDelivered": { positions: [{ conversationId, seq: 0 }] },
    "inbox.markUnread": { conversationId },
    "inbox.pin": { conversationId },
    "inbox.unpin": { conversationId },
    "inbox.mute": { conversationId, until: 4_000_000_000_000 },
    "inbox.unmute": { conversationId },
    "inbox.setLevel": { conversationId, level: "mentions" },
    "inbox.archive": { conversationId },
    "inbox.unarchive": { conversationId },
    "inbox.hide": { conversationId },
    "inbox.unhide": { conversationId },
    "inbox.clear": { conversationId },
    "inbox.saveDraft": { conversationId, text: "later", replyTo: uuid, writtenAt: 5 },
    "folder.create": { name: "work" },
    "folder.rename": { id: 1, name: "home" },
    "folder.remove": { id: 1 },
    "folder.reorder": { ids: [1] },
    "folder.list": {},
    "folder.assign": { conversationId, folderIds: [1] },
    "message.listReaders": { conversationId, seq: 1 },
    "sync.heads": { since: "0" },
    "sync.range": { conversationId, afterRev: 0, limit: 5 },
    "signal.typing": { conversationId },
    "signal.recording": { conversationId, kind: "voice" },
    "media.create": { kind: "voice", name: "a.ogg", bytes: 5, durationMs: 1_000 },
    "media.complete": { receipt: "none" },
    "media.get": { id: mediaId },
    "media.delete": { id: mediaId },
    "media.list": { cursor: `5-${mediaId}`, limit: 5 },
    "media.link": { ids: [mediaId] },
    "media.open": { id: mediaId, userId: 5, expiresAt: 4_000_000_000_000, signature: "none" },
    "complaint.create": {
      target: { kind: "message", conversationId, id: uuid },
      reason: "spam",
      text: "again and again",
      images: ["/files/1.webp"],
      quotes: [{ conversationId, id: uuid }],
    },
    "complaint.list": { beforeId: 5, limit: 5 },
    "complaint.update": { complaintId: 999_999_999, reason: "spam", text: null, images: ["/files/1.webp"] },
    "complaint.withdraw": { complaintId: 999_999_999 },
    "admin.listComplaints": { status: "open", beforeId: 5, limit: 5 },
    "admin.assignComplaint": { complaintId: 999_999_999, assigneeId: null },
    "admin.answerComplaint": { complaintId: 999_999_999, answer: "thank you" },
    "admin.closeComplaint": { complaintId: 999_999_999, answer: "thank you" },
    "autoAnswer.create": { question: "price", answer: "none", isEnabled: true },
    "autoAnswer.update": { autoAnswerId: 999_999_999, question: "price", answer: "none", isEnabled: true },
    "autoAnswer.delete": { autoAnswerId: 999_999_999 },
    "autoAnswer.list": {},
    "stickerPack.create": { name: "cats", isShared: true, isOfServer: false },
    "stickerPack.update": { packId: mediaId, name: "dogs", isShared: false, stickerIds: [mediaId] },
    "stickerPack.delete": { packId: mediaId },
    "stickerPack.get": { packId: mediaId },
    "stickerPack.list": {},
    "stickerPack.install": { packId: mediaId },
    "stickerPack.uninstall": { packId: mediaId },
    "sticker.add": { packId: mediaId, stickers: [{ mediaId, emoji: "🐱" }] },
    "sticker.remove": { packId: mediaId, stickerIds: [mediaId] },
    "presence.watch": { userIds: [1] },
  };
  return byMethod[method];
}

export interface Broken {
  readonly args: unknown;
  /** Where the fault is, as `details.path` says it. */
  readonly path: string;
}

/** The arguments, each time wrong in exactly one place: missing, of a wrong type, or over an edge. */
export function brokenArguments(schema: TSchema, valid: unknown, path = ""): Broken[] {
  const { properties, required = [] } = schema as {
    properties?: Record<string, TSchema>;
    required?: string[];
  };
  if (properties === undefined) return wrongValues(schema, valid).map((args) => ({ args, path }));
  const fields = valid as Arguments;
  const missing = required.map((name) => ({
    args: Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name)),
    path: `${path}/${name}`,
  }));
  const wrong = Object.entries(properties).flatMap(([name, field]) =>
    brokenArguments(field, fields[name], `${path}/${name}`).map((broken) => ({
      args: { ...fields, [name]: broken.args },
      path: broken.path,
    })),
  );
  const others = path === "" ? [] : [null, [], "text", 7].map((args) => ({ args, path }));
  return [...missing, ...wrong, ...others];
}

interface Bounds {
  type?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  anyOf?: TSchema[];
  const?: unknown;
}

function wrongValues(schema: TSchema, valid: unknown): unknown[] {
  const {
    type,
    minLength = 0,
    maxLength,
    minimum,
    maximum,
    minItems = 0,
    maxItems,
    anyOf,
  } = schema as Bounds;
  const [alternative, ...others] = (anyOf ?? []).filter((one) => (one as Bounds).type !== "null");
  if (alternative !== undefined && others.length === 0) {
    return wrongValues(alternative, valid).filter((value) => value !== null);
  }
  // What is the server's own to say.
  if ("not" in schema) return [null, {}, "anything"];
  const isObject = (anyOf ?? []).some((one) => (one as Bounds).type === "object");
  if (isObject) return [null, 7, "none of them", []];
  if (anyOf !== undefined || "const" in schema) return [null, 7, {}, "none of them", ""];
  switch (type) {
    case "string":
      return [
        ...[null, 7, true, {}, ["text"]],
        ...(minLength > 0 ? ["x".repeat(minLength - 1)] : []),
        ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
      ];
    case "integer":
      return [
        ...[null, "7", true, {}, [7], 1.5],
        ...(minimum === undefined ? [] : [minimum - 1]),
        ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [maximum + 1]),
      ];
    case "boolean":
      return [null, 7, "true", {}, []];
    case "array":
      return [
        ...[null, "7", 7, {}],
        ...(minItems > 0 ? [[]] : []),
        ...(maxItems === undefined || maxItems > 5_000
          ? []
          : [Array.from({ length: maxItems + 1 }, () => (valid as unknown[])[0])]),
      ];
    default:
      throw new Error(`no wrong values are known for ${JSON.stringify(schema)}`);
  }
}
