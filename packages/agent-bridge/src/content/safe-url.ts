/** The address, if a browser may be sent there: http or https. With a base, also one within that site. */
export function safeUrl(address: string | undefined, base?: string): string | undefined {
	const url = parse(address, base);
	return url !== undefined && web.has(url.protocol) ? url.href : undefined;
}

/** As {@link safeUrl}, and whatever writes a mail or dials a number. */
export function safeLink(address: string | undefined): string | undefined {
	const url = parse(address);
	return url !== undefined && (web.has(url.protocol) || apps.has(url.protocol)) ? url.href : undefined;
}

/** As {@link safeUrl}, and a small picture that is its own address. Never a drawing: that could hold more than lines. */
export function safePicture(address: string | undefined): string | undefined {
	return safeUrl(address) ?? (address !== undefined && inlined.test(address) ? address : undefined);
}

const web: ReadonlySet<string> = new Set(["http:", "https:"]);
const apps: ReadonlySet<string> = new Set(["mailto:", "tel:"]);
const inlined = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]{1,200000}$/;

function parse(address: string | undefined, base?: string): URL | undefined {
	if (address === undefined || address === "" || !URL.canParse(address, base)) return undefined;
	return new URL(address, base);
}
