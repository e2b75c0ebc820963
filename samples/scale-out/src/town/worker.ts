import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Report } from "../processes/report.js";
import { type Orders, toEnvironment } from "../settings.js";

export type Role = "bot" | "bridge";

/** It starts until it has told something of itself for the first time. */
export type WorkerState = "starting" | "running" | "frozen" | "dead";

/** A process that can be killed, and comes back. */
export interface Worker {
	readonly name: string;
	readonly role: Role;
	readonly port: number;
	readonly pid: number | undefined;
	readonly state: WorkerState;
	/** What it told last; counts begin anew when it does. */
	readonly report: Report | undefined;
	/** As `kill -9` does; it comes back after so many milliseconds. */
	kill(backAfterMs: number): void;
	/** Stops it as a machine that hangs, for so many milliseconds. */
	freeze(ms: number): void;
	stop(): Promise<void>;
}

/** A process that takes longer to stop is killed. */
const stopWithinMs = 5_000;

/** When somebody else has ended it. */
const usuallyBackAfterMs = 2_000;

/** Compiled, or as it is where this runs from source. */
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

export function startWorker(role: Role, orders: Orders, onChange: (what: string) => void): Worker {
	const { name, port } = orders;
	let child: ChildProcess | undefined;
	let report: Report | undefined;
	let frozen: ChildProcess | undefined;
	let backAfterMs = usuallyBackAfterMs;
	let isOver = false;

	function start(): void {
		if (isOver) return;
		const started = run(role, orders);
		child = started;
		started.on("message", (told) => {
			if (report === undefined) onChange(`${name} is at work`);
			report = told as Report;
		});
		started.once("exit", (_, signal) => {
			child = undefined;
			report = undefined;
			if (isOver) return;
			onChange(signal === "SIGKILL" ? `${name} is killed` : `${name} has ended`);
			setTimeout(start, backAfterMs).unref();
			backAfterMs = usuallyBackAfterMs;
		});
	}

	start();
	return {
		...{ name, role, port },
		get pid() {
			return child?.pid;
		},
		get state() {
			if (child === undefined) return "dead";
			if (child === frozen) return "frozen";
			return report === undefined ? "starting" : "running";
		},
		get report() {
			return report;
		},
		kill(afterMs) {
			backAfterMs = afterMs;
			child?.kill("SIGKILL");
		},
		freeze(ms) {
			const freezing = child;
			if (freezing === undefined || freezing === frozen) return;
			onChange(`${name} hangs`);
			frozen = freezing;
			freezing.kill("SIGSTOP");
			setTimeout(() => {
				freezing.kill("SIGCONT");
				if (child === freezing) onChange(`${name} goes on`);
				if (frozen === freezing) frozen = undefined;
			}, ms).unref();
		},
		async stop() {
			isOver = true;
			if (child === undefined) return;
			const stopping = child;
			const patience = setTimeout(() => stopping.kill("SIGKILL"), stopWithinMs);
			stopping.kill("SIGCONT");
			stopping.kill("SIGTERM");
			await once(stopping, "exit");
			clearTimeout(patience);
		},
	};
}

function run(role: Role, orders: Orders): ChildProcess {
	const file = fileURLToPath(new URL(`../processes/${role}.${extension}`, import.meta.url));
	const loader = extension === "ts" ? ["--import", "tsx"] : [];
	return spawn(process.execPath, [...loader, file], {
		env: { ...process.env, ...toEnvironment(orders) },
		stdio: ["ignore", "ignore", "inherit", "ipc"],
		// Ctrl+C is for whoever started them all, who passes it on.
		detached: true,
	});
}
