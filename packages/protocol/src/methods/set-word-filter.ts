import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { wordList } from "../model/word-filter.ts";

export const setWordFilter = defineMethod({
  name: "admin.setWordFilter",
  summary: "Puts lists of words in the place of those there were; a list that is left out is empty.",
  callers: ["admin"],
  kind: "write",
  params: Type.Object({
    mask: Type.Optional(wordList("Stars are put in their place.")),
    refuse: Type.Optional(wordList("A message with one of them is not taken.")),
    flag: Type.Optional(wordList("A message with one of them becomes a complaint.")),
  }),
  result: Type.Object({}),
  errors: [],
  rate: { perMinute: 30, burst: 15 },
});
