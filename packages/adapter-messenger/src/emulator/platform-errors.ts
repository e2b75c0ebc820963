import { BatonError } from "@baton/core/error";

/** An error as the Graph API words it. Apps must not depend on the text: it is localized. */
export interface PlatformError {
	/** Default: 400. */
	readonly status?: number;
	readonly code: number;
	readonly subcode?: number;
	readonly message: string;
	readonly isTransient?: boolean;
}

/**
 * The errors that the Send API and its neighbors answer with, by names of our own.
 *
 * https://developers.facebook.com/docs/messenger-platform/error-codes
 */
export const platformErrors = {
	unknown: { status: 500, code: 1, message: "An unknown error occurred" },
	"unknown-permission": { status: 500, code: 1, subcode: 99, message: "An unknown error occurred" },
	"unreadable-reply": { status: 500, code: 1, subcode: 1357046, message: "Received invalid JSON reply" },
	"no-such-form": { code: 1, subcode: 2018382, message: "This form does not exist" },
	service: { status: 503, code: 2, message: "Service temporarily unavailable", isTransient: true },
	"app-rate": { status: 403, code: 4, message: "(#4) Application request limit reached", isTransient: true },
	"phone-number-rate": {
		status: 403,
		code: 4,
		subcode: 2018022,
		message: "(#4) Too many send requests to phone numbers",
	},
	permission: {
		status: 403,
		code: 10,
		message: "(#10) Application does not have permission for this action",
	},
	"outside-window": {
		status: 403,
		code: 10,
		subcode: 2018278,
		message: "(#10) This message is sent outside of allowed window",
	},
	"outside-window-instagram": {
		status: 403,
		code: 10,
		subcode: 2534022,
		message: "(#10) This message is sent outside of allowed window",
	},
	"not-news": {
		status: 403,
		code: 10,
		subcode: 2018065,
		message: "(#10) This message is sent outside of allowed window: news messaging permission is needed",
	},
	"cannot-receive": {
		status: 403,
		code: 10,
		subcode: 2018108,
		message: "(#10) This person cannot receive messages",
	},
	"not-a-tester": {
		status: 403,
		code: 10,
		subcode: 2018028,
		message: "(#10) Cannot message users who are not admins, developers or testers of the app",
	},
	"other-app-controls": {
		status: 403,
		code: 10,
		subcode: 2018300,
		message: "(#10) Message failed to send because another app is controlling this thread now",
	},
	"user-rate": { status: 403, code: 17, message: "(#17) User request limit reached" },
	"page-rate": { status: 403, code: 32, message: "(#32) Page request limit reached" },
	"bad-parameter": { code: 100, message: "(#100) Invalid parameter" },
	"no-such-object": {
		code: 100,
		subcode: 33,
		message:
			"Unsupported request. Object does not exist, cannot be loaded, or does not support this operation",
	},
	"no-user": { code: 100, subcode: 2018001, message: "(#100) No matching user found" },
	"fetch-failed": { code: 100, subcode: 2018008, message: "(#100) Failed to fetch the file from the URL" },
	"nothing-to-send": {
		code: 100,
		subcode: 2018015,
		message: "(#100) Must contain either a message or a state",
	},
	"empty-message": {
		code: 100,
		subcode: 2018034,
		message: "(#100) Message cannot be empty, must provide valid attachment or text",
	},
	"incomplete-element": {
		code: 100,
		subcode: 2018035,
		message: "(#100) Incomplete element data: title and at least one other field is required",
	},
	"empty-payload": {
		code: 100,
		subcode: 2018040,
		message: "(#100) Payload cannot be empty for postback type button",
	},
	"empty-url": { code: 100, subcode: 2018041, message: "(#100) Url cannot be empty for url type button" },
	"wrong-media-type": {
		code: 100,
		subcode: 2018047,
		message: "(#100) Upload attachment failure: the type of the file does not fit",
	},
	"empty-title": { code: 100, subcode: 2018053, message: "(#100) Button title cannot be empty" },
	"not-your-attachment": {
		code: 100,
		subcode: 2018074,
		message: "(#100) Invalid attachment ID: it does not exist, is expired, or is another page's",
	},
	"quick-reply-title": {
		code: 100,
		subcode: 2018098,
		message: "(#100) Title is required for this quick reply content type",
	},
	"quick-reply-payload": {
		code: 100,
		subcode: 2018099,
		message: "(#100) Payload is required for this quick reply content type",
	},
	"too-large": { code: 100, subcode: 2018109, message: "(#100) Attachment size exceeds allowable limit" },
	"no-profile": { code: 100, subcode: 2018218, message: "(#100) No profile available for this user" },
	"fetch-timeout": {
		code: 100,
		subcode: 2018294,
		message: "(#100) Video upload timed out or video is corrupted",
	},
	session: { status: 401, code: 102, message: "Session key invalid or no longer valid" },
	"token-malformed": { status: 401, code: 190, message: "Invalid OAuth access token" },
	"token-app-removed": { status: 401, code: 190, subcode: 458, message: "The app was removed" },
	"token-password": { status: 401, code: 190, subcode: 460, message: "The password was changed" },
	"token-expired": { status: 401, code: 190, subcode: 463, message: "The access token has expired" },
	"token-invalid": { status: 401, code: 190, subcode: 467, message: "The access token is invalid" },
	"token-role": { status: 401, code: 190, subcode: 492, message: "The user has no role on the page" },
	"too-few-elements": { code: 194, message: "(#194) param name_placeholder[elements] has too few elements." },
	"missing-permission": { status: 403, code: 200, message: "(#200) Permissions error" },
	"unavailable-200": {
		status: 403,
		code: 200,
		subcode: 1545041,
		message: "(#551) This person isn't available right now.",
	},
	"temporarily-blocked": { status: 403, code: 341, message: "(#341) Application limit reached" },
	"blocked-for-policy": {
		status: 403,
		code: 368,
		message: "(#368) Temporarily blocked for policies violations",
	},
	unavailable: { code: 551, subcode: 1545041, message: "(#551) This person isn't available right now." },
	"call-rate": { status: 403, code: 613, message: "(#613) Calls to this API have exceeded the rate limit." },
	"send-failure": { code: 1200, message: "Temporary send message failure. Please try again later." },
	"unknown-path": { code: 2500, message: "Unknown path components" },
	"bad-linking-token": { code: 10303, message: "(#10303) Invalid account_linking_token" },
	"business-rate": {
		code: 80006,
		message: "(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.",
	},
	"window-closed": { code: 1545041, message: "This person isn't available right now." },
} as const satisfies Readonly<Record<string, PlatformError>>;

export type PlatformErrorName = keyof typeof platformErrors;

/**
 * What a call throws that the platform refuses; the server puts it into the platform's words.
 *
 * @param detail what a person should know, in place of the platform's own text
 */
export function refusal(name: PlatformErrorName, detail?: string): BatonError {
	return new BatonError(name, detail ?? platformErrors[name].message);
}

export function isPlatformErrorName(name: string): name is PlatformErrorName {
	return Object.hasOwn(platformErrors, name);
}
