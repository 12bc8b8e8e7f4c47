/** All workloads, in the order in which a full run takes them. */
import { calibration } from "./c0-calibration.ts";
import { dialects } from "./dialects.ts";
import { dialectsIdle } from "./dialects-idle.ts";
import { largeGroup } from "./large-group.ts";
import { people } from "./people.ts";
import { peopleOnPostgres } from "./people-postgres.ts";
import { uploads } from "./uploads.ts";
import { idle } from "./w1-idle.ts";
import { oneToOne } from "./w2-one-to-one.ts";
import { oneToOnePostgres } from "./w2-postgres.ts";
import { group } from "./w3-group.ts";
import { connectStorm } from "./w4-connect-storm.ts";
import { restart } from "./w5-restart.ts";
import { changedHistory } from "./w6-changed.ts";
import { history } from "./w6-history.ts";
import { search } from "./w7-search.ts";
import { offline } from "./w10-offline.ts";
import type { Workload } from "./workload.ts";

export const workloads: readonly Workload[] = [
  calibration,
  idle,
  oneToOne,
  oneToOnePostgres,
  group,
  connectStorm,
  restart,
  history,
  changedHistory,
  search,
  offline,
  people,
  peopleOnPostgres,
  uploads,
  largeGroup,
  dialects,
  dialectsIdle,
];
