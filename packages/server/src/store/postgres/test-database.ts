/** A database of its own for a test file, on the server that `scripts/services.ts` runs. */
import postgres from "postgres";

/** Where the tests' server is; without it the tests of this folder are skipped. */
export const testServerUrl = process.env.PARLEY_TEST_POSTGRES_URL ?? "";

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(serverUrl = testServerUrl): Promise<TestDatabase> {
  const name = `parley_test_${Bun.randomUUIDv7().replaceAll("-", "")}`;
  const url = new URL(serverUrl);
  await asAdministrator(serverUrl, `create database ${name}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asAdministrator(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function asAdministrator(serverUrl: string, statement: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1 });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
