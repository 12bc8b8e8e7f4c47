/** What is sent to routes of `egg` to hurt them, as data: each right request, and what each kind of field must refuse. */

/** What a field is: an id that must be of somebody or something, a number, a word of a list, a text. */
export type FieldKind = "id" | "number" | "choice" | "text" | "json" | "ids";

export interface HostileRoute {
  readonly path: string;
  /** Of what must be given, one value that is right. */
  readonly fields: Readonly<Record<string, readonly [kind: FieldKind, right: unknown]>>;
}

const message = {
  sendto_id: ["id", "$friend"],
  chatType: ["choice", "single"],
  type: ["text", "text"],
  data: ["text", "x"],
} as const;
const uuid = "01890a5d-ac96-774b-8cce-b302099a8057";

/** `$friend` and `$group` are ids of the caller's own; what names nobody is in the list of wrong ids. */
export const hostileRoutes: readonly HostileRoute[] = [
  { path: "/api/regChat", fields: { username: ["text", "egg_hostile"], password: ["text", "secret1"] } },
  { path: "/api/loginChat", fields: { username: ["text", "nobody_here"], password: ["text", "secret1"] } },
  {
    path: "/api/chat/setPassword",
    fields: {
      ...{ oldpassword: ["text", "wrong one"], newpassword: ["text", "secret2"] },
      checknewpassword: ["text", "secret2"],
    },
  },
  {
    path: "/api/chat/updateUserinfo",
    fields: { fieldname: ["choice", "nickname"], fieldValue: ["text", "n"] },
  },
  { path: "/api/chat/getUserSetInfo", fields: { userid: ["id", "$friend"] } },
  { path: "/api/chat/searchUser", fields: { keyword: ["text", "k"] } },
  { path: "/api/chat/userset", fields: { userset: ["json", "{}"] } },
  { path: "/api/chat/applyfriend", fields: { friend_id: ["id", "$friend"] } },
  { path: "/api/chat/autoAddFriendAndAgree", fields: { friend_id: ["id", "$friend"] } },
  {
    path: "/api/chat/setmeOrfriendCanSee/$friend",
    fields: { friendlookme: ["number", 1], melookfriend: ["number", 1] },
  },
  { path: "/api/chat/socket/sendmessage", fields: message },
  {
    path: "/api/chat/revokeMessage",
    fields: { id: ["text", uuid], chatType: ["choice", "single"], to_id: ["id", "$friend"] },
  },
  { path: "/api/chat/group/create", fields: { userIds: ["ids", ["$friend"]] } },
  { path: "/api/chat/groupUpdateName", fields: { id: ["id", "$group"], name: ["text", "g"] } },
  { path: "/api/chat/groupremark", fields: { id: ["id", "$group"], remark: ["text", "g"] } },
  { path: "/api/chat/groupnickname", fields: { id: ["id", "$group"], nickname: ["text", "g"] } },
  { path: "/api/chat/groupDeleteOrQuit", fields: { id: ["id", "$group"] } },
  { path: "/api/chat/groupDeleteUser", fields: { group_id: ["id", "$group"], user_id: ["id", "$friend"] } },
  { path: "/api/chat/groupInviteUser", fields: { group_id: ["id", "$group"], user_id: ["id", "$friend"] } },
  {
    path: "/api/chat/groupAgreeOrNo",
    fields: { group_id: ["id", "$group"], user_id: ["id", "$friend"], type: ["choice", "agree"] },
  },
  {
    path: "/api/chat/groupAddUserSet",
    fields: { group_id: ["id", "$group"], addGroupSet: ["number", 1] },
  },
  {
    path: "/api/chat/complaint/create",
    fields: { target_id: ["id", "$friend"], target_type: ["choice", "single"], reason: ["text", "r"] },
  },
  {
    path: "/api/chat/getVideoScreenshot",
    fields: { videoUrl: ["text", "/x"], time: ["number", 1], width: ["number", 1] },
  },
  { path: "/api/chat/askanswer/create", fields: { ask: ["text", "a"], answer: ["text", "b"] } },
];

/** Refused wherever the kind is asked for; `undefined` is left out. */
export const wrongValues: Readonly<Record<FieldKind, readonly unknown[]>> = {
  id: [
    undefined,
    null,
    "",
    "x",
    { toString: "x" },
    -1,
    0,
    1.5,
    "1e3",
    "0x10",
    true,
    {},
    [1],
    1e20,
    999_999_999,
    "999999999",
  ],
  number: [{ valueOf: 1 }, undefined, null, "", "x", -1, 1.5, 11, {}, [1], "1e0", "９"],
  choice: [undefined, null, "", "other", 7, {}, [], "__proto__", "constructor", { toString: "x" }],
  text: [undefined, null, "", {}, [], { toString: "x" }, "x".repeat(60_001)],
  json: [
    undefined,
    null,
    "",
    {},
    [],
    "{",
    "[]",
    "null",
    "7",
    '{"chatset":7}',
    '{"chatset":{"user":{"sendCount":{"toString":1,"valueOf":2}}}}',
    '{"chatset":{"user":{"sendCount":9}}}',
  ],
  ids: [undefined, null, "", [], {}, ["x"], [0], [-1], [1.5], [{}], [[1]], [999_999_999], "1;2", "999999999"],
};

/** Taken or refused, but answered, and never by what is the server's own. */
export const oddTexts: readonly string[] = [
  ...["\u0000", "a\u0000b", "\ud800", "\u202Eabc", "'; drop table users; --", "<script>alert(1)</script>"],
  ...["../../etc/passwd", "%00%ff", "$" + "{jndi:ldap://x}", "\r\nset-cookie: a=b", "👩‍👩‍👧‍👦".repeat(3)],
];

/** Bodies that are no fields at all, with what they say they are. */
export const brokenBodies: readonly (readonly [type: string, body: string])[] = [
  ["application/json", "{"],
  ["application/json", '{"a":'],
  ["application/json", "[1]"],
  ["application/json", "7"],
  ["application/json", "null"],
  ["application/json", '"text"'],
  ["application/json", `{"data":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
  ["application/json", `{"__proto__":{"token":"x"},"constructor":{"prototype":{}}}`],
  ["application/json", `{"data":"${"x".repeat(3_000_000)}"}`],
  ["application/x-www-form-urlencoded", "%"],
  ["application/x-www-form-urlencoded", "a=%ff%fe&b[]=1&b[x]=2"],
  ["multipart/form-data", "no boundary"],
  ["multipart/form-data; boundary=x", "--x\r\ncut"],
  ["text/plain", "anything"],
];

/** Names under which files come. */
export const fileNames: readonly string[] = [
  ...["../../../etc/x.png", "..\\..\\x.png", "/etc/x.png", "x.png/../../y.png", ".png", "a\u0000b.png"],
  ...[
    "a\r\nx: y.png",
    "<img src=x>.png",
    "‮gnp.exe.png",
    `${"n".repeat(5_000)}.png`,
    "con.png",
    "a b;c.png",
    "a.png ",
  ],
];
export const refusedFileNames: readonly string[] = ["a.svg", "a.html", "a.js", "a.png.php", "a", "png"];

/** What is said at the socket, and answered by nothing. */
export const hostileFrames: readonly string[] = [
  ...[
    "{",
    "null",
    "[]",
    "7",
    '"ping"',
    "{}",
    '{"type":{}}',
    '{"type":["ping"]}',
    '{"type":"ping","token":"x"}',
  ],
  ...['{"type":"singleChat","data":{"to_id":1}}', '{"type":"force_logout"}', "x".repeat(30_000)],
];
