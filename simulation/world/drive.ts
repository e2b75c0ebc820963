import type { HabitChange } from "./habits.js";
import type { Plan } from "./plan.js";

/** What makes something rare likely. */
export interface Drive {
	readonly habits?: HabitChange | undefined;
	readonly plan?: Partial<Plan> | undefined;
}

/** By what the name of a goal contains; the first that fits counts. */
const drives: readonly (readonly [part: RegExp, drive: Drive])[] = [
	[
		/^passing idle → bot/,
		{
			habits: {
				hold: { handOver: 200, goQuiet: 0, say: 5, release: 0, close: 0 },
				offer: { ignore: 100, confirm: 1, confirmLate: 0, decline: 0, takeOver: 0 },
				idle: { takeOver: 30 },
				patienceMs: 60_000,
				faultEveryMs: 120_000,
			},
		},
	],
	[
		/^passing idle/,
		{
			habits: {
				hold: { handOver: 120, goQuiet: 30, say: 10, release: 0 },
				offer: { ignore: 60, confirm: 20 },
				patienceMs: 30_000,
			},
		},
	],
	[
		/^passing lost/,
		{
			habits: {
				hold: { handOver: 120, release: 2 },
				offer: { ignore: 60 },
				fault: { deskDies: 80 },
				faultEveryMs: 10_000,
			},
		},
	],
	[
		/^passing withdrawn/,
		{ habits: { hold: { handOver: 80, withdraw: 120, release: 2 }, offer: { ignore: 60 } } },
	],
	[
		/^passing declined/,
		{
			habits: { hold: { handOver: 60, handOverToAll: 60 }, offer: { decline: 120 } },
			plan: { helper: true },
		},
	],
	[
		/^passing (closed|released|said|requested)/,
		{
			habits: {
				hold: { handOver: 80, close: 30, say: 60 },
				offer: { ignore: 60 },
				bot: { tooSlow: 20, throw: 20, replyLate: 30 },
			},
		},
	],
	[/^passing (expired|retried)/, { habits: { hold: { handOver: 100, say: 80 }, offer: { ignore: 90 } } }],
	[/^passing/, { habits: { hold: { handOver: 80 }, offer: { confirm: 60, takeOver: 40, ignore: 40 } } }],
	[/^held (idle)/, { habits: { hold: { goQuiet: 100 }, faultEveryMs: 60_000 } }],
	[/^held lost/, { habits: { fault: { deskDies: 80 }, faultEveryMs: 10_000, hold: { release: 2 } } }],
	[
		/^held requested/,
		{ habits: { bot: { tooSlow: 30, throw: 30, replyLate: 60, hang: 20 }, idle: { takeOver: 60 } } },
	],
	[/^held/, { habits: { idle: { takeOver: 60, releaseAnyway: 10 }, hold: { close: 15, takeAgain: 15 } } }],
	[
		/^offered (cancelled|requested)/,
		{ habits: { user: { cancel: 40, askForPerson: 60 }, offer: { ignore: 60 } } },
	],
	[
		/^offered closed/,
		{
			habits: {
				user: { askForPerson: 60 },
				offer: { ignore: 60 },
				fault: { operatorCloses: 60 },
				idle: { close: 40 },
			},
		},
	],
	[/^offered (expired|retried)/, { habits: { user: { askForPerson: 60 }, offer: { ignore: 120 } } }],
	[/^bot requested → bot/, { habits: { fault: { everybodyAway: 80 }, user: { askForPerson: 60 } } }],
	[/leak/, { habits: { idle: { trespass: 100 }, idleEveryMs: 8_000 }, plan: { users: 4 } }],
	[/false label/, { habits: { bot: { pretend: 40 }, hold: { pretend: 60 } } }],
	[
		/stale hand/,
		{
			habits: {
				hold: { sayLate: 200, release: 60, takeAgain: 20, goQuiet: 0 },
				idle: { takeOver: 150 },
				idleEveryMs: 5_000,
				patienceMs: 3_000,
			},
			plan: { processes: 1 },
		},
	],
	[
		/late click/,
		{
			habits: {
				user: { askForPerson: 100, cancel: 80, say: 5 },
				bot: { hang: 0, tooSlow: 0, replyLate: 0 },
				offer: { confirm: 100, ignore: 30, confirmLate: 0, takeOver: 0 },
				idle: { takeOver: 0 },
				userEveryMs: 1_500,
				patienceMs: 12_000,
				faultEveryMs: 120_000,
			},
		},
	],
	[
		/many voices/,
		{ habits: { idle: { sayAnyway: 150, takeOver: 40 }, idleEveryMs: 4_000, faultEveryMs: 60_000 } },
	],
	[/^1 /, { habits: { bot: { replyLate: 200 }, idle: { takeOver: 80 } } }],
	[/^2 /, { habits: { user: { askForPerson: 60 }, offer: { confirm: 200 }, patienceMs: 300 } }],
	[
		/^3 /,
		{
			habits: {
				user: { askForPerson: 60 },
				offer: { confirmLate: 200, ignore: 0 },
				fault: { halfOpen: 20, cut: 30 },
			},
		},
	],
	[/^5 /, { habits: { hold: { release: 100, say: 60 }, userEveryMs: 2_000 } }],
	[
		/^6 /,
		{
			habits: {
				hold: { say: 200, release: 0 },
				fault: { deskDies: 100, halfOpen: 60 },
				faultEveryMs: 12_000,
			},
		},
	],
	[
		/^7 /,
		{ habits: { fault: { inbox: 200 }, idle: { takeOver: 120 }, faultEveryMs: 8_000, idleEveryMs: 8_000 } },
	],
	[/^8 |crash/, { habits: { fault: { crashWhileSending: 200, crash: 40 }, faultEveryMs: 8_000 } }],
	[/clean stop/, { habits: { fault: { stop: 200 }, faultEveryMs: 8_000 } }],
	[/store:/, { habits: { fault: { storeOutage: 60 } }, plan: { store: "remote", storeTrouble: 0.02 } }],
	[/redis:/, { habits: { fault: { storeOutage: 60 } }, plan: { store: "redis", storeTrouble: 0.02 } }],
	[/power cut/, { habits: { fault: { powerCut: 100 } }, plan: { store: "embedded" } }],
	[/desk|page/, { habits: { fault: { deskDies: 100 }, faultEveryMs: 10_000 } }],
	[/connection/, { habits: { fault: { cut: 60, halfOpen: 60 }, faultEveryMs: 8_000 } }],
	[/frame/, { plan: { twins: true } }],
	[/webhook/, { plan: { repeated: 0.5 } }],
	[/channel/, { plan: { channelTrouble: 0.4 } }],
	[/bot/, { habits: { bot: { throw: 30, hang: 30, tooSlow: 30, throwAfterReply: 30 } } }],
];

export function driveTowards(goal: string): Drive {
	return drives.find(([part]) => part.test(goal))?.[1] ?? {};
}
