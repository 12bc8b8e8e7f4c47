/** Makes the one-time code for the first administrator, anew at each start until one exists (ACC-7, SEC-10). */
import type { Ports } from "../operation.ts";
import type { Store } from "../ports/store.ts";

/** Without the letters and digits that look alike. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const groups = 4;
const charactersPerGroup = 4;

/** The code, or null when there is an administrator. 80 bits of randomness. */
export async function issueSetupCode(store: Store, ports: Ports): Promise<string | null> {
  if (await store.reader.users.hasAdmin()) return null;
  const code = randomCode();
  const [outcome] = await store.commit([
    {
      kind: "transaction",
      run: (tx) => tx.settings.set("setup_code_digest", ports.tokens.digest(code)),
    },
  ]);
  if (outcome?.status === "failed") throw outcome.error;
  return code;
}

function randomCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(groups * charactersPerGroup));
  const letters = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join("");
  return (letters.match(new RegExp(`.{${charactersPerGroup}}`, "g")) ?? []).join("-");
}
