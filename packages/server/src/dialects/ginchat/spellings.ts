/** What the cousins spell each in its own way: both spellings are understood by both, each answered in its own words. */

export interface BefriendRoute {
  readonly path: string;
  readonly ownField: string;
  readonly target: { readonly field: string; readonly by: "id" | "name" };
  readonly words: BefriendWords;
  readonly doneData: 0 | null;
}

export interface BefriendWords {
  readonly empty: string;
  readonly oneself: string;
  readonly already: string;
  readonly unknown: string;
  /** What a refused second request answers in `Code`. */
  readonly alreadyCode: number;
}

const later = {
  oneself: "不能添加自己为好友",
  already: "好友已存在",
  unknown: "用户不存在",
  alreadyCode: -1,
};

export const befriendRoutes: readonly BefriendRoute[] = [
  {
    path: "/contact/addfriend",
    ownField: "userId",
    target: { field: "targetName", by: "name" },
    words: {
      empty: "好友ID不能为空",
      oneself: "不能加自己",
      already: "不能重复添加",
      unknown: "没有找到此用户",
      alreadyCode: -1,
    },
    doneData: null,
  },
  {
    path: "/contact/addFriend",
    ownField: "userID",
    target: { field: "targetID", by: "id" },
    words: {
      empty: "添加好友失败",
      oneself: "不能添加自己为好友",
      already: "已添加该用户为好友",
      unknown: "添加好友失败",
      alreadyCode: 1,
    },
    doneData: 0,
  },
  {
    path: "/contact/addFriendById",
    ownField: "userID",
    target: { field: "targetID", by: "id" },
    words: { empty: "用户不存在", ...later },
    doneData: 0,
  },
  {
    path: "/contact/addFriendByName",
    ownField: "userID",
    target: { field: "targetName", by: "name" },
    words: { empty: "输入不能为空", ...later },
    doneData: 0,
  },
];

export interface CommunitiesRoute {
  readonly path: string;
  readonly ownField: string;
  /** What `Total` says beside communities. */
  readonly total: "count" | "text";
}

export const communitiesRoutes: readonly CommunitiesRoute[] = [
  { path: "/contact/loadcommunity", ownField: "ownerId", total: "text" },
  { path: "/loadCommunity", ownField: "userId", total: "count" },
];
