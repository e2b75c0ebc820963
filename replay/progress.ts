/** Says what is going on while it goes on. */
export interface Progress {
	/** A step begins. Shown at once, since some steps block the process. */
	begin(step: string): void;
	/** The step has come so far. Cheap: shown now and then. */
	at(done: number, of: number): void;
	end(): void;
}

const showEveryMs = 200;
/** A log that nobody watches gets fewer lines. */
const logEveryMs = 5_000;

/** On a terminal a line that counts; otherwise a line now and then. */
export function consoleProgress(output: NodeJS.WriteStream): Progress {
	const live = output.isTTY === true;
	const every = live ? showEveryMs : logEveryMs;
	let step = "";
	let start = 0;
	let shown = 0;

	return {
		begin(name) {
			step = name;
			start = performance.now();
			shown = start;
			output.write(live ? `${step} …` : `${step} …\n`);
		},
		at(done, of) {
			const now = performance.now();
			if (now - shown < every) return;
			shown = now;
			output.write(live ? `\r${step} … ${done} of ${of}` : `${step} … ${done} of ${of}\n`);
		},
		end() {
			const line = `${step}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`;
			output.write(live ? `\r\u001b[K${line}` : line);
		},
	};
}
