import type { Representative } from "@baton/core";

/** Follows one stream of what the user is told, and says what is wrong with who speaks in it. */
export interface Stretch {
	/** Who has joined and not left. */
	readonly inside: string | undefined;
	joined(name: string): string | undefined;
	left(name: string): string | undefined;
	/** `allowed` if policy lets it through while a human is in. */
	said(label: Representative | undefined, allowed: boolean): string | undefined;
}

export function followStretch(): Stretch {
	let inside: string | undefined;
	return {
		get inside() {
			return inside;
		},
		joined(name) {
			const wrong = inside === undefined ? undefined : `${name} joins while ${inside} has not left`;
			inside = name;
			return wrong;
		},
		left(name) {
			const wrong = inside === name ? undefined : `${name} leaves, but ${inside ?? "nobody"} is in`;
			inside = undefined;
			return wrong;
		},
		said(label, allowed) {
			if (label === undefined) return "something was said without a label";
			const { representativeType, displayName } = label;
			if (representativeType === "HUMAN") {
				return inside === displayName
					? undefined
					: `${displayName} speaks as HUMAN, but ${inside ?? "nobody"} is in`;
			}
			return inside === undefined || allowed
				? undefined
				: `${displayName} speaks as BOT while ${inside} is in`;
		},
	};
}
