/** What the thread that sends requests is given at its start. */
export interface OutgoingSettings {
  readonly outgoingAllowedHosts: readonly string[];
}
