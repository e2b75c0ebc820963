import { type EpisodeOptions, type EpisodeResult, runEpisode } from "./episode.js";
import type { Violation } from "./promises/court.js";
import { cellNames } from "./tally/cells.js";
import { faultNames } from "./tally/faults.js";
import { races } from "./tally/races.js";
import { createTally, type Tally } from "./tally/tally.js";
import { seededRandom } from "./time/random.js";

export interface RunOptions extends Pick<EpisodeOptions, "stores" | "composition" | "activeSteps"> {
	/** `S` for a run of many episodes; `S.7`, or `S.7.goal`, for one of them alone. */
	readonly seed: string;
	/** Drives every episode towards this, instead of towards what happened least. */
	readonly goal?: string | undefined;
	/** At least this many steps, to the end of an episode. */
	readonly steps: number;
	/** At most this many episodes. */
	readonly episodes?: number | undefined;
	/** Stops at the first violation. Default: true. */
	readonly stopAtFirst?: boolean | undefined;
	readonly onEpisode?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
	readonly steps: number;
	readonly episodes: number;
	readonly virtualMs: number;
	readonly tally: Tally;
}

/** A broken promise, and how to see it again. */
export interface Finding {
	readonly seed: string;
	readonly violation: Violation;
	readonly episode: EpisodeResult;
	readonly story: readonly string[];
}

export interface RunResult extends Progress {
	readonly findings: readonly Finding[];
	readonly violations: number;
}

const storyLength = 60;

/** Episode after episode. What has not happened for long is driven towards. */
export async function run(options: RunOptions): Promise<RunResult> {
	const { steps: wanted, episodes: most = Number.POSITIVE_INFINITY, onEpisode, stopAtFirst = true } = options;
	const tally = announcedTally();
	const findings: Finding[] = [];
	let [steps, episodes, virtualMs, violations] = [0, 0, 0, 0];
	for (const seed of seedsOf(options, tally)) {
		const episode = await runEpisode({ ...options, ...partsOf(seed) });
		tally.add(episode.tally);
		steps += episode.steps;
		virtualMs += episode.virtualMs;
		episodes += 1;
		violations += episode.violations.length > 0 ? 1 : 0;
		if (episode.violations.length > 0 && findings.length < 10) findings.push(await retell(options, seed));
		onEpisode?.({ steps, episodes, virtualMs, tally });
		if (steps >= wanted || episodes >= most || (stopAtFirst && findings.length > 0)) break;
	}
	return { steps, episodes, virtualMs, tally, findings, violations };
}

function announcedTally(): Tally {
	const tally = createTally();
	tally.announce("cell", cellNames());
	tally.announce("race", Object.values(races));
	tally.announce("fault", faultNames);
	return tally;
}

/** A seed tells everything about an episode, so that it can be run alone. */
function* seedsOf({ seed, goal: always }: RunOptions, tally: Tally): Generator<string> {
	if (seed.includes(".")) {
		yield seed;
		return;
	}
	const random = seededRandom(`${seed} goals`);
	for (let episode = 1; ; episode += 1) {
		const isDriven = episode % 2 === 0 && episode > 8;
		const goal = always ?? (isDriven ? random.pick(rarest(tally)) : undefined);
		yield goal === undefined ? `${seed}.${episode}` : `${seed}.${episode}.${goal}`;
	}
}

/** What happened least: half of the episodes are for them. */
function rarest(tally: Tally): readonly string[] {
	const all = (["cell", "race", "fault"] as const).flatMap((kind) => tally.of(kind));
	return [...all]
		.sort(([, one], [, other]) => one - other)
		.slice(0, 6)
		.map(([name]) => name);
}

function partsOf(seed: string): Pick<EpisodeOptions, "seed" | "goal"> {
	const [base, episode, ...goal] = seed.split(".");
	return { seed: `${base}.${episode}`, goal: goal.length === 0 ? undefined : goal.join(".") };
}

/** The same episode again, with somebody who writes down what happens. */
async function retell(options: RunOptions, seed: string): Promise<Finding> {
	const episode = await runEpisode({ ...options, ...partsOf(seed), narrate: true });
	const violation = episode.violations[0];
	if (violation === undefined) throw new Error(`The episode ${seed} ends differently when it is run again`);
	return { seed, violation, episode, story: episode.story(violation.key, storyLength) };
}
