/** The addresses by who connects there. */
export type Addresses = Readonly<Record<string, string>>;

/** What a server can be asked to do, by word; it gets what follows the word. */
export type Deeds = Readonly<Record<string, (what: string) => unknown>>;

/** The life of a server process: it says where it is, does what it is asked to, and ends with its parent. */
export function serve(addresses: Addresses, deeds: Deeds = {}): void {
	process.on("message", (asked) => {
		const [, word = "", what = ""] = /^(\S+) ?(.*)$/.exec(String(asked)) ?? [];
		Promise.resolve(deeds[word]?.(what)).then((answer) => process.send?.(answer ?? "done"), fail);
	});
	process.on("disconnect", () => process.exit(0));
	process.send?.(addresses);
}

function fail(error: unknown): void {
	console.error(error);
	process.exit(1);
}
