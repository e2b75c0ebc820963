import type { Cluster } from "../cluster/cluster.js";
import type { Book } from "../town/book.js";
import type { Town } from "../town/town.js";
import type { Worker } from "../town/worker.js";
import type { Diary } from "./diary.js";
import { type History, openHistory } from "./history.js";
import type { NodeCard, ProcessCard, Screen } from "./screen.js";

export interface SceneOptions {
	readonly town: Town;
	readonly cluster: Cluster;
	readonly book: Book;
	readonly diary: Diary;
}

/** Looks at everything once a second, and can say at any time how it stands. */
export interface Scene {
	screen(): Screen;
	close(): void;
}

const done = ["turns", "commits", "sends"] as const;

export function watchScene({ town, cluster, book, diary }: SceneOptions): Scene {
	const work = town.workers.map((worker) => ({
		worker,
		histories: { turns: openHistory(), commits: openHistory(), sends: openHistory() },
	}));
	const commands = cluster.nodes.map((node) => ({ node, history: openHistory() }));

	const looking = setInterval(() => {
		for (const { worker, histories } of work)
			for (const name of done) histories[name].note(worker.report?.[name] ?? 0);
		for (const { node, history } of commands) history.note(node.commands);
		diary.look();
	}, 1_000);

	function processCard(
		worker: Worker,
		{ turns, commits, sends }: Record<(typeof done)[number], History>,
	): ProcessCard {
		return {
			...{ name: worker.name, role: worker.role, state: worker.state, pid: worker.pid },
			...{ turns: turns.perSecond, commits: commits.perSecond, sends: sends.perSecond },
			hasDesk: town.balancer.countTo(worker.port) > 0,
		};
	}

	function nodeCard({ node, history }: (typeof commands)[number]): NodeCard {
		const { name, state, pid } = node;
		const role = cluster.isReplaced(node) ? "replaced" : node.role;
		return { name, role, state, pid, part: cluster.partOf(node), commands: history.perSecond };
	}

	return {
		screen: () => ({
			at: Date.now(),
			tally: book.tally,
			processes: work.map(({ worker, histories }) => processCard(worker, histories)),
			nodes: commands.map(nodeCard),
			chats: book.chats.map(({ name, last, waitsSince, holder, person }) => ({
				...{ name, last, waitsSince, holder, person },
			})),
			happenings: diary.happenings,
		}),
		close: () => clearInterval(looking),
	};
}
