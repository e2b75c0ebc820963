import { phases } from "./control.js";
import type { ControlEventType } from "./event.js";
import { controlTable, type Rule } from "./table.js";

const events = [
	"requested",
	"cancelled",
	"tookOver",
	"confirmed",
	"declined",
	"retried",
	"expired",
	"handedOver",
	"withdrawn",
	"said",
	"released",
	"idle",
	"lost",
	"closed",
] as const satisfies readonly ControlEventType[];

function rulesOf(phase: (typeof phases)[number]): {
	readonly [E in ControlEventType]?: Pick<Rule<never, never>, "to" | "means">;
} {
	return controlTable[phase];
}

/** The grid of phases and events as Markdown: each cell names the phases that the move may lead to. */
export function printControlTable(): string {
	const rows = events.map((event) => {
		const cells = phases.map(
			(phase) =>
				rulesOf(phase)
					[event]?.to.map((to) => `\`${to}\``)
					.join(", ") ?? "",
		);
		return `| \`${event}\` | ${cells.join(" | ")} |`;
	});
	const head = `| event | ${phases.map((phase) => `in \`${phase}\``).join(" | ")} |`;
	return [head, `|${" --- |".repeat(phases.length + 1)}`, ...rows].join("\n");
}

/** Every move with its meaning as Markdown. */
export function printControlMoves(): string {
	const rows = phases.flatMap((phase) =>
		events.flatMap((event) => {
			const rule = rulesOf(phase)[event];
			if (rule === undefined) return [];
			return [
				`| \`${phase}\` | \`${event}\` | ${rule.to.map((to) => `\`${to}\``).join(", ")} | ${rule.means} |`,
			];
		}),
	);
	return ["| in | on | to | what follows |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
