const letters = 8;
const digitsOfUuid = 12;

/** `VIS` and 8 letters and digits, of the random end of a UUID: with a million guests a new one meets one of 3,000,000. */
export function guestName(uuid: string): string {
  const random = Number.parseInt(uuid.replaceAll("-", "").slice(-digitsOfUuid), 16);
  return `VIS${(random % 36 ** letters).toString(36).padStart(letters, "0").toUpperCase()}`;
}

/** Whether somebody may ask for it as a guest's: it looks like one that was made here. */
export function isGuestName(name: string): boolean {
  return /^VIS[0-9A-Za-z]{8}$/.test(name);
}
