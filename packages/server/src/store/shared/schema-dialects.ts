/** The tables for clients that bring names and habits of other systems. */
export interface DialectsSchema {
  external_ids: ExternalIdsTable;
  delivery_cursors: DeliveryCursorsTable;
}

interface ExternalIdsTable {
  namespace: string;
  external: string;
  entity_id: number;
}

interface DeliveryCursorsTable {
  user_id: number;
  consumer: string;
  /** 0: the row of the mark. */
  conversation_id: number;
  rev: number;
  mark: string | null;
}
