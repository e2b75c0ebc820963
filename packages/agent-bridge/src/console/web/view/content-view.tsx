import type { Content } from "../../../content/content.js";
import { safeUrl } from "../../../content/safe-url.js";
import { useWords } from "../words/words.js";
import { Cards, Choices, MediumView } from "./card-view.js";
import { Icon } from "./icon.js";
import { OutLink } from "./out-link.js";
import { TextWithLinks } from "./text-with-links.js";

type ContentOf<T extends Content["type"]> = Extract<Content, { readonly type: T }>;

/** One part of something that was said. */
export function ContentView({ content }: { readonly content: Content }) {
	const { transcript } = useWords();
	switch (content.type) {
		case "text":
			return (
				<p class="bubble">
					<TextWithLinks text={content.text} />
				</p>
			);
		case "image":
			return <Picture picture={content} />;
		case "medium":
			return <MediumView medium={content} name={content.name} />;
		case "file":
			return (
				<OutLink class="bubble file" href={content.url}>
					<Icon name="file" />
					<bdi>{content.name}</bdi>
				</OutLink>
			);
		case "cards":
			return <Cards cards={content.cards} />;
		case "place":
			return <Place place={content} />;
		case "choices":
			return <Choices label={transcript.choices} choices={content.choices} />;
		case "other":
			return <p class="bubble bubble-other">{transcript.cannotShow(content.name)}</p>;
	}
}

/** Opens in full, where it has an address of its own. */
function Picture({ picture: { url, name } }: { readonly picture: ContentOf<"image"> }) {
	const { transcript } = useWords();
	const image = (
		<img src={url} alt={name ?? transcript.picture} loading="lazy" referrerpolicy="no-referrer" />
	);
	const href = safeUrl(url);
	if (href === undefined) return <span class="picture">{image}</span>;
	return (
		<OutLink class="picture" href={href}>
			{image}
		</OutLink>
	);
}

function Place({ place: { name, latitude, longitude } }: { readonly place: ContentOf<"place"> }) {
	const { transcript } = useWords();
	const where = transcript.place(latitude, longitude);
	const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
	return (
		<p class="bubble place">
			<Icon name="pin" />
			<span>{name === undefined ? where : `${name} (${where})`}</span>
			<OutLink href={map}>{transcript.openMap}</OutLink>
		</p>
	);
}
