import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { appCredentials, type Credential, type NewCredential } from "../../access/credentials.js";
import type { AppId } from "../../control/control.js";
import type { PersonId } from "../../control/representative.js";
import { BatonError } from "../../error.js";
import type { Handoff } from "../../handoff.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";
import { readDuration } from "./duration.js";
import { moment, table } from "./print.js";

const nothingFound = 1;
const defaultOverlap = "24h";

export const appsCommand: Subcommand = {
	summary: "lists, makes, rotates and revokes the credentials of apps",
	usage: `Lists the apps and their credentials, and makes, rotates and revokes them.

  baton apps [--json] [--config FILE]
  baton apps make APP
  baton apps rotate APP [--overlap 24h]
  baton apps revoke APP [CREDENTIAL]

  make               a secret for the app, shown once: the store has its hash
  rotate             a new secret; those that there are stay valid for the overlap: 30m, 24h, 7d, or 0
  revoke             one credential, or all of the app; who is connected with it is cut off within 10 seconds
  --json             for programs
${configurationHelp}

It ends with 1 if there was nothing to revoke.`,
	async run(words) {
		const { options, rest, flags, texts } = await readWords(words, { flags: ["json"], texts: ["overlap"] });
		const overlapMs = readDuration("overlap", texts.overlap ?? defaultOverlap);
		const [what = "list", app, credential] = rest;
		const print = flags.has("json") ? printJson : printPlain;
		return withHandoff(options, (handoff) => {
			switch (what) {
				case "list":
					return list(handoff, print);
				case "make":
				case "rotate":
					return issue(handoff, { what, app: knownApp(handoff, app), overlapMs, print });
				case "revoke":
					return revoke(handoff, { app: knownApp(handoff, app), credential, print });
				default:
					throw new BatonError(
						"bad-arguments",
						`Cannot "${what}" apps: say make, rotate or revoke, or nothing`,
					);
			}
		});
	},
};

interface Row {
	readonly app: string;
	readonly credential: Credential | NewCredential | undefined;
}
type Print = (rows: readonly Row[]) => void;

async function list({ apps, store }: Handoff, print: Print): Promise<number> {
	const rows: Row[] = [];
	for (const app of apps.keys()) {
		const credentials = await appCredentials(store).list(app);
		rows.push(
			...(credentials.length === 0 ? [undefined] : credentials).map((credential) => ({ app, credential })),
		);
	}
	print(rows);
	return 0;
}

async function issue(
	handoff: Handoff,
	{
		what,
		app,
		overlapMs,
		print,
	}: {
		readonly what: "make" | "rotate";
		readonly app: AppId;
		readonly overlapMs: number;
		readonly print: Print;
	},
): Promise<number> {
	const credentials = appCredentials(handoff.store);
	const credential = what === "make" ? await credentials.make(app) : await credentials.rotate(app, overlapMs);
	await record(handoff, { what: `${what}Credential`, app, about: credential.id });
	print([{ app, credential }]);
	return 0;
}

async function revoke(
	handoff: Handoff,
	{
		app,
		credential,
		print,
	}: { readonly app: AppId; readonly credential: string | undefined; readonly print: Print },
): Promise<number> {
	const gone = await appCredentials(handoff.store).revoke(app, credential);
	for (const { id } of gone) await record(handoff, { what: "revokeCredential", app, about: id });
	if (gone.length === 0) {
		console.error(`Found no such credential of "${app}": see baton apps`);
		return nothingFound;
	}
	print(gone.map((one) => ({ app, credential: one })));
	return 0;
}

/** Whoever is at the terminal did it. */
async function record(
	{ store, clock }: Handoff,
	deed: { readonly what: string; readonly app: AppId; readonly about: string },
): Promise<void> {
	const { username } = userInfo();
	await store.writeAudit({
		...{ id: randomBytes(9).toString("base64url"), at: clock.now(), outcome: "done", role: "operator" },
		...{ ...deed, person: { id: username as PersonId, displayName: username } },
	});
}

function knownApp({ apps }: Handoff, name: string | undefined): AppId {
	const known = [...apps.keys()];
	const found = known.find((app) => app === name);
	if (found !== undefined) return found;
	const named = name === undefined ? "it needs an app" : `"${name}" is none`;
	throw new BatonError("unknown-app", `Cannot do that, ${named}: name one of ${known.join(", ")}`);
}

function printJson(rows: readonly Row[]): void {
	console.log(
		JSON.stringify(
			rows.map(({ app, credential }) => ({ app, ...credential })),
			undefined,
			"\t",
		),
	);
}

function printPlain(rows: readonly Row[]): void {
	const cells = rows.map(({ app, credential }) => [
		app,
		credential?.id ?? "none",
		credential === undefined ? "" : moment(credential.madeAt),
		credential?.until === undefined ? "" : moment(credential.until),
	]);
	console.log(
		rows.length === 0 ? "No app is registered" : table(["app", "credential", "made", "lapses"], cells),
	);
	for (const { credential } of rows) {
		if (credential !== undefined && "secret" in credential)
			console.log(`\n${credential.secret}\n\nThis secret is shown once: give it to the app's server.`);
	}
}
