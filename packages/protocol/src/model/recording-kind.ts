import { Type } from "typebox";

export const recordingKind = Type.Union([Type.Literal("voice"), Type.Literal("video")]);
