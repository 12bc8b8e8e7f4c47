/**
 * Composition root of an engine thread: the one place, besides app.ts, that knows concrete classes. The transport
 * thread starts it as a worker, as the writer or as a reader.
 */
import { loadKeys } from "./auth/keys.ts";
import { endedSessionKeptMs } from "./auth/tokens.ts";
import { enginePorts, openReadingStore, openStore } from "./compose-engine.ts";
import type { Config } from "./config/options.ts";
import { answerAsk } from "./engine/ask/answer-ask.ts";
import { type Chore, doChore } from "./engine/chore/chore.ts";
import { chores } from "./engine/chore/chores.ts";
import { createEngine, type Engine } from "./engine/engine.ts";
import { loadWordScreen } from "./engine/screening/screening.ts";
import { issueSetupCode } from "./engine/setup/issue-setup-code.ts";
import { errorFields } from "./observe/log.ts";
import { systemClock } from "./platform.ts";
import { withReason } from "./store/start-error.ts";
import { createOutput, serveEngine } from "./threads/engine-host.ts";
import type { FromEngine, ThreadRole } from "./threads/link.ts";

/** Together with the clients' own interval this keeps the healing of a silent loss under 5 s (SYNC-8). */
const positionIntervalMs = 500;

/** Forgetting who has called little lately is no hurry. */
const sweepIntervalMs = 60_000;

declare const self: Worker;

export interface EngineThreadOptions {
  readonly role: ThreadRole;
  readonly config: Config;
}

self.onmessage = ({ data }: MessageEvent<EngineThreadOptions>) => {
  start(data).catch((error: unknown) => {
    const { message } = withReason(data.config.data, error);
    post({ type: "failed", when: "start", message });
  });
};

function post(message: FromEngine): void {
  self.postMessage(message);
}

async function start({ role, config }: EngineThreadOptions): Promise<void> {
  const ports = enginePorts(config, loadKeys(config.data), (outcome, url) =>
    post({ type: "previewed", outcome, url }),
  );
  const onBroken = (error: unknown) => post({ type: "failed", when: "broken", message: String(error) });
  const store = role === "writer" ? await openStore(config, onBroken) : openReadingStore(config);
  // Commits answer as soon as they are done; a reader's answers of one turn travel together.
  const output = createOutput(post, role === "writer" ? queueMicrotask : setImmediate);
  const engine = createEngine({
    store,
    ports,
    tell: output.tell,
    sendMail: (mail) => post({ type: "mail", mail }),
    afterArrivals: (work) => void setImmediate(work),
    reportFailure(error, method) {
      const { error: text, stack } = errorFields(error);
      post({ type: "logged", method, error: String(text), stack: String(stack ?? "") });
    },
  });
  const endedSince = systemClock.now() - endedSessionKeptMs(config.accessTokenTtlMs);
  const isWriter = role === "writer";
  // Before the first message: none goes by it.
  if (isWriter) await loadWordScreen(ports.wordScreen, store.reader);
  const ready = {
    setupCode: isWriter ? await issueSetupCode(store, ports) : null,
    endedSessions: isWriter ? await store.reader.sessions.listEndedSince(endedSince) : [],
  };
  if (isWriter) setInterval(engine.tellPosition, positionIntervalMs);
  if (isWriter) setInterval(ports.rateLimits.sweep, sweepIntervalMs);
  // Not before somebody hears of it: a session that a chore ended would be let in until its token runs out.
  const beginChores = () => {
    for (const chore of chores) begin(engine, { reader: store.reader, ports }, chore);
  };
  const serve = serveEngine(engine, store, output, post, beginChores, (ask) =>
    answerAsk(engine, store.reader, ports, ask),
  );
  self.onmessage = ({ data }: MessageEvent) => serve(data);
  post({ type: "ready", epoch: store.epoch, ...ready });
}

function begin(engine: Engine, context: Parameters<typeof doChore>[1], chore: Chore): void {
  let isRunning = false;
  const round = async () => {
    // A round may take longer than its interval; two of them would take turns with each other, not with those who call.
    if (isRunning) return;
    isRunning = true;
    await doChore(engine, context, chore);
    isRunning = false;
  };
  void round();
  setInterval(() => void round(), chore.everyMs);
}
