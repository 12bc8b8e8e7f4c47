/**
 * What a dialect is: the wire contract of another system, translated. Its frames and requests in, operations out;
 * events in, its frames out. A dialect has no rule, no query and no permission check of its own: all it does it asks of
 * `DialectHost`, whose calls pass the same door as everybody's. Nothing outside of dialects/ knows one by name.
 */
import type {
  EventFrame,
  MethodName,
  ParamsOf,
  ParleyError,
  ResultOf,
  SessionEndReason,
  SignedIn,
  User,
} from "@parley/protocol";
import type { Option, ValuesOf } from "../config/option.ts";
import type { Actor, UserActor } from "../engine/actor.ts";
import type { Uploads } from "../engine/media/uploads.ts";
import type { Clock } from "../engine/ports/clock.ts";

export type DialectOptions = Readonly<Record<string, Option>>;

/** What every dialect is asked for: its name, its options, and itself. */
export interface DialectDefinition<O extends DialectOptions = DialectOptions> {
  /** Small letters alone: `PARLEY_DIALECTS=netty`. */
  readonly name: string;
  /** `serviceKey` of `netty` is `PARLEY_DIALECT_NETTY_SERVICE_KEY`. Every dialect has `port` besides. */
  readonly options: O;
  /** Why it must not be spoken so, as a line for the operator; null when it may. */
  refuses?(options: ValuesOf<O>, listening: { readonly isPublic: boolean }): string | null;
  create(host: DialectHost, options: ValuesOf<O>): Dialect;
}

export interface Dialect {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** Headers that pages of listed origins may send, where the contract speaks to pages of other origins. */
  readonly cors?: { readonly headers: readonly string[]; readonly methods: readonly string[] };
  /**
   * How the contract's clients write forms: as browsers do, or with `encodeURI` alone, which writes a space as `%20` and
   * leaves `+`, `=` and `&` of a value as they are.
   */
  readonly forms?: "encodeURI";
  /** The answer to an address that is none, on a port of the dialect's own, where the contract says what it is. */
  unknownAddress?(): Response;
  /** The answer to a request that was refused, in the contract's own shape. */
  refusal(error: ParleyError, request: DialectRequest): Response;
}

/** Who calls, from where. What it may do is decided behind the door. */
export interface Caller {
  readonly actor: Actor;
  readonly address: string;
}

/** One HTTP route. Of several that fit, those without parameters come first, then the longer, `*` last. */
export interface Route {
  /** `*` is every one but OPTIONS, which the host answers. */
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "*";
  /** `/api/list/:page` has the parameter `page`; `/api/*` is everything below. */
  readonly path: string;
  /** What is at the root: on a port of the dialect's own, and on the main one where the web client leaves it free. */
  readonly isFirstPage?: boolean;
  /** What it throws as ParleyError is answered by `refusal`; all else is logged and refused as `internal`. */
  handle(request: DialectRequest): Promise<Response> | Response;
}

export interface DialectRequest {
  readonly request: Request;
  readonly url: URL;
  readonly address: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The path of the route that fitted. */
  readonly route: string;
  /** Whether Origin or Referer say that a page of the server's own asks: only then a cookie may tell who calls. */
  readonly isOwnPage: boolean;
  header(name: string): string | null;
  query(name: string): string | null;
  /**
   * Fields of a form, URL-encoded, JSON or multipart without its files: every value as text, or as it was in JSON.
   * Read once. @throws bad_request, payload_too_large
   */
  fields(): Promise<ReadonlyMap<string, unknown>>;
  /**
   * A field of an upload's form, where it stands before the file and among the first bytes; else empty. The form is still to be read, from `request`.
   */
  earlyField(name: string): Promise<string>;
  /** All values of a field that may have several: a list in JSON, or in a form `name`, `name[]` or `name[0]` repeated. */
  values(name: string): Promise<readonly unknown[]>;
}

/** A WebSocket address. */
export interface SocketRoute {
  readonly path: string;
  readonly heartbeat?: Heartbeat;
  /** How long a socket may stay without `enter`; 10 s where not given. */
  readonly signInMsMax?: number;
  /**
   * What becomes of events while no client of this dialect is there: told when one enters, or when it asks
   * (`Peer.catchUp`), from a cursor that is kept; or never, where clients read history instead.
   */
  readonly missed: "onEnter" | "asked" | "never";
  /** Decides before the upgrade. A response refuses it. */
  accept(request: DialectRequest): Promise<Acceptance | Response> | Acceptance | Response;
}

export interface Acceptance {
  /** Echoed as `Sec-WebSocket-Protocol`, one of those that were offered. */
  readonly protocol?: string;
  /** The socket is open. */
  open(peer: Peer): PeerHandler;
}

/** Held by one sweep over all sockets of a route, to within a second. */
export interface Heartbeat {
  /** Closes sockets that were silent for longer; 0 never. */
  readonly silentMsMax: number;
  /** `frames`: every frame is a sign of life. `beats`: only what the handler calls `Peer.beat` for. */
  readonly counts: "frames" | "beats";
  readonly close: Ending;
  /** Sends this text to every socket that entered, this often. */
  readonly ping?: { readonly everyMs: number; readonly frame: string };
}

/** How a socket is closed: a code that RFC 6455 allows, perhaps words before. */
export interface Ending {
  readonly frame?: string | undefined;
  readonly code: number;
  readonly reason: string;
}

/** What a handler says: frames, in order. None is said with `[]`. */
export type Frames = readonly string[];

/** One open socket of a dialect, as the host keeps it. */
export interface Peer {
  /** A name of this connection, for programs that tell connections apart. */
  readonly id: string;
  readonly address: string;
  /** Who entered; null before. */
  readonly user: UserActor | null;
  /**
   * From now on the user's events are translated and sent. False when the user has too many connections. What was
   * missed comes first, unless the route's clients ask for it.
   */
  enter(actor: UserActor): boolean;
  /** Sends what the user missed while no client of this dialect took it. Resolves when it is on its way. */
  catchUp(): Promise<void>;
  /** Sends after all that was said before. */
  send(frame: string): void;
  /** Closes after all that was said before. */
  close(ending: Ending): void;
  /** A sign of life. */
  beat(): void;
}

/** The dialect's half of a socket. Kept small: there may be ten thousand idle ones. */
export interface PeerHandler {
  /**
   * A frame came. The next one is handed over when this one is answered, so that what a client says first is done
   * first; events that follow an answer leave after it. A ParleyError that it throws goes to `refuse`.
   */
  receive(frame: string | Uint8Array): Promise<Frames> | Frames;
  refuse(error: ParleyError): Frames;
  /** An event of the user's. May be asynchronous: order is kept. */
  translate(event: DialectEvent): Promise<Frames> | Frames;
  /** Something lossy, as the native client gets it, with its `ev`. */
  signal?(push: Readonly<Record<string, unknown>> & { readonly ev: string }): Promise<Frames> | Frames;
  /** The session is over: last words and close code. */
  ended(reason: SessionEndReason): Ending;
  closed?(): void;
}

/** A committed event, parsed once for all peers. */
export interface DialectEvent {
  readonly frame: EventFrame;
  /** It happened before the user entered: what comes from the log meanwhile was not missed. */
  readonly isMissed: boolean;
  /** It is a recall, and the message was taken back before anybody here was told it (DIA-25). */
  readonly isOfUntold: boolean;
  /**
   * Makes something once per event, dialect and key, for all peers: the frame that is the same for each of them, or the
   * facts it is made of.
   */
  once<T>(key: string, make: () => T): T;
}

/** Names that the contract's clients give, and numbers for what only they number (DIA-14). */
export interface ExternalIds {
  find(namespace: string, external: string): Promise<number | null>;
  nameOf(namespace: string, id: number): Promise<string | null>;
  /** Unless somebody has the name: whose it is then. */
  keep(namespace: string, external: string, id: number): Promise<number>;
  /** Dense from 1, the same for ever. */
  number(namespace: string, external: string): Promise<number>;
}

/** How the contract's clients keep their session's token. */
export type TokenShape =
  | { readonly kind: "hex" }
  | {
      readonly kind: "jwt";
      readonly claims?: Readonly<Record<string, unknown>>;
      readonly ttlMs: number | null;
    };

/** What the contract says of a call, in place of this server's own rules (DIA-6, DIA-17). */
export interface ContractRule {
  /** Least length of a new password. */
  readonly passwordCharsMin?: number;
  /** How long a code holds that is mailed. */
  readonly codeTtlMs?: number;
  /** It knows no contacts: whoever has set nothing takes anything (DIA-17). */
  readonly strangerMessages?: "unlimited" | undefined;
  /** The contract changes an account by its token alone: its password is not asked for. */
  readonly asksNoPassword?: boolean;
  /** The contract tells a name that nobody has from a wrong password: `details.because` is `unknown` then. */
  readonly tellsUnknownNames?: boolean;
}

export interface DialectHost {
  readonly clock: Clock;
  /** A new message id, or any other. */
  newId(): string;
  /** The one door. @throws ParleyError */
  call<N extends MethodName>(
    caller: Caller,
    method: N,
    args: ParamsOf<N>,
    rule?: ContractRule,
  ): Promise<ResultOf<N>>;
  /**
   * Whom a token lets in: one made here, or any of the server's own. Of one made here `details.because` says why it lets
   * nobody in: `ended`, `disabled` or `deleted`. @throws unauthenticated, token_expired, rate_limited
   */
  authenticate(token: string, address: string): Promise<UserActor>;
  /** The same for `?token=`: a one-use ticket, or a token unless the option forbids. @throws as `authenticate` */
  authenticateUrl(token: string, request: DialectRequest): Promise<UserActor>;
  /** Who has just signed in. */
  actorOf(signedIn: SignedIn): Promise<UserActor>;
  /** A token for the whole session, in the shape the contract's clients keep. */
  issueToken(actor: UserActor, shape: TokenShape): string;
  readonly externalIds: ExternalIds;
  /** What everybody may know of somebody the caller may know of, remembered for a while; null of others. */
  userOf(caller: Caller, id: number): Promise<User | null>;
  /** The same where it is remembered, for frames that need not wait; undefined otherwise. */
  knownUser(id: number): User | null | undefined;
  /** Open sockets of this dialect that entered as the user, the oldest first. */
  peersOf(userId: number): readonly Peer[];
  /** Every one that entered. */
  peers(): Iterable<Peer>;
  /** Names of all dialects that this server speaks. */
  readonly spoken: readonly string[];
  /** Names of those by which the user is connected. */
  dialectsOf(userId: number): readonly string[];
  /** Whether the user is connected at all, by whatever client. */
  isOnline(userId: number): boolean;
  /** Remembers at most `max` things for at most `ttlMs`, and asks for each once at a time. */
  cache<K, V>(bounds: { readonly max: number; readonly ttlMs: number }): Cache<K, V>;
  /** Called with the ids when people or conversations changed, before the event is translated. */
  onChanged(
    listener: (changed: { readonly userId?: number; readonly conversationId?: number }) => void,
  ): void;
  /** Writes a record to a named stream for programs outside; lossy, in order. */
  publish(stream: string, record: object): void;
  /**
   * A text of JSON as it is for one reader: pictures of people and groups (`/media/<id>`, the same for everybody) are
   * links with which this one fetches them. Costs nothing where there are none.
   */
  shownPictures(caller: Caller, json: string): Promise<string>;
  /** Keeps files as the native uploads do, with all of their checks. */
  readonly uploads: Uploads;
  /**
   * Writes into the audit log what is done by a key of the operator's, which is nobody's own (DIA-15); never what a
   * message says, or a token. Resolves when it is kept. @throws Error when it is not: then it must not be done
   */
  audit(act: {
    readonly action: string;
    readonly targetId: string;
    readonly details: Readonly<Record<string, string | number>>;
    readonly address: string;
  }): Promise<void>;
  /** Something went wrong that is the program's own. */
  report(error: unknown, what: string): void;
}

export interface Cache<K, V> {
  get(key: K, load: () => Promise<V>): Promise<V>;
  /** What was loaded and still holds; undefined otherwise. For frames that need not wait. */
  known(key: K): V | undefined;
  forget(key: K): void;
}

/** Types the options of a dialect for its `create`. */
export function defineDialect<const O extends DialectOptions>(
  definition: DialectDefinition<O>,
): DialectDefinition<O> {
  return definition;
}
