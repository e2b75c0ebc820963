import type { EntryId } from "../../control/control.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { UserId } from "../../conversation/participants.js";
import { BatonError } from "../../error.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";

const refused = 1;
const nothingFound = 1;

export const sendAgainCommand: Subcommand = {
	summary: "says again what could not be sent",
	usage: `Says again what could not be sent, as whoever said it, if they still hold control.

  baton send-again CONVERSATION ENTRY [--config FILE]

${configurationHelp}

It ends with 1 if that is refused.`,
	async run(words) {
		const { options, rest } = await readWords(words);
		const [key, entry] = rest as readonly [ConversationKey?, EntryId?];
		if (key === undefined || entry === undefined)
			throw new BatonError("bad-arguments", "Cannot send again: name a conversation and an entry of it");
		return withHandoff(options, async (handoff) => {
			const outcome = await handoff.sayAgain(key, entry);
			if (outcome.status === "done") {
				console.log("It is on its way again");
				return 0;
			}
			console.error(`Refused: ${outcome.code}`);
			return refused;
		});
	},
};

export const eraseCommand: Subcommand = {
	summary: "removes every trace of a person",
	usage: `Removes every trace of a person, and says what was removed and what is out of reach.

  baton erase USER --yes [--config FILE]
  baton erase CONVERSATION --yes [--config FILE]

  USER               the person's id, u_..., as bot and desk see it
  CONVERSATION       one of the person's conversations, as baton waiting names it
  --yes              that it is meant: there is no way back
${configurationHelp}

It ends with 1 if there was nothing to remove.`,
	async run(words) {
		const isMeant = words.includes("--yes");
		const { options, rest } = await readWords(words.filter((word) => word !== "--yes"));
		const [whom] = rest;
		if (whom === undefined || !isMeant)
			throw new BatonError("bad-arguments", "Cannot erase: name a person or a conversation, and say --yes");
		return withHandoff(options, async (handoff) => {
			const { conversations, removed, remains } = await handoff.erase(
				whom.includes("/") ? { conversation: whom as ConversationKey } : { user: whom as UserId },
			);
			if (Object.values(removed).every((count) => count === 0)) {
				console.error(`Found nothing of "${whom}": check the name, unless it was erased before`);
				return nothingFound;
			}
			console.log(`${conversations.length} conversations`);
			for (const [what, count] of Object.entries(removed))
				console.log(`${String(count).padStart(7)} ${what}`);
			for (const where of remains) console.log(`May remain: ${where}`);
			return 0;
		});
	},
};
