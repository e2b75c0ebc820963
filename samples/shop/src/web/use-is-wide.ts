import { useEffect, useState } from "preact/hooks";

const query = "(min-width: 900px)";

/** Whether shop and chat are both shown. The same width as in the style sheets. */
export function useIsWide(): boolean {
	const [isWide, setIsWide] = useState(() => matchMedia(query).matches);
	useEffect(() => {
		const media = matchMedia(query);
		const change = () => setIsWide(media.matches);
		media.addEventListener("change", change);
		return () => media.removeEventListener("change", change);
	}, []);
	return isWide;
}
