import { type Static, Type } from "typebox";

export const recordingKind = Type.Union([Type.Literal("voice"), Type.Literal("video")]);
export type RecordingKind = Static<typeof recordingKind>;
