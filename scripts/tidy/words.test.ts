import { describe, expect, test } from "bun:test";
import { findBadNames } from "./names.ts";
import { sourceFile } from "./source-file.ts";
import { findBannedTokens } from "./tokens.ts";

const path = "packages/server/src/engine/message/send-message.ts";

function tokensIn(text: string, at = path): readonly string[] {
  return findBannedTokens([sourceFile(at, text)]).map(({ message }) => message.split(":")[0] ?? "");
}

function namesIn(text: string, at = path): readonly string[] {
  return findBadNames([sourceFile(at, text)]).map(({ message }) => message);
}

describe("banned tokens", () => {
  test.each([
    ["const now = Date.now();", "Date.now"],
    ["const now = new Date();", "new Date()"],
    ["const dice = Math.random();", "Math.random"],
    ["const home = process.env.HOME;", "process.env"],
    ['console.log("hi");', "console.log"],
    ["const value: any = 1;", "any"],
    ["const first = list[0]!;", "non-null !"],
    ["enum Colour { Red }", "enum"],
    ["export default 1;", "default export"],
    ["// TODO later", "TODO"],
    ["// FIXME later", "FIXME"],
    ["// @ts-ignore", "@ts-ignore"],
    ["// =============", "// ============="],
    ['export * from "./other.ts";', "only re-exports"],
  ])("%s is found", (text, token) => {
    expect(tokensIn(text)).toEqual([token]);
  });

  test("what only looks alike is not", () => {
    expect(
      tokensIn("const at = new Date(sentAt); const many = clock.now(); const anyone = list[0] ?? null;"),
    ).toEqual([]);
    expect(tokensIn('const text = "Date.now() and any!";')).toEqual([]);
  });

  test("the homes of a port may use what it is made of", () => {
    expect(tokensIn("const now = Date.now();", "packages/server/src/platform.ts")).toEqual([]);
    expect(tokensIn("const now = Date.now();", "packages/server/test/messages.test.ts")).toEqual([]);
    expect(tokensIn("const home = process.env;", "packages/server/src/config/load-config.ts")).toEqual([]);
  });
});

describe("names", () => {
  test.each([
    "class MessageManager {}",
    "function messageHelper() {}",
    "const storeImpl = 1;",
    "type UserInfo = 1;",
    "interface UserData {}",
  ])("%s says nothing", (text) => {
    expect(namesIn(text)).toHaveLength(1);
  });

  test.each([
    "interface IStore {}",
    "const roomId = 1;",
    "function listTopics() {}\nconst topic = 1;",
    "type Msg = 1;",
    "const chatName = 1;",
    "const uid = 1;",
  ])("%s is not our vocabulary", (text) => {
    expect(namesIn(text)).toHaveLength(1);
  });

  test("our own words pass, and a dialect may speak its own", () => {
    expect(namesIn("const dataFolder = 1; class Inbox {} const isInfoShown = true; const Item = 1;")).toEqual(
      [],
    );
    expect(namesIn("const roomId = 1;", "packages/server/src/dialects/older/mapping.ts")).toEqual([]);
  });

  test("file names are kebab-case and say what is inside", () => {
    for (const name of ["sendMessage.ts", "Send-message.ts", "send_message.ts", "message-utils.ts"]) {
      expect(namesIn("export const one = 1;", `packages/server/src/engine/${name}`)).toHaveLength(1);
    }
  });
});
