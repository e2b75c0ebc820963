import type { LogDetails } from "@baton/core";
import { expect } from "chai";
import { MessengerAdapter } from "../src/index.js";
import { until } from "./support/until.js";
import { body, page, post, said, secret } from "./support/webhook-body.js";

describe("What the adapter logs", () => {
	it("quotes nobody, though the bot's errors do", async () => {
		const lines: string[] = [];
		const keep = (event: string, { error, ...details }: LogDetails): void => {
			const message = error instanceof Error ? error.message : error;
			lines.push(JSON.stringify({ event, message, ...details }));
		};
		const messenger = new MessengerAdapter({
			...{ appSecret: secret, verifyToken: "v", accessTokens: { [page]: "t" } },
			logger: { error: keep, warn: keep, info: keep },
		});
		messenger.bot(async () => {
			throw new Error("Cannot read canary-text");
		});

		await messenger.fetch(post(body(said("canary-text", "m_1"))));
		await until(() => lines.length > 0);

		expect(lines.join()).to.contain("messenger-turn-failed").and.to.not.contain("canary");
	});
});
