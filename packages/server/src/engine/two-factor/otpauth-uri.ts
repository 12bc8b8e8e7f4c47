/** The address authenticators read from a QR code (the "Key Uri Format" they all follow). */
export function otpauthUri(serverName: string, username: string, secret: string): string {
  // A colon ends the first of the two names.
  const issuer = serverName.replaceAll(":", " ");
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}
