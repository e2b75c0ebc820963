/** An answer with the confidence that was claimed for it. */
export interface Claim {
	readonly confidence: number;
	readonly right: boolean;
}

/** The claims of about the same confidence. */
export interface Bin {
	readonly count: number;
	/** Their mean confidence. */
	readonly confidence: number;
	/** The share of them that were right. */
	readonly right: number;
}

const bins = 10;

/** A reliability diagram: claims in ten equal ranges of confidence; ranges without claims are left out. */
export function reliability(claims: readonly Claim[]): readonly Bin[] {
	const groups = Array.from({ length: bins }, (_, bin) => claims.filter((claim) => binOf(claim) === bin));
	return groups
		.filter((group) => group.length > 0)
		.map((group) => ({
			count: group.length,
			confidence: mean(group.map(({ confidence }) => confidence)),
			right: mean(group.map(({ right }) => (right ? 1 : 0))),
		}));
}

function binOf({ confidence }: Claim): number {
	return Math.min(bins - 1, Math.floor(confidence * bins));
}

/** How far confidence is from the share that is right, on average over claims (expected calibration error). */
export function calibrationError(claims: readonly Claim[]): number {
	const distance = reliability(claims).reduce(
		(sum, { count, confidence, right }) => sum + count * Math.abs(confidence - right),
		0,
	);
	return distance / (claims.length || 1);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
