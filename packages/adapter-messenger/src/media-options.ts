import type { MediaStore } from "@baton/core/http";

export interface MediaOptions {
	/** For instance `folderMedia({ folder: "media" })` of `@baton/core/http`. */
	readonly store: MediaStore;
	/** The address before the store's paths, such as `https://desk.example`. Default: paths alone. */
	readonly publicUrl?: string | undefined;
	/** Whether media inside private networks is fetched too. For emulators. Default: no. */
	readonly allowPrivate?: boolean | undefined;
}
