/** People and messages that look like life, made through the SDK: what the pictures of the client show. */
import { type Client, createClient } from "@parley/sdk";
import { password } from "./person.ts";

type Language = "en" | "zh-CN";

interface Script {
  readonly self: string;
  readonly others: readonly [string, string, string];
  readonly groupName: string;
  /** Who says what in the group: 0 is oneself, 1-3 the others. The last ones are unread. */
  readonly group: readonly (readonly [number, string])[];
  /** What each of the others wrote directly. */
  readonly direct: readonly [string, string, string];
}

const scripts: Record<Language, Script> = {
  en: {
    self: "Sam Reyes",
    others: ["Anna Lindqvist", "Jonas Weber", "Maya Okafor"],
    groupName: "Harbour festival",
    group: [
      [1, "Morning! The permit for the quay came through 🎉"],
      [1, "We have it from Friday noon until Sunday night."],
      [0, "Wonderful. I will tell the bands today."],
      [2, "Stage crew can start at one. Do we have the power plan?"],
      [0, "It is here, with the changes from yesterday: https://festival.example/plans/power"],
      [2, "Got it, thanks"],
      [3, "I counted the volunteers: 46 so far, and eleven more who said maybe."],
      [3, "If everybody brings one friend on Saturday, we are fine even if it rains."],
      [0, "Let us write to the maybes tonight. Maya, can you send me the list?"],
      [1, "Shall we meet at the warehouse at six and go through the rest together?"],
      [3, "Six works for me 👍"],
    ],
    direct: ["See you at six then", "The trailer is booked for Friday", "Here is the list of volunteers"],
  },
  "zh-CN": {
    self: "陈思远",
    others: ["林悦", "王浩", "周琪"],
    groupName: "社区读书会",
    group: [
      [1, "大家早上好\uff01场地已经确认了 🎉"],
      [1, "周六下午两点到五点\uff0c二楼的小会议室。"],
      [0, "太好了\uff0c我今天就把通知发出去。"],
      [2, "投影和音响需要提前借吗\uff1f"],
      [0, "已经登记好了\uff0c流程写在这里\uff1ahttps://dushu.example/plan"],
      [2, "收到\uff0c谢谢"],
      [3, "目前有三十二个人报名\uff0c还有八位说看情况。"],
      [3, "如果下雨的话\uff0c可能会少几个人\uff0c茶点先按三十份准备吧。"],
      [0, "好的。周琪\uff0c名单可以发我一份吗\uff1f"],
      [1, "今晚六点在门口碰个头\uff0c把剩下的事情过一遍\uff1f"],
      [3, "六点可以 👍"],
    ],
    direct: ["那就六点见", "书已经寄出\uff0c周五应该能到", "这是报名名单"],
  },
};

export interface SampleTalk {
  readonly username: string;
  readonly groupName: string;
  /** Ends the connections of the people in it. */
  end(): void;
}

async function register(url: string, username: string, nickname: string): Promise<Client> {
  const client = createClient({ url, storage: "memory", sharesConnection: false });
  await client.account.register({ username, nickname, password });
  return client;
}

/** Registers four people and lets them talk. `prefix` keeps their usernames apart from those of other calls. */
export async function fillWithTalk(url: string, language: Language, prefix: string): Promise<SampleTalk> {
  const script = scripts[language];
  const names = [script.self, ...script.others];
  const usernames = names.map((_, index) => `${prefix}${language === "en" ? "en" : "zh"}${index}`);
  const clients = await Promise.all(names.map((name, index) => register(url, usernames[index] ?? "", name)));
  const [self, ...others] = clients;
  if (self === undefined) throw new Error("there is nobody");
  const ids = await Promise.all(clients.map(async (client) => (await client.account.me()).user.id));
  const [selfId = 0, ...otherIds] = ids;

  const { conversation } = await self.groups.create({ name: script.groupName, memberIds: otherIds });
  for (const [index, text] of script.direct.entries()) {
    const direct = await others[index]?.conversations.openDirect({ userId: selfId });
    if (direct !== undefined)
      await others[index]?.outbox.send(direct.conversation.id, { type: "text", text }).sent;
  }
  for (const [who, text] of script.group) {
    await clients[who]?.outbox.send(conversation.id, { type: "text", text }).sent;
  }
  await self.close();
  return {
    username: usernames[0] ?? "",
    groupName: script.groupName,
    end: () => {
      for (const client of others) void client.close();
    },
  };
}
