import { redisStore } from "@baton/core/redis";
import { openCluster } from "./cluster/cluster.js";
import { openBook } from "./town/book.js";
import { gatherCrowd, residents } from "./town/crowd.js";
import { openTown } from "./town/town.js";
import { openDiary } from "./view/diary.js";
import { watchScene } from "./view/scene.js";
import type { Blow } from "./view/screen.js";
import { serveView } from "./view/view-server.js";

export interface ScaleOut {
	/** Where the view is. */
	readonly address: string;
	close(): Promise<void>;
}

const backAfterMs = 4_000;
const frozenMs = 5_000;
const nodeBackAfterMs = 6_000;
const checkEveryMs = 1_000;

/** A Redis Cluster, two bots, two bridges, a desk, a street of customers, and somebody who watches it all. */
export async function openScaleOut({ port }: { readonly port: number }): Promise<ScaleOut> {
	const book = openBook(residents);
	const diary = openDiary(book);
	const cluster = await openCluster(nodeBackAfterMs, diary.note);
	const redis = { cluster: { rootNodes: cluster.urls.map((url) => ({ url })) } };
	const town = await openTown({
		...{ redis, bots: 2, bridges: 2, random: Math.random, onChange: diary.note },
		onArrival(arrival) {
			diary.arrived(arrival);
			book.arrived(arrival);
		},
	});
	const scene = watchScene({ town, cluster, book, diary });
	const view = await serveView({ port, screen: scene.screen, strike });

	function strike({ target, what }: Blow): boolean {
		const worker = town.workers.find(({ name }) => name === target);
		const node = cluster.nodes.find(({ name }) => name === target);
		if (what === "kill") worker?.kill(backAfterMs);
		else worker?.freeze(frozenMs);
		if (what === "kill") node?.kill();
		else node?.freeze(frozenMs);
		return worker !== undefined || node !== undefined;
	}

	const store = await redisStore(redis);
	await town.agents.client.whenConnected();
	const sendHome = gatherCrowd({
		...{ bots: town.bots, random: Math.random },
		onSay: book.said,
		onAcknowledged: book.acknowledged,
	});
	let isChecking = false;
	const checking = setInterval(() => {
		if (isChecking) return;
		isChecking = true;
		book
			.check(store)
			// The store is away: it is looked at again.
			.catch(() => {})
			.finally(() => {
				isChecking = false;
			});
	}, checkEveryMs);

	return {
		address: view.address,
		async close() {
			clearInterval(checking);
			sendHome();
			scene.close();
			view.close();
			await store.close();
			await town.close();
			await cluster.close();
		},
	};
}
