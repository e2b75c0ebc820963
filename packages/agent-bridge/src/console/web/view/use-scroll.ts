import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Extent {
	readonly firstPosition: number | undefined;
	readonly lastPosition: number | undefined;
	readonly pending: number;
}

const nearEnd = 48;

/** Stays at the end while somebody reads there, and stays in place when earlier lines come in above. */
export function useScroll({ firstPosition, lastPosition, pending }: Extent) {
	const scroller = useRef<HTMLElement>(null);
	const before = useRef({ firstPosition, pending, height: 0, wasAtEnd: true });
	const [isAtEnd, setIsAtEnd] = useState(true);

	useLayoutEffect(() => {
		const element = scroller.current;
		if (element === null) return;
		const { current } = before;
		const grewAbove =
			firstPosition !== current.firstPosition && current.firstPosition !== undefined && current.height > 0;
		const isOwn = pending > current.pending;
		if (current.wasAtEnd || isOwn) element.scrollTop = element.scrollHeight;
		else if (grewAbove) element.scrollTop += element.scrollHeight - current.height;
		else if (lastPosition !== undefined) setIsAtEnd(false);
		before.current = {
			firstPosition,
			pending,
			height: element.scrollHeight,
			wasAtEnd: current.wasAtEnd || isOwn,
		};
	}, [firstPosition, lastPosition, pending]);

	useLayoutEffect(() => keepAtEnd(scroller.current, () => before.current.wasAtEnd), []);

	function onScroll(): void {
		const element = scroller.current;
		if (element === null) return;
		const wasAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
		before.current = { ...before.current, wasAtEnd };
		if (wasAtEnd) setIsAtEnd(true);
	}

	function goToEnd(): void {
		const element = scroller.current;
		element?.scrollTo({ top: element.scrollHeight });
	}

	return { scroller, isAtEnd, onScroll, goToEnd };
}

/** Pictures that arrive and a field that grows move the end: go with it. */
function keepAtEnd(element: HTMLElement | null, isWanted: () => boolean): (() => void) | undefined {
	if (element === null) return undefined;
	const observer = new ResizeObserver(() => {
		if (isWanted()) element.scrollTop = element.scrollHeight;
	});
	observer.observe(element);
	for (const child of element.children) observer.observe(child);
	return () => observer.disconnect();
}
