/** Every chore there is; the writer does each at its start and then in its own interval. */
import type { Chore } from "./chore.ts";
import { shortenAddresses } from "./shorten-addresses.ts";

export const chores: readonly Chore[] = [shortenAddresses];
