/** Numbers for Prometheus. Read from the counters that others keep anyway, when somebody asks; nothing is counted twice. */
import type { Registry } from "prom-client";

export interface MetricsSource {
  sockets(): number;
  connections(): number;
  calls(): number;
  refusals(): number;
  events(): number;
  writes(): number;
  previewsMade(): number;
  previewsFailed(): number;
  residentBytes(): number;
  /** Asked once for each text; null when they cannot be read now. */
  webhooks(): Promise<WebhookNumbers | null>;
}

export interface WebhookNumbers {
  readonly taken: number;
  readonly failed: number;
  readonly listed: number;
  readonly waiting: number;
  readonly lagMs: number;
}

export interface Metrics {
  text(): Promise<string>;
}

export function createMetrics(source: MetricsSource): Metrics {
  let registry: Promise<Registry> | null = null;
  let webhooks: WebhookNumbers = { taken: 0, failed: 0, listed: 0, waiting: 0, lagMs: 0 };
  return {
    async text() {
      // What was read last stays where it cannot be read now: counters must not fall.
      webhooks = (await source.webhooks()) ?? webhooks;
      registry ??= register(source, () => webhooks);
      return (await registry).metrics();
    },
  };
}

/** Loaded when first asked for: a server nobody measures keeps none of it. */
async function register(source: MetricsSource, webhooks: () => WebhookNumbers): Promise<Registry> {
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  gauge("parley_sockets", "Open sockets.", source.sockets);
  gauge("parley_connections", "Sockets that said hello.", source.connections);
  gauge("parley_resident_bytes", "Memory of the process.", source.residentBytes);
  counter("parley_calls_total", "Calls received.", source.calls);
  counter("parley_call_refusals_total", "Calls answered with an error.", source.refusals);
  counter("parley_events_delivered_total", "Events sent to connections.", source.events);
  counter("parley_socket_writes_total", "Writes to sockets.", source.writes);
  counter("parley_link_previews_total", "Previews of links put on messages.", source.previewsMade);
  counter("parley_link_preview_failures_total", "Links without a preview.", source.previewsFailed);
  counter("parley_webhook_deliveries_total", "Deliveries that were taken.", () => webhooks().taken);
  counter("parley_webhook_failures_total", "Deliveries that were not taken.", () => webhooks().failed);
  gauge("parley_webhook_events_failed", "Events in the lists of those that failed.", () => webhooks().listed);
  gauge("parley_webhook_events_waiting", "Events still to be told.", () => webhooks().waiting);
  gauge("parley_webhook_lag_seconds", "Age of the oldest waiting event.", () => webhooks().lagMs / 1000);
  return registry;
}
