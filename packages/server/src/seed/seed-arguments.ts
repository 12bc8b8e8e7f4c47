/** The command line of `parley seed`. */
import { parseArgs } from "node:util";
import { StartError } from "../store/start-error.ts";
import type { SeedPlan } from "./seed.ts";

export const seedUsage = `Usage: parley seed --out <file> [options]
Fills an empty data folder (or database) for load tests, and writes one JSON line a user: id, access token, conversations.
  --users <n>              people (100)
  --directs-per-user <n>   direct conversations of each: 1 for pairs, or an even number (0)
  --groups <n>             groups (0)
  --group-members <n>      members of each group (10)
  --messages <n>           messages over all conversations (0)
  --message-chars <n>      length of each message (128)
  --texts <kind>           plain (numbered), or mixed (words, half of them Chinese) (plain)
  --skew <n>               how unequal conversations are, 0 for equal (0)`;

export interface SeedArguments {
  readonly plan: SeedPlan;
  readonly outPath: string;
}

/** @throws StartError with one clear line. */
export function readSeedArguments(words: readonly string[]): SeedArguments {
  const text = { type: "string" } as const;
  const { values } = parse(() =>
    parseArgs({
      args: [...words],
      options: {
        out: text,
        users: text,
        "directs-per-user": text,
        groups: text,
        "group-members": text,
        messages: text,
        "message-chars": text,
        skew: text,
        texts: text,
      },
    }),
  );
  const number = (name: keyof typeof values, standard: number) => {
    const value = Number(values[name] ?? standard);
    if (!Number.isFinite(value) || value < 0) throw new StartError(`--${name} must be a number from 0.`);
    return value;
  };
  const plan: SeedPlan = {
    users: number("users", 100),
    directsPerUser: number("directs-per-user", 0),
    groups: number("groups", 0),
    groupMembers: number("group-members", 10),
    messages: number("messages", 0),
    messageChars: number("message-chars", 128),
    skew: number("skew", 0),
    texts: values.texts === "mixed" ? "mixed" : "plain",
  };
  if (values.out === undefined) throw new StartError(seedUsage);
  checkPlan(plan);
  return { plan, outPath: values.out };
}

function checkPlan({ users, directsPerUser, groups, groupMembers, messageChars }: SeedPlan): void {
  if (directsPerUser > 1 && directsPerUser % 2 !== 0) {
    throw new StartError("--directs-per-user must be 0, 1 or an even number.");
  }
  if (directsPerUser >= users) throw new StartError("--directs-per-user needs more --users.");
  if (groups > 0 && (groupMembers < 1 || groupMembers > users)) {
    throw new StartError("--group-members must be between 1 and --users.");
  }
  if (messageChars < 1) throw new StartError("--message-chars must be at least 1.");
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}
