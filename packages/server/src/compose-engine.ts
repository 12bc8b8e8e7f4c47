/**
 * The concrete parts an engine is made of, chosen by the configuration. Used by the two roots that run engines: the
 * engine's threads, and the commands that work on a store without a server.
 */
import type { Keys } from "./auth/keys.ts";
import { createPasswords } from "./auth/passwords.ts";
import { createSecondFactors } from "./auth/second-factors.ts";
import { createSecretBox } from "./auth/secret-box.ts";
import { createTokens } from "./auth/tokens.ts";
import { openBlobs } from "./blobs/open-blobs.ts";
import { removeFile } from "./blobs/remove-file.ts";
import type { Config } from "./config/options.ts";
import { rateLimitFactor } from "./config/rate-limit-factor.ts";
import { databasePath } from "./config/store-place.ts";
import type { Ports } from "./engine/operation.ts";
import type { OpenId } from "./engine/ports/open-id.ts";
import type { Outgoing } from "./engine/ports/outgoing.ts";
import type { Pages } from "./engine/ports/pages.ts";
import type { Store } from "./engine/ports/store.ts";
import { createRateLimits } from "./ephemeral/rate-limits.ts";
import { createOutbox } from "./mail/read-outbox.ts";
import { newThread } from "./new-thread.ts";
import type { OpenIdSettings } from "./open-id/open-id-settings.ts";
import { parseAllowedHosts } from "./outgoing/address-policy.ts";
import type { OutgoingThreadSettings } from "./outgoing/outgoing-settings.ts";
import { urlRefusal } from "./outgoing/url-policy.ts";
import { systemClock, systemIds } from "./platform.ts";
import { type Compacted, compactFiles } from "./store/sqlite/compact.ts";
import { openSqliteReader, openSqliteStore } from "./store/sqlite/store.ts";
import { folderError, StartError } from "./store/start-error.ts";
import { createCheckpointClient } from "./threads/checkpoint-client.ts";
import { createOpenIdClient, noOpenId } from "./threads/open-id-client.ts";
import { createOutgoingClient } from "./threads/outgoing-client.ts";

export function enginePorts(
  config: Config,
  keys: Keys,
  notePreview: Ports["notePreview"] = () => undefined,
): Ports {
  const outgoing = createOutgoing(config);
  return {
    clock: systemClock,
    ids: systemIds,
    passwords: createPasswords(() => newThread("password-thread")),
    secondFactors: createSecondFactors(keys),
    openId: createOpenId(config),
    tokens: createTokens(keys, { ttlMs: config.accessTokenTtlMs }),
    rateLimits: createRateLimits(systemClock, rateLimitFactor(config)),
    outbox: createOutbox(config),
    outgoing,
    pages: outgoing,
    secretBox: createSecretBox(keys),
    wordScreen: { filter: null, version: null },
    ...filePorts(config),
    notePreview,
    options: config,
  };
}

function filePorts(config: Config): Pick<Ports, "keepThumbnail" | "pictureMaker" | "removeFile"> {
  const { blobs, intake, ...makers } = openBlobs(config, () => newThread("image-thread"));
  return { ...makers, removeFile: (key) => removeFile(blobs, intake, key) };
}

function createOutgoing({ linkPreviewAllowedHosts, outgoingAllowedHosts }: Config): Outgoing & Pages {
  const allowed = parseAllowedHosts(outgoingAllowedHosts);
  return createOutgoingClient(
    () => {
      const thread = newThread("outgoing-thread");
      thread.postMessage({
        linkPreviewAllowedHosts,
        outgoingAllowedHosts,
      } satisfies OutgoingThreadSettings);
      return thread;
    },
    (url, requiresTls) => urlRefusal(url, allowed, requiresTls),
  );
}

function createOpenId({ oidcClientId, oidcClientSecret, oidcIssuer, oidcScopes }: Config): OpenId {
  if (oidcIssuer === "") return noOpenId;
  return createOpenIdClient(oidcIssuer, () => {
    const thread = newThread("open-id-thread");
    thread.postMessage({ oidcClientId, oidcClientSecret, oidcIssuer, oidcScopes } satisfies OpenIdSettings);
    return thread;
  });
}

/** The store that writes. @throws StartError */
export async function openStore(config: Config, onBroken: (error: unknown) => void): Promise<Store> {
  const newEpoch = () => systemIds.uuid();
  if (config.databaseUrl !== "") {
    // Loaded only when it is used: an embedded server keeps no driver in memory.
    const { openPostgresStore } = await import("./store/postgres/store.ts");
    const { databaseUrl: url, databasePoolSize: poolSize, durability } = config;
    return openPostgresStore({ url, poolSize, durability, newEpoch });
  }
  const { data, durability } = config;
  try {
    const path = databasePath(config);
    const checkpointer = createCheckpointClient(() => {
      const thread = newThread("checkpoint-thread");
      thread.postMessage(path);
      return thread;
    });
    return openSqliteStore({ path, durability, newEpoch, onBroken, checkpointer });
  } catch (error) {
    throw folderError(data, error);
  }
}

/** The store that only reads, beside one that writes. */
export function openReadingStore(config: Config): Store {
  return openSqliteReader(databasePath(config));
}

/** Writes the files of the embedded database anew, without what was erased from it. @throws StartError */
export function compactStore(config: Config): Compacted[] {
  if (config.databaseUrl !== "") {
    throw new StartError("PostgreSQL keeps its own files: see docs/guide/erased-content.md.");
  }
  try {
    return compactFiles(databasePath(config));
  } catch (error) {
    throw folderError(config.data, error);
  }
}
