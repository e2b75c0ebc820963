/** An answer with the confidence that was claimed for it. */
export interface Claim {
	readonly confidence: number;
	readonly right: boolean;
	/** How much it counts among the others. Default: 1. */
	readonly weight?: number | undefined;
}

/** The claims of about the same confidence. */
export interface Bin {
	/** The share of all claims that are in it. */
	readonly share: number;
	/** Their mean confidence. */
	readonly confidence: number;
	/** The share of them that were right. */
	readonly right: number;
}

const bins = 10;

/** A reliability diagram: claims in ten equal ranges of confidence; ranges without claims are left out. */
export function reliability(claims: readonly Claim[]): readonly Bin[] {
	const total = sum(claims, () => 1);
	return Array.from({ length: bins }, (_, bin) => claims.filter((claim) => binOf(claim) === bin))
		.map((group) => ({ group, weight: sum(group, () => 1) }))
		.filter(({ weight }) => weight > 0)
		.map(({ group, weight }) => ({
			share: weight / total,
			confidence: sum(group, ({ confidence }) => confidence) / weight,
			right: sum(group, ({ right }) => (right ? 1 : 0)) / weight,
		}));
}

function binOf({ confidence }: Claim): number {
	return Math.min(bins - 1, Math.floor(confidence * bins));
}

/** How far confidence is from the share that is right, on average over claims (expected calibration error). */
export function calibrationError(claims: readonly Claim[]): number {
	return reliability(claims).reduce(
		(error, { share, confidence, right }) => error + share * Math.abs(confidence - right),
		0,
	);
}

function sum(claims: readonly Claim[], of: (claim: Claim) => number): number {
	return claims.reduce((total, claim) => total + (claim.weight ?? 1) * of(claim), 0);
}
