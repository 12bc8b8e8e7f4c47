import type { ExternalIdsReader, ExternalIdsWriter } from "../../engine/ports/store-external-ids.ts";
import type { Statements, WritingStatements } from "./statements.ts";

export function externalIdsReader({ build, run }: Statements): ExternalIdsReader {
  return {
    async find(namespace, external) {
      const [row] = await run(
        build
          .selectFrom("external_ids")
          .select("entity_id")
          .where("namespace", "=", namespace)
          .where("external", "=", external),
      );
      return row?.entity_id ?? null;
    },
    async nameOf(namespace, id) {
      const [row] = await run(
        build
          .selectFrom("external_ids")
          .select("external")
          .where("namespace", "=", namespace)
          .where("entity_id", "=", id)
          .orderBy("external")
          .limit(1),
      );
      return row?.external ?? null;
    },
  };
}

/** Kept in the same table: the newest number of a namespace, under a name no system gives. */
const counterOf = (namespace: string) => `#${namespace}`;

export function externalIdsWriter(statements: WritingStatements): ExternalIdsWriter {
  const { build, run } = statements;
  const reader = externalIdsReader(statements);

  async function keep(namespace: string, external: string, id: number): Promise<number> {
    const [row] = await run(
      build
        .insertInto("external_ids")
        .values({ namespace, external, entity_id: id })
        // Written to itself, so that the row that was there is answered.
        .onConflict((conflict) =>
          conflict
            .columns(["namespace", "external"])
            .doUpdateSet((eb) => ({ entity_id: eb.ref("external_ids.entity_id") })),
        )
        .returning("entity_id"),
    );
    return row?.entity_id ?? id;
  }

  /** The counter's row is held until the commit: numbers are given one after another. */
  async function nextNumber(namespace: string): Promise<number> {
    const [row] = await run(
      build
        .insertInto("external_ids")
        .values({ namespace: "#", external: counterOf(namespace), entity_id: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(["namespace", "external"])
            .doUpdateSet((eb) => ({ entity_id: eb("external_ids.entity_id", "+", 1) })),
        )
        .returning("entity_id"),
    );
    return row?.entity_id ?? 1;
  }

  return {
    ...reader,
    keep,
    async number(namespace, external) {
      const known = await reader.find(namespace, external);
      return known ?? keep(namespace, external, await nextNumber(namespace));
    },
  };
}
