import type { Spool } from "../conversation/spool.js";

const stepSize = 100;

/** Seals what an encrypted spool has under old keys anew: it is little. After a walk that finds nothing they are free. */
export async function sealAnew({ reseal }: Pick<Spool, "reseal">): Promise<void> {
	if (reseal === undefined) return;
	let resealed: number;
	do {
		resealed = 0;
		let from: string | undefined;
		do {
			const step = await reseal(stepSize, from);
			resealed += step.resealed;
			from = step.next;
		} while (from !== undefined);
	} while (resealed > 0);
}
