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
}

export interface Metrics {
  text(): Promise<string>;
}

export function createMetrics(source: MetricsSource): Metrics {
  let registry: Promise<Registry> | null = null;
  return {
    async text() {
      registry ??= register(source);
      return (await registry).metrics();
    },
  };
}

/** Loaded when first asked for: a server nobody measures keeps none of it. */
async function register(source: MetricsSource): Promise<Registry> {
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
  return registry;
}
