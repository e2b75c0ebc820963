import type { ComponentChildren } from "preact";
import { reasonDetail } from "../model/reason-text.js";
import type { Talk } from "../model/talk.js";
import {
	appNames,
	botName,
	channelName,
	holderName,
	languageName,
	needsText,
	userName,
} from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { useDeskState } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { Moment } from "./moment.js";
import { places, usePage } from "./page.js";
import { RatingSection } from "./rating-section.js";

/** Who the user is, and how the conversation stands. */
export function DetailsPanel({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const page = usePage();
	const name = userName(talk.snapshot, words);
	return (
		<section class="details" id={places.details} aria-label={words.desk.showDetails} tabIndex={-1}>
			<IconButton
				icon="close"
				class="details-close"
				label={words.desk.hideDetails}
				onClick={page.toggleDetails}
			/>
			<div class="details-who">
				<Avatar name={talk.snapshot.user.name} size="large" />
				<h2>{name}</h2>
			</div>
			<AboutUser talk={talk} />
			<AboutConversation talk={talk} />
			<RatingSection talk={talk} />
		</section>
	);
}

function AboutUser({ talk: { snapshot } }: { readonly talk: Talk }) {
	const words = useWords();
	const { user, botUserId, channel } = snapshot;
	return (
		<section>
			<h3>{words.user.about}</h3>
			<dl>
				<Fact name={words.user.channel}>{channelName(channel, words)}</Fact>
				{user.locale !== undefined && (
					<Fact name={words.user.language}>{languageName(user.locale, words.language)}</Fact>
				)}
				<Fact name={words.user.account}>{user.accountId ?? words.user.noAccount}</Fact>
				<Fact name={words.user.id}>
					<code>{botUserId}</code>
				</Fact>
			</dl>
		</section>
	);
}

function AboutConversation({ talk: { snapshot } }: { readonly talk: Talk }) {
	const words = useWords();
	const state = useDeskState();
	const { botId, session, mode, watchers, offer } = snapshot;
	const detail = offer && reasonDetail(offer.reason);
	return (
		<section>
			<h3>{words.user.conversation}</h3>
			<dl>
				<Fact name={words.control.label}>{holderName(snapshot, state, words)}</Fact>
				{offer !== undefined && (
					<Fact name={words.queue.parts.waiting}>
						{words.reasons[offer.reason.type]}
						{detail !== undefined && `: ${detail}`}
					</Fact>
				)}
				{offer?.needs !== undefined && <Fact name={words.user.needs}>{needsText(offer.needs, words)}</Fact>}
				<Fact name={words.user.bot}>{botName(botId, state)}</Fact>
				{mode !== undefined && <Fact name={words.user.mode}>{words.user.modes[mode]}</Fact>}
				<Fact name={words.user.session}>
					{`${session.number} · `}
					{session.open ? <Moment at={session.since * 1000} /> : words.user.ended}
				</Fact>
				{watchers.length > 0 && <Fact name={words.user.watchers}>{appNames(watchers, state)}</Fact>}
			</dl>
		</section>
	);
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
	return (
		<div class="fact">
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}
