import { describe, expect, test } from "bun:test";
import { checkArguments } from "../../src/engine/arguments.ts";

const args = (password: string) => JSON.stringify({ username: "somebody", password });

describe("new passwords that come through a dialect", () => {
  test("[DIA-6] a shorter one is taken for who says so inside of the server, by its own length", () => {
    expect(() => checkArguments("account.register", args("12345"))).toThrow();
    expect(checkArguments("account.register", args("123456"), 6)).toMatchObject({ password: "123456" });
    expect(() => checkArguments("account.register", args("12345"), 6)).toThrow(/password/);
    expect(() => checkArguments("account.register", args("x".repeat(129)), 6)).toThrow();
    expect(() => checkArguments("account.register", '{"password":"123456"}', 6)).toThrow(/username/);
  });

  test("[DIA-6] the rest of the declaration holds as ever, and old passwords have no least length", () => {
    const change = (oldPassword: string, newPassword: string) => JSON.stringify({ oldPassword, newPassword });
    expect(() => checkArguments("account.changePassword", change("x", "123"), 4)).toThrow(/newPassword/);
    expect(checkArguments("account.changePassword", change("x", "1234"), 4)).toMatchObject({
      oldPassword: "x",
    });
  });
});
