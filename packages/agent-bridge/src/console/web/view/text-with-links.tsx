import { linkText } from "../../../content/link-text.js";
import { OutLink } from "./out-link.js";

/** Text as it was written; only addresses of the web become links. */
export function TextWithLinks({ text }: { readonly text: string }) {
	return (
		<>
			{linkText(text).map((part, index) =>
				part.href === undefined ? (
					part.text
				) : (
					<OutLink key={index} href={part.href}>
						<bdi>{part.text}</bdi>
					</OutLink>
				),
			)}
		</>
	);
}
