import { z } from "zod";
import { tellOne } from "../tell.js";
import { flag } from "./args.js";
import { method } from "./method.js";

/** https://docs.slack.dev/reference/methods/auth.test */
const authTest = method({
	...{ tier: "special", scopes: [] },
	args: z.object({}),
	run({ world, workspace, user, install, isBot }) {
		const common = { url: `${world.url}/`, team: workspace.name, user: user.name };
		const ids = { team_id: workspace.id, user_id: user.id, is_enterprise_install: false };
		return { ...common, ...ids, ...(isBot ? { bot_id: install.botId } : {}) };
	},
});

/** https://docs.slack.dev/reference/methods/auth.revoke */
const authRevoke = method({
	...{ tier: 3, scopes: [] },
	args: z.object({ test: flag.optional() }),
	run({ world, install, isBot }, { test = false }) {
		if (test) return { revoked: false };
		const tokens = isBot ? { oauth: [], bot: [install.bot.id] } : { oauth: [install.installer], bot: [] };
		tellOne(world, install, undefined, { type: "tokens_revoked", tokens });
		install.isRevoked = true;
		return { revoked: true };
	},
});

export const basicMethods = { "auth.test": authTest, "auth.revoke": authRevoke };
