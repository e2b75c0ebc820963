import type { Card, Content } from "../model/content.js";
import { useWords } from "../words/words.js";
import { Icon } from "./icon.js";
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
			return (
				<a class="picture" href={content.url} target="_blank" rel="noopener noreferrer nofollow">
					<img
						src={content.url}
						alt={content.name ?? transcript.picture}
						loading="lazy"
						referrerpolicy="no-referrer"
					/>
				</a>
			);
		case "file":
			return (
				<a class="bubble file" href={content.url} target="_blank" rel="noopener noreferrer nofollow">
					<Icon name="file" />
					{content.name}
				</a>
			);
		case "cards":
			return <Cards cards={content.cards} />;
		case "place":
			return <Place place={content} />;
		case "choices":
			return <Titles label={transcript.choices} titles={content.titles} />;
		case "other":
			return <p class="bubble bubble-other">{transcript.cannotShow(content.name)}</p>;
	}
}

/** Side by side, to be scrolled sideways where there are many. */
function Cards({ cards }: { readonly cards: readonly Card[] }) {
	return (
		<ul class="cards">
			{cards.map((card, index) => (
				<li key={index} class="card">
					<CardBody card={card} />
				</li>
			))}
		</ul>
	);
}

function CardBody({ card: { title, subtitle, text, imageUrl, buttons } }: { readonly card: Card }) {
	const { transcript } = useWords();
	return (
		<>
			{imageUrl !== undefined && <img src={imageUrl} alt="" loading="lazy" referrerpolicy="no-referrer" />}
			<div class="card-text">
				{title !== undefined && <strong>{title}</strong>}
				{subtitle !== undefined && <span>{subtitle}</span>}
				{text !== undefined && <span>{text}</span>}
			</div>
			{buttons.length > 0 && <Titles label={transcript.buttons} titles={buttons} />}
		</>
	);
}

function Place({ place: { name, latitude, longitude } }: { readonly place: ContentOf<"place"> }) {
	const { transcript } = useWords();
	const where = transcript.place(latitude, longitude);
	return (
		<p class="bubble place">
			<Icon name="pin" />
			<span>{name === undefined ? where : `${name} (${where})`}</span>
		</p>
	);
}

/** What the user could press. Nobody presses it here. */
function Titles({ label, titles }: { readonly label: string; readonly titles: readonly string[] }) {
	return (
		<ul class="choices" aria-label={label}>
			{titles.map((title, index) => (
				<li key={index}>{title}</li>
			))}
		</ul>
	);
}
