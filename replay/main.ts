import { BatonError } from "@baton/core";
import { readExamples } from "@baton/core/recognizer";
import { playFolder as playBusinessMessages } from "./business-messages/play-folder.js";
import { isHelp, parseCommandLine, parseFolder, parseSignedFolder, usage } from "./command-line.js";
import { faultsIn, printFiles } from "./files/print-files.js";
import { playFolder } from "./messenger/play-folder.js";
import { playUtterances } from "./play-utterances.js";
import { printTally } from "./print-tally.js";
import { consoleProgress } from "./progress.js";
import { playFolder as playSlack } from "./slack/play-folder.js";
import { tally } from "./tally.js";
import { playFolder as playWebhook } from "./webhook/play-folder.js";

/** What was replayed came out as it should not. */
const faulty = 1;
/** What the person at the keyboard can put right. */
const badInput = 2;

process.exitCode = await replay(process.argv.slice(2));

async function replay(words: readonly string[]): Promise<number> {
	try {
		if (isHelp(words)) console.log(usage);
		else if (words[0] === "messenger") return await replayMessenger(words.slice(1));
		else if (words[0] === "business-messages") return await replayBusinessMessages(words.slice(1));
		else if (words[0] === "slack") return await replaySlack(words.slice(1));
		else if (words[0] === "webhook") return await replayWebhook(words.slice(1));
		else await replayUtterances(words);
		return 0;
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		console.error(error.message);
		return badInput;
	}
}

async function replayUtterances(words: readonly string[]): Promise<void> {
	const { train, test, json, ...thresholds } = parseCommandLine(words);
	const [examples, utterances] = await Promise.all([readExamples(train), readExamples(test)]);
	const progress = consoleProgress(process.stderr);
	const played = await playUtterances({ examples, utterances, thresholds, progress });
	const counted = tally(played);
	console.log(
		json ? JSON.stringify({ train, test, ...thresholds, ...counted }, null, 2) : printTally(counted),
	);
}

async function replayMessenger(words: readonly string[]): Promise<number> {
	const files = await playFolder(parseFolder(words));
	console.log(printFiles(files));
	return faultsIn(files) === 0 ? 0 : faulty;
}

async function replayBusinessMessages(words: readonly string[]): Promise<number> {
	const { folder, unsigned } = parseSignedFolder(words);
	const files = await playBusinessMessages(folder, { unsigned });
	console.log(printFiles(files));
	return faultsIn(files) === 0 ? 0 : faulty;
}

async function replaySlack(words: readonly string[]): Promise<number> {
	const files = await playSlack(parseFolder(words));
	console.log(printFiles(files));
	return faultsIn(files) === 0 ? 0 : faulty;
}

async function replayWebhook(words: readonly string[]): Promise<number> {
	const files = await playWebhook(parseFolder(words));
	console.log(printFiles(files));
	return faultsIn(files) === 0 ? 0 : faulty;
}
