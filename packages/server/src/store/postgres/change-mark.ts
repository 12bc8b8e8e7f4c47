/**
 * Change marks and cursors (SYNC-4). A row's mark is the id of the transaction that wrote it last; a cursor is the
 * xmin of a snapshot, the lowest transaction id that had not ended then. Changed since a cursor is `changed >= cursor`.
 *
 * Claim: if a row was written by a transaction that the cursor's snapshot does not see, the row is found by the cursor,
 * by every read that sees the write.
 *
 * Proof: Let S be the snapshot, C its xmin, and W the last writer whose version of the row the read sees. Writers of a
 * row hold its lock until they end, so they end in the order in which they wrote: when any of them is not seen by S, it
 * had not ended at S, and W, which wrote after it or is it, had not ended either. A transaction that has not ended at S
 * either had an id, and C is the lowest of those ids; or gets one later, and ids only grow. Either way the mark of W is
 * at least C. That a later writer may carry a lower id than an earlier one does no harm: only W's mark is used.
 *
 * What S sees is read together with C, in one statement: so nothing falls between. While a transaction runs long, C
 * stays behind it, and rows written since then are found again although they did not change: never too few.
 *
 * Ids are 64 bits and never wrap. A cursor above the present xmin was given by another cluster's history.
 */
export const changeMark = "pg_current_xact_id()::text::bigint";

export const currentCursor = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
