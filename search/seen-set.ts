/**
 * A set of texts that keeps 64 bits of each. Among five million texts two are taken for the same with a chance of
 * one in a million.
 */
export class SeenSet {
	#slots = new Uint32Array(2 ** 17);
	#size = 0;

	get size(): number {
		return this.#size;
	}

	/** False if it was there. */
	add(text: string): boolean {
		if (this.#size * 4 > this.#slots.length) this.#grow();
		const [one, other] = hash(text);
		return this.#put(one, other);
	}

	#put(one: number, other: number): boolean {
		const slots = this.#slots;
		const mask = slots.length / 2 - 1;
		for (let at = one & mask; ; at = (at + 1) & mask) {
			const [here, beside] = [slots[2 * at], slots[2 * at + 1]];
			if (here === one && beside === other) return false;
			if (here !== 0 || beside !== 0) continue;
			slots[2 * at] = one;
			slots[2 * at + 1] = other;
			this.#size += 1;
			return true;
		}
	}

	#grow(): void {
		const old = this.#slots;
		this.#slots = new Uint32Array(old.length * 2);
		this.#size = 0;
		for (let at = 0; at < old.length; at += 2) {
			const [one = 0, other = 0] = [old[at], old[at + 1]];
			if (one !== 0 || other !== 0) this.#put(one, other);
		}
	}
}

/** Two independent 32-bit halves (multiplication and rotation as in MurmurHash3). Never both zero. */
function hash(text: string): readonly [number, number] {
	let one = 0x9747b28c;
	let other = 0x1b873593;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		one = Math.imul(one ^ code, 0xcc9e2d51);
		one = (one << 15) | (one >>> 17);
		other = Math.imul(other + code, 0x85ebca6b);
		other ^= other >>> 13;
	}
	return [finish(one ^ text.length), finish(other ^ text.length) | 1].map((half) => half >>> 0) as [
		number,
		number,
	];
}

function finish(half: number): number {
	let mixed = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}
