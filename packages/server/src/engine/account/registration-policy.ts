/** Who may make an account, by the option `registration` (ACC-32). Pure. */
import { ParleyError } from "@parley/protocol";
import type { EngineOptions } from "../operation.ts";

type RegistrationOptions = Pick<EngineOptions, "registration" | "registrationEmailDomains">;

export interface Applicant {
  readonly email?: string | undefined;
  readonly inviteCode?: string | undefined;
}

/** What the applicant must show and has shown none of. @throws forbidden with the policy */
export function assertMayRegister(options: RegistrationOptions, { email, inviteCode }: Applicant): void {
  const { registration } = options;
  if (registration === "invitation" && inviteCode === undefined) throw refusal(options);
  if (registration === "email-domain" && email === undefined) throw refusal(options);
  assertMayRegisterWith(options, email);
}

/** Whether a code for a registration may be sent to the address. @throws forbidden with the policy */
export function assertMayRegisterWith(options: RegistrationOptions, email: string | undefined): void {
  if (options.registration === "closed") throw refusal(options);
  if (options.registration !== "email-domain" || email === undefined) return;
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  if (!options.registrationEmailDomains.some((allowed) => allowed.toLowerCase() === domain)) {
    throw refusal(options);
  }
}

function refusal({ registration }: RegistrationOptions): ParleyError {
  return new ParleyError("forbidden", { details: { registration } });
}
