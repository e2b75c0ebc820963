/** Something that happened (1) or did not (0) at a score. */
export interface Observation {
	readonly score: number;
	readonly happened: number;
	readonly weight: number;
}

/** From this score on it happens with this chance. */
export interface Level {
	readonly from: number;
	readonly chance: number;
}

interface Block extends Level {
	readonly weight: number;
}

/** The chances that fit best among those that never fall with the score (pooling adjacent violators). */
export function isotonic(observations: readonly Observation[]): readonly Level[] {
	const blocks: Block[] = [];
	for (const { score, happened, weight } of observations.toSorted((a, b) => a.score - b.score)) {
		let block: Block = { from: score, chance: happened, weight };
		for (let last = blocks.at(-1); last && mustPool(last, block); last = blocks.at(-1)) {
			blocks.pop();
			block = pooled(last, block);
		}
		blocks.push(block);
	}
	return blocks.map(({ from, chance }) => ({ from, chance }));
}

/** Equal scores have equal chances. */
function mustPool(lower: Block, upper: Block): boolean {
	return lower.chance >= upper.chance || lower.from === upper.from;
}

function pooled(lower: Block, upper: Block): Block {
	const weight = lower.weight + upper.weight;
	const chance = weight > 0 ? (lower.chance * lower.weight + upper.chance * upper.weight) / weight : 0;
	return { from: lower.from, chance, weight };
}
