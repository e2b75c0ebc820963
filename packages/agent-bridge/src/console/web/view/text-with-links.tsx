import { linkText } from "../model/link-text.js";

/** Text as it was written; only addresses of the web become links. */
export function TextWithLinks({ text }: { readonly text: string }) {
	return (
		<>
			{linkText(text).map((part, index) =>
				part.href === undefined ? (
					part.text
				) : (
					<a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
						{part.text}
					</a>
				),
			)}
		</>
	);
}
