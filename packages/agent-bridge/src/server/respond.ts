import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

const always = {
	"Cache-Control": "no-store",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "DENY",
} as const;

/** Nothing but what the console itself brings, pictures aside: those are what users and agents send. */
function contentSecurityPolicy(host: string | undefined): string {
	const own = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
	return [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"font-src 'self'",
		"img-src 'self' https: http: data:",
		"media-src 'self' https: http:",
		"manifest-src 'self'",
		`connect-src 'self'${own}`,
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
	].join("; ");
}

export function respond(
	response: ServerResponse,
	status: number,
	body: string | Buffer = "",
	headers: OutgoingHttpHeaders = {},
): void {
	const security = { "Content-Security-Policy": contentSecurityPolicy(response.req.headers.host) };
	response.writeHead(status, {
		...always,
		...security,
		"Content-Length": Buffer.byteLength(body),
		...headers,
	});
	response.end(response.req.method === "HEAD" ? undefined : body);
}

export function respondJson(response: ServerResponse, status: number, value: unknown): void {
	respond(response, status, JSON.stringify(value), { "Content-Type": "application/json; charset=utf-8" });
}

export function respondText(response: ServerResponse, status: number, text: string): void {
	respond(response, status, `${text}\n`, { "Content-Type": "text/plain; charset=utf-8" });
}

export function redirect(
	response: ServerResponse,
	location: string,
	headers: OutgoingHttpHeaders = {},
): void {
	respond(response, 303, "", { Location: location, ...headers });
}
