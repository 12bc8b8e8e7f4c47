/**
 * What an API key may be used for: its scopes, each an operation (`message.send`) or a noun with all of its operations
 * (`message`). What concerns the security of accounts is never done with a key, whatever its scopes say (DEV-24).
 */
import { type MethodName, methods } from "./methods.ts";

/** Nouns whose operations sign in, keep an account secure, or administer others. */
const nounsWithoutKeys: ReadonlySet<string> = new Set([
  "account",
  "admin",
  "apiKey",
  "device",
  "guest",
  "oidc",
  "registrationInvite",
  "setup",
  "signIn",
  "twoFactor",
]);

/** Only tells whose key it is. */
const harmless: MethodName = "account.me";

/** Everything that may be a scope, sorted. */
export const apiKeyScopes: readonly string[] = scopesOf(Object.keys(methods));

const scopeSet = new Set(apiKeyScopes);

export function isApiKeyScope(scope: string): boolean {
  return scopeSet.has(scope);
}

/** Whether a key with these scopes may call the operation; its user's role decides besides. */
export function scopesAllow(scopes: readonly string[], method: string): boolean {
  if (!scopeSet.has(method)) return false;
  return scopes.some((scope) => scope === method || (scopeSet.has(scope) && method.startsWith(`${scope}.`)));
}

function scopesOf(names: readonly string[]): string[] {
  const scopes = new Set<string>([harmless]);
  for (const name of names) {
    const parts = name.split(".");
    if (nounsWithoutKeys.has(parts[0] ?? "")) continue;
    for (let length = 1; length <= parts.length; length += 1) scopes.add(parts.slice(0, length).join("."));
  }
  return [...scopes].sort();
}
