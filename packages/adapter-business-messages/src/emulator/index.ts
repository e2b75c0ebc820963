/** Business Messages on this machine, for tests and for trying things out. */
export { type BusinessMessagesEmulator, type EmulatorOptions, startEmulator } from "./emulator.js";
export type { FetchMedia, Media } from "./media.js";
export type { ErrorStatus, Refusal } from "./refusal.js";
export { checkRepresentatives, type Violation, violationsIn } from "./representative-rules.js";
export type { ApiRequest, Line, UserLineState } from "./state.js";
export type { EmulatedUser } from "./user.js";
export type { Fault, Resource, UserOptions } from "./world.js";
