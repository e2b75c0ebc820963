import { runEpisode } from "./episode.js";

const [, , from = "1", to = "1", store = "memory", lines] = process.argv;
process.on("unhandledRejection", (e) => {
	console.log("UNHANDLED", e);
});
const seen = new Map<string, number>();
let steps = 0;
const t = performance.now();
for (let s = Number(from); s <= Number(to); s++) {
	const result = await runEpisode({
		seed: String(s),
		stores: [store as never],
		narrate: lines !== undefined,
	});
	steps += result.steps;
	const v = result.violations[0];
	if (v) {
		const what = v.what.replace(/[«c]\d+.*»/g, "").slice(0, 150);
		console.log(
			s,
			result.steps,
			result.plan.store,
			result.plan.via,
			result.plan.repeat,
			"P" + result.plan.processes,
			v.promise,
			v.key,
			v.what.slice(0, 400),
		);
	}
	if (lines) console.log(result.story(result.violations[0]?.key, Number(lines)).join("\n"));
}
console.log(steps, "steps", Math.round((steps / (performance.now() - t)) * 1000), "steps/s");
