import type { ComponentChildren } from "preact";

interface OutLinkProps {
	/** Checked already: nothing but the web, mail and telephones. */
	readonly href: string;
	readonly class?: string;
	readonly children: ComponentChildren;
}

/** A way out of the page. Where it leads learns nothing of where somebody came from, and cannot reach back. */
export function OutLink({ href, class: look, children }: OutLinkProps) {
	return (
		<a class={look} href={href} target="_blank" rel="noopener noreferrer nofollow">
			{children}
		</a>
	);
}
