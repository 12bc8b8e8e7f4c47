/** Names that other systems give to what is kept here, and numbers for what they number and this system does not. */
export interface ExternalIdsReader {
  /** Whose name it is in the namespace; null when nobody's. */
  find(namespace: string, external: string): Promise<number | null>;
  /** The first name of something in the namespace; null when it has none. */
  nameOf(namespace: string, id: number): Promise<string | null>;
}

export interface ExternalIdsWriter extends ExternalIdsReader {
  /** Gives the name, unless it is given; whose it is then. */
  keep(namespace: string, external: string, id: number): Promise<number>;
  /** The number of the name in the namespace: from 1, the same for ever, given when it is asked for first. */
  number(namespace: string, external: string): Promise<number>;
}
