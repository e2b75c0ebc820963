/** Who works at the shop's desk. */
export const people = [
	{ id: "ana", displayName: "Ana" },
	{ id: "budi", displayName: "Budi" },
] as const;

/** A person with a picture, as desk and customers see them. */
export function withPicture({ id, displayName }: (typeof people)[number], address: string) {
	return { id, displayName, avatarImage: `${address}/people/${id}.svg` };
}
