import type { Brand } from "../brand.js";

/** Identifies a person within a desk: whatever stable id the desk uses for its human agents. */
export type PersonId = Brand<string, "PersonId">;

/** The word on an outgoing activity that tells the user who is writing. */
export type Label = "BOT" | "HUMAN";

/** Who is speaking to the user. The member names are those of Business Messages. */
export interface Representative {
	readonly representativeType: Label;
	readonly displayName: string;
	/** URL of a picture, where there is one. */
	readonly avatarImage?: string | undefined;
}

/** A human agent as the user comes to know them. */
export interface Human {
	readonly id: PersonId;
	readonly displayName: string;
	readonly avatarImage?: string | undefined;
}

export function asRepresentative({ displayName, avatarImage }: Human): Representative {
	return { representativeType: "HUMAN", displayName, ...(avatarImage === undefined ? {} : { avatarImage }) };
}
