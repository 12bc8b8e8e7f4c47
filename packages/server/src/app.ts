/**
 * Composition root of the server's main thread: builds everything, knows every concrete class, and holds no rule.
 * The engine's threads have their own root, engine-thread.ts.
 */

import { createApiKeys } from "./auth/api-keys.ts";
import { createAuthenticator } from "./auth/authenticator.ts";
import { loadKeys } from "./auth/keys.ts";
import { digestText } from "./auth/tokens.ts";
import { copyWidths } from "./blobs/clean-image.ts";
import { openBlobs } from "./blobs/open-blobs.ts";
import { createInProcessBus } from "./bus/in-process-bus.ts";
import { assertMaySpeak, composeDialects } from "./compose-dialects.ts";
import type { Config } from "./config/options.ts";
import { rateLimitFactor } from "./config/rate-limit-factor.ts";
import { hasReaderThreads } from "./config/store-place.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { createDelivery, type Delivery } from "./delivery/delivery.ts";
import type { Dialects } from "./dialects/host/dialects.ts";
import type { UserActor } from "./engine/actor.ts";
import { bytesMaxOf } from "./engine/media/media-policy.ts";
import { type MediaReceipt, sealReceipt } from "./engine/media/media-seals.ts";
import type { Bus } from "./engine/ports/bus.ts";
import type { RateLimits } from "./engine/ports/rate-limits.ts";
import type { EngineThreadOptions } from "./engine-thread.ts";
import { createRateLimits } from "./ephemeral/rate-limits.ts";
import { assertCanListen, assertMayRelax, listening } from "./listen-address.ts";
import type { MailSettings } from "./mail/mail-delivery.ts";
import { assertCanMail } from "./mail/mail-settings.ts";
import { newThread } from "./new-thread.ts";
import { errorFields, type Log } from "./observe/log.ts";
import { createMetrics } from "./observe/metrics.ts";
import { createPreviewNotes, type PreviewNotes } from "./observe/preview-notes.ts";
import { assertCanOpenId } from "./open-id/open-id-settings.ts";
import { assertCanHook } from "./outgoing/outgoing-settings.ts";
import { systemClock } from "./platform.ts";
import { StartError } from "./store/start-error.ts";
import { awaitReady, createEngineClient, type EngineClient } from "./threads/engine-client.ts";
import { createIndexClient, type IndexClient, type IndexSettings } from "./threads/index-client.ts";
import type { ReadyMessage, ThreadRole } from "./threads/link.ts";
import { createMailClient, type MailClient } from "./threads/mail-client.ts";
import { createActivity } from "./transport/activity.ts";
import { type Calls, createCalls } from "./transport/calls.ts";
import { createGreeter } from "./transport/hello.ts";
import { createHttpCalls } from "./transport/http-calls.ts";
import { createMediaFiles } from "./transport/media-files.ts";
import { createMediaUploads } from "./transport/media-uploads.ts";
import { createPages } from "./transport/pages.ts";
import { startTransport } from "./transport/server.ts";
import { createSessions } from "./transport/session.ts";
import { type Assets, createStaticFiles } from "./transport/static-files.ts";

export interface ServerOptions {
  readonly config: Config;
  readonly log: Log;
  /** The web client; empty where there is none. */
  readonly assets: Assets;
  /** The disk or an engine thread failed: the process must end and be started again. */
  onBroken(message: string): void;
  /** Takes what is written to named streams for programs outside; where nobody does, it is dropped. */
  onRecord?(stream: string, record: object): void;
}

export interface RunningServer {
  readonly url: URL;
  /** For the first administrator; null when there is one. */
  readonly setupCode: string | null;
  /** Drains: no new connections, answers what is called, tells clients when to come back, closes (RUN-6). */
  stop(): Promise<void>;
}

const sweepIntervalMs = 500;

/** Clients of a stopping server come back spread over this time. */
const reconnectSpreadMs = 3_000;
const reconnectAfterMsMin = 500;

/** Calls that are on their way when a stop is announced get this long to arrive. */
const inTransitMs = 100;

/** @throws StartError with one line for the operator */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log } = options;
  assertMayRelax(config);
  assertMaySpeak(config);
  assertCanListen(config);
  assertCanMail(config);
  assertCanOpenId(config);
  assertCanHook(config);
  const keys = loadKeys(config.data);
  const unlock = lockDataFolder(config.data);
  try {
    return await compose(options, keys, unlock);
  } catch (error) {
    unlock();
    throw error;
  } finally {
    log.debug("start finished");
  }
}

async function compose(
  { assets, config, log, onBroken, onRecord }: ServerOptions,
  keys: ReturnType<typeof loadKeys>,
  unlock: () => void,
): Promise<RunningServer> {
  const [clock, bus] = [systemClock, createInProcessBus()];
  const { threads, ready } = await startThreads(config);
  const mails = mailClient(config, log);
  const index = indexClient(config, bus, log);
  const previews = createPreviewNotes(log);
  const engine = createEngineClient(threads, {
    onBatch: bus.publish,
    onMail: mails.send,
    onFailure: (method, error, stack) => log.error("operation failed", { method, error, stack }),
    onPreview: previews.note,
    onBroken,
  });
  const rateLimits = createRateLimits(clock, rateLimitFactor(config));
  const { apiKeys, authenticator } = doorkeepers(config, keys, engine, rateLimits, ready);
  // Heard before delivery does: what was remembered of somebody is forgotten before their event is translated.
  bus.subscribe((batch) => dialects.noteChanges(batch));
  const delivery = createDelivery({
    bus,
    clock,
    loadAudience: engine.audience,
    onEndedSession: authenticator.end,
  });
  const calls = createCalls({ engine, delivery, rateLimits });
  const { noteActivity, ...activity } = createActivity({
    clock,
    connectedUserIds: delivery.connectedUserIds,
    tell: engine.noteActivity,
  });
  const { mediaFiles, mediaUploads } = mediaRoutes(config, keys, calls, authenticator.authenticate);
  const dialects: Dialects = composeDialects({
    ...{ config, keys, log, calls, delivery, engine, noteActivity, ...authenticator },
    uploads: mediaUploads,
    publish: (stream, record) => onRecord?.(stream, record),
  });
  const greet = createGreeter({ ...authenticator, engine, clock, epoch: ready.epoch, noteActivity });
  const reportFailure = (error: unknown, method: string) =>
    log.error("operation failed", { method, ...errorFields(error) });
  let isReady = true;
  const metrics = nodeMetrics({ calls, delivery, engine, previews, sockets: () => transport.socketCount });
  const transport = listening(config, () =>
    startTransport({
      ...{ config, clock, log, dialects, mediaUploads, mediaFiles },
      httpCalls: createHttpCalls({ ...authenticator, calls }),
      pages: createPages({
        isReady: () => isReady,
        metricsText: metrics.text,
        metricsKey: config.metricsKey,
        isBehindProxy: config.trustedProxyHops > 0,
      }),
      staticFiles: createStaticFiles(assets, config.webPath),
      createSessions: (onLive) => createSessions({ calls, delivery, clock, greet, onLive, reportFailure }),
    }),
  );
  const sweeps = [
    ...[delivery.sweep, transport.sweep, rateLimits.sweep, authenticator.sweep],
    ...[apiKeys.sweep, activity.sweep, dialects.sweep],
  ];
  const timer = setInterval(() => {
    for (const sweep of sweeps) sweep();
  }, sweepIntervalMs);
  return {
    url: transport.url,
    setupCode: ready.setupCode,
    async stop() {
      isReady = false;
      transport.stopListening();
      await closeConnections(delivery, calls, dialects, config.drainTimeoutMs);
      clearInterval(timer);
      apiKeys.flush();
      activity.flush();
      await engine.stop();
      await mails.stop();
      await index.stop();
      await transport.close();
      unlock();
    },
  };
}

interface Measured {
  readonly calls: Calls;
  readonly delivery: Delivery;
  readonly engine: EngineClient;
  readonly previews: PreviewNotes;
  sockets(): number;
}

function nodeMetrics({ calls, delivery, engine, previews, sockets }: Measured) {
  return createMetrics({
    sockets,
    connections: () => delivery.connectionCount,
    calls: () => calls.counters.calls,
    refusals: () => calls.counters.refusals,
    events: () => delivery.counters.events,
    writes: () => delivery.counters.writes,
    previewsMade: () => previews.madeCount,
    previewsFailed: () => previews.failedCount,
    residentBytes: () => process.memoryUsage.rss(),
    webhooks: () => engine.ask({ kind: "webhookFigures" }).catch(() => null),
  });
}

async function closeConnections(
  delivery: Delivery,
  calls: Calls,
  dialects: Dialects,
  drainTimeoutMs: number,
): Promise<void> {
  // Told first: a client then asks for no more, and what it has asked for is answered before the close (CON-13).
  delivery.announceClosing(() => reconnectAfterMsMin + Math.floor(secureFraction() * reconnectSpreadMs));
  delivery.flush();
  await Bun.sleep(inTransitMs);
  calls.stopTaking();
  await drained(calls, drainTimeoutMs);
  delivery.closeAll();
  await dialects.stop();
}

/** Who tells whom a token or an API key lets in. */
function doorkeepers(
  config: Config,
  keys: ReturnType<typeof loadKeys>,
  engine: EngineClient,
  rateLimits: RateLimits,
  { endedSessions }: ReadyMessage,
) {
  const apiKeys = createApiKeys({
    clock: systemClock,
    rateLimits,
    digest: (key) => digestText(keys, key),
    find: engine.keyHolder,
    noteUses: engine.noteKeyUses,
  });
  const authenticator = createAuthenticator(keys, systemClock, config.accessTokenTtlMs, apiKeys);
  for (const { id, endedAt } of endedSessions) authenticator.end({ sessionId: id, endedAt });
  return { apiKeys, authenticator };
}

/** What takes files in and gives them out. */
function mediaRoutes(
  config: Config,
  keys: ReturnType<typeof loadKeys>,
  calls: Calls,
  authenticate: (token: string, address: string) => Promise<UserActor>,
) {
  const { blobs, intake } = openBlobs(config, () => newThread("image-thread"));
  const seal = (receipt: MediaReceipt) => sealReceipt((text) => digestText(keys, text), receipt);
  return {
    mediaUploads: createMediaUploads({
      calls,
      intake,
      authenticate,
      seal,
      bytesMax: (kind) => bytesMaxOf(kind, config),
      keptMs: config.unusedMediaKeptMs,
    }),
    mediaFiles: createMediaFiles({ blobs, calls, copyWidths }),
  };
}

/** Waits until every call is answered, or the time is over. */
async function drained(calls: Calls, timeoutMs: number): Promise<void> {
  const end = systemClock.elapsedMs() + timeoutMs;
  while (calls.openCount > 0 && systemClock.elapsedMs() < end) await Bun.sleep(5);
}

function secureFraction(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value / 2 ** 32;
}

async function startThreads(config: Config) {
  const writer = newThread("engine-thread");
  const ready = await begin(writer, "writer", config);
  const readers = Array.from({ length: hasReaderThreads(config) ? config.readerThreads : 0 }, () =>
    newThread("engine-thread"),
  );
  await Promise.all(readers.map((reader) => begin(reader, "reader", config)));
  return { threads: { writer, readers }, ready };
}

function indexClient({ data, databaseUrl }: Config, bus: Bus, log: Log): IndexClient {
  const client = createIndexClient({
    startThread() {
      const thread = newThread("index-thread");
      thread.postMessage({ data, databaseUrl } satisfies IndexSettings);
      return thread;
    },
    onFailure: (reason) => log.warn("indexing failed", { reason }),
  });
  bus.subscribe(({ events }) => {
    if (events.length > 0) client.nudge();
  });
  return client;
}

function mailClient(config: Config, log: Log): MailClient {
  return createMailClient({
    startThread() {
      const { data, mailFrom, mailUrl, serverName } = config;
      const thread = newThread("mail-thread");
      thread.postMessage({ data, mailFrom, mailUrl, serverName } satisfies MailSettings);
      return thread;
    },
    onDropped: () => log.warn("mail dropped: too many wait"),
    onFailure: (reason, willRetry) => log.warn("mail failed", { reason, willRetry }),
  });
}

async function begin(worker: Worker, role: ThreadRole, config: Config): Promise<ReadyMessage> {
  const ready = awaitReady(worker);
  worker.postMessage({ role, config } satisfies EngineThreadOptions);
  try {
    return await ready;
  } catch (cause) {
    worker.terminate();
    throw new StartError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
