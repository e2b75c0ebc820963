/** Chance from a seed: the same seed, the same chances. */
export interface Random {
	/** From 0 to 1, 1 excluded. */
	next(): number;
	/** A whole number, both ends included. */
	whole(from: number, to: number): number;
	chance(probability: number): boolean;
	pick<Item>(items: readonly Item[]): Item;
	/** A name, each as likely as its weight; weights of 0 never. */
	weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
	/** Another source of chance, which draws nothing from this one. */
	fork(name: string): Random;
}

export function seededRandom(seed: string): Random {
	let [a, b, c, d] = mixed(seed);

	/** "Small fast counter", a generator in the public domain that passes the usual batteries. */
	function next(): number {
		const sum = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + sum) | 0;
		return (sum >>> 0) / 4294967296;
	}

	for (let round = 0; round < 12; round += 1) next();
	return {
		next,
		whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
		chance: (probability) => next() < probability,
		pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
		weighted: (weights) => weigh(weights, next()),
		fork: (name) => seededRandom(`${seed}/${name}`),
	};
}

function weigh<Name extends string>(weights: Readonly<Record<Name, number>>, share: number): Name {
	const names = Object.keys(weights) as Name[];
	let left = share * names.reduce((sum, name) => sum + weights[name], 0);
	for (const name of names) {
		left -= weights[name];
		if (left < 0) return name;
	}
	return names.at(-1) as Name;
}

function mixed(text: string): [number, number, number, number] {
	let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		a = b ^ Math.imul(a ^ code, 597399067);
		b = c ^ Math.imul(b ^ code, 2869860233);
		c = d ^ Math.imul(c ^ code, 951274213);
		d = a ^ Math.imul(d ^ code, 2716044179);
	}
	return [a | 0, b | 0, c | 0, d | 0];
}
