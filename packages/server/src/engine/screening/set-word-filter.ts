import { adminOperation } from "../admin/admin-operation.ts";
import { loadWordScreen } from "./screening.ts";

export const setWordFilter = adminOperation("admin.setWordFilter", {
  async run({ tx, ports }, _actor, { mask = [], refuse = [], flag = [] }) {
    await tx.settings.set("word_filter", JSON.stringify({ mask, refuse, flag }));
    await tx.settings.set("word_filter_version", ports.ids.uuid());
    // At once here; were the commit to fail, the next look at the version mends it.
    await loadWordScreen(ports.wordScreen, tx);
    const details = { mask: mask.length, refuse: refuse.length, flag: flag.length };
    return { result: {}, targetKind: "server", targetId: "word filter", details };
  },
});
