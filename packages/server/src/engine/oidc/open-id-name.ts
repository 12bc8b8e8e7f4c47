import type { Ports } from "../operation.ts";

/** What people call the provider; null where there is none. */
export function openIdName({ openId, options }: Ports): string | null {
  if (openId.issuer === null) return null;
  return options.oidcName || (URL.parse(openId.issuer)?.hostname ?? openId.issuer);
}
