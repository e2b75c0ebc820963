/** The address, if a browser may be sent there or may load a picture from it: http, https, or this site. */
export function safeUrl(address: string | undefined, base = "https://desk.invalid/"): string | undefined {
	if (address === undefined || address === "" || !URL.canParse(address, base)) return undefined;
	const { protocol, href } = new URL(address, base);
	return protocol === "http:" || protocol === "https:" ? href : undefined;
}
