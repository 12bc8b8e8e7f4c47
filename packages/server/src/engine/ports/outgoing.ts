/**
 * Requests to addresses that people or the operator named: webhooks, hooks, previews of links (SEC-23). Guarantees: no
 * connection is opened to an address that is not public, unless the operator allowed it; the address that was checked
 * is the one that is connected to; nothing of this server's (cookies, tokens, headers) goes along but what is given
 * here. Runs on a thread of its own, so it holds nobody; what cannot be done is an answer, never an exception.
 */
export interface Outgoing {
  send(request: OutgoingRequest): Promise<OutgoingAnswer>;
  /** What an address would be refused for without asking anybody, or null: for saying so when it is entered. */
  urlRefusal(url: string, requiresTls: boolean): OutgoingFailure | null;
}

export interface OutgoingRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Headers by which the receiver knows that this server sent it (HOOK-5); made when it is sent. */
  readonly signing?: OutgoingSigning;
  /** For all of it: names, connections, redirects, the body. */
  readonly timeoutMs: number;
  /** Of the answer's body, as it is after any decoding. */
  readonly bytesMax: number;
  /** Whether a longer body is cut there, instead of being a failure. */
  readonly isCut?: boolean;
  /** How many redirects are followed, each checked as the first address; 0: a redirect is a failure. */
  readonly redirectsMax: number;
  /** Whether it must be https, unless the operator allowed the host by name or network. */
  readonly requiresTls: boolean;
}

export interface OutgoingSigning {
  readonly id: string;
  /** Signed with each of them, so that a receiver may know either. */
  readonly secrets: readonly string[];
}

export type OutgoingFailure =
  | "url_refused"
  | "address_refused"
  | "unresolved"
  | "unreachable"
  | "timed_out"
  | "too_large"
  | "redirected"
  | "busy";

export type OutgoingAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** Where the answer came from in the end. */
      readonly url: string;
      readonly contentType: string;
      readonly retryAfterMs: number | null;
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly reason: OutgoingFailure };
