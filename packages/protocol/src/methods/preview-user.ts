import { Type } from "typebox";
import { defineMethod } from "../define.ts";
import { profile } from "../model/profile.ts";
import { uuid } from "../model/scalars.ts";
import { contactSettings } from "../model/settings.ts";
import { user } from "../model/user.ts";

const { addBy, guests, question, strangers } = contactSettings.properties;
const { bio, birthday, gender, location, website } = profile.properties;

export const previewUser = defineMethod({
  name: "user.preview",
  summary:
    "Whom a uuid is of, and how they may be reached: for whoever was given it, before anybody signs in.",
  callers: "anyone",
  kind: "read",
  params: Type.Object({ uuid: uuid("The `uuid` of the user.") }),
  result: Type.Object({
    user,
    about: Type.Object({ gender, birthday, bio, location, website }),
    reach: Type.Object(
      { guests, strangers, addBy, question },
      { description: "Who may write to them, and how one becomes a contact." },
    ),
  }),
  errors: ["not_found"],
  rate: { perMinute: 120, burst: 60 },
});
