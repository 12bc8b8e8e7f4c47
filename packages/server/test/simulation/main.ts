/** Runs the simulation for many seeds, or again for one: `--seed S --runs N --actions N`. */
import { parseArgs } from "node:util";
import { simulate } from "./simulation.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "1" },
    actions: { type: "string", default: "80" },
  },
});

const first = Number(values.seed);
const actions = Number(values.actions);
let failed = 0;
for (let seed = first; seed < first + Number(values.runs); seed += 1) {
  const { events, faults, transcript } = await simulate({ seed, actions });
  if (Number(values.runs) === 1) console.log(`${events} events heard, transcript ${transcript}`);
  if (faults.length === 0) continue;
  failed += 1;
  console.log(
    `Seed ${seed} fails; again: npx bun packages/server/test/simulation/main.ts --seed ${seed} --actions ${actions}`,
  );
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
}
console.log(`${values.runs} runs, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
