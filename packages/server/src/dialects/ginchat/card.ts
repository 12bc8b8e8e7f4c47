/**
 * What people write on their own card: telephone and e-mail. The contract proves neither. An account is bound to what was
 * proved alone (SEC-20), so what was not is kept among the client's settings, where nobody but its owner reads it.
 */
import { type Account, ParleyError } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";

interface Written {
  readonly phone: string;
  readonly email: string;
}

export interface Card {
  own(caller: Caller): Promise<Account>;
  /** Empty fields stay as they are. */
  write(caller: Caller, written: Written): Promise<void>;
}

const key = "ginchat";

export function createCard(host: DialectHost): Card {
  async function kept(caller: Caller): Promise<{ client: Readonly<Record<string, unknown>>; card: Written }> {
    const { settings } = await host.call(caller, "settings.get", { sections: ["client"] });
    const client = (settings.client ?? {}) as Readonly<Record<string, unknown>>;
    const card = (client[key] ?? {}) as { readonly phone?: unknown; readonly email?: unknown };
    return { client, card: { phone: String(card.phone ?? ""), email: String(card.email ?? "") } };
  }

  /** Whether the number is the account's now: it is one account's, and not changed often; a card may have anybody's. */
  async function bindsPhone(caller: Caller, phone: string): Promise<boolean> {
    try {
      await host.call(caller, "account.update", { phone });
      return true;
    } catch (error) {
      if (error instanceof ParleyError && ["conflict", "rate_limited"].includes(error.code)) return false;
      throw error;
    }
  }

  return {
    async own(caller) {
      const [{ account }, { card }] = await Promise.all([host.call(caller, "account.me", {}), kept(caller)]);
      return { ...account, phone: card.phone || account.phone, email: card.email || account.email };
    },
    async write(caller, written) {
      if (written.phone === "" && written.email === "") return;
      const { card, client } = await kept(caller);
      const isBound = written.phone !== "" && (await bindsPhone(caller, written.phone));
      const phone = isBound ? "" : written.phone || card.phone;
      const value = { ...client, [key]: { phone, email: written.email || card.email } };
      await host.call(caller, "settings.set", { section: "client", value });
    },
  };
}
