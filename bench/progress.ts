/** Says how far a benchmark is while it runs. */
export interface Progress {
	begin(title: string): void;
	at(what: string, done: number, of: number): void;
	end(): void;
}

/** A log that nobody watches gets a line this often. */
const logEveryMs = 10_000;

export function consoleProgress(output: NodeJS.WriteStream): Progress {
	const live = output.isTTY === true;
	let shown = 0;
	return {
		begin(title) {
			shown = performance.now();
			output.write(`${title}\n`);
		},
		at(what, done, of) {
			if (live) output.write(`\r\u001b[K  ${what} ${done} of ${of}`);
			else if (performance.now() - shown >= logEveryMs) {
				shown = performance.now();
				output.write(`  ${what} ${done} of ${of}\n`);
			}
		},
		end() {
			if (live) output.write("\r\u001b[K");
		},
	};
}

export const silentProgress: Progress = { begin() {}, at() {}, end() {} };
