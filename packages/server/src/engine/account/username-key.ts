/** The form in which usernames are compared: without regard to case or width (ACC-1). */
export function usernameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
