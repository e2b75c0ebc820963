import { expect } from "chai";
import { systemClock } from "../src/index.js";

/** What was done, in order, when `count` things were. Keeps the process alive, which the clock does not. */
function deeds(count: number, begin: (note: (deed: string) => void) => void): Promise<readonly string[]> {
	return new Promise((resolve) => {
		const alive = setInterval(() => {}, 1_000);
		const done: string[] = [];
		begin((deed) => {
			done.push(deed);
			if (done.length < count) return;
			clearInterval(alive);
			resolve(done);
		});
	});
}

describe("The machine's clock", () => {
	it("goes on with what is begun anew whenever it is due", async () => {
		let times = 0;
		const done = await deeds(5, (note) => {
			const again = (): void => {
				times += 1;
				note(`tick ${times}`);
				if (times < 5) systemClock.after(7, again);
			};
			systemClock.after(7, again);
		});

		expect(done).to.deep.equal(["tick 1", "tick 2", "tick 3", "tick 4", "tick 5"]);
	});

	it("keeps the order of what waits equally long, also of what is added meanwhile", async () => {
		const done = await deeds(4, (note) => {
			systemClock.after(11, () => {
				note("first");
				systemClock.after(11, () => note("added by the first"));
			});
			systemClock.after(11, () => {
				note("second");
				systemClock.after(11, () => note("added by the second"));
			});
		});

		expect(done).to.deep.equal(["first", "second", "added by the first", "added by the second"]);
	});

	it("does not do what was called off", async () => {
		const done = await deeds(2, (note) => {
			systemClock.after(9, () => note("one"));
			systemClock.after(9, () => note("called off"))();
			systemClock.after(9, () => note("two"));
		});

		expect(done).to.deep.equal(["one", "two"]);
	});
});
