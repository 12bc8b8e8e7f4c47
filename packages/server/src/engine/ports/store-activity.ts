/** When people were last there: enough to tell who has not been for long, and cheap. */
export interface ActivityWriter {
  /** Notes that these users are there, of those for whom it was not noted within the last hour. */
  note(userIds: readonly number[], now: number): Promise<void>;
}
