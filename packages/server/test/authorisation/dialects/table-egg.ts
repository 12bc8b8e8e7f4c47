/** The matrix of `egg`: accounts, people, services, files and the socket. */
import { password } from "../world.ts";
import { anybody, type CaseContext, type DialectCase, rows } from "./row.ts";

const invalid = "Token 令牌不合法！";
export const eggRow = rows({
  ...{ nobody: "您没有权限访问即时通讯接口", broken: invalid, ended: invalid, disabled: invalid },
  expired: "Token已过期！请重新获取令牌",
});
const row = eggRow;
const visitor = { guest: "您没有权限访问，请先注册或登录" };
export const noVisitors = visitor;

const plain = (
  route: string,
  sent: DialectCase["sent"],
  expect: DialectCase["expect"],
  about?: string,
): DialectCase => ({ route, sent, expect, ...(about === undefined ? {} : { about }) });
const at =
  (path: (context: CaseContext) => string, json: object = {}) =>
  (context: CaseContext) => ({
    path: path(context),
    json,
  });
const get = (path: (context: CaseContext) => string) => (context: CaseContext) => ({ path: path(context) });

const signedFields = { deviceId: "0".repeat(36), timestamp: "1700000000000" };
const picture = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const upload = (field: string) => ({ upload: { field, name: "a.png", bytes: picture } });

const accounts: readonly DialectCase[] = [
  plain(
    "POST /api/regChat",
    ({ world }) => ({ json: { username: world.target.username.slice(0, 20), password: "secret" } }),
    anybody("该账号已存在，请换一个账号注册"),
    "with another's name",
  ),
  plain(
    "POST /api/loginChat",
    ({ world }) => ({ json: { username: world.target.username, password: "wrong" } }),
    anybody("账户或密码错误"),
    "with a wrong password",
  ),
  plain(
    "POST /api/loginChat",
    ({ world }) => ({ json: { username: world.callers.disabled.username, password } }),
    anybody("账户或密码错误"),
    "as one who is disabled",
  ),
  { route: "POST /api/chat/logout", isLasting: true, sent: () => ({ json: {} }), expect: row("ok") },
  {
    route: "POST /api/chat/setPassword",
    about: "with a wrong old one",
    sent: () => ({ json: { oldpassword: "wrong", newpassword: "another1", checknewpassword: "another1" } }),
    expect: row("原始密码错误，无法修改密码", visitor),
  },
  ...["visitorRegister", "visitorregChat", "visitorloginChat"].flatMap((name): DialectCase[] => [
    plain(`POST /api/${name}`, () => ({ json: signedFields }), anybody("非法访问"), "without a signature"),
    plain(
      `POST /api/${name}`,
      () => ({ json: signedFields, headers: { "x-security-sign": "0".repeat(64) } }),
      anybody("非法签名"),
      "with a wrong signature",
    ),
  ]),
];

const people: readonly DialectCase[] = [
  plain(
    "GET /api/userinfo/:uuid",
    get(({ world }) => `/api/userinfo/${world.target.uuid}`),
    anybody("ok"),
  ),
  plain(
    "POST /api/chat/searchUser",
    ({ world }) => ({ json: { keyword: world.target.username } }),
    row("ok", visitor),
  ),
  plain("POST /api/chat/getUserSetInfo", ({ world }) => ({ json: { userid: world.target.id } }), row("ok")),
  { route: "POST /api/chat/userset", sent: () => ({ json: { userset: '{"a":1}' } }), expect: row("ok") },
  {
    route: "POST /api/chat/updateUserinfo",
    sent: () => ({ json: { fieldname: "nickname", fieldValue: "Nick" } }),
    expect: row("ok"),
  },
  {
    route: "POST /api/chat/updateUserinfo",
    about: "the name of the account",
    sent: () => ({ json: { fieldname: "username", fieldValue: "other_name" } }),
    expect: row("账号不可修改"),
  },
  plain(
    "GET /api/chat/goodfriendlist/:page",
    get(() => "/api/chat/goodfriendlist/1"),
    row("ok", visitor),
  ),
  plain(
    "POST /api/chat/ismygoodfriend/:id",
    at(({ world }) => `/api/chat/ismygoodfriend/${world.target.id}`),
    row("不是好友", { contact: "ok" }),
  ),
  plain(
    "GET /api/chat/getgoodfriendinfo/:id",
    get(({ world }) => `/api/chat/getgoodfriendinfo/${world.target.id}`),
    row("好友不存在", { contact: "ok", ...visitor }),
  ),
  plain(
    "POST /api/chat/isApplyfriend/:uuid",
    at(({ world }) => `/api/chat/isApplyfriend/${world.target.uuid}`),
    row("用户申请信息不存在", { stranger: "ok", ...visitor }),
  ),
  plain(
    "GET /api/chat/listapplyfriend/:page",
    get(() => "/api/chat/listapplyfriend/1"),
    row("ok", visitor),
  ),
  {
    route: "POST /api/chat/applyfriend",
    isLasting: true,
    sent: ({ world }) => ({ json: { friend_id: world.target.id } }),
    expect: row("ok", {
      ...{ contact: "您已经申请过了，请勿重复申请", blocked: "对方不接受好友申请" },
      owner: "不能添加自己为好友",
    }),
  },
  {
    route: "POST /api/chat/autoAddFriendAndAgree",
    sent: ({ world }) => ({ json: { friend_id: world.target.id } }),
    expect: row("需要对方审核，不能自动加对方为好友", {
      owner: "不能添加自己为好友",
    }),
  },
  {
    route: "POST /api/chat/handleapply/:id",
    isLasting: true,
    about: "an application to another",
    sent: ({ world }) => ({ path: `/api/chat/handleapply/${world.requestId}`, json: { status: "agree" } }),
    expect: row("申请不存在或已处理", { stranger: "ok", ...visitor }),
  },
  ...(["setblackgoodfriend", "setstargoodfriend", "setmeOrfriendCanSee"] as const).map(
    (name): DialectCase => {
      const words = name === "setblackgoodfriend" ? "好友不存在" : "好友不存在或者被拉黑，无法操作";
      return {
        route: `POST /api/chat/${name}/:id`,
        isLasting: true,
        sent: at(({ world }) => `/api/chat/${name}/${world.target.id}`, { friendlookme: 1, melookfriend: 1 }),
        expect: row(words, { contact: "ok", ...visitor }),
      };
    },
  ),
  {
    route: "POST /api/chat/deletegoodfriend/:id",
    isLasting: true,
    sent: at(({ world }) => `/api/chat/deletegoodfriend/${world.target.id}`),
    expect: row("不是好友关系，无权操作", { contact: "ok" }),
  },
];

const services: readonly DialectCase[] = [
  {
    route: "POST /api/chat/complaint/create",
    sent: ({ world }) => ({ json: { target_id: world.other.id, target_type: "single", reason: "spam" } }),
    expect: row("ok", { guest: "投诉对象不存在" }),
  },
  plain("GET /api/chat/complaint/list", () => ({}), row("ok")),
  plain(
    "GET /api/chat/complaint/detail/:id",
    get(({ world }) => `/api/chat/complaint/detail/${world.complaintId}`),
    row("投诉不存在", { owner: "ok" }),
  ),
  {
    route: "POST /api/chat/complaint/update/:id",
    isLasting: true,
    sent: at(({ world }) => `/api/chat/complaint/update/${world.complaintId}`, { reason: "mine" }),
    expect: row("投诉不存在", { owner: "ok" }),
  },
  {
    route: "POST /api/chat/complaint/delete/:id",
    isLasting: true,
    sent: at(({ world }) => `/api/chat/complaint/delete/${world.complaintId}`),
    expect: row("投诉不存在", { owner: "ok" }),
  },
  {
    route: "POST /api/chat/askanswer/create",
    sent: () => ({ json: { ask: "what", answer: "that" } }),
    expect: row("ok", visitor),
  },
  ...(["update", "delete"] as const).flatMap((name): DialectCase[] => {
    const theirs = { isLasting: true, expect: row("数据不存在", { owner: "ok", ...visitor }) } as const;
    const path = `/api/chat/askanswer/${name}`;
    return [
      {
        ...{ route: `POST ${path}/:id`, ...theirs },
        sent: at(({ world }) => `${path}/${world.autoAnswerId}`, { answer: "other" }),
      },
      {
        ...{ route: `POST ${path}`, ...theirs },
        sent: ({ world }) => ({ json: { id: world.autoAnswerId, answer: "other" } }),
      },
    ];
  }),
  ...(["list", "search"] as const).map((name) =>
    plain(`* /api/chat/askanswer/${name}`, () => ({ json: {} }), row("ok", visitor)),
  ),
  plain(
    "* /api/chat/askanswer/detail",
    ({ world }) => ({ json: { id: world.autoAnswerId } }),
    row("数据不存在", { owner: "ok", ...visitor }),
  ),
  plain(
    "* /api/chat/askanswer/detail/:id",
    at(({ world }) => `/api/chat/askanswer/detail/${world.autoAnswerId}`),
    row("数据不存在", { owner: "ok", ...visitor }),
  ),
];

const files: readonly DialectCase[] = [
  {
    route: "POST /api/chat/uploadStreamSingleToServerDiy/:diydir",
    sent: () => ({ path: "/api/chat/uploadStreamSingleToServerDiy/chat", ...upload("file") }),
    expect: row("ok"),
  },
  { route: "POST /api/chat/socket/upload", sent: () => upload("file"), expect: row("ok") },
  {
    route: "POST /api/chat/uploadAliyun",
    sent: () => upload("img"),
    expect: row("ok"),
  },
  plain(
    "POST /api/chat/getVideoScreenshot",
    () => ({ json: { videoUrl: "", time: 1, width: 10, format: "png" } }),
    row("视频地址不能为空"),
  ),
  plain(
    "GET /public/uploads/*",
    get(({ world }) => `/public/uploads/Diy/chat/20260101/1700000000000_${world.mediaId}.png`),
    row("404 错误"),
    "which nobody was shown",
  ),
  plain(
    "* /api/chat/*",
    at(() => "/api/chat/nothing"),
    row("404 错误"),
  ),
  plain(
    "* /api/*",
    at(() => "/api/nothing"),
    anybody("404 错误"),
  ),
  ...["ping", "pong"].map((type) =>
    plain(
      `SOCKET /ws ${type}`,
      () => ({ frame: { type } }),
      rows({
        ...{ nobody: "缺少 token 参数", broken: "Token 不合法", ended: "Token 不合法" },
        ...{ disabled: "Token 不合法", expired: "token 已过期" },
      })("ok"),
    ),
  ),
];

export const eggCases: readonly DialectCase[] = [...accounts, ...people, ...services, ...files];
