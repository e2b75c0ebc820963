const textFrame = 0x81;

/**
 * A text as a server's WebSocket frame, whole and uncompressed, as RFC 6455 section 5.2 has it. A text that was the
 * last one, too, is not written again: what many hear is the same bytes for all of them.
 */
export function textFrames(): (text: string) => Buffer {
	let last = "";
	let frame = toFrame("");
	return (text) => {
		if (text !== last) {
			frame = toFrame(text);
			last = text;
		}
		return frame;
	};
}

function toFrame(text: string): Buffer {
	const length = Buffer.byteLength(text);
	const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(head + length);
	frame[0] = textFrame;
	if (head === 2) frame[1] = length;
	else if (head === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.write(text, head);
	return frame;
}
