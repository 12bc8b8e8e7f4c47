import { build, type Histogram } from "hdr-histogram-js";

/** Microseconds on the loader's monotonic clock. */
export function nowUs(): number {
  return performance.now() * 1000;
}

export interface LatencySummary {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** Latencies of 1 us to 5 minutes with three significant digits. */
export class LatencyRecorder {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 300_000_000,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    useWebAssembly: false,
  });

  recordUs(us: number): void {
    this.histogram.recordValue(us < 1 ? 1 : Math.round(us));
  }

  summary(): LatencySummary {
    const at = (percentile: number) => this.histogram.getValueAtPercentile(percentile) / 1000;
    return {
      count: this.histogram.totalCount,
      meanMs: this.histogram.mean / 1000,
      p50Ms: at(50),
      p99Ms: at(99),
      p999Ms: at(99.9),
      maxMs: this.histogram.maxValue / 1000,
    };
  }
}
