import { randomBytes } from "node:crypto";

export interface GraphFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

interface Encoded {
	readonly body: string | Uint8Array | undefined;
	readonly headers: Readonly<Record<string, string>>;
}

export function encodeBody(body: object | undefined, file: GraphFile | undefined): Encoded {
	if (file !== undefined) return encodeForm(body, file);
	if (body === undefined) return { body: undefined, headers: {} };
	const text = JSON.stringify(body);
	const length = String(Buffer.byteLength(text));
	return { body: text, headers: { "content-type": "application/json", "content-length": length } };
}

/** Members that are objects are JSON within the form: that is how the Send API takes them beside a file. */
function encodeForm(body: object | undefined, { name, type, bytes }: GraphFile): Encoded {
	const boundary = `baton-${randomBytes(12).toString("hex")}`;
	const fields = Object.entries(body ?? {}).map(([member, value]) => {
		const text = typeof value === "string" ? value : JSON.stringify(value);
		return `--${boundary}\r\nContent-Disposition: form-data; name="${member}"\r\n\r\n${text}\r\n`;
	});
	const plain = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : "application/octet-stream";
	const quoted = name.replace(/["\r\n\\]/g, "_");
	const head = `--${boundary}\r\nContent-Disposition: form-data; name="filedata"; filename="${quoted}"\r\nContent-Type: ${plain}\r\n\r\n`;
	const form = Buffer.concat([
		Buffer.from(fields.join("") + head),
		bytes,
		Buffer.from(`\r\n--${boundary}--\r\n`),
	]);
	return {
		body: form,
		headers: {
			"content-type": `multipart/form-data; boundary=${boundary}`,
			"content-length": String(form.length),
		},
	};
}
