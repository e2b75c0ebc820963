import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { AppId } from "../control/control.js";
import type { Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import { constantTimeEqual } from "../http/constant-time.js";
import { hashSecret, newSecret } from "./secret.js";

const kept = z.array(
	z.object({
		id: z.string(),
		/** Of the secret. */
		hash: z.string(),
		madeAt: z.number(),
		/** When it lapses, if it is being replaced. */
		until: z.number().optional(),
	}),
);

/** A secret of an app, by which it can be told from the app's others, and nothing of the secret. */
export interface Credential {
	readonly id: string;
	/** Epoch milliseconds. */
	readonly madeAt: number;
	/** When it lapses, if it is being replaced. Epoch milliseconds. */
	readonly until?: number | undefined;
}

/** A credential with its secret, which is shown this once. */
export interface NewCredential extends Credential {
	readonly secret: string;
}

/** The credentials of apps, in the store: hashed, the same for all processes. */
export interface Credentials {
	make(app: AppId): Promise<NewCredential>;
	/** A new one; those that there are lapse after `overlapMs`. */
	rotate(app: AppId, overlapMs: number): Promise<NewCredential>;
	/** One of them, or all. Gives those that were. */
	revoke(app: AppId, id?: string): Promise<readonly Credential[]>;
	/** Those that are valid now, the oldest first. */
	list(app: AppId): Promise<readonly Credential[]>;
	/** Which of the app's credentials has this secret. In the same time whatever was guessed. */
	find(app: AppId, secret: string): Promise<Credential | undefined>;
}

type Kept = z.infer<typeof kept>;

/** More are not being replaced, but forgotten. */
const mostAtOnce = 8;
const lockMs = 10_000;
/** For ever: they are taken away, and do not lapse by themselves. */
const foreverMs = 100 * 365 * 24 * 3_600_000;

/** @throws BatonError `store-failed`; where they are changed also `credentials-busy`, `too-many-credentials` */
export function appCredentials(store: Store): Credentials {
	async function read(app: AppId): Promise<Kept> {
		const value = await store.readFact(nameOf(app));
		const now = store.now();
		return parse(value).filter(({ until }) => until === undefined || now < until);
	}

	/** One operator at a time. */
	async function change<T>(app: AppId, work: (before: Kept) => { readonly after: Kept; readonly answer: T }) {
		const lock = `${nameOf(app)}:lock`;
		const mine = randomBytes(9).toString("base64url");
		if ((await store.claimFact(lock, mine, lockMs)) !== mine) throw busy(app);
		try {
			const { after, answer } = work(await read(app));
			await store.writeFact(nameOf(app), after.length === 0 ? undefined : JSON.stringify(after), foreverMs);
			return answer;
		} finally {
			await store.writeFact(lock, undefined, 0);
		}
	}

	function add(app: AppId, retire: (one: Kept[number]) => Kept[number]): Promise<NewCredential> {
		return change(app, (before) => {
			if (before.length >= mostAtOnce) throw tooMany(app);
			const secret = newSecret();
			const credential = { id: randomBytes(4).toString("hex"), madeAt: store.now() };
			const after = [...before.map(retire), { ...credential, hash: hashSecret(secret) }];
			return { after, answer: { ...credential, secret } };
		});
	}

	return {
		make: (app) => add(app, (one) => one),
		rotate(app, overlapMs) {
			const until = store.now() + overlapMs;
			return add(app, (one) => ({ ...one, until: Math.min(one.until ?? until, until) }));
		},
		revoke: (app, id) =>
			change(app, (before) => {
				const goes = (one: Kept[number]): boolean => id === undefined || one.id === id;
				const after = before.filter((one) => !goes(one));
				return { after, answer: before.filter(goes).map(withoutHash) };
			}),
		list: async (app) => (await read(app)).map(withoutHash),
		async find(app, secret) {
			const all = await read(app);
			const given = hashSecret(secret);
			const known = all.length === 0 ? [nobodys] : all;
			const found = known.filter(({ hash }) => constantTimeEqual(hash, given))[0];
			return found === undefined ? undefined : withoutHash(found);
		},
	};
}

/** What an app without credentials is compared with. */
const nobodys = { id: "", hash: hashSecret(newSecret()), madeAt: 0 };

function nameOf(app: AppId): string {
	return `credentials:${app}`;
}

function parse(value: string | undefined): Kept {
	return value === undefined ? [] : kept.parse(JSON.parse(value));
}

function withoutHash({ id, madeAt, until }: Kept[number]): Credential {
	return until === undefined ? { id, madeAt } : { id, madeAt, until };
}

function busy(app: AppId): BatonError {
	return new BatonError(
		"credentials-busy",
		`Cannot change the credentials of "${app}": somebody else does at this moment, try again`,
	);
}

function tooMany(app: AppId): BatonError {
	return new BatonError(
		"too-many-credentials",
		`Cannot make another credential for "${app}", it has ${mostAtOnce}: revoke those that nobody uses`,
	);
}
