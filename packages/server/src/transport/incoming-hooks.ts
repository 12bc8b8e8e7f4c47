/**
 * The address other programs write to: `POST /v1/hooks/<secret>` is the operation `incomingWebhook.post` with the secret
 * of the path, and who calls is nobody in particular (HOOK-20). Pure.
 */
import { limits } from "@parley/protocol";

const prefix = "hooks/";

export interface HookCall {
  readonly operation: "incomingWebhook.post";
  readonly argsText: string;
}

/** Null for a path that is none. JSON is taken as it is; of any other type the body is the text. */
export function incomingHookCall(path: string, contentType: string, body: string): HookCall | null {
  if (!path.startsWith(prefix)) return null;
  const secret = path.slice(prefix.length, prefix.length + limits.incomingSecretCharsMax + 1);
  const known = `{"secret":${JSON.stringify(secret)}`;
  const given = body.trim();
  const isText = /^text\/plain\b/i.test(contentType) && !given.startsWith("{");
  if (isText)
    return { operation: "incomingWebhook.post", argsText: `${known},"text":${JSON.stringify(body)}}` };
  // What is no object is refused as it would be anywhere.
  const rest = given === "" ? "}" : given.slice(1);
  const isObject = given === "" || given.startsWith("{");
  const argsText = isObject ? `${known}${rest.trimStart().startsWith("}") ? "" : ","}${rest}` : given;
  return { operation: "incomingWebhook.post", argsText };
}
