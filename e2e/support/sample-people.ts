/** People around one person that look like life, made through the SDK: contacts, requests, somebody blocked. */
import { type Client, createClient } from "@parley/sdk";
import { password } from "./person.ts";

const scripts = {
  en: {
    self: "Sam Reyes",
    contacts: ["Anna Lindqvist", "Aaron Blake", "Jonas Weber", "Maya Okafor", "Marta Silva", "林悦", "007"],
    asking: [
      ["Piet Janssen", "We met at the harbour festival, and you had the plan of the quay."],
      ["Zoë Marsh", null],
    ],
    asked: "Hana Sato",
    blocked: "Loud Neighbour",
    remark: "Jonas (power plan)",
    tags: ["festival", "stage"],
    bio: "Builds stages, breaks records.\nWrite me before noon.",
    place: "Kiel",
  },
  "zh-CN": {
    self: "陈思远",
    contacts: ["林悦", "王浩", "周琪", "李明", "安然", "Anna Lindqvist", "007"],
    asking: [
      ["赵磊", "我是读书会的赵磊\uff0c上周六坐在你旁边。"],
      ["孙悦", null],
    ],
    asked: "吴桐",
    blocked: "推销员",
    remark: "王浩\uff08读书会\uff09",
    tags: ["读书会", "同事"],
    bio: "爱读书\uff0c也爱跑步。",
    place: "杭州",
  },
} as const;

export interface SamplePeople {
  readonly username: string;
  /** The contact who has a remark, tags and a profile. */
  readonly named: string;
}

async function register(url: string, username: string, nickname: string): Promise<Client> {
  const client = createClient({ url, storage: "memory", sharesConnection: false });
  await client.account.register({ username, nickname, password });
  return client;
}

const idOf = (client: Client) => client.state.session.get()?.user.id ?? 0;

async function makeContacts(one: Client, other: Client): Promise<void> {
  const { request } = await one.contacts.request({ userId: idOf(other) });
  await other.contacts.answer({ requestId: request.id, answer: "accept" });
}

export async function fillWithPeople(
  url: string,
  language: keyof typeof scripts,
  prefix: string,
): Promise<SamplePeople> {
  const script = scripts[language];
  const names: string[] = [script.self, ...script.contacts, ...script.asking.map(([name]) => name)];
  names.push(script.asked, script.blocked);
  const clients: Client[] = [];
  for (const [index, name] of names.entries()) clients.push(await register(url, `${prefix}${index}`, name));
  const [self, ...others] = clients;
  if (self === undefined) throw new Error("there is nobody");
  const contacts = others.slice(0, script.contacts.length);
  for (const contact of contacts) await makeContacts(self, contact);
  const asking = others.slice(contacts.length, contacts.length + script.asking.length);
  for (const [index, client] of asking.entries()) {
    const message = script.asking[index]?.[1] ?? null;
    await client.contacts.request({ userId: idOf(self), ...(message === null ? {} : { message }) });
  }
  const [asked, blocked] = others.slice(contacts.length + asking.length);
  if (asked !== undefined) await self.contacts.request({ userId: idOf(asked) });
  if (blocked !== undefined) await self.contacts.block({ userId: idOf(blocked), isBlocked: true });
  const named = contacts[language === "en" ? 2 : 1];
  if (named === undefined) throw new Error("there is no contact");
  const userId = idOf(named);
  await named.account.update({
    bio: script.bio,
    location: script.place,
    website: "https://festival.example/jw",
  });
  await self.contacts.setRemark({ userId, remark: script.remark });
  await self.contacts.setTags({ userId, tags: [...script.tags] });
  await self.contacts.star({ userId, isStarred: true });
  await Promise.all(clients.map((client) => client.close()));
  return { username: `${prefix}0`, named: script.remark };
}
