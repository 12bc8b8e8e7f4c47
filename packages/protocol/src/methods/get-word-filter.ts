import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { wordList } from "../model/word-filter.ts";

export const getWordFilter = defineMethod({
  name: "admin.getWordFilter",
  summary: "The lists of words that messages are held against.",
  callers: ["admin"],
  kind: "read",
  params: Type.Object({}),
  result: Type.Object({
    mask: wordList("Stars are put in their place."),
    refuse: wordList("A message with one of them is not taken."),
    flag: wordList("A message with one of them becomes a complaint."),
  }),
  errors: [],
  rate: { perMinute: 60, burst: 30 },
});
