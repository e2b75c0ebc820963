import { randomBytes } from "node:crypto";
import type { Workspace } from "./state.js";

const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** As Slack's are: a letter for what it is, and ten that say nothing. */
export function newId(kind: "A" | "B" | "C" | "D" | "F" | "G" | "T" | "U" | "V" | "Ev"): string {
	return `${kind}0${Array.from(randomBytes(9), (byte) => letters[byte % letters.length]).join("")}`;
}

export function newSecret(): string {
	return randomBytes(16).toString("hex");
}

/** Seconds and microseconds, unlike any other in the workspace, and later than all of them. */
export function newTs(workspace: Workspace, nowMs: number): string {
	workspace.lastTs = Math.max(nowMs * 1000, workspace.lastTs + 1);
	return tsOf(workspace.lastTs);
}

export function tsOf(microseconds: number): string {
	const fraction = Math.floor(microseconds % 1_000_000);
	return `${Math.floor(microseconds / 1_000_000)}.${String(fraction).padStart(6, "0")}`;
}

/** Epoch milliseconds. */
export function timeOf(ts: string): number {
	return Math.floor(Number(ts) * 1000);
}
