import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "../error.js";
import {
	type EmbeddedRecognizer,
	type Example,
	loadRecognizer,
	readExamples,
	readTexts,
	saveRecognizer,
	trainRecognizer,
} from "../gate/embedded-recognizer.js";
import { estimateOosShare, scoreExamples, type Tuning, tune, tuningPage } from "../gate/tuning/index.js";
import { checkTuneOptions } from "../gate/tuning/tune-options.js";
import { messageOf } from "../message-of.js";
import { alsoIn, neverLearned } from "./example-doubts.js";
import { readLessons } from "./lessons.js";
import type { Subcommand } from "./subcommand.js";
import { parseTuneCommandLine, type TuneCommandLine, tuneUsage } from "./tune-command-line.js";

/** `baton tune`. */
export const tuneCommand: Subcommand = {
	summary: "trains a recognizer and chooses the thresholds of its gate",
	usage: tuneUsage,
	run: async (words) => tuneFiles(parseTuneCommandLine(words)),
};

const unreachable = 1;

async function tuneFiles(command: TuneCommandLine): Promise<number> {
	const { validation, traffic, target, confidence, out } = command;
	// Before the training, and not after it.
	checkTuneOptions(command);
	const [examples, texts] = await Promise.all([
		readExamples(validation),
		traffic === undefined ? [] : readTexts(traffic),
	]);
	const recognizer = await learned(command.learned, examples);
	say(neverLearned(examples, recognizer.intents));
	const scored = await scoreExamples(recognizer, examples);
	const written = texts.map((text) => recognizer.recognizeText(text));
	const oosShare = command.oosShare ?? estimateOosShare(scored, written);
	const tuning = tune(scored, { target, confidence, oosShare });
	await write(out, {
		"gate.recognizer": saveRecognizer(recognizer),
		"tuning.html": tuningPage({ tuning, scored, traffic: written }),
		"tuning.json": `${JSON.stringify(tuning, undefined, "\t")}\n`,
	});
	console.log(summaryOf(tuning));
	return tuning.outcome === "reached" ? 0 : unreachable;
}

async function learned(
	from: TuneCommandLine["learned"],
	validation: readonly Example[],
): Promise<EmbeddedRecognizer> {
	if ("recognizer" in from) return loadRecognizer(await readBytes(from.recognizer));
	const { own, taught } = await readLessons(from, validation);
	say(alsoIn(own, validation));
	const people = from.config === undefined ? "" : ` of the file and ${taught.length} of people`;
	say(`Training on ${own.length} examples${people} …`);
	return trainRecognizer([...own, ...taught]);
}

/** Beside the result, which goes to the other stream. */
function say(line: string | undefined): void {
	if (line !== undefined) console.error(line);
}

async function readBytes(file: string): Promise<Uint8Array> {
	try {
		return await readFile(file);
	} catch (cause) {
		const problem = `Cannot read "${file}", name a file that is there: ${messageOf(cause)}`;
		throw new BatonError("unreadable-file", problem, { cause });
	}
}

/** One after the other: who follows the last one finds the others there. */
async function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
	} catch (cause) {
		const problem = `Cannot write to "${folder}", name a folder with --out that may be written: ${messageOf(cause)}`;
		throw new BatonError("unwritable-folder", problem, { cause });
	}
}

function summaryOf(tuning: Tuning): string {
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	const wanted = `${percent(tuning.target)} of answers right, with ${percent(tuning.confidence)} confidence`;
	const mix =
		tuning.examples.outOfScope === 0
			? "of what is in scope alone, since no example is out of it"
			: `with ${percent(tuning.oosShare)} of messages out of scope`;
	const pages = "Look at tuning.html";
	if (tuning.outcome === "reached") {
		const { rules, outlook } = tuning;
		return `${wanted}, ${mix}: the bot answers from a confidence of ${rules.answerAt}, ${percent(outlook.coverage)} of what is in scope. ${pages}`;
	}
	const { reason, needed } = tuning;
	if (reason === "too-often-wrong")
		return `No threshold reaches ${wanted}, ${mix}: answers are too often wrong. ${pages}`;
	const enough = needed
		? `; ${needed.inScope} in scope and ${needed.outOfScope} out of it may be enough`
		: "";
	return `No threshold is shown to reach ${wanted}, ${mix}: there are too few examples${enough}. ${pages}`;
}
