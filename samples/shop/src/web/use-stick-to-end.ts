import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const nearPx = 80;

interface Extent {
	readonly length: number;
	/** What the first line is: another one means that earlier lines came in above. */
	readonly first: number | undefined;
}

/** Keeps a box at its end while the reader is there, and says when they are not. Else it stays in place. */
export function useStickToEnd({ length, first }: Extent): {
	readonly box: RefObject<HTMLDivElement | null>;
	readonly behind: boolean;
	readonly toEnd: () => void;
} {
	const box = useRef<HTMLDivElement>(null);
	const atEnd = useRef(true);
	const before = useRef({ first, height: 0 });
	const [behind, setBehind] = useState(false);

	const toEnd = useCallback(() => {
		atEnd.current = true;
		box.current?.scrollTo({ top: box.current.scrollHeight });
		setBehind(false);
	}, []);

	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		const look = () => {
			atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
			setBehind(!atEnd.current);
		};
		const follow = () => {
			if (atEnd.current) element.scrollTo({ top: element.scrollHeight });
		};
		element.addEventListener("scroll", look, { passive: true });
		// Pictures that load and keyboards that open change the size without anything being said.
		const observer = new ResizeObserver(follow);
		observer.observe(element);
		element.addEventListener("load", follow, { capture: true });
		return () => {
			element.removeEventListener("scroll", look);
			element.removeEventListener("load", follow, { capture: true });
			observer.disconnect();
		};
	}, []);

	useLayoutEffect(() => {
		const element = box.current;
		if (element === null) return;
		const { first: known, height } = before.current;
		if (length > 0 && atEnd.current) toEnd();
		else if (first !== known && known !== undefined) element.scrollTop += element.scrollHeight - height;
		before.current = { first, height: element.scrollHeight };
	});
	return { box, behind, toEnd };
}
