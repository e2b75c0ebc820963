/** A share in a sentence: `88.8 %`, `95 %`. */
export function percent(share: number): string {
	return `${Number((share * 100).toFixed(1))} %`;
}

/** A share in a column: `88.8 %`, `95.0 %`. */
export function percentCell(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

/** How many of a thousand messages. */
export function ofThousand(share: number): string {
	return String(Math.round(share * 1_000));
}

/** A confidence for people: `0.57`. */
export function threshold(value: number): string {
	return value.toFixed(value > 0.99 ? 4 : 2);
}
