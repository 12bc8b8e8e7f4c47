import { openIdName } from "../oidc/open-id-name.ts";
import type { ReadOperation } from "../operation.ts";

export const readServer: ReadOperation<"server.info"> = {
  kind: "read",
  async run({ ports }) {
    const { guests, linkPreviews, mailUrl, registration, serverName } = ports.options;
    const name = openIdName(ports);
    return {
      ...{ name: serverName, registration, sendsMail: mailUrl !== "", guests: guests === "on" },
      linkPreviews: linkPreviews === "on",
      ...(name === null ? {} : { openIdName: name }),
    };
  },
};
