/** Requests from outside, taken whole and checked before they are believed; and calls to addresses from outside. */
export { constantTimeEqual } from "./constant-time.js";
export { type Edge, type EdgeAnswer, type EdgeOptions, type EdgeRequest, plainText } from "./edge.js";
export { type FetchHandler, fetchHandler } from "./fetch-handler.js";
export { type MediaEdgeOptions, mediaEdge } from "./media-edge.js";
export { type FolderMediaOptions, folderMedia } from "./media-folder.js";
export type { KeptMedia, MediaDetails, MediaStore } from "./media-store.js";
export {
	type BotkitLike,
	type ExpressLike,
	type FastifyLike,
	mountBotkit,
	mountExpress,
	mountFastify,
} from "./mount.js";
export { type NodeHandler, nodeHandler } from "./node-handler.js";
export { isPublicAddress } from "./private-address.js";
export { readRetryAfter } from "./retry-after.js";
export {
	type SafeCaller,
	type SafeCallerOptions,
	type SafeFetchOptions,
	safeCaller,
	safeFetch,
} from "./safe-fetch.js";
export type { Lookup, SafeAnswer, SafeRequest } from "./safe-send.js";
