/** The words of Google's APIs for what went wrong, and HTTP's numbers for them. */
export const errorCodes = {
	INVALID_ARGUMENT: 400,
	FAILED_PRECONDITION: 400,
	UNAUTHENTICATED: 401,
	PERMISSION_DENIED: 403,
	NOT_FOUND: 404,
	ALREADY_EXISTS: 409,
	RESOURCE_EXHAUSTED: 429,
	INTERNAL: 500,
	UNAVAILABLE: 503,
	DEADLINE_EXCEEDED: 504,
} as const;

export type ErrorStatus = keyof typeof errorCodes;

/** Why the platform did not do what it was asked to. */
export interface Refusal {
	readonly status: ErrorStatus;
	readonly message: string;
	readonly retryAfterS?: number | undefined;
}

export function refusal(status: ErrorStatus, message: string): Refusal {
	return { status, message };
}
