/** A username for who comes from an OpenID provider, from what the person is called there. Pure. */
import { limits } from "@parley/protocol";
import type { OpenIdIdentity } from "../ports/open-id.ts";

/** Leaves room for what makes it different from one that is taken. */
const charsMax = limits.usernameCharsMax - 8;
const nobodysName = "user";

/** An e-mail address is the last choice: what is before its sign is more than some want to show. */
export function proposeUsername({ username, name }: Pick<OpenIdIdentity, "username" | "name">): string {
  const isAddress = username?.includes("@") ?? false;
  const choices = isAddress ? [name, username?.split("@", 1)[0] ?? null] : [username, name];
  for (const choice of choices) {
    const fitting = fit(choice ?? "");
    if (fitting !== null) return fitting;
  }
  return nobodysName;
}

/** The name with what a username may not have replaced; null when too little is left. */
function fit(name: string): string | null {
  const kept = name.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]+/gu, "_");
  const trimmed = Array.from(kept.replace(/^_+/, "")).slice(0, charsMax).join("").replace(/_+$/, "");
  return Array.from(trimmed).length < limits.usernameCharsMin ? null : trimmed;
}
