/** English texts of the ways in beyond name and password. Loaded when somebody takes one of them. */
export const accountEn = {
  email: "E-mail",
  emailHint: "Optional; you can reset your password by it",
  emailNeeded: "An address your organisation gave you",
  emailInvalid: "This is not an e-mail address.",
  sendCode: "Send code",
  sendAgain: "Send another code",
  code: "Code from the e-mail",
  codeSent: (email: string) =>
    `If ${email} can be used, a code is on its way there. It holds for a short time.`,
  inviteCode: "Invitation code",
  inviteHint: "Ask whoever runs this server for one",
  registrationForbidden: "With this nobody can register here.",
  addressTaken: "This address belongs to an account already.",
  newPassword: "New password",
  reset: "Set password",
  wasReset: "Your password is set. Sign in with it.",
  qrHint: "Scan the code with the camera of a phone on which you are signed in, then confirm there.",
  qrLabel: "QR code for signing in",
  qrEnded: "The code has run out.",
  qrRefused: "The other device refused.",
  qrAgain: "Show a new code",
  openIdTitle: "One moment…",
  openIdFailed: "Signing in there did not work. Try again.",
};

export type AccountDictionary = typeof accountEn;
