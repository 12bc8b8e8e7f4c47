/**
 * Mails to people. Handed over after the commit that caused them and sent somewhere else: nothing waits for a mail
 * server (F-29). A mail may be lost (a restart, a full queue, a server that refuses it), so nothing may depend on its
 * arrival but what its reader then does.
 */
export interface Mailer {
  /** Never waits and never throws. */
  send(mail: Mail): void;
}

export type MailLanguage = "en" | "zh-CN";

export interface Mail {
  /** One address, in the strict form of the protocol's `email`. */
  readonly to: string;
  readonly language: MailLanguage;
  readonly content: MailContent;
  /** After this time nobody needs it any more, and it is not sent. */
  readonly usefulUntil: number;
}

/** What a mail says. Names in it are text, whatever they look like (SEC-30). */
export type MailContent =
  | {
      readonly kind: "code";
      readonly purpose: "register" | "reset" | "bind";
      readonly code: string;
      readonly ttlMs: number;
    }
  /** Somebody tried to register with, or to add, an address that has an account. */
  | { readonly kind: "address_known"; readonly username: string }
  | { readonly kind: "password_changed"; readonly username: string }
  | { readonly kind: "second_factor_on" | "second_factor_off"; readonly username: string }
  /** Somebody knows the password and has no tries left. */
  | { readonly kind: "second_factor_guessed"; readonly username: string }
  /** Somebody who signs in by the OpenID provider is let into the account from now on, or no more. */
  | {
      readonly kind: "identity_linked" | "identity_unlinked";
      readonly username: string;
      readonly provider: string;
    }
  /** Told to the address that was replaced. */
  | { readonly kind: "address_changed"; readonly username: string };
