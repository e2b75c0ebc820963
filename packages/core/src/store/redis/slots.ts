const slots = 16384;

/** A table of remainders for each byte, of the polynomial x^16 + x^12 + x^5 + 1. */
const remainders = Uint16Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte << 8;
	for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder & 0x8000 ? 0x1021 : 0);
	return remainder;
});

/** In which of its 16,384 slots Redis Cluster keeps what has this hash tag. */
export function slotOf(tag: string): number {
	let remainder = 0;
	for (const byte of Buffer.from(tag))
		remainder = ((remainder << 8) ^ (remainders[(remainder >> 8) ^ byte] ?? 0)) & 0xffff;
	return remainder % slots;
}

/** A short hash tag for each partition, the n-th in the n-th of as many equal stretches of the slots. */
export function tagsOf(partitions: number): readonly string[] {
	const tags = new Map<number, string>();
	for (let number = 0; tags.size < partitions; number++) {
		const tag = number.toString(36);
		const partition = Math.floor((slotOf(tag) * partitions) / slots);
		if (!tags.has(partition)) tags.set(partition, tag);
	}
	return Array.from({ length: partitions }, (_, partition) => tags.get(partition) ?? "");
}
