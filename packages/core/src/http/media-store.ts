/** A picture, a voice message or a file, as it is kept. */
export interface KeptMedia {
	readonly bytes: Uint8Array;
	/** Its content type. */
	readonly type: string;
	/** What it is called, for whoever saves it. */
	readonly name: string;
}

export interface MediaDetails {
	readonly type: string;
	readonly name: string;
	/**
	 * Names it in its path, so that the path is known before the bytes are: whoever gives it makes it impossible to
	 * guess. Default: random.
	 */
	readonly id?: string | undefined;
}

/** Keeps what would be gone elsewhere. {@link mediaEdge} serves it under its path. */
export interface MediaStore {
	/** Where what has this id is served, or will be. */
	pathOf(id: string): string;
	/** Keeps the bytes and gives their path. What is there already under the id stays. */
	keep(bytes: Uint8Array, details: MediaDetails): Promise<string>;
	read(path: string): Promise<KeptMedia | undefined>;
	remove(path: string): Promise<void>;
}
