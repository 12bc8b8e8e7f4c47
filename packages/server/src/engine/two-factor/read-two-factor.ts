import type { ReadOperation } from "../operation.ts";

export const readTwoFactor: ReadOperation<"twoFactor.status"> = {
  kind: "read",
  async run({ reader }, { userId }) {
    const factor = await reader.secondFactors.find(userId);
    if (factor === null || factor.confirmedAt === null) return { isOn: false, recoveryCodesLeft: 0 };
    return { isOn: true, since: factor.confirmedAt, recoveryCodesLeft: factor.recoveryDigests.length };
  },
};
