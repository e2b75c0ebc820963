import type { Line, LineCard } from "../channel/server-frame.js";
import { Avatar, Badge } from "./avatar.js";
import { useWords } from "./words.js";

export type Press = (said: string, value: string | undefined) => void;

type LineOf<K extends Line["kind"]> = Extract<Line, { readonly kind: K }>;

interface LineProps<L extends Line = Line> {
	readonly line: L;
	readonly onPress: Press;
}

/** One line of the conversation. */
export function LineView({ line, onPress }: LineProps) {
	switch (line.kind) {
		case "user":
			return <UserLine line={line} />;
		case "said":
			return <SaidLine line={line} onPress={onPress} />;
		case "notice":
			return <NoticeLine line={line} />;
		case "joined":
		case "left":
			return <ComingLine line={line} />;
	}
}

function UserLine({ line }: { readonly line: LineOf<"user"> }) {
	const { say } = useWords();
	return (
		<article class="line user" aria-label={say("you")} data-line={line.id}>
			<p class="bubble">{line.text}</p>
			<p class="state">
				<Time at={line.at} /> · {say("received")} ✓
			</p>
		</article>
	);
}

function SaidLine({ line, onPress }: LineProps<LineOf<"said">>) {
	const { representative, text, cards } = line;
	const kind = representative.representativeType === "HUMAN" ? "human" : "bot";
	return (
		<article
			class={`line said ${kind}`}
			data-line={line.id}
			data-label={representative.representativeType}
			data-name={representative.displayName}
		>
			<Avatar of={representative} />
			<div class="body">
				<p class="name">
					{representative.displayName} <Badge of={representative} /> <Time at={line.at} />
				</p>
				{text !== undefined && text !== "" && <p class="bubble">{text}</p>}
				{cards.length > 0 && <Cards cards={cards} onPress={onPress} />}
			</div>
		</article>
	);
}

function Cards({ cards, onPress }: { readonly cards: readonly LineCard[]; readonly onPress: Press }) {
	return (
		<ul class={cards.length > 1 ? "cards many" : "cards"}>
			{cards.map((card, place) => (
				<li key={`${place}:${card.title}`} class="card">
					{card.picture !== undefined && <img src={card.picture} alt="" width="400" height="440" />}
					<h3>{card.title}</h3>
					{card.subtitle !== undefined && <p class="price">{card.subtitle}</p>}
					{card.text !== undefined && <p>{card.text}</p>}
					{card.buttons.map(({ said, title, value }) => (
						<button key={said} type="button" onClick={() => onPress(said, value)} aria-label={said}>
							{title}
						</button>
					))}
				</li>
			))}
		</ul>
	);
}

function NoticeLine({ line }: { readonly line: LineOf<"notice"> }) {
	const { say } = useWords();
	return (
		<article class="line notice" data-line={line.id} data-notice={line.notice} aria-label={say("systemLine")}>
			<p>{line.text}</p>
			<p class="state">
				<Avatar of={line.representative} /> {line.representative.displayName}{" "}
				<Badge of={line.representative} /> <Time at={line.at} />
			</p>
		</article>
	);
}

function ComingLine({ line }: { readonly line: LineOf<"joined" | "left"> }) {
	return (
		<article class={`line coming ${line.kind}`} data-line={line.id} data-kind={line.kind}>
			<p>
				<Avatar of={line.representative} /> <span>{line.text}</span> <Badge of={line.representative} />
			</p>
		</article>
	);
}

function Time({ at }: { readonly at: number }) {
	const { language } = useWords();
	const date = new Date(at);
	return (
		<time dateTime={date.toISOString()}>
			{date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}
		</time>
	);
}
