/** Slack takes lower-case letters, digits, `-` and `_`. https://docs.slack.dev/reference/methods/conversations.create */
const mostName = 80;

/**
 * The name of a customer's channel, `cs-sari-wulandari`; from the second attempt on with a number. Letters of other
 * scripts are allowed in Slack and stay.
 */
export function channelName(customer: string, attempt = 1): string {
	const plain = customer
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.normalize("NFC")
		.toLowerCase()
		.replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, "-")
		.replace(/^-+|-+$/g, "");
	const ending = attempt === 1 ? "" : `-${attempt}`;
	const beginning = [...`cs-${plain || "customer"}`].slice(0, mostName - ending.length).join("");
	return `${beginning.replace(/-+$/, "")}${ending}`;
}
