/** Webhooks, incoming ones and commands of bots: of a group in which every caller is a plain member, of one in which none is, and of everything. */
import { accounts, admins, anyone, type Case, type CaseContext, signedIn, type Table } from "./row.ts";

const shared = ({ world }: CaseContext) => ({ conversationId: world.sharedGroupId });
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId });
const nobodys = { id: "0190b6a5-7c5e-7d35-8a3b-1f0e2d3c4b5a" };
const hook = { name: "hook", url: "https://hook.example/in" };

const ofGroup = (more: object): Case[] => [
  {
    about: "as a member",
    args: (context) => ({ ...shared(context), ...more }),
    expect: accounts("forbidden"),
  },
  { about: "foreign", args: (context) => ({ ...foreign(context), ...more }), expect: accounts("not_found") },
];

const everywhere = (more: object): Case => ({
  about: "of everything",
  args: () => more,
  expect: { ...admins("ok"), guest: "forbidden" },
});

const none = (more: object): Case[] => [
  { about: "none", args: () => ({ ...nobodys, ...more }), expect: accounts("not_found") },
];

export const webhookCases = {
  "webhook.create": [...ofGroup(hook), everywhere(hook)],
  "webhook.list": [...ofGroup({}), everywhere({})],
  "webhook.update": none({ name: "hook" }),
  "webhook.remove": none({}),
  "webhook.rotateSecret": none({}),
  "webhook.listFailed": none({}),
  "webhook.retry": none({ failedId: 1 }),
  "incomingWebhook.create": ofGroup({ name: "hook" }),
  "incomingWebhook.list": ofGroup({}),
  "incomingWebhook.remove": none({}),
  "incomingWebhook.post": [
    { about: "with no secret", args: () => ({ secret: "none", text: "hi" }), expect: anyone("not_found") },
  ],
  "bot.setCommands": [
    {
      args: () => ({ commands: [{ name: "help", description: "Helps." }] }),
      expect: signedIn("forbidden", { bot: "ok" }),
    },
  ],
  "bot.listCommands": [
    { about: "as a member", args: shared, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
} satisfies Partial<Table>;
