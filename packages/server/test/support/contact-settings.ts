import type { ContactSettings } from "@parley/protocol";
import type { TestServer } from "./test-server.ts";

/** Gives somebody this section of settings, whatever was set before. */
export async function setContactSettings(
  server: TestServer,
  userId: number,
  settings: Partial<ContactSettings>,
): Promise<void> {
  await server.runStatement(`delete from user_settings where user_id = ${userId} and section = 'contact'`);
  await server.runStatement(
    `insert into user_settings (user_id, section, value) values (${userId}, 'contact', '${JSON.stringify(settings)}')`,
  );
}
